"""The groups section: a list of the shop's customer groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget

from custui.db.queries.groups import GROUPS
from custui.db.queries.panel import PanelList
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.acting import Done
from custui.services.customer_groups import delete_group
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.available import is_typed
from custui.tui.commands.groups import COMMANDS, TYPED
from custui.tui.grid_columns import grid_columns
from custui.tui.screens.acting import ActingScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.groups.work import GroupWork
from custui.tui.sections import CUSTOMERS
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.key_footer import KeyFooter
from custui.tui.widgets.live_grid import LiveGrid


class GroupsScreen(ActingScreen):
    """Every group with its members; Enter lists them in the customers section."""

    CSS_PATH: ClassVar = ["../section.tcss"]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)

    def body(self) -> Iterable[Widget]:
        """The list with its filters."""
        listing = PanelList(GROUPS, time_zone=self.desk.preferences.time_zone)
        self.grid = LiveGrid(
            self.desk.database,
            listing,
            grid_columns(self.desk, listing.columns.default, listing.columns),
            pinned=2,
            signs=self.desk.signs,
            opens=True,
        )
        filtered = FilteredGrid(self.grid, ascii_only=self.desk.ascii_only)
        filtered.say_figures(
            _("Enter members, e edit, a add, p what it pays, R price rules, T taxes, S sections")
        )
        yield filtered

    def on_mount(self) -> None:
        """Read it."""
        self._footer = self.query_one(KeyFooter)
        self.grid.moved.subscribe(self, self._say_place, immediate=True)
        self.grid.focus()
        self.grid.read_anew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where text is typed e, a and p are characters."""
        if is_typed(self, TYPED.get(action, "")):
            return False
        return super().check_action(action, parameters)

    def _say_place(self, position: int) -> None:
        count = self.grid.count
        if count:
            self._footer.say_place(
                _("row {row} of {count}").format(
                    row=format_number(position + 1), count=format_number(count)
                )
            )

    @property
    def _group(self) -> tuple[int, str] | None:
        """The group under the cursor, by number and name."""
        key = self.grid.key_at_cursor
        return None if key is None else (key, str(self.grid.cell_at_cursor("name")))

    # --- acts ---------------------------------------------------------------------------------

    async def on_grid_open_wanted(self, _wanted: Grid.OpenWanted) -> None:
        """List the members in the customers section."""
        if self._group is None:
            return
        app, (_number, name) = self.app, self._group
        await app.switch_mode(CUSTOMERS.name)
        screen = app.screen
        if isinstance(screen, CustomersScreen):
            screen.show_members(name)

    async def action_add_group(self) -> None:
        """Add a group; keys typed meanwhile wait until the form is there."""
        await self.app.push_screen(FormScreen(self.desk, GroupWork(self.desk)), self._tell)

    async def action_edit_group(self) -> None:
        """Change the group."""
        if self._group is not None:
            work = GroupWork(self.desk, self._group[0])
            await self.app.push_screen(FormScreen(self.desk, work), self._tell)

    def action_delete_group(self) -> None:
        """Ask, saying how many members there are."""
        if self._group is None:
            return
        (number, name), members = self._group, self.grid.cell_at_cursor("members") or 0
        means = ngettext(
            "{count} member goes to the group of new customers, or only leaves this one.",
            "{count} members go to the group of new customers, or only leave this one.",
            members,
        ).format(count=format_number(members))
        question = DecisionScreen(
            self.desk,
            _("Delete the group {name} with its price rules?").format(name=name),
            (
                Decision[Done](
                    _("Delete"),
                    f"{means} {_('z undoes it.')}",
                    long_deed=lambda database, actor, progress, cancelled: delete_group(
                        database, actor, number, progress, cancelled
                    ),
                ),
                Decision[Done](_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Group"),
        )
        self.app.push_screen(question, self._tell)

    async def action_price(self) -> None:
        """Reckon what the group pays."""
        from custui.tui.screens.groups.price import PriceScreen

        if self._group is not None:
            await self.app.push_screen(PriceScreen(self.desk, self._group[0]))

    def action_rules(self) -> None:
        """Show its price rules."""
        from custui.tui.screens.groups.rules import RulesScreen

        if self._group is not None:
            self.app.push_screen(RulesScreen(self.desk, *self._group))

    def action_taxes(self) -> None:
        """Show the tax classes."""
        from custui.tui.screens.groups.taxes import TaxClassesScreen

        self.app.push_screen(TaxClassesScreen(self.desk))

    def action_sections(self) -> None:
        """Show the sections of the shop."""
        from custui.tui.screens.groups.named import SectionsScreen

        self.app.push_screen(SectionsScreen(self.desk))

    def _tell(self, done: Done | None) -> None:
        if done is not None and done.changed:
            self.notify(_("Done. z undoes it."), markup=False)
