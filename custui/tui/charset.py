"""Text for a terminal whose character set lacks some of the characters drawn.

The terminal's character set is the locale's, as Python found it (an unset locale means UTF-8).
A character that it lacks is drawn by a look-alike as wide as itself, so that columns stay in line.
"""

from __future__ import annotations

import codecs
import unicodedata
from typing import TextIO

LOOKALIKES = "custui.lookalikes"
"""Name of the codec error handler."""

_DRAWN = {
    "|": "│┃║▏▕",
    "-": "─━═–—‐",
    "+": "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋",
    "#": "█▀▄▌▐▁▂▃▅▆▇▉▊▋▍▎░▒▓",
    "x": "●✕✗✘×■☑",
    ".": "○·…•□☐",
    ">": "▸▶›»→",
    "<": "◂◀‹«←↵",
    "^": "▴▲↑",
    "v": "▾▼↓✓✔",
    '"': "„”“",
    "'": "’‘‚′",
    "_": "␣",
}
_STROKED = dict(zip("łŁđĐøØħĦŧŦıßæÆœŒ", "lLdDoOhHtTisaAoO", strict=True))
_ASCII = {drawn: plain for plain, several in _DRAWN.items() for drawn in several} | _STROKED


def _lookalike(char: str) -> str:
    """ASCII that takes as many cells as ``char`` does."""
    if unicodedata.combining(char):
        return ""
    if known := _ASCII.get(char):
        return known
    if unicodedata.east_asian_width(char) in "WF":
        return "??"
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() else _ASCII.get(base, "?")


def _lookalikes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_lookalike, lacking)), error.end


def draw_lookalikes(stream: TextIO) -> None:
    """Make ``stream`` write look-alikes for what its character set lacks, in place of raising."""
    codecs.register_error(LOOKALIKES, _lookalikes)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=LOOKALIKES)


def can_draw(text: str, stream: TextIO) -> bool:
    """Whether the character set of ``stream`` has every character of ``text``."""
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
