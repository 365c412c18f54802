"""The export dialog: where to and in which form, how far it is, and what was written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from custui.db.queries.customers import CustomerList
from custui.domain.text import printable
from custui.exchange.formats import DEFAULT, FORMATS
from custui.exchange.target import BadTarget, abbreviated, suggested, target_named
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.tui.desk import Desk
from custui.tui.progress import bar, in_numbers, pace
from custui.tui.screens.export.queries import CountCustomers, Export
from custui.tui.tasks import QueryFailed, ask


class ExportScreen(ModalScreen[None]):
    """Its steps: ``ask``, ``overwrite`` (the file is there already), ``writing``, ``done``.

    ``whom`` says which customers these are.
    """

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "go_on", show=False),
        Binding("tab,shift+tab", "other_field", show=False),
    ]

    def __init__(self, desk: Desk, customers: CustomerList, whom: str) -> None:
        super().__init__()
        self._desk = desk
        self._customers = customers
        self._whom = whom
        self._step = "ask"
        self._count: int | None = None
        self._goes_on_when_counted = False
        self._target = Path()
        self._begun = 0.0
        self._counting = CountCustomers(desk, customers)
        self._export: Export | None = None
        labels = [_(fmt.label) for fmt in FORMATS]
        self._formats = OptionList(*labels, markup=False)
        self._formats.highlighted = [fmt.name for fmt in FORMATS].index(DEFAULT)
        # With one format there is nothing to choose.
        self._formats.can_focus = len(FORMATS) > 1
        self._formats.set_class(len(FORMATS) == 1, "-fixed")

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One card; each step shows its part of it."""
        with Vertical(id="export") as card:
            card.border_title = _("Export")
            yield Static(id="count", markup=False)
            yield Static(self._whom, id="whom", markup=False)
            yield Static(id="says", markup=False)
            with Vertical(id="fields"):
                yield Static(_("File"), classes="label", markup=False)
                yield Input(suggested(self._today), id="file", select_on_focus=False)
                yield Static(_("Format"), classes="label", markup=False)
                yield self._formats
            yield Static(id="problem", markup=False)

    @property
    def _today(self) -> date:
        return datetime.now(self._desk.time_zone).date()

    def on_mount(self) -> None:
        """Ask at once; the count follows."""
        self.query_one(Input).cursor_blink = False
        self._ask()
        ask(self, self._counting, "count for export")

    def on_unmount(self) -> None:
        """Nobody watches any more: what is half written goes."""
        self._counting.interrupt()
        if self._export is not None:
            self._export.interrupt()

    def _say(self, selector: str, text: str) -> None:
        line = self.query_one(selector, Static)
        line.update(text)
        line.display = bool(text)

    def _show(self, step: str, says: str, keys: str, *, problem: str = "") -> None:
        self._step = step
        self.query_one("#export").border_subtitle = keys
        self.query_one("#fields").display = step == "ask"
        self._say("#says", says)
        self._say("#problem", problem)
        self.set_focus(self.query_one(Input) if step == "ask" else None)

    # --- asking -------------------------------------------------------------------------------

    def _ask(self, problem: str = "") -> None:
        self._say_count()
        several = len(FORMATS) > 1
        keys = _("Enter writes, Tab to the format, Esc leaves") if several else ""
        self._show("ask", "", keys or _("Enter writes, Esc leaves"), problem=problem)

    def _say_count(self) -> None:
        if self._count is None:
            count = _("Counting…")
        else:
            count = ngettext("{count} customer", "{count} customers", self._count).format(
                count=format_number(self._count)
            )
        self._say("#count", count)

    def on_count_customers_answer(self, answer: CountCustomers.Answer) -> None:
        """The exact count, in the question."""
        self._count = answer.count
        self._say_count()
        if self._goes_on_when_counted:
            self.action_go_on()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Enter in the field."""
        submitted.stop()
        self.action_go_on()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Enter on a format."""
        selected.stop()
        self.action_go_on()

    def action_other_field(self) -> None:
        """From the file to its format, and back."""
        formats = self._formats
        if self._step == "ask" and formats.can_focus:
            self.set_focus(self.query_one(Input) if formats.has_focus else formats)

    def action_go_on(self) -> None:
        """Write, where nothing speaks against it; leave when it is done."""
        if self._step == "done":
            self.dismiss(None)
        elif self._step == "overwrite":
            self._begin()
        elif self._step == "ask":
            self._goes_on_when_counted = self._count is None
            if self._count == 0:
                self._say("#problem", _("There is nobody to export."))
            elif self._count is not None:
                self._check()

    def _check(self) -> None:
        try:
            self._target = target_named(self.query_one(Input).value)
        except BadTarget as problem:
            self._say("#problem", str(problem))
            return
        if self._target.exists():
            text = _("{file} is there already. Write over it?")
            self._show(
                "overwrite",
                text.format(file=self._shown_target),
                _("Enter writes over it, Esc goes back"),
            )
        else:
            self._begin()

    @property
    def _shown_target(self) -> str:
        return printable(abbreviated(self._target.absolute()))

    # --- at work ------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._begun = monotonic()
        self._show("writing", "", _("Esc stops"))
        self._say_progress(0, self._count or 0)
        place = self._formats.highlighted or 0
        self._export = Export(
            self._desk, self._customers, self._target, FORMATS[place], self.post_message
        )
        ask(self, self._export, "export")

    def _say_progress(self, done: int, total: int) -> None:
        full = bar(done, total, ascii_only=self._desk.ascii_only)
        separator = " | " if self._desk.ascii_only else " · "
        told = (in_numbers(done, total), pace(done, total, monotonic() - self._begun))
        self._say("#says", f"{full}\n{separator.join(filter(None, told))}")

    def on_export_progress(self, progress: Export.Progress) -> None:
        """Show how far it is."""
        if self._step == "writing":
            self._say_progress(progress.done, progress.total)

    def on_export_answer(self, answer: Export.Answer) -> None:
        """Say what was written, and where."""
        self._export = None
        text = ngettext(
            "{count} customer written to {file}.",
            "{count} customers written to {file}.",
            answer.written,
        )
        self._say("#count", "")
        self._say("#whom", "")
        said = text.format(count=format_number(answer.written), file=self._shown_target)
        self._show("done", said, _("Enter closes"))

    def on_export_stopped(self) -> None:
        """Nothing of it is left."""
        self._export = None
        self.app.notify(_("The export was stopped; no file was written."), markup=False)
        self.dismiss(None)

    def on_export_not_written(self, failed: Export.NotWritten) -> None:
        """Say why, where it can be put right."""
        self._export = None
        self._ask(printable(failed.sentence))

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._export = None
        self._ask(printable(failed.sentence))

    def action_leave(self) -> None:
        """Stop what is being written; go back from the question; else leave."""
        if self._step == "writing":
            if self._export is not None:
                self._export.interrupt()
            self.query_one("#export").border_subtitle = _("Stopping…")
        elif self._step == "overwrite":
            self._ask()
        else:
            self.dismiss(None)
