"""The app: wiring only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import App
from textual.screen import Screen

from custui.locale import _
from custui.tui.changes import Changes
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.available import groups_here, is_typed
from custui.tui.commands.everywhere import COMMANDS
from custui.tui.commands.palette import CommandProvider
from custui.tui.desk import Desk
from custui.tui.launch import settled
from custui.tui.sections import SEARCH, SECTIONS, Section
from custui.tui.seen import Seen
from custui.tui.theme import DARK, LIGHT, THEMES


def _screen_of(section: Section, desk: Desk) -> Screen[object]:
    if section.name == "customers":
        from custui.tui.screens.customers.screen import CustomersScreen

        return CustomersScreen(desk, section)
    from custui.tui.screens.unbuilt.screen import UnbuiltScreen

    return UnbuiltScreen(desk, section)


class CustuiApp(App[None]):
    """One sitting at the desk."""

    TITLE = "custui"
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    COMMANDS: ClassVar = {CommandProvider}
    COMMAND_PALETTE_BINDING = "ctrl+p"
    DEFAULT_MODE = SECTIONS[0].name

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.changes = Changes(self, desk.database)
        self.seen = Seen()
        # Before the first stylesheet is read: each later change of theme reads them all again.
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        makers: dict[str, Callable[[], Screen[object]]] = {
            section.name: partial(_screen_of, section, desk) for section in SECTIONS
        }
        for name, make in makers.items():
            self.add_mode(name, make)

    def on_mount(self) -> None:
        """Collect garbage again once the first screen is there."""
        self.call_after_refresh(settled)

    def on_data_changed(self) -> None:
        """Tell every screen."""
        self.changes.publish()

    def on_unmount(self) -> None:
        """Give the notice's thread and connection back."""
        self.changes.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is searched over a question, and where text is typed / is a character."""
        if action == "search":
            return not (self.screen.is_modal or is_typed(self.screen, "slash"))
        return True

    def action_section(self, name: str) -> None:
        """Go to a section."""
        if self.current_mode != name:
            self.switch_mode(name)

    async def action_search(self) -> None:
        """Search for anyone; keys typed meanwhile wait until the box is there."""
        from custui.tui.screens.search.screen import SearchScreen

        await self.push_screen(SearchScreen(self.desk, SEARCH))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from custui.tui.commands.palette import Palette

        self.push_screen(Palette(placeholder=_("Search for commands…"), id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C ends many programs; say what ends this one."""
        self.notify(_("Press q to leave custui."))

    def action_help(self) -> None:
        """Show every key that works here."""
        from custui.tui.screens.help.screen import HelpScreen

        self.push_screen(HelpScreen(groups_here(self.screen)))

    def action_next_theme(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
