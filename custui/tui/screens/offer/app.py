"""No database yet: create an empty shop, read a shop's CSV into a new one, or see a made-up one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from custui.domain.text import printable
from custui.locale import _
from custui.tui.theme import DARK, THEMES

Act = Literal["create", "import", "demo"]


@dataclass(frozen=True)
class Choice:
    """What the user chose; ``database`` is the file to create, ``csv`` the one to read."""

    act: Act
    database: Path
    csv: Path | None = None


class OfferApp(App[None]):
    """Asks what to begin with; ``chosen`` is called with the choice unless the user leaves."""

    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("escape", "step_back", show=False),
        Binding("ctrl+q", "quit", show=False),
    ]

    def __init__(self, database: Path, chosen: Callable[[Choice], object]) -> None:
        super().__init__()
        self._database = database
        self._chosen = chosen
        self._act: Act | None = None

    def compose(self) -> ComposeResult:
        """The three offers, and the fields that two of them need."""
        yield Static("custui", id="title", markup=False)
        with Vertical(id="offer"):
            yield Static(self._sentence(), markup=False, id="sentence")
            yield OptionList(
                Option(_("Create an empty shop"), id="create"),
                Option(_("Read customers from a CSV file into a new shop"), id="import"),
                Option(_("Look around in a made-up shop"), id="demo"),
                id="choices",
                markup=False,
            )
            with Vertical(id="fields"):
                yield Static(_("Customers from (CSV file)"), id="csv-label", markup=False)
                yield Input(id="csv")
                yield Static(_("Keep the shop in (new file)"), markup=False)
                yield Input(str(self._database), id="database")
                yield Static(id="error", markup=False)
        yield Static(
            _("Enter Go on   Tab Next field   Esc Back   Ctrl+Q Quit"), id="keys", markup=False
        )

    def _sentence(self) -> str:
        return _("There is no database at {path} yet. What would you like to begin with?").format(
            path=printable(str(self._database))
        )

    def on_mount(self) -> None:
        """Begin at the choices."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        for field in self.query(Input):
            field.cursor_blink = False
        self.query_one(OptionList).highlighted = 0
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected)
    def _act_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "demo":
            self._leave_with(Choice("demo", self._database))
            return
        self._act = "import" if event.option.id == "import" else "create"
        self.query_one("#fields").add_class("-asking")
        self.query_one("#fields").set_class(self._act == "import", "-with-csv")
        self._say("")
        self.query_one("#csv" if self._act == "import" else "#database").focus()

    @on(Input.Submitted)
    def _go_on(self) -> None:
        database = Path(self.query_one("#database", Input).value).expanduser()
        if self._act is None or (self._act == "import" and not self._csv_is_there()):
            return
        if database.exists():
            self._say(_("This file exists already; choose another name."))
        elif not database.parent.is_dir() and database.parent != self._database.parent:
            self._say(_("There is no such folder."))
        else:
            csv = self._csv if self._act == "import" else None
            self._leave_with(Choice(self._act, database, csv))

    def _leave_with(self, choice: Choice) -> None:
        self._chosen(choice)
        self.exit()

    @property
    def _csv(self) -> Path:
        return Path(self.query_one("#csv", Input).value).expanduser()

    def _csv_is_there(self) -> bool:
        there = self._csv.is_file()
        self._say("" if there else _("There is no such file."))
        return there

    def _say(self, sentence: str) -> None:
        self.query_one("#error", Static).update(sentence)

    def action_help_quit(self) -> None:
        """Ctrl+C ends many programs; say what ends this one."""
        self.notify(_("Press Ctrl+Q to leave custui."))

    def action_step_back(self) -> None:
        """From the fields to the choices; from there out."""
        if self._act is None:
            self.exit()
        self._act = None
        self.query_one("#fields").remove_class("-asking")
        self.query_one("#choices").focus()
