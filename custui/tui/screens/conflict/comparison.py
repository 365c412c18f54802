"""A clash of two people's changes: what was, what each wrote, and which of it is to stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from custui.domain.labels import field_label
from custui.locale import N_, _
from custui.services.refusals import Difference
from custui.tui.widgets.form import Field, Form, Kind, Value
from custui.tui.widgets.form.reading import in_words

BEFORE = "before"
THEIRS = "theirs"
MINE = "mine"
BOTH = "both"

SIDES = {
    BEFORE: N_("before"),
    THEIRS: N_("theirs"),
    MINE: N_("yours"),
    BOTH: N_("both"),
}
"""How each is called on screen."""


@dataclass
class Compared:
    """One field that somebody else changed; ``side`` is what is to stand, ``""`` while open."""

    difference: Difference
    field: Field | None
    side: str = ""
    sides: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The field as the form calls it, untranslated."""
        return self.field.label if self.field else field_label(self.difference.field)

    def text(self, side: str) -> str:
        """What stands on a side, in words."""
        if side == BOTH:
            return _("yours under theirs, to be put together in the form")
        values = {
            BEFORE: self.difference.base,
            THEIRS: self.difference.theirs,
            MINE: self.difference.mine,
        }
        return in_words(self.field, cast(Value, values[side]))

    @property
    def wanted(self) -> Value:
        """What is to stand in the form."""
        theirs, mine = self.difference.theirs, self.difference.mine
        if self.side == BOTH:
            return f"{theirs}\n\n{mine}"
        return cast(Value, mine if self.side == MINE else theirs)


@dataclass(frozen=True)
class Chosen:
    """What the person chose: ``wanted`` in each field; ``theirs`` is what was seen of the other.

    It ``is_finished`` unless two texts are still to be put together.
    """

    theirs: Mapping[str, Value]
    wanted: Mapping[str, Value]
    is_finished: bool


def compare(form: Form, differences: Sequence[Difference]) -> list[Compared]:
    """Each difference beside its field, in the form's order; what does not clash is theirs."""
    fields = {each.name: each for each in form.fields()}
    order = list(fields)
    compared = []
    for difference in differences:
        its_field = fields.get(difference.field)
        is_long = its_field is not None and its_field.kind is Kind.LONG
        sides = (THEIRS, MINE, BOTH) if is_long else (THEIRS, MINE)
        clashes = difference.clashes
        compared.append(
            Compared(difference, its_field, "" if clashes else THEIRS, sides if clashes else ())
        )
    return sorted(
        compared,
        key=lambda each: order.index(each.field.name) if each.field else len(order),
    )


def chosen(compared: Sequence[Compared]) -> Chosen:
    """What was chosen of ``compared``, once nothing is open."""
    return Chosen(
        {each.difference.field: cast(Value, each.difference.theirs) for each in compared},
        {each.difference.field: each.wanted for each in compared},
        all(each.side != BOTH for each in compared),
    )
