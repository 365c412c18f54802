"""The bottom line: the keys that work here and now, and where the cursor is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from custui.locale import _
from custui.tui.commands import ASCII_KEY_CAPS, KEY_CAPS
from custui.tui.commands.available import offered_here
from custui.tui.commands.everywhere import COMMANDS as EVERYWHERE


@dataclass(frozen=True)
class _Hint:
    """A key and what it does."""

    cap: str
    title: str
    works: bool
    is_everywhere: bool

    @property
    def text(self) -> str:
        """As it is written."""
        return f"{self.cap} {self.title}  " if self.works else f"({self.cap} {self.title})  "


class KeyHints(Widget):
    """The keys that work here and now, as many as fit; in brackets those one may not use.

    What works everywhere stands last and keeps its place: what is only here gives way.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-hints--key", "key-hints--off"}
    DEFAULT_CSS = """
    KeyHints {
        width: 1fr;
        height: 1;
        & > .key-hints--key { color: $accent; text-style: bold; }
        & > .key-hints--off { color: $text-disabled; }
    }
    """

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__()
        self._ascii_only = ascii_only
        self._hints: list[_Hint] = []

    def on_mount(self) -> None:
        """Follow the focus: what works changes with it."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._look())

    def _look(self) -> None:
        hints = [
            _Hint(
                self._cap(each.key),
                _(each.command.title),
                works=not each.why_not,
                is_everywhere=each.command in EVERYWHERE.commands,
            )
            for each in offered_here(self.screen)
            if each.command.footer
        ]
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    @property
    def _off_style(self) -> Style:
        return self.get_component_rich_style("key-hints--off")

    def _cap(self, key: str) -> str:
        cap = KEY_CAPS.get(key, key)
        return _(ASCII_KEY_CAPS.get(cap, cap)) if self._ascii_only else cap

    def render_line(self, y: int) -> Strip:
        """Draw the hints."""
        width = self.size.width
        style, key_style = self.rich_style, self.get_component_rich_style("key-hints--key")
        segments, used = [Segment(" ", style)], 1
        for hint in _fitting(self._hints, width - 1):
            if hint.works:
                segments += [Segment(f"{hint.cap} ", key_style), Segment(f"{hint.title}  ", style)]
            else:
                segments.append(Segment(hint.text, self._off_style))
            used += cell_len(hint.text)
        return Strip([*segments, Segment(" " * (width - used), style)], width)


def _fitting(hints: list[_Hint], width: int) -> list[_Hint]:
    """As many as fit into ``width`` cells."""
    kept = list(hints)
    while kept and sum(cell_len(hint.text) for hint in kept) > width:
        here = [hint for hint in kept if not hint.is_everywhere]
        kept.remove((here or kept)[-1])
    return kept


ROOM = 24
"""Cells that the place has at least."""

ROOM_STEP = 6


class Place(Widget):
    """Where the cursor is. A widget of its own: it changes with every key, the hints do not.

    It makes room for a longer text by a few cells at a time, and gives back only what is clearly
    too much: a layout costs more than a key, and the last row's place is longer than the first's.
    """

    DEFAULT_CSS = """
    Place {
        width: 24;
        height: 1;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._room = ROOM
        self._style: Style | None = None

    def say(self, text: str) -> None:
        """Say where the cursor is."""
        if text != self._text:
            self._text = text
            room = max(ROOM, -(-(cell_len(text) + 1) // ROOM_STEP) * ROOM_STEP)
            if room > self._room or room < self._room - ROOM_STEP:
                self._room = room
                self.styles.width = room
            self.refresh()

    def notify_style_update(self) -> None:
        """Forget the style of the theme before."""
        super().notify_style_update()
        self._style = None

    def render_line(self, y: int) -> Strip:
        """Draw it at the right edge."""
        self._style = self._style or self.rich_style
        width = self.size.width
        return Strip([Segment(f"{self._text} ".rjust(width), self._style)], width)


class KeyFooter(Widget):
    """Key hints on the left; on the right what the screen says of its place."""

    BLANK = True  # its two parts cover it

    DEFAULT_CSS = """
    KeyFooter {
        layout: horizontal;
        height: 1;
        background: $panel;
        color: $text-muted;
    }
    """

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__()
        self._hints = KeyHints(ascii_only=ascii_only)
        self._place = Place()

    def compose(self) -> ComposeResult:
        """Hints and place."""
        yield self._hints
        yield self._place

    def say_place(self, text: str) -> None:
        """Say where the cursor is."""
        self._place.say(text)
