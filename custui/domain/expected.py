"""What a filter of each kind of column may be, in a line for whoever types one."""

from __future__ import annotations

from custui.domain.columns import BY_NAME, Kind
from custui.locale import N_, _

_EXPECTED = {
    Kind.TEXT: N_("part of the text · =all of it"),
    Kind.PHONE: N_("digits of the number"),
    Kind.NUMBER: N_("a number"),
    Kind.MONEY: N_("an amount, such as 191.20"),
    Kind.DATE: N_("a day, such as 2024-05-17"),
    Kind.MOMENT: N_("a day, such as 2024-05-17 · never"),
    Kind.FLAG: N_("yes · no"),
    Kind.CHOICE: N_("a name or code, several with commas"),
    Kind.CHOICES: N_("a name, several with commas"),
}


def expected(column: str) -> str:
    """What a filter of ``column`` may be."""
    return _(_EXPECTED[BY_NAME[column].kind])
