"""The command palette: every command that works here, found by its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.markup import escape
from textual.widgets import Input
from textual.widgets.option_list import Option

from custui.locale import _
from custui.tui.commands.available import Offered, offered_here


class Palette(CommandPalette):
    """The palette, calm: no wider than its texts, no blinking, in the language in use."""

    CSS = """
    Palette {
        SearchIcon { display: none; }
        & > Vertical { width: 72; max-width: 100%; }
        CommandList { scrollbar-size-vertical: 1; }
    }
    """

    def on_mount(self) -> None:
        """Hold the cursor still."""
        self.query_one(Input).cursor_blink = False

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Textual's own says in English alone that nothing was found."""
        self._stop_no_matches_countdown()

        def say() -> None:
            self._list_visible = bool(search_value)
            if search_value:
                nothing = Option(_("No such command"), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, say)


class CommandProvider(Provider):
    """Offers the commands of the screen that the palette was opened on."""

    def _offered(self) -> Iterator[tuple[Offered, str]]:
        for offered in offered_here(self.screen):
            if offered.command.palette:
                yield offered, f"{_(offered.command.title)}  ({offered.command.key_shown})"

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for offered, title in self._offered():
            shown = Content.styled(title, "dim") if offered.why_not else title
            yield DiscoveryHit(
                shown, partial(self._run, offered), text=title, help=_help_of(offered)
            )

    async def search(self, query: str) -> Hits:
        """What was typed."""
        matcher = self.matcher(query)
        for offered, title in self._offered():
            if (score := matcher.match(title)) > 0:
                shown = matcher.highlight(title)
                yield Hit(
                    score,
                    shown.stylize("dim") if offered.why_not else shown,
                    partial(self._run, offered),
                    text=title,
                    help=_help_of(offered),
                )

    async def _run(self, offered: Offered) -> None:
        if offered.why_not:
            self.app.notify(offered.why_not, severity="warning", markup=False)
            return
        node = self.screen.focused or self.screen
        await self.app.run_action(offered.command.action, node)


def _help_of(offered: Offered) -> str:
    """What it does, or why it cannot be done; Textual reads it as markup."""
    return escape(offered.why_not) or _(offered.command.help)
