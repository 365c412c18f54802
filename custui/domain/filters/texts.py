"""Filters of text and phone columns as typed."""

from __future__ import annotations

from custui.domain.columns import Column, Kind
from custui.domain.filters.errors import FilterError
from custui.domain.filters.escapes import marked, stripped
from custui.domain.filters.values import Filter, Match, Text
from custui.domain.text import digits


def parse_text(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """``kow`` contains, ``^kow`` begins, ``kow$`` ends, ``=kow`` (also ``^kow$``) equals.

    Raises ``wrong`` when nothing is left to look for, of a phone when there is no digit.
    """
    match, text = _parsed(typed)
    if not text or (column.kind is Kind.PHONE and not digits(text)):
        raise wrong
    return Text(column.name, text, match, negated)


def _parsed(typed: str) -> tuple[Match, str]:
    if typed.startswith("="):
        return Match.EQUALS, _characters(stripped(typed[1:]))
    begins = typed.startswith("^")
    chars = marked(stripped(typed.removeprefix("^")))
    ends = bool(chars) and chars[-1] == ("$", False)
    text = "".join(char for char, _escaped in chars[: len(chars) - ends])
    if ends and len(chars) > 1 and not chars[-2][1]:
        text = text.rstrip()
    if begins and ends:
        return Match.EQUALS, text
    return Match.BEGINS if begins else Match.ENDS if ends else Match.CONTAINS, text


def _characters(typed: str) -> str:
    return "".join(char for char, _escaped in marked(typed))
