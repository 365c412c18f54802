"""A form on screen: its fields, what is wrong with them, and a line that tells the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from custui.domain.text import printable
from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.form import COMMANDS
from custui.tui.widgets.form.column import FieldColumn, Row, Said
from custui.tui.widgets.form.declaration import Form, Raw, Value
from custui.tui.widgets.form.editor import Done, Edited
from custui.tui.widgets.form.reading import is_blank, read, write
from custui.tui.widgets.form.signs import FormSigns
from custui.tui.widgets.form.text_field import TextField
from custui.tui.widgets.form.values import Values

TWO_COLUMNS = 108
"""Cells from which on the two sides of a form stand beside each other."""


class FormView(Widget):
    """Lays a form out, lets it be filled in and reads it.

    ``SaveWanted`` and ``LeaveWanted`` come when the person says so, ``Changed`` when something
    else stands in a field. Everything typed stays until the owner takes the form away.
    """

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    DEFAULT_CSS = """
    FormView {
        height: 1fr;
        layout: vertical;
        & > #fields { height: 1fr; scrollbar-size-vertical: 1; }
        & > #fields.-wide { layout: horizontal; }
        & > #form-line {
            height: auto;
            min-height: 1;
            max-height: 4;
            padding: 0 2;
            color: $text-muted;
            &.-error { color: $text-error; text-style: bold; }
            &.-warning { color: $text-warning; text-style: bold; }
        }
    }
    """

    class SaveWanted(Message):
        """The person asked to save what stands in the form."""

    class LeaveWanted(Message):
        """The person asked to leave the form."""

    @dataclass
    class Changed(Message):
        """Something else stands in the field called ``name``."""

        name: str

    def __init__(self, form: Form, values: Mapping[str, Value], signs: FormSigns) -> None:
        super().__init__()
        self.form = form
        self._signs = signs
        self._most_lines = 0
        sides = sorted({group.side for group in form.groups})
        self._columns = [
            FieldColumn([group for group in form.groups if group.side == side], signs)
            for side in sides
        ]
        self._shown: dict[str, Raw] = {}
        self._known: dict[str, Raw] = {}
        """What stands in each field, as far as the form was told: whatever differs was typed."""
        self._notice = ("", "")
        for row in self._rows:
            if (value := values.get(row.field.name)) is not None:
                row.value.put(write(row.field, value))
            self._shown[row.field.name] = row.value.raw
        self._known = dict(self._shown)
        self._apply_conditions()

    @property
    def _rows(self) -> Iterator[Row]:
        return (row for column in self._columns for row in column.rows)

    def _row(self, name: str) -> Row | None:
        return next((row for row in self._rows if row.field.name == name), None)

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The columns, and the line under them."""
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._columns
        yield Static(id="form-line", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.begin_at("")

    def begin_at(self, name: str) -> None:
        """Put a field in focus; the first one when there is none of that name."""
        row = self._row(name) or next(row for row in self._rows if row.shown)
        self.screen.set_focus(row.editor, scroll_visible=False)

    @property
    def most_lines(self) -> int:
        """Lines that the fields may take on screen at most; 0: whatever there is."""
        return self._most_lines

    @most_lines.setter
    def most_lines(self, lines: int) -> None:
        self._most_lines = lines
        if self.is_mounted:
            self._arrange()

    def on_resize(self) -> None:
        """One column or two."""
        self._arrange()

    def _arrange(self) -> None:
        fields = self.query_one("#fields")
        is_wide = len(self._columns) > 1 and self.size.width >= TWO_COLUMNS
        fields.set_class(is_wide, "-wide")
        room = self.size.width - fields.styles.scrollbar_size_vertical
        widest = max(column.widest_label for column in self._columns)
        for column in self._columns:
            if is_wide:
                column.lay_out(room // len(self._columns), column.widest_label)
            else:
                column.lay_out(room, widest)
        if self._most_lines:
            heights = [column.lines for column in self._columns]
            lines = max(heights) if is_wide else sum(heights) + len(heights) - 1
            fields.styles.height = min(lines, self._most_lines)
            self.styles.height = "auto"

    # --- what stands in it --------------------------------------------------------------------

    @property
    def typed(self) -> dict[str, Raw]:
        """What stands in each field."""
        return {row.field.name: row.value.raw for row in self._rows}

    @property
    def is_changed(self) -> bool:
        """Whether something else stands here than when the form opened."""
        return self.typed != self._shown

    def put(self, typed: Mapping[str, Raw]) -> None:
        """Make this stand in the fields; the form still knows what it opened with."""
        for row in self._rows:
            if row.field.name in typed:
                row.value.put(typed[row.field.name])
                self._known[row.field.name] = row.value.raw
        self._conditions_changed()

    def take(self, values: Mapping[str, Value]) -> None:
        """Make values stand in the fields, as if they were typed."""
        self.put(
            {
                row.field.name: write(row.field, values[row.field.name])
                for row in self._rows
                if row.field.name in values
            }
        )

    def read(self) -> tuple[Values, dict[str, str]]:
        """What the form says, and what is wrong with it, by field."""
        values: dict[str, Value] = {}
        problems: dict[str, str] = {}
        for row in self._rows:
            if not row.shown:
                continue
            name = row.field.name
            try:
                values[name] = read(row.field, row.value.raw)
            except ValueError as wrong:
                problems[name] = str(wrong)
                continue
            if problem := self._problem(row, values[name]):
                problems[name] = problem
        return Values(values), problems

    def _problem(self, row: Row, value: Value) -> str | None:
        if row.field.required and is_blank(row.value.raw):
            return _("must be yes") if value is False else _("is missing")
        return row.field.check(value) if row.field.check else None

    # --- what is said of it -------------------------------------------------------------------

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it; the first one is put in focus.

        What is no field's is said in the line below.
        """
        self._say_at_fields(problems, "error")
        others = [text for name, text in problems.items() if self._row(name) is None]
        count = len(problems)
        self.say(" ".join(others) if others else _how_many(count), "error" if problems else "")

    def show_warnings(self, warnings: Mapping[str, str], line: str) -> None:
        """Say at fields what to think about, and in the line below how to go on."""
        self._say_at_fields(warnings, "warning")
        self.say(line, "warning")

    def remark(self, name: str, text: str) -> None:
        """Say something beside a field that is neither wrong nor doubtful; empty: nothing."""
        row = self._row(name)
        if row is not None and (row.said is None or row.said.kind == "remark"):
            row.said = Said(text, "remark") if text else None
            self._arrange()

    def say(self, text: str, kind: str = "") -> None:
        """Say something in the line below, as an ``error``, a ``warning`` or just so.

        It stays until something else is typed; an empty one gives way to the field's hint.
        """
        self._notice = (printable(text), kind)
        self._show_line()

    def _say_at_fields(self, said: Mapping[str, str], kind: str) -> None:
        for row in self._rows:
            text = said.get(row.field.name)
            row.said = Said(printable(text), kind) if text else None
        self._arrange()
        first = next((row for row in self._rows if row.said and row.shown), None)
        if first is not None:
            self.screen.set_focus(first.editor, scroll_visible=False)
            self.call_after_refresh(self._bring_into_sight, first)

    def _show_line(self) -> None:
        text, kind = self._notice
        line = self.query_one("#form-line", Static)
        sign = {"error": self._signs.error, "warning": self._signs.warning}.get(kind, "")
        line.set_class(kind == "error", "-error")
        line.set_class(kind == "warning", "-warning")
        line.update(f"{sign} {text}" if sign and text else text or self._hint())

    def _hint(self) -> str:
        row = self._row_in_focus
        if row is None:
            return ""
        hint = _(row.field.hint) if row.field.hint else ""
        if row.field.generate is not None:
            hint = f"{hint} · " if hint else ""
            hint += _("Ctrl+G makes one up")
        return hint or (_("* must be filled in") if row.field.required else "")

    # --- moving -------------------------------------------------------------------------------

    @property
    def _row_in_focus(self) -> Row | None:
        if not self.is_mounted:
            return None
        focused = self.screen.focused
        rows = (column.row_of(focused) for column in self._columns)
        return next((row for row in rows if row is not None), None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show all that belongs to the field, and its hint."""
        row = self._row_in_focus
        if row is not None:
            self._bring_into_sight(row)
            self._show_line()
            for column in self._columns:
                column.refresh()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that was left says at once what is wrong with what was typed."""
        row = next((row for column in self._columns if (row := column.row_of(event.widget))), None)
        if row is None or row.said is not None or is_blank(row.value.raw):
            return
        if row.value.raw != self._shown[row.field.name]:
            _values, problems = self.read()
            if problem := problems.get(row.field.name):
                row.said = Said(printable(problem), "error")
                self._arrange()

    def _bring_into_sight(self, row: Row) -> None:
        for column in self._columns:
            if row in column.rows:
                region = column.region_of(row).translate(column.virtual_region.offset)
                fields = self.query_one("#fields", VerticalScroll)
                fields.scroll_to_region(region, animate=False, force=True, immediate=True)

    def action_next(self, step: int) -> None:
        """To another field, around the ends."""
        rows = [row for row in self._rows if row.shown]
        here = self._row_in_focus
        at = rows.index(here) + step if here in rows else 0
        self.screen.set_focus(rows[at % len(rows)].editor, scroll_visible=False)

    def action_page(self, pages: int) -> None:
        """As many fields further as fit on the screen."""
        rows = [row for row in self._rows if row.shown]
        here = self._row_in_focus
        step = max(1, self.query_one("#fields").size.height - 2)
        at = (rows.index(here) if here in rows else 0) + pages * step
        self.screen.set_focus(rows[max(0, min(at, len(rows) - 1))].editor, scroll_visible=False)

    def on_done(self, done: Done) -> None:
        """On to the next field."""
        done.stop()
        self.action_next(1)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """On to the next field."""
        submitted.stop()
        self.action_next(1)

    # --- typing -------------------------------------------------------------------------------

    def on_edited(self, edited: Edited) -> None:
        """Something else stands in a field."""
        edited.stop()
        self._edited(edited.editor)

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Something else stands in a field."""
        changed.stop()
        self._edited(changed.input)

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        """Something else stands in a field."""
        changed.stop()
        self._edited(changed.text_area)

    def _edited(self, editor: Widget) -> None:
        row = next((row for column in self._columns if (row := column.row_of(editor))), None)
        if row is None or self._known[row.field.name] == row.value.raw:
            return
        self._known[row.field.name] = row.value.raw
        if row.said is not None:
            row.said = None
            self._arrange()
        if self._notice[0]:
            self.say("")
        self._conditions_changed()
        self.post_message(self.Changed(row.field.name))

    def _conditions_changed(self) -> None:
        if self._apply_conditions():
            self._arrange()

    def _apply_conditions(self) -> bool:
        """Show the fields that belong here by what stands in the others; whether any changed."""
        typed, changed = self.typed, False
        for row in self._rows:
            shown = row.field.when is None or row.field.when(typed)
            changed |= shown != row.shown
            row.shown = shown
        return changed

    # --- acts ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Not every field has something to make up."""
        if action == "generate":
            row = self._row_in_focus
            return row is not None and row.field.generate is not None
        return True

    def action_generate(self) -> None:
        """Make up what the field in focus wants."""
        row = self._row_in_focus
        if row is not None and row.field.generate is not None:
            row.value.put(row.field.generate())
            if isinstance(row.editor, TextField):
                row.editor.reveal()

    def action_save(self) -> None:
        """Ask the owner to save."""
        self.post_message(self.SaveWanted())

    def action_leave(self) -> None:
        """Ask the owner to go."""
        self.post_message(self.LeaveWanted())


def _how_many(count: int) -> str:
    from custui.locale import ngettext

    if not count:
        return ""
    return ngettext(
        "{count} field is to be put right.", "{count} fields are to be put right.", count
    ).format(count=count)
