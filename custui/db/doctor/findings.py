"""What an examination found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

EXAMPLES = 10
"""How many of the rows concerned a finding names."""

Progress = Callable[[str, int, int], None]
"""Told the name of what is looked at (translated), and how much of how much is done."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: ``check`` is its name for scripts, ``text`` is for a person.

    ``count`` rows are concerned, some of them named in ``examples``.
    """

    check: str
    text: str
    count: int
    examples: tuple[str, ...] = ()
    mendable: bool = True
