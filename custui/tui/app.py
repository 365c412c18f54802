"""The app: wiring only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import App
from textual.screen import Screen

from custui.locale import _
from custui.tui.changes import Changes
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.available import (
    groups_here,
    is_typed,
    offered_here,
    why_not_here,
)
from custui.tui.commands.everywhere import COMMANDS
from custui.tui.commands.palette import CommandProvider
from custui.tui.desk import Desk
from custui.tui.launch import settled
from custui.tui.sections import SEARCH, SECTIONS, Section
from custui.tui.seen import Seen
from custui.tui.theme import DARK, LIGHT, THEMES
from custui.tui.typed_ahead import TypedAhead


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
        self._typed = TypedAhead(self, super().on_event)
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

    async def on_event(self, event: events.Event) -> None:
        """Take what was typed in its order; everything else as it comes."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.take(event)
        else:
            await super().on_event(event)

    def on_data_changed(self) -> None:
        """Tell every screen."""
        self.changes.publish()

    def on_unmount(self) -> None:
        """Give the notice's thread and connection back; nobody types any more."""
        self.changes.stop()
        self._typed.stop()

    async def on_key(self, event: events.Key) -> None:
        """Do what the key is bound to; one for what the person may not do says so."""
        event.prevent_default()  # this stands in the place of Textual's own handler
        if not await self._check_bindings(event.key):
            reason = why_not_here(self.screen, event.key)
            if reason:
                self.notify(reason, severity="warning", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is searched over a question, and where text is typed / is a character."""
        key = {"search": "slash", "recent": "underscore"}.get(action)
        return key is None or not (self.screen.is_modal or is_typed(self.screen, key))

    def action_section(self, name: str) -> None:
        """Go to a section."""
        if self.current_mode != name:
            self.switch_mode(name)

    async def action_search(self) -> None:
        """Search for anyone; keys typed meanwhile wait until the box is there."""
        from custui.tui.screens.search.screen import SearchScreen

        await self.push_screen(SearchScreen(self.desk, SEARCH))

    async def action_recent(self) -> None:
        """Go back to a customer; keys typed meanwhile wait until the list is there."""
        from custui.tui.screens.recent.screen import RecentScreen

        await self.push_screen(RecentScreen(self.desk), self._open_card)

    async def _open_card(self, customer_id: int | None) -> None:
        """Show the card of the customer that was chosen; nothing for none."""
        from custui.tui.screens.acting import ActingScreen

        if customer_id is None:
            return
        if not isinstance(self.screen, ActingScreen):  # a section without customers
            await self.switch_mode(SECTIONS[0].name)
        screen = self.screen
        if isinstance(screen, ActingScreen):
            screen.open_card(customer_id)

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

        why_not = {each.command.id: each.why_not for each in offered_here(self.screen)}
        self.push_screen(HelpScreen(groups_here(self.screen), why_not))

    def action_next_theme(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
