"""The six sections of the desk, by their keys."""

from __future__ import annotations

from dataclasses import dataclass

from custui.locale import N_


@dataclass(frozen=True)
class Section:
    """One section: reached by its key from everywhere."""

    name: str
    key: str
    title: str
    summary: str
    built: bool


SECTIONS = (
    Section("customers", "1", N_("Customers"), N_("Every customer of the shop"), built=True),
    Section("online", "2", N_("Online"), N_("Who is in the shop now"), built=False),
    Section("logins", "3", N_("Log-ins"), N_("Who tried to log in"), built=False),
    Section("groups", "4", N_("Groups"), N_("Customer groups and their prices"), built=False),
    Section(
        "preferences", "5", N_("Preferences"), N_("What the shop sets for itself"), built=False
    ),
    Section("history", "6", N_("History"), N_("Who changed what, and when"), built=False),
)

CUSTOMERS = SECTIONS[0]

CARD = Section("card", "", N_("Customer"), N_("Everything about one person"), built=True)
SEARCH = Section("search", "slash", N_("Search"), N_("Anyone, by whatever is known"), built=True)
"""These are no sections of the desk, but stand in the same frame."""
