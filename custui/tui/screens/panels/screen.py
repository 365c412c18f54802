"""A screen of panels in two columns, the right one under the left where there is no room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import ClassVar

from textual import events
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget

from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.available import is_typed
from custui.tui.commands.panels import COMMANDS
from custui.tui.desk import Desk
from custui.tui.screens.acting import ActingScreen
from custui.tui.sections import Section
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.panel import Panel

TWO_COLUMNS = 110
"""Cells from which on there are two columns."""

READ_AGAIN_SECONDS = 1.0
"""The shortest time between two readings while others keep writing."""


class _Column(VerticalScroll, can_focus=False):
    """One column of panels, each scrolling for itself."""


class PanelsScreen(ActingScreen):
    """Panels, and the keys that go from one to the other."""

    CSS_PATH: ClassVar = ["../section.tcss", "../panels/screen.tcss"]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._read_at = 0.0
        self._read_timer: Timer | None = None
        self._is_outdated = False

    # --- frame --------------------------------------------------------------------------------

    def head(self) -> Iterable[Widget]:
        """What stands above the panels."""
        return ()

    def left(self) -> Sequence[Panel]:
        """The panels of the left column, from top to bottom."""
        raise NotImplementedError

    def right(self) -> Sequence[Panel]:
        """The panels of the right column, from top to bottom."""
        return ()

    def body(self) -> Iterable[Widget]:
        """The head, and the columns."""
        yield from self.head()
        right = self.right()
        with VerticalScroll(id="columns") as columns:
            columns.can_focus = False
            yield _Column(*self.left(), id="left")
            if right:
                yield _Column(*right, id="right")

    def on_mount(self) -> None:
        """Let every panel read."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.read()
        if self.focused is None:
            self.panels[0].entrance.focus()

    async def on_resize(self, event: events.Resize) -> None:
        """One column or two."""
        self.set_class(event.size.width >= TWO_COLUMNS, "-two-columns")

    # --- reading ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read every panel."""
        self._read_at = monotonic()
        self._is_outdated = False
        for panel in self.panels:
            panel.read()

    def data_changed(self) -> None:
        """Somebody wrote: read again, but not all the time."""
        if not self.is_current and not self.app.screen.is_modal:
            self._is_outdated = True
        elif self._read_timer is None:
            rest = max(0.01, self._read_at + READ_AGAIN_SECONDS - monotonic())
            self._read_timer = self.set_timer(rest, self._read_again)

    def on_screen_resume(self) -> None:
        """Seen again: show what changed meanwhile."""
        if self._is_outdated:
            self.read()

    def _read_again(self) -> None:
        self._read_timer = None
        self.read()

    # --- moving -------------------------------------------------------------------------------

    @property
    def panels(self) -> list[Panel]:
        """Every panel, in the order that the eye takes."""
        return list(self.query(Panel))

    @property
    def panel_in_use(self) -> Panel | None:
        """The one that has the focus."""
        focused = self.focused
        ancestors = focused.ancestors_with_self if focused is not None else ()
        return next((each for each in ancestors if isinstance(each, Panel)), None)

    def go_to(self, panel: Panel) -> None:
        """Bring a panel into use."""
        panel.entrance.focus()
        panel.scroll_visible(animate=False)

    def action_step(self, step: int) -> None:
        """Go to the next panel, or the one before."""
        panels = [panel for panel in self.panels if panel.display]
        panel = self.panel_in_use
        at = panels.index(panel) + step if panel in panels else 0
        self._show_whole(None)
        self.go_to(panels[at % len(panels)])

    def on_grid_left(self, left: Grid.Left) -> None:
        """Past the end of a list stands the next panel."""
        panels = [panel for panel in self.panels if panel.display]
        panel = self.panel_in_use
        if panel in panels and 0 <= panels.index(panel) + left.step < len(panels):
            self.action_step(left.step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where text is typed g is a letter."""
        return not is_typed(self, "g") if action == "jump" else True

    async def action_jump(self) -> None:
        """Choose a panel by its letter; keys typed meanwhile wait until they are there."""
        from custui.tui.screens.panels.jump import JumpScreen

        def jump(panel: Panel | None) -> None:
            if panel is not None:
                self._show_whole(None)
                self.go_to(panel)

        panels = [each for each in self.panels if each.display]
        await self.app.push_screen(JumpScreen(panels), jump)

    def action_whole(self) -> None:
        """Give the panel in use the whole screen, or put it back."""
        is_whole = self.has_class("-whole")
        self._show_whole(None if is_whole else self.panel_in_use)

    def _show_whole(self, panel: Panel | None) -> None:
        self.set_class(panel is not None, "-whole")
        for each in self.panels:
            each.set_class(each is panel, "-whole")
        for column in self.query(_Column):
            column.set_class(panel is not None and panel in column.query(Panel), "-whole")

    def action_back(self) -> None:
        """Out of the whole screen, or back to where you were."""
        if self.has_class("-whole"):
            panel = self.panel_in_use
            self._show_whole(None)
            if panel is not None:
                self.call_after_refresh(panel.scroll_visible, animate=False)
        else:
            self.dismiss(None)
