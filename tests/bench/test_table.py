"""A figure is judged by its ratio, or by its value where it has no baseline."""

from __future__ import annotations

import pytest

from bench.__main__ import MODULES
from bench.context import Context
from bench.table import Figure, heading, line


@pytest.mark.parametrize(
    ("value", "baseline", "limit", "kept"),
    [
        (160, 100, 1.6, True),
        (161, 100, 1.6, False),
        (300, 0, 300, True),
        (301, 0, 300, False),
        (0, 0, 0, True),
        (1, 0, 0, False),
    ],
)
def test_a_figure_is_kept_up_to_its_limit(
    value: float, baseline: float, limit: float, kept: bool
) -> None:
    assert Figure("1", "what", value, baseline, "ms", limit).kept is kept


def test_a_line_stands_under_its_heading() -> None:
    cells = line(Figure("1", "start", 278.4, 165.2, "ms", 1.6, note="busy"))
    assert cells.split() == ["1", "start", "278", "ms", "165", "ms", "1.69", "1.6", "MISS", "busy"]
    assert cells.index("busy") == heading().index("note")
    assert cells.index("1.69") + 4 == heading().index("ratio") + 5


def test_only_the_figures_asked_for_are_wanted() -> None:
    assert Context().wants("3")
    some = Context(only=frozenset({"1", "14"}))
    assert some.wants("1", "2")
    assert not some.wants("4")


def test_the_terminal_figures_are_found() -> None:
    assert "bench.terminal" in MODULES
