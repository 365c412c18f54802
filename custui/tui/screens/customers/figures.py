"""The shop's figures, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from custui.db.queries.figures import Figures, read_figures
from custui.domain.text import printable
from custui.locale import _, language
from custui.locale.formats import SYMBOLS, format_number
from custui.tui.own_connection import OwnConnection


class ReadFigures(OwnConnection):
    """The shop in a few figures."""

    @dataclass
    class Answer(Message):
        """The figures."""

        figures: Figures

    def run(self) -> Answer:
        """Read them."""
        with self.connected() as database:
            return self.Answer(read_figures(database))


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", SYMBOLS[language()].decimal)


def in_words(figures: Figures, separator: str) -> str:
    """One line: share of the main title, average age, orders each, newsletter readers."""
    if not figures.customers:
        return ""
    parts = []
    if figures.main_title:
        share = round(100 * figures.with_main_title / figures.customers)
        parts.append(f"{printable(figures.main_title)} {share} %")
    if figures.average_age is not None:
        parts.append(_("average age {age}").format(age=_decimal(figures.average_age, 0)))
    orders = _decimal(figures.orders / figures.customers, 2)
    parts.append(_("{orders} orders each").format(orders=orders))
    parts.append(_("{count} newsletter readers").format(count=format_number(figures.newsletters)))
    return separator.join(parts)
