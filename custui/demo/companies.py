"""Companies: their names and the numbers that registries give them."""

from __future__ import annotations

from typing import NamedTuple

from custui.domain.text import fold, sort_key

_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_REGON_WEIGHTS = (8, 9, 2, 3, 4, 5, 6, 7)

_TRADES = {
    "PL": ("Meble", "Hurtownia", "Auto-Serwis", "Kwiaciarnia", "Usługi Remontowe", "Piekarnia",
           "Księgarnia", "Apteka", "Żwirownia", "Biuro Rachunkowe", "Sklep", "Transport",
           "Drukarnia", "Łożyska", "Zakład Fryzjerski", "Gospodarstwo"),
    "DE": ("Möbelhaus", "Bäckerei", "Autohaus", "Buchhandlung", "Großhandel"),
    "CZ": ("Truhlářství", "Pekařství", "Knihkupectví", "Velkoobchod"),
    "FR": ("Boulangerie", "Librairie", "Ébénisterie", "Garage"),
    "ES": ("Panadería", "Librería", "Muebles", "Talleres"),
    "": ("Trading", "Design", "Logistics", "Books", "Garden Centre", "Supplies"),
}  # fmt: skip
_FORMS = {
    "PL": ("", "", " sp. z o.o.", " s.c.", " S.A.", " sp.j."),
    "DE": (" GmbH", " & Söhne", " KG", " e.K."),
    "CZ": (" s.r.o.", " a.s."),
    "FR": (" SARL", " & Fils"),
    "ES": (" S.L.", " e Hijos"),
    "GB": (" Ltd", " & Sons", " PLC"),
    "SE": (" AB",),
    "NO": (" AS",),
    "DK": (" ApS",),
    "SK": (" s.r.o.",),
    "IT": (" S.r.l.",),
    "UA": (" TOV",),
}
_RISK = (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3)


class Company(NamedTuple):
    """A company that buys; money in minor units."""

    name: str
    fold: str
    sort: str
    vat_id: str
    regon: str
    website: str
    risk: int
    allowed_outstanding: int
    max_payment_days: int


NO_COMPANY = Company("", "", "", "", "", "", 0, 0, 0)


def nip(number: int) -> str:
    """A Polish tax number whose check digit is right, made from ``number``."""
    while True:
        stem = f"{100_000_000 + number % 899_999_999}"
        check = sum(int(digit) * weight for digit, weight in zip(stem, _NIP_WEIGHTS, strict=True))
        if check % 11 != 10:
            return f"{stem}{check % 11}"
        number += 1


def regon(number: int) -> str:
    """A Polish registry number of nine digits whose check digit is right."""
    stem = f"{number % 100_000_000:08d}"
    check = sum(int(digit) * weight for digit, weight in zip(stem, _REGON_WEIGHTS, strict=True))
    return f"{stem}{check % 11 % 10}"


def company(surname: str, domain: str, country: str, number: int, other: int) -> Company:
    """The company of a person called ``surname``; ``number`` and ``other`` are of 32 bits.

    NIP and REGON in Poland; elsewhere the country's code before the digits, and no registry.
    """
    trades = _TRADES.get(country, _TRADES[""])
    forms = _FORMS.get(country, ("",))
    trade = trades[number % len(trades)]
    form = forms[(number >> 8) % len(forms)]
    written = f"{trade} {surname}{form}" if number & 3 else f"{surname} {trade}{form}"
    risk = _RISK[other & 15]
    polish = country == "PL"
    return Company(
        name=written,
        fold=fold(written),
        sort=sort_key(written),
        vat_id=nip(other) if polish else f"{country}{other % 1_000_000_000:09d}",
        regon=regon(number) if polish and number & 7 else "",
        website=f"https://www.{domain}" if other & 3 else "",
        risk=risk,
        allowed_outstanding=(0, 100_000, 500_000, 2_000_000)[other >> 4 & 3] if risk < 3 else 0,
        max_payment_days=(0, 7, 14, 30)[other >> 6 & 3] if risk < 3 else 0,
    )
