"""A cell's value as a person reads it, in the language in use; the same on screen and in print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from custui.domain.columns import RISKS, Column, Kind
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_date, format_datetime, format_money


@dataclass(frozen=True)
class Glyphs:
    """The few signs that are not text."""

    yes: str
    no: str
    empty: str
    ellipsis: str


UNICODE = Glyphs(yes="●", no="○", empty="·", ellipsis="…")
ASCII = Glyphs(yes="x", no=".", empty=".", ellipsis="~")


def cell_text(column: Column, time_zone: tzinfo, glyphs: Glyphs) -> Callable[[Any], str]:
    """How the cells of ``column`` are written; what comes out is safe to show.

    Moments are shown by the clock of ``time_zone``; flags and empty values as ``glyphs``.
    """
    writers: dict[Kind, Callable[[Any], str]] = {
        Kind.NUMBER: str,
        Kind.MONEY: format_money,
        Kind.FLAG: lambda value: glyphs.yes if value else glyphs.no,
        Kind.DATE: format_date,
        Kind.MOMENT: lambda value: format_datetime(value, time_zone),
        Kind.CHOICES: lambda value: printable(", ".join(value)),
    }
    write = writers.get(column.kind, printable)
    if column.name == "risk":
        write = _risk
    empty = (None, "", ())

    def text(value: Any) -> str:
        return glyphs.empty if value in empty else write(value)

    return text


def _risk(value: str) -> str:
    return _(value) if value in RISKS else printable(value)
