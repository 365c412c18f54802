"""One choice out of many, found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList

from custui.domain.text import fold, printable, printable_in_place
from custui.tui.widgets.form.choice_list import ChoiceList
from custui.tui.widgets.form.declaration import Choice, Key, Raw
from custui.tui.widgets.form.editor import Done, Edited
from custui.tui.widgets.form.signs import FormSigns

_WHILE_OPEN = frozenset({"close", "down", "up"})


class ChoiceField(Widget, can_focus=True):
    """What is chosen, in one line. The space bar shows all choices, letters those that have them.

    Going on takes what was found. A key that is no choice (what was chosen is gone meanwhile) is
    shown as it is and kept until another one is chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False),
        Binding("escape", "close", show=False),
        Binding("down", "down", show=False),
        Binding("up", "up", show=False),
        Binding("right", "step(1)", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("backspace", "rub_out", show=False),
        Binding("delete,ctrl+u", "blank", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--opens", "choice--cursor", "choice--empty"}
    DEFAULT_CSS = """
    ChoiceField {
        height: 1;
        padding: 0 1;
        background: $surface;
        pointer: pointer;
        &:focus { background: $primary 35%; }
        & > .choice--opens { color: $text-muted; }
        & > .choice--empty { color: $text-muted; }
        & > .choice--cursor { text-style: reverse; }
    }
    """

    def __init__(self, choices: Sequence[Choice], signs: FormSigns) -> None:
        super().__init__()
        self._choices = choices
        self._folded = [fold(choice.label) for choice in choices]
        self._signs = signs
        self._key: Key = ""
        self._typed = ""
        self._list: ChoiceList | None = None
        self._found: list[Choice] = []

    # --- as an editor -------------------------------------------------------------------------

    @property
    def raw(self) -> Raw:
        """The key of what is chosen."""
        return self._key

    def put(self, raw: Raw) -> None:
        """Choose this."""
        key = raw if isinstance(raw, (str, int)) else ""
        if key != self._key:
            self._key = key
            self.refresh()
            self.post_message(Edited(self))

    def lines_at(self, width: int) -> int:
        """One."""
        return 1

    # --- what is shown ------------------------------------------------------------------------

    def _label(self) -> str:
        for choice in self._choices:
            if choice.key == self._key:
                return printable(choice.label)
        return printable(str(self._key))

    def render_line(self, y: int) -> Strip:
        """What is typed, or else what is chosen."""
        room = max(0, self.size.width - 2)
        opens = Segment(f" {self._signs.opens}", self.get_component_rich_style("choice--opens"))
        strip = Strip([*self._text(room), opens])
        return strip.apply_style(self.rich_style)

    def _text(self, room: int) -> list[Segment]:
        if self._typed:
            typed = printable_in_place(self._typed)
            cut = set_cell_size(typed, min(cell_len(typed), max(0, room - 1)))
            cursor = Segment(" ", self.get_component_rich_style("choice--cursor"))
            return [Segment(cut), cursor, Segment(" " * max(0, room - cell_len(cut) - 1))]
        label, style = self._label(), None
        if not label:
            label, style = self._signs.empty, self.get_component_rich_style("choice--empty")
        if cell_len(label) > room:
            label = set_cell_size(label, max(0, room - 1)) + self._signs.ellipsis
        first: Style | None = style
        if self.has_focus and label:
            first = (style or Style()) + self.get_component_rich_style("choice--cursor")
        return [
            Segment(label[:1], first),
            Segment(label[1:], style),
            Segment(" " * (room - cell_len(label))),
        ]

    # --- looking for one ----------------------------------------------------------------------

    @property
    def _is_open(self) -> bool:
        return self._list is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys belong to the open list alone."""
        return self._is_open if action in _WHILE_OPEN else True

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whatever is typed here looks for a choice."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Look for what is typed; a space at the beginning shows all."""
        if event.character is None or not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        if event.character != " " or self._typed:
            self._typed += event.character
        elif self._is_open:
            self.action_close()
            return
        self._look()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted looks for a choice too."""
        event.stop()
        self._typed += event.text.strip()
        self._look()

    def on_click(self) -> None:
        """The mouse opens and closes the list."""
        if self._is_open:
            self.action_close()
        else:
            self._look()

    def _look(self) -> None:
        """Show those that have what is typed: first those that begin with it."""
        wanted = fold(self._typed)
        having = [
            (not label.startswith(wanted), index)
            for index, label in enumerate(self._folded)
            if wanted in label
        ]
        order = sorted(having) if wanted else having
        self._found = [self._choices[index] for _later, index in order]
        at = 0
        if not wanted:
            keys = [choice.key for choice in self._found]
            at = keys.index(self._key) if self._key in keys else 0
        if self._list is None:
            self._list = ChoiceList()
            self.mount(self._list)
        self._list.offer(self._found, at, self._signs.empty)
        self.refresh()

    def action_down(self) -> None:
        """Along the list."""
        if self._list is not None:
            self._list.action_cursor_down()

    def action_up(self) -> None:
        """Along the list."""
        if self._list is not None:
            self._list.action_cursor_up()

    def action_step(self, step: int) -> None:
        """The next choice, without the list."""
        if self._is_open or not self._choices:
            return
        keys = [choice.key for choice in self._choices]
        at = keys.index(self._key) + step if self._key in keys else 0
        self.put(keys[max(0, min(at, len(keys) - 1))])

    def action_rub_out(self) -> None:
        """Take a letter back; when none was typed, choose nothing."""
        if not self._typed:
            self.action_blank()
            return
        self._typed = self._typed[:-1]
        self._look()

    def action_blank(self) -> None:
        """Choose nothing, where that may be chosen."""
        self.action_close()
        if any(choice.key == "" for choice in self._choices):
            self.put("")

    def action_take(self) -> None:
        """Take what was found, and go on."""
        self._take()
        self.post_message(Done())

    def take_option(self, index: int) -> None:
        """Take the one that was clicked."""
        if index < len(self._found):
            self.put(self._found[index].key)
        self.action_close()

    def _take(self) -> None:
        if self._found and self._list is not None and self._list.highlighted is not None:
            self.put(self._found[self._list.highlighted].key)
        self.action_close()

    def action_close(self) -> None:
        """Put the list away; what was chosen before stays."""
        self._typed = ""
        if self._list is not None:
            choices, self._list = self._list, None
            choices.remove()
        self.refresh()

    def on_blur(self) -> None:
        """Going on takes what was found by typing."""
        if self._typed:
            self._take()
        else:
            self.action_close()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """A click on the list."""
        selected.stop()
        self.take_option(selected.option_index)
