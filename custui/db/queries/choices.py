"""What may be chosen in a choice column."""

from __future__ import annotations

from custui.db.queries.lookups import Lookups
from custui.domain.columns import RISKS
from custui.locale import LANGUAGES


def choices(column: str, lookups: Lookups) -> list[str]:
    """The choices of ``column``; none for one that is no choice, or has too many to list."""
    found = {
        "title": list(lookups.titles.values()),
        "group": list(lookups.groups.values()),
        "groups": list(lookups.groups.values()),
        "shop": list(lookups.shops.values()),
        "risk": list(RISKS),
        "language": list(LANGUAGES),
    }
    return found.get(column, [])
