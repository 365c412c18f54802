"""What every editor of a field can do; the one that is in focus takes the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from textual.message import Message
from textual.widget import Widget

from custui.tui.widgets.form.declaration import Raw


@runtime_checkable
class Editor(Protocol):
    """A widget that holds what stands in a field."""

    @property
    def raw(self) -> Raw:
        """What stands in the field."""

    def put(self, raw: Raw) -> None:
        """Make ``raw`` stand in the field."""

    def lines_at(self, width: int) -> int:
        """How many lines it takes when it is ``width`` cells wide."""


@dataclass
class Edited(Message):
    """What stands in a field was changed."""

    editor: Widget


class Done(Message):
    """The person is done with a field: on to the next one."""
