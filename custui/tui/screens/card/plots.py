"""Figures over time as a line of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

BLOCKS: Final = " ▁▂▃▄▅▆▇█"
ASCII_BLOCKS: Final = " .:-=+*#@"


def sparkline(values: Sequence[int], *, ascii_only: bool) -> str:
    """One block a value, the largest one full; a value above zero is never blank."""
    blocks = ASCII_BLOCKS if ascii_only else BLOCKS
    largest = max(values, default=0)
    if largest <= 0:
        return blocks[0] * len(values)
    top = len(blocks) - 1
    return "".join(
        blocks[0] if value <= 0 else blocks[max(1, round(top * value / largest))]
        for value in values
    )
