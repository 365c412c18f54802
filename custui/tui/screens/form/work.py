"""What a form is for: which fields it has, what they begin with, and how it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from custui.db.connection import ShopDatabase
from custui.tui.widgets.form import Form, Value, Values

Result = TypeVar("Result")


class FormWork(Generic[Result]):
    """Knows no widget. ``load``, ``warnings`` and ``save`` run in a worker, the rest does not.

    ``title`` is shown over the form, safe or not.
    """

    title = ""

    def load(self, database: ShopDatabase) -> None:
        """Read what the form needs, and keep it. May raise ``ActRefused``: then it says why."""

    def form(self) -> Form:
        """The fields, once all is read."""
        raise NotImplementedError

    def opening(self) -> Mapping[str, Value]:
        """What stands in them at first."""
        return {}

    def check(self, values: Values) -> Mapping[str, str]:
        """What is wrong with values that were understood, by field; quick, without a database."""
        return {}

    def warnings(self, database: ShopDatabase, values: Values) -> Mapping[str, str]:
        """What to think about before saving, by field: the person may save anyway."""
        return {}

    def save(self, database: ShopDatabase, values: Values) -> Result:
        """Save. Raises ``ActRefused``: the form stays as it is and says why."""
        raise NotImplementedError

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """The person saw what somebody else wrote meanwhile: from now on that was shown."""
