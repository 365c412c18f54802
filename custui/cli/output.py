"""Words to people on stderr, data on stdout."""

from __future__ import annotations

import json
import sys
from io import TextIOWrapper
from typing import Any

from custui.domain.text import printable


def prepare_streams() -> None:
    """Let text reach a terminal of any character set, and files and pipes as UTF-8.

    What a terminal's set lacks is shown by look-alikes; data is never changed.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper) or stream.encoding.lower() == "utf-8":
            continue
        if stream.isatty():
            from custui.tui.charset import draw_lookalikes

            draw_lookalikes(stream)
        else:
            stream.reconfigure(encoding="utf-8")


def narrate(message: str) -> None:
    """Say something to the person at the terminal; never part of the data."""
    print(printable(message), file=sys.stderr)


def json_text(value: Any) -> str:
    """``value`` as JSON that keeps every letter readable and escapes what a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    if text.isascii() or text.replace("\n", "").isprintable():
        return text
    return "".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]


def print_json(value: Any) -> None:
    """Print ``value`` as JSON."""
    print(json_text(value))
