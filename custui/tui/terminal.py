"""What the terminal must be able to do, and putting it back as it was."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TextIO

from custui.locale import _

RESTORE: Final = (
    b"\x1b[?2026l"  # no frame half-drawn
    b"\x1b[<u"  # the shell's own keyboard protocol; before the screen is left
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse reports
    b"\x1b[?2004l\x1b[?1004l\x1b[?2048l"  # no bracketed paste, focus or size reports
    b"\x1b[?7h"  # long lines wrap
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the shell's screen, a cursor, no colour
)
"""Undoes every mode that Textual sets."""

_CANNOT_PLACE_TEXT = frozenset({"dumb", "unknown"})


class UnfitTerminal(Exception):
    """The desk cannot be shown here; the message says why and what to do."""


@dataclass(frozen=True)
class Terminal:
    """The terminal that the program runs on."""

    typed: TextIO
    drawn: TextIO


def this_terminal(environment: Mapping[str, str] = os.environ) -> Terminal:
    """The terminal behind the standard streams.

    Raises ``UnfitTerminal`` unless all three are one and ``TERM`` names one that can place text.
    """
    typed = _checked(sys.__stdin__, _("standard input"))
    _checked(sys.__stdout__, _("standard output"))
    drawn = _checked(sys.__stderr__, _("standard error"))
    kind = environment.get("TERM", "")
    if not kind:
        raise UnfitTerminal(
            _("TERM is not set, so what the terminal can do is not known. {advice}").format(
                advice=_advice()
            )
        )
    if kind in _CANNOT_PLACE_TEXT:
        raise UnfitTerminal(
            _("The terminal is said to be {kind} (TERM), which cannot place text. {advice}").format(
                kind=kind, advice=_advice()
            )
        )
    return Terminal(typed, drawn)


def _advice() -> str:
    return _(
        "Set TERM to what it really is, such as TERM=xterm-256color, "
        "or use verbs such as custui list and custui show."
    )


def _checked(stream: TextIO | None, name: str) -> TextIO:
    if stream is None or stream.closed or not stream.isatty():
        raise UnfitTerminal(
            _(
                "The desk needs a terminal, and {stream} is not one. "
                "For scripts there are verbs such as custui list and custui show "
                "(custui --help names them all)."
            ).format(stream=name)
        )
    return stream


def restorer(terminal: Terminal) -> Callable[[], None]:
    """A function that puts ``terminal`` back as it is now, and on the shell's own screen."""
    typed, drawn = terminal.typed.fileno(), terminal.drawn.fileno()
    before = termios.tcgetattr(typed)

    def restore() -> None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(typed, termios.TCSANOW, before)
            os.write(drawn, RESTORE)

    return restore
