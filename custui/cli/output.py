"""Words to people on stderr, data on stdout."""

from __future__ import annotations

import json
import sys
from typing import Any

from custui.domain.text import printable


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
