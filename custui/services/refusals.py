"""Why an act was not done. Each carries a sentence for the person, in the language in use."""

from __future__ import annotations


class ActRefused(Exception):
    """The act was not done, and nothing was changed."""


class NotPermitted(ActRefused):
    """The role does not allow it, or the desk is read-only. Exit code 4."""


class InvalidValue(ActRefused):
    """A value is missing, or may not be set; ``field`` names where. Exit code 2."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class ReasonNeeded(InvalidValue):
    """A consent is turned on: how the customer gave it must be told."""


class CustomerGone(ActRefused):
    """There is no such customer any more. Exit code 1."""


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
