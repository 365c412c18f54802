r"""How a character that would mean something is typed as itself: after a backslash.

``\!kow`` contains ``!kow``, ``a\,b`` is one name with a comma. Before a letter or a digit a
backslash is a character like any other, and so is the last one.
"""

from __future__ import annotations

_ESCAPE = "\\"


def _escapes(text: str, at: int) -> bool:
    """Whether the backslash at ``at`` makes the next character plain."""
    return at + 1 < len(text) and not text[at + 1].isalnum()


def plain(text: str) -> str:
    """``text`` without the backslashes that make the next character plain."""
    if _ESCAPE not in text:
        return text
    return "".join(char for char, _escaped in marked(text))


def marked(text: str) -> list[tuple[str, bool]]:
    """The characters of ``text``, and whether each is made plain by a backslash."""
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(text):
        escaped = text[at] == _ESCAPE and _escapes(text, at)
        found.append((text[at + escaped], escaped))
        at += 1 + escaped
    return found


def split(text: str, separator: str) -> list[str]:
    """The parts of ``text`` between separators that are not made plain, still as typed."""
    parts = [""]
    for char, escaped in marked(text):
        if char == separator and not escaped:
            parts.append("")
        else:
            parts[-1] += _ESCAPE + char if escaped else char
    return parts


def stripped(text: str) -> str:
    """``text`` without blanks at its ends; one that a backslash makes plain stays."""
    text = text.lstrip()
    bare = text.rstrip()
    backslashes = len(bare) - len(bare.rstrip(_ESCAPE))
    return text[: len(bare) + 1] if backslashes % 2 and len(bare) < len(text) else bare


def escaped(text: str, *, first: str = "", last: str = "", anywhere: str = "") -> str:
    """``text`` so that it is read back as it is.

    ``first``, ``last`` and ``anywhere`` are the characters that would mean something there.
    """
    end = len(text) - 1

    def one(at: int, char: str) -> str:
        is_edge = at in (0, end) and char.isspace()
        means = (
            char == _ESCAPE
            or char in anywhere
            or (at == 0 and char in first)
            or (at == end and char in last)
        )
        return _ESCAPE + char if means or is_edge else char

    return "".join(one(at, char) for at, char in enumerate(text))
