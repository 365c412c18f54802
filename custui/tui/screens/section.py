"""The frame that every section stands in: title line, body, key footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from custui.locale import _
from custui.tui.changes import Changes
from custui.tui.commands import CommandGroup, act_of
from custui.tui.desk import Desk
from custui.tui.sections import Section
from custui.tui.widgets.key_footer import KeyFooter
from custui.tui.widgets.live_grid import LiveGrid
from custui.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from custui.tui.app import CustuiApp

SMALLEST = (60, 16)
"""Columns and lines below which a notice stands instead of the screen."""


class SectionScreen(Screen[object]):
    """One section of the desk."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = ()
    # Its widgets cover it: the lines behind them need no rendering of their own.
    BLANK = True

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__()
        self.desk = desk
        self.section = section

    @property
    def crumbs(self) -> tuple[str, ...]:
        """Where this is, for the title line."""
        return (_(self.section.title),)

    def body(self) -> Iterable[Widget]:
        """What stands between the title line and the footer."""
        raise NotImplementedError

    def why_not(self, action: str) -> str:
        """Why the person may not do this; nothing when they may."""
        act = act_of(self.COMMAND_GROUPS, action)
        return "" if act is None else self.desk.why_not(act)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the person may not do is shown, but greyed."""
        return None if self.why_not(action) else True

    @property
    def changes(self) -> Changes:
        """Where the app tells of what others write."""
        return cast("CustuiApp", self.app).changes

    def on_mount(self) -> None:
        """Follow what others write."""
        self.changes.signal.subscribe(self, lambda _nothing: self.data_changed())

    def data_changed(self) -> None:
        """Somebody wrote to the database: every list follows."""
        for grid in self.query(LiveGrid):
            grid.data_changed()

    def on_screen_resume(self) -> None:
        """Seen again: every list shows what changed meanwhile."""
        for grid in self.query(LiveGrid):
            grid.catch_up()

    def compose(self) -> ComposeResult:
        """Frame the body."""
        desk = self.desk
        right = f"{desk.shop_name} · {desk.staff} ({_(desk.role)})"
        yield TitleLine(
            self.crumbs,
            right.replace("·", "|") if desk.ascii_only else right,
            ascii_only=desk.ascii_only,
        )
        yield from self.body()
        yield KeyFooter(ascii_only=desk.ascii_only)

    async def on_resize(self, event: events.Resize) -> None:
        """Below the smallest size a notice covers everything."""
        too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        notices = self.query("#too-small")
        if too_small and not notices:
            columns, lines = SMALLEST
            notice = _("custui needs {columns}×{lines} characters; make the window larger.")
            await self.mount(
                Static(notice.format(columns=columns, lines=lines), id="too-small", markup=False)
            )
        elif not too_small:
            await notices.remove()
