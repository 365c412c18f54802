"""How long ago something was."""

from __future__ import annotations

from datetime import UTC

import pytest

from custui import locale
from custui.domain.cells import UNICODE, cell_text
from custui.domain.panels.live import ONLINE
from custui.locale.formats import format_ago


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-50, "now"), (0, "now"), (9, "now"), (10, "10 s ago"), (19, "10 s ago"),
        (59, "50 s ago"), (60, "1 min ago"), (3599, "59 min ago"), (3600, "1 h ago"),
        (10**7, "2,777 h ago"),
    ],
)  # fmt: skip
def test_in_steps(seconds: int, text: str) -> None:
    assert format_ago(seconds) == text


def test_a_cell_ages() -> None:
    column, now = ONLINE.by_name["last_activity"], [100]
    write = cell_text(column, UTC, UNICODE, lambda: now[0])
    assert write(80) == "20 s ago"
    now[0] = 200
    assert write(80) == "2 min ago"
    locale.choose("pl")
    assert write(80) == "2 min temu"
