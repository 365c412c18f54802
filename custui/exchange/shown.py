"""What an export knows of the shop, so that its writers ask nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from custui.domain.preferences import Preferences

Related = Mapping[int, Sequence[tuple[Any, ...]]]
"""Rows of another table by their customers."""


Groups = Sequence[tuple[str, int, int, str]]
"""Groups: name, discount (1/100 %), whether prices have tax in them, role."""


def _none(table: str, columns: Sequence[str], ids: Sequence[int]) -> Related:
    return {}


@dataclass(frozen=True)
class Shown:
    """The shop as an export shows it: ``raw`` leaves formulas as they are.

    ``genders`` are those of titles (``m``, ``f``); ``related`` reads the rows of a table that
    belong to customers, ``used_groups`` the groups in which any customer of the export is.
    """

    preferences: Preferences
    language: str = "en"
    raw: bool = False
    titles: Mapping[int, str] = field(default_factory=dict)
    genders: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    shops: Mapping[int, str] = field(default_factory=dict)
    used_groups: Callable[[], Groups] = list
    related: Callable[[str, Sequence[str], Sequence[int]], Related] = _none
