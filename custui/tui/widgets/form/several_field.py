"""Several choices out of a few, all in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import fold, printable
from custui.tui.widgets.form.declaration import Choice, Raw
from custui.tui.widgets.form.editor import Done, Edited
from custui.tui.widgets.form.signs import FormSigns

_GAP = 2


class SeveralField(Widget, can_focus=True):
    """Choices one after the other; arrows go along them, the space bar takes or leaves one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("home", "step(-1000)", show=False),
        Binding("end", "step(1000)", show=False),
        Binding("space", "turn", show=False),
        Binding("enter", "done", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"several--cursor"}
    DEFAULT_CSS = """
    SeveralField {
        height: 1;
        padding: 0 1;
        background: $surface;
        pointer: pointer;
        &:focus { background: $primary 20%; }
        & > .several--cursor { background: $primary; color: $foreground; text-style: bold; }
    }
    """

    def __init__(self, choices: Sequence[Choice], signs: FormSigns) -> None:
        super().__init__()
        self._choices = choices
        self._signs = signs
        self._labels = [printable(choice.label) for choice in choices]
        self._chosen: set[int] = set()
        self._at = 0

    # --- as an editor -------------------------------------------------------------------------

    @property
    def raw(self) -> Raw:
        """The keys of those chosen, in the choices' order."""
        return tuple(self._choices[index].key for index in sorted(self._chosen))

    def put(self, raw: Raw) -> None:
        """Choose these."""
        keys = raw if isinstance(raw, (tuple, list)) else ()
        chosen = {index for index, choice in enumerate(self._choices) if choice.key in keys}
        if chosen != self._chosen:
            self._chosen = chosen
            self.refresh()
            self.post_message(Edited(self))

    def lines_at(self, width: int) -> int:
        """As many as the choices fill."""
        return len(self._parted(max(1, width - 2)))

    def _parted(self, width: int) -> list[list[int]]:
        """Which choices stand on which line."""
        lines: list[list[int]] = [[]]
        used = 0
        for index, label in enumerate(self._labels):
            cells = cell_len(label) + 2
            if lines[-1] and used + cells > width:
                lines.append([])
                used = 0
            lines[-1].append(index)
            used += cells + _GAP
        return lines

    # --- what is shown ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of choices."""
        width = self.size.width
        lines = self._parted(max(1, width))
        segments: list[Segment] = []
        for index in lines[y] if y < len(lines) else ():
            segments += [Segment(self._text(index), self._style(index)), Segment(" " * _GAP)]
        strip = Strip(segments[:-1] or [Segment("")])
        return strip.adjust_cell_length(width).apply_style(self.rich_style)

    def _text(self, index: int) -> str:
        sign = self._signs.yes if index in self._chosen else self._signs.no
        return f"{sign} {self._labels[index]}"

    def _style(self, index: int) -> Style | None:
        at_cursor = self.has_focus and index == self._at
        return self.get_component_rich_style("several--cursor") if at_cursor else None

    # --- what the person does -----------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters go to the choice that begins with them."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Go to the next choice that begins with the letter."""
        if event.character is None or not event.is_printable or event.character == " ":
            return
        event.stop()
        event.prevent_default()
        following = [*range(self._at + 1, len(self._labels)), *range(self._at + 1)]
        letter = fold(event.character)
        for index in following:
            if fold(self._labels[index]).startswith(letter):
                self._go(index)
                return

    def on_click(self, event: events.Click) -> None:
        """The mouse takes or leaves the choice under it."""
        lines, x = self._parted(max(1, self.size.width)), 1
        for index in lines[event.y] if event.y < len(lines) else ():
            cells = cell_len(self._labels[index]) + 2
            if x <= event.x < x + cells:
                self._go(index)
                self.action_turn()
            x += cells + _GAP

    def _go(self, index: int) -> None:
        self._at = max(0, min(index, len(self._choices) - 1))
        self.refresh()

    def action_step(self, step: int) -> None:
        """Along the choices."""
        self._go(self._at + step)

    def action_turn(self) -> None:
        """Take or leave the choice under the cursor."""
        if self._choices:
            self._chosen ^= {self._at}
            self.refresh()
            self.post_message(Edited(self))

    def action_done(self) -> None:
        """On to the next field."""
        self.post_message(Done())
