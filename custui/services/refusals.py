"""Why an act was not done. Each carries a sentence for the person, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from custui.domain.labels import field_label
from custui.locale import _


class ActRefused(Exception):
    """The act was not done, and nothing was changed (but see ``NotFinished``)."""


class NotPermitted(ActRefused):
    """The role does not allow it, or the desk is read-only. Exit code 4."""


class InvalidValue(ActRefused):
    """A value is missing, or may not be set; ``field`` names where. Exit code 2."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class InvalidValues(InvalidValue):
    """Values of a form are missing or may not be so: ``problems`` maps each field to its sentence.

    The first of them is the ``field``. Exit code 3.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        field, problem = next(iter(problems.items()))
        super().__init__(
            field,
            _("{field}: {problem}. Nothing was changed.").format(
                field=_(field_label(field)), problem=problem
            ),
        )
        self.problems = dict(problems)


class ReasonNeeded(InvalidValue):
    """A consent is turned on: how the customer gave it must be told."""


class CustomerGone(ActRefused):
    """There is no such customer any more. Exit code 1."""


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed since: as it was shown, as it is now, as it is wanted."""

    field: str
    base: object
    theirs: object
    mine: object

    @property
    def clashes(self) -> bool:
        """Whether both changed it, each in another way."""
        return self.mine not in (self.base, self.theirs)


class Conflict(ActRefused):
    """Somebody else changed what a form was opened with. Exit code 1.

    ``differences`` are the fields that are not as shown any more; ``by`` changed them last, ``at``
    (Unix seconds UTC), where that is known.
    """

    def __init__(
        self, differences: Iterable[Difference], by: str | None = None, at: int | None = None
    ) -> None:
        self.differences = tuple(differences)
        self.by, self.at = by, at
        fields = ", ".join(_(field_label(each.field)) for each in self.differences)
        said = (
            _("{staff} changed this meanwhile: {fields}.").format(staff=by, fields=fields)
            if by
            else _("This was changed meanwhile: {fields}.").format(fields=fields)
        )
        super().__init__(said + " " + _("Nothing was overwritten."))

    @property
    def clashes(self) -> tuple[Difference, ...]:
        """The differences between which somebody has to choose."""
        return tuple(each for each in self.differences if each.clashes)


class NoAccount(ActRefused):
    """The customer has no account that this could be done to: a guest, or banned. Exit code 1."""


class ConsentMissing(ActRefused):
    """The customer did not allow it. Exit code 1."""


class TooOften(ActRefused):
    """It was done often enough for now. Exit code 1.

    It can be done again ``after`` (Unix seconds UTC).
    """

    def __init__(self, message: str, after: int) -> None:
        super().__init__(message)
        self.after = after


class LinkRefused(ActRefused):
    """A token is of no use: ``why`` is ``used``, ``revoked``, ``expired`` or ``unknown``.

    Exit code 1.
    """

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


class NotThere(ActRefused):
    """A group, a title, a rule … is not there any more. Exit code 1."""


class GroupStays(ActRefused):
    """The group of guests or that of new customers cannot be deleted. Exit code 1."""


class StillUsed(ActRefused):
    """Something else needs what was to be deleted. Exit code 1."""


class NotFinished(ActRefused):
    """Many customers were being moved, and that was stopped half-way. Exit code 1.

    What was done stays until it is finished or taken back as a bulk action.
    """


class NotRegistrable(ActRefused):
    """A guest cannot be made a registered customer. Exit code 1."""


class NothingToUndo(ActRefused):
    """No act of this sitting is left to be taken back. Exit code 1."""


class ChangedSince(ActRefused):
    """Somebody changed the customer after the act, so it is not taken back. Exit code 1."""


class NotUnfinished(ActRefused):
    """A bulk action is not there to be run, finished or taken back. Exit code 1."""


class NameTaken(InvalidValue):
    """Another view has the name; ``view_id`` is that one. Exit code 2."""

    def __init__(self, view_id: int, message: str) -> None:
        super().__init__("name", message)
        self.view_id = view_id


class ViewGone(ActRefused):
    """There is no such view any more. Exit code 1."""
