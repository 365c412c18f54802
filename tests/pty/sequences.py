"""What a program may send to a terminal, and finding what it may not.

Terminal output is cut into tokens by ECMA-48: text, control characters and escape sequences. Each
is then compared with what a full-screen Textual program has reason to send.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

_TOKEN = re.compile(
    rb"""
    (?P<csi>\x1b\[[0-?]*[ -/]*[@-~])
  | (?P<string>\x1b[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\))
  | (?P<escape>\x1b[ -/]*[0-~])
  | (?P<line_end>\r\n)
  | (?P<control>[\x00-\x1f\x7f])
  | (?P<text>[^\x00-\x1f\x7f]+)
    """,
    re.VERBOSE,
)
_OPEN_STRING = re.compile(rb"\x1b[\]PX^_]")
_OPEN = re.compile(
    rb"\r\Z|\x1b(?:\[[0-?]*[ -/]*|[ -/]*)\Z|\x1b[\]PX^_](?:[^\x07\x1b]|\x1b(?!\\))*\Z"
)

_MODES = b"7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_ALLOWED = re.compile(
    rb"\x1b\["
    rb"(?:[0-9;:]*m"  # colours
    rb"|(?:[0-9]+;[0-9]+)?H"  # the cursor, to a place
    rb"|\?(?:" + _MODES + rb")[hl]"  # modes of the screen, the mouse and pasting
    rb"|\?(?:2026|2048)\$p"  # whether the terminal knows a mode
    rb"|>[0-9]*u|<u)"  # Kitty's keyboard protocol, on and off
)
_POINTER_SHAPE = re.compile(rb"\x1b\]22;[a-z-]*\x07")
_CLIPBOARD = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
_PLACE = re.compile(rb"\x1b\[[0-9;]*H")
_SCREEN_ON, _SCREEN_OFF = b"\x1b[?1049h", b"\x1b[?1049l"


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    LINE_END = "line end"
    CONTROL = "control"
    CSI = "csi"
    ESCAPE = "escape"
    STRING = "string"
    """OSC, DCS, SOS, PM or APC, with its terminator."""
    BROKEN = "broken"
    """An escape character that begins nothing known, or a sequence that never ends."""


@dataclass(frozen=True)
class Token:
    """One piece of terminal output."""

    kind: Kind
    raw: bytes


def tokens(raw: bytes) -> Iterator[Token]:
    """Cut terminal output into tokens; together they are ``raw`` again."""
    position = 0
    while position < len(raw):
        match = _TOKEN.match(raw, position)
        if match is None or (
            match.lastgroup == "escape" and _OPEN_STRING.match(raw, position) is not None
        ):
            yield Token(Kind.BROKEN, raw[position : position + 1])
            position += 1
            continue
        yield Token(Kind[str(match.lastgroup).upper()], match[0])
        position = match.end()


def unfinished(raw: bytes) -> int:
    """Where a sequence begins that ``raw`` breaks off; ``len(raw)`` when it breaks off none."""
    match = _OPEN.search(raw)
    return match.start() if match else len(raw)


def foreign_sequences(raw: bytes, *, clipboard: bool = False, bell: bool = False) -> list[bytes]:
    """Everything in terminal output that a full-screen program has no reason to send.

    Escape sequences but colours, cursor places, known modes and pointer shapes; control characters;
    on its own screen a line end that no cursor place follows (text broke the line); and in text,
    bytes that are not UTF-8 and characters that do not print (C1, bidi, zero-width).
    ``clipboard`` lets OSC 52 pass, ``bell`` BEL. The list is in the order of the output.
    """
    found: list[bytes] = []
    on_own_screen = False
    every = [*tokens(raw), Token(Kind.TEXT, b"")]
    for token, following in pairwise(every):
        if token.raw in (_SCREEN_ON, _SCREEN_OFF):
            on_own_screen = token.raw == _SCREEN_ON
        if token.kind is Kind.TEXT:
            found += _unprintable(token.raw)
        elif token.kind is Kind.LINE_END:
            if on_own_screen and not _PLACE.fullmatch(following.raw):
                found.append(token.raw)
        elif not _legitimate(token, clipboard=clipboard, bell=bell):
            found.append(token.raw)
    return found


def _legitimate(token: Token, *, clipboard: bool, bell: bool) -> bool:
    if token.kind is Kind.CSI:
        return _ALLOWED.fullmatch(token.raw) is not None
    if token.kind is Kind.STRING:
        allowed = _POINTER_SHAPE.fullmatch(token.raw)
        return bool(allowed or (clipboard and _CLIPBOARD.fullmatch(token.raw)))
    return bell and token.raw == b"\x07"


def _unprintable(text: bytes) -> list[bytes]:
    decoded = text.decode("utf-8", "surrogateescape")
    return [char.encode("utf-8", "surrogateescape") for char in decoded if not char.isprintable()]
