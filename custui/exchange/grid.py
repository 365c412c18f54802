"""The format *grid*: what the shop's list of customers exports, English or Polish.

Headers, order and forms are those of PrestaShop's own export. In Polish: dates ``01.11.2021 13:00``
and amounts ``191,20 zł``; in English: ISO dates and bare amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from custui.domain.columns import BY_NAME
from custui.exchange import cells, fields
from custui.exchange.field import Field, Format
from custui.exchange.moments import MomentWriter
from custui.exchange.shown import Shown
from custui.exchange.table import Texts
from custui.locale import N_

COLUMNS = (
    "id",
    "title",
    "first_name",
    "last_name",
    "email",
    "company",
    "sales",
    "enabled",
    "newsletter",
    "partner_offers",
    "registered_at",
    "last_visit_at",
)
"""The columns of the export, in its order."""

_LINE = "%s;" * len(COLUMNS) + "\n"
_TO_QUOTE = re.compile('[;"\r\n]')

_ENGLISH = tuple(BY_NAME[name].csv[0] for name in COLUMNS)
_POLISH = (
    "ID",
    "Nazwa kontaktu",
    "Imię",
    "Nazwisko",
    "Adres e-mail",
    "Firma",
    "Sprzedaż",
    "Włączony",
    "Newsletter",
    "Oferty partnerów",
    "Rejestracja",
    "Ostatnia wizyta",
)

_CURRENCY_SIGNS = {"PLN": "zł", "EUR": "€", "USD": "$", "GBP": "£", "CZK": "Kč"}


def _csv(column: str) -> tuple[str, ...]:
    return BY_NAME[column].csv


FIELDS = (
    fields.number(*_csv("id")),
    fields.title(*_csv("title"), may_be_left_out=True),
    fields.name("first_name", "prestashop", *_csv("first_name")),
    fields.name("last_name", "prestashop", *_csv("last_name")),
    fields.email(*_csv("email")),
    fields.company(*_csv("company"), may_be_left_out=True),
    fields.money("sales", *_csv("sales")),
    fields.flag("enabled", *_csv("enabled")),
    fields.flag("newsletter", *_csv("newsletter")),
    fields.flag("partner_offers", *_csv("partner_offers")),
    fields.moment("registered_at", *_csv("registered_at")),
    fields.moment("last_visit_at", *_csv("last_visit_at"), may_be_left_out=True),
    fields.group(*_csv("group")),
    fields.shop(*_csv("shop")),
    # An age goes by the birthday, which these files do not tell.
    Field("age", ("Age", "Wiek"), (), lambda terms: cells.Ignored()),
)


class GridWriter:
    """Writes customers as the shop's list exports them, in the language of the export.

    Takes rows of ``COLUMNS`` with the title as its id.
    """

    columns = COLUMNS

    def __init__(self, shown: Shown) -> None:
        preferences = shown.preferences
        self._polish = shown.language == "pl"
        self._titles: dict[object, str] = {None: ""}
        self._text = Texts(";", raw=shown.raw)
        self._titles |= {number: self._text[name] for number, name in shown.titles.items()}
        sign = _CURRENCY_SIGNS.get(preferences.currency, preferences.currency)
        self._money = _Amounts(f"\N{NO-BREAK SPACE}{sign}" if self._polish else "", self._polish)
        form = "%d.%m.%Y" if self._polish else "%Y-%m-%d"
        self._moment = MomentWriter(preferences.time_zone, form, seconds=not self._polish)

    def header(self) -> str:
        """The header, with the delimiter after its last column as after every row's."""
        return _LINE % (_POLISH if self._polish else _ENGLISH)

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The line of each customer."""
        titles, text = self._titles.__getitem__, self._text.__getitem__
        number, title, first, last, email, company, sales, on, news, offers, since, seen = zip(
            *customers, strict=True
        )
        plain = not _TO_QUOTE.search("".join(email))
        rows = zip(
            number,
            map(titles, title),
            map(text, first),
            map(text, last),
            [address if plain and address[0].isalnum() else text(address) for address in email],
            map(text, company),
            map(self._money.__getitem__, sales),
            on,
            news,
            offers,
            self._moment.texts(since),
            self._moment.texts(seen),
            strict=True,
        )
        return map(_LINE.__mod__, rows)


class _Amounts(dict[object, str]):
    """Amounts in minor units as the export writes them; nothing sold is a bare ``0``."""

    def __init__(self, ending: str, polish: bool) -> None:
        super().__init__({0: "0"})
        self._ending = ending
        self._polish = polish

    def __missing__(self, amount: object) -> str:
        if len(self) >= cells.REMEMBERED:
            self.clear()
            self[0] = "0"
        self[amount] = text = self._written(int(amount))  # type: ignore[call-overload]
        return text

    def _written(self, amount: int) -> str:
        sign = "-" if amount < 0 else ""
        whole, hundredths = divmod(abs(amount), 100)
        if not self._polish:
            return f"{sign}{whole}.{hundredths:02d}"
        grouped = f"{whole:,}".replace(",", "\N{NO-BREAK SPACE}")
        return f"{sign}{grouped},{hundredths:02d}{self._ending}"


GRID = Format(
    name="grid",
    label=N_("the list of customers, as the shop exports it (CSV)"),
    fields=FIELDS,
    needs=("email",),
    delimiter=";",
    writer=GridWriter,
)
