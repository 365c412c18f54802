"""The command palette: every command that works here, found by its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input
from textual.widgets.option_list import Option

from custui.locale import _
from custui.tui.commands import Command
from custui.tui.commands.available import commands_here


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

    def _offered(self) -> Iterator[tuple[Command, str]]:
        for command in commands_here(self.screen):
            if command.palette:
                yield command, f"{_(command.title)}  ({command.key_shown})"

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for command, title in self._offered():
            yield DiscoveryHit(title, partial(self._run, command), help=_(command.help))

    async def search(self, query: str) -> Hits:
        """What was typed."""
        matcher = self.matcher(query)
        for command, title in self._offered():
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(self._run, command),
                    help=_(command.help),
                )

    async def _run(self, command: Command) -> None:
        node = self.screen.focused or self.screen
        await self.app.run_action(command.action, node)
