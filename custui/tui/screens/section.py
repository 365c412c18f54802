"""The frame that every section stands in: title line, body, key footer."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.sections import Section
from custui.tui.widgets.key_footer import KeyFooter
from custui.tui.widgets.title_line import TitleLine

SMALLEST = (60, 16)
"""Columns and lines below which a notice stands instead of the screen."""


class SectionScreen(Screen[object]):
    """One section of the desk."""

    # Its widgets cover it: the lines behind them need no rendering of their own.
    BLANK = True

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__()
        self.desk = desk
        self.section = section

    def body(self) -> Iterable[Widget]:
        """What stands between the title line and the footer."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Frame the body."""
        desk = self.desk
        right = f"{desk.shop_name} · {desk.staff} ({_(desk.role)})"
        yield TitleLine(
            (_(self.section.title),),
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
