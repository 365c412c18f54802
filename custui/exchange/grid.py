"""The format *grid*: what the shop's list of customers exports, English or Polish.

Headers, order and forms are those of PrestaShop's own export. In Polish: dates ``01.11.2021 13:00``
and amounts ``191,20 zł``; in English: ISO dates and bare amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from custui.domain.columns import BY_NAME
from custui.domain.preferences import Preferences
from custui.domain.rules import LONGEST_COMPANY
from custui.exchange import cells
from custui.exchange.field import Cells, Field, Format, Terms
from custui.exchange.moments import MomentWriter
from custui.exchange.written import defused, quoted
from custui.locale import N_, _

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

REASON = N_("Why it was not taken")
"""The header of the last column of a reject file; read back, it is passed over."""

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


def _field(name: str, staged: tuple[str, ...], read: object, *, droppable: bool = False) -> Field:
    return Field(name, BY_NAME[name].csv, staged, read, droppable)  # type: ignore[arg-type]


def _text(name: str) -> tuple[str, str, str]:
    return (name, f"{name}_fold", f"{name}_sort")


def _names(terms: Terms) -> Cells:
    return cells.names("prestashop")


def _emails(terms: Terms) -> Cells:
    return cells.Emails()


def _companies(terms: Terms) -> Cells:
    return cells.texts(LONGEST_COMPANY, required="company" in terms.required)


def _titles(terms: Terms) -> Cells:
    return cells.Choices(terms.titles, required="title" in terms.required)


def _groups(terms: Terms) -> Cells:
    unknown = "" if terms.create_groups else _("there is no such group; --create-groups adds it")
    return cells.Choices(terms.groups, unknown, required=False)


def _flags(name: str) -> Field:
    return _field(name, (name,), lambda terms: cells.flags(required=name in terms.required))


def _moments(name: str, *, droppable: bool = False) -> Field:
    return _field(name, (name,), lambda terms: cells.Moments(terms.time_zone), droppable=droppable)


FIELDS = (
    _field("id", ("id",), lambda terms: cells.Numbers()),
    _field("title", ("title_id",), _titles, droppable=True),
    _field("first_name", _text("first_name"), _names),
    _field("last_name", _text("last_name"), _names),
    _field("email", ("email", "email_key", "email_fold"), _emails),
    _field("company", _text("company"), _companies, droppable=True),
    _field("sales", ("sales",), lambda terms: cells.money()),
    _flags("enabled"),
    _flags("newsletter"),
    _flags("partner_offers"),
    _moments("registered_at"),
    _moments("last_visit_at", droppable=True),
    _field("group", ("default_group_id",), _groups),
    Field("reason", (REASON, "Dlaczego nie przyjęto"), (), lambda terms: cells.Ignored(), True),
)


class GridWriter:
    """Writes customers as the shop's list exports them, in ``language``.

    Takes rows of ``COLUMNS`` with the title as its id. ``raw`` leaves formulas as they are.
    """

    def __init__(
        self, preferences: Preferences, language: str, titles: Mapping[int, str], raw: bool
    ) -> None:
        self._polish = language == "pl"
        self._titles: dict[object, str] = {None: ""}
        self._text = _Texts(raw)
        self._titles |= {number: self._text[name] for number, name in titles.items()}
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
        # Column by column: a loop in C over each is quicker than one in Python over the rows.
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


class _Texts(dict[object, str]):
    """Texts as they stand in the file; what repeats is remembered."""

    def __init__(self, raw: bool) -> None:
        super().__init__({"": ""})
        self._raw = raw

    def __missing__(self, text: object) -> str:
        safe = quoted(str(text) if self._raw else defused(str(text)), ";")
        if len(self) >= cells.REMEMBERED:
            self.clear()
        self[text] = safe
        return safe


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
    columns=COLUMNS,
    needs=("email",),
    delimiter=";",
    writer=GridWriter,
)
