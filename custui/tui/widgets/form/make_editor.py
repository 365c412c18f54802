"""Which editor a field has."""

from __future__ import annotations

from textual.widget import Widget

from custui.domain.text import printable
from custui.tui.widgets.form.choice_field import ChoiceField
from custui.tui.widgets.form.declaration import Field, Kind
from custui.tui.widgets.form.flag_field import FlagField
from custui.tui.widgets.form.several_field import SeveralField
from custui.tui.widgets.form.signs import FormSigns
from custui.tui.widgets.form.text_field import TextField


def make_editor(field: Field, signs: FormSigns) -> Widget:
    """The widget that holds what stands in ``field``."""
    if field.kind is Kind.FLAG:
        return FlagField(signs)
    if field.kind is Kind.CHOICE:
        return ChoiceField(field.choices, signs)
    if field.kind is Kind.SEVERAL:
        return SeveralField(field.choices, signs)
    if field.kind is Kind.LONG:
        from custui.tui.widgets.form.long_text import LongText

        return LongText(field.lines)
    return TextField(
        signs.empty,
        hidden=signs.hidden if field.kind is Kind.PASSWORD else "",
        offered=[printable(choice.label) for choice in field.choices],
    )
