"""What a character set lacks is drawn by something as wide."""

from __future__ import annotations

import io

import pytest

from custui.tui.charset import can_draw, draw_lookalikes


def drawn(text: str, charset: str) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=charset, errors="strict", write_through=True)
    draw_lookalikes(stream)
    stream.write(text)
    return raw.getvalue().decode(charset)


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        ("Łódź │ ● ○ …", "ascii", "Lodz | x . ."),
        ("Łódź │ ● ○ …", "iso8859-2", "Łódź | x . ."),
        ("Łódź │ ● ○ …", "utf-8", "Łódź │ ● ○ …"),
        ("Ærø ß", "ascii", "Aro s"),
        ("日本", "ascii", "????"),
        ("e\u0301", "ascii", "e"),
        ("ﬁ½", "ascii", "f1"),
        ("a\udcffb", "utf-8", "a?b"),
        ("▸ ─┼─ ▁█", "cp1250", "> -+- ##"),
    ],
)
def test_lookalikes(text: str, charset: str, expected: str) -> None:
    assert drawn(text, charset) == expected


def test_can_draw() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="iso8859-2")
    assert can_draw("Łódź", stream)
    assert not can_draw("│", stream)
