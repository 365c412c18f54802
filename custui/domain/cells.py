"""A cell's value as a person reads it, in the language in use; the same on screen and in print."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from custui.domain.columns import Column, Kind
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import (
    format_ago,
    format_date,
    format_datetime,
    format_duration,
    format_money,
)


@dataclass(frozen=True)
class Glyphs:
    """The few signs that are not text."""

    yes: str
    no: str
    empty: str
    ellipsis: str


UNICODE = Glyphs(yes="●", no="○", empty="·", ellipsis="…")
ASCII = Glyphs(yes="x", no=".", empty=".", ellipsis="~")


def cell_text(
    column: Column, time_zone: tzinfo, glyphs: Glyphs, now: Callable[[], float] = time.time
) -> Callable[[Any], str]:
    """How the cells of ``column`` are written; what comes out is safe to show.

    Moments are shown by the clock of ``time_zone``, or as how long before ``now`` (Unix seconds)
    they were; flags and empty values as ``glyphs``.
    """
    writers: dict[Kind, Callable[[Any], str]] = {
        Kind.NUMBER: str,
        Kind.MONEY: format_money,
        Kind.PERCENT: lambda value: f"{format_money(value)} %",
        Kind.DURATION: format_duration,
        Kind.FLAG: lambda value: glyphs.yes if value else glyphs.no,
        Kind.DATE: _in_calendar(format_date),
        Kind.MOMENT: _in_calendar(lambda value: format_datetime(value, time_zone)),
        Kind.CHOICES: lambda value: printable(", ".join(value)),
        Kind.CHANGES: _changes,
    }
    write = writers.get(column.kind, printable)
    if column.ago:
        write = lambda value: format_ago(int(now()) - value)  # noqa: E731
    if column.labels:
        labels = dict(column.labels)
        write = lambda value: _(labels[value]) if value in labels else printable(value)  # noqa: E731
    empty = (None, "", ())

    def text(value: Any) -> str:
        return glyphs.empty if value in empty else write(value)

    return text


def _in_calendar(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """A day or moment that no calendar has is written as it is kept."""

    def text(value: Any) -> str:
        try:
            return write(value)
        except (ValueError, OverflowError, OSError):
            return printable(str(value))

    return text


def _changes(fields: str) -> str:
    from custui.domain.changes import in_words

    return printable(in_words(fields))
