"""How far a long act has come."""

from __future__ import annotations

from custui.locale import _
from custui.locale.formats import format_number

BAR_WIDTH = 40
"""Cells of the bar."""


def bar(done: int, total: int, *, ascii_only: bool) -> str:
    """The share that is done, as a bar of ``BAR_WIDTH`` cells."""
    full = BAR_WIDTH * min(done, total) // max(1, total)
    done_sign, left_sign = "#." if ascii_only else "█░"
    return done_sign * full + left_sign * (BAR_WIDTH - full)


def in_numbers(done: int, total: int) -> str:
    """``1,024 of 12,431``."""
    return _("{done} of {total}").format(done=format_number(done), total=format_number(total))


def pace(done: int, total: int, seconds: float) -> str:
    """How many a second, and how long it will take at that pace; nothing before it is known."""
    if not done or seconds <= 0:
        return ""
    left = seconds * (max(total, done) - done) / done
    return _("{rate} a second, {left} s left").format(
        rate=format_number(int(done / seconds)), left=format_number(int(left + 0.5))
    )
