"""The frame of a panel: its title, and what stands below."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from custui.tui.tasks import QueryFailed
from custui.tui.widgets.panel.title import PanelTitle


class Panel(Widget):
    """One panel; ``body`` is what stands below its title.

    A panel reads for itself: when that fails it says so in its title and leaves the others alone.
    """

    BLANK = True  # its parts cover it
    DEFAULT_CSS = """
    Panel {
        height: auto;
        layout: vertical;
    }
    """

    def __init__(self, name: str, title: str, *, ascii_only: bool) -> None:
        super().__init__(id=f"panel-{name}")
        self.title = PanelTitle(title, ascii_only=ascii_only)

    def body(self) -> Iterable[Widget]:
        """What stands below the title."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title and body."""
        yield self.title
        yield from self.body()

    def read(self) -> None:
        """Read what the panel shows, for the first time or anew."""
        raise NotImplementedError

    @property
    def entrance(self) -> Widget:
        """What gets the focus when somebody comes to the panel."""
        return self.title

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say that it could not be read; what it showed stays."""
        failed.stop()
        self.title.say(problem=failed.sentence)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The title shows that the panel is in use."""
        self.title.say(in_use=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Somebody went elsewhere."""
        self.title.say(in_use=False)
