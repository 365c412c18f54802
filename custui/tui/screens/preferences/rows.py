"""Every setting of the shop with its present value, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.preferences import read_settings
from custui.db.shop_terms import group_of_role, groups, required_columns, titles
from custui.domain.cells import Glyphs
from custui.domain.customer_form import FIELD, MAY_BE_REQUIRED
from custui.domain.preferences import CUSTOMERS, SECTIONS, SETTINGS
from custui.domain.settings import Setting, SettingKind, Value
from custui.locale import N_, _
from custui.locale.formats import format_number
from custui.tui.widgets.rows_list import RowShown

TITLES, REQUIRED, GUESTS, NEW = "titles", "required", "guests", "new"
"""Rows that are no settings of their own table; ``GUESTS`` and ``NEW`` are roles of groups."""

_OTHERS = {
    TITLES: (N_("Titles"), N_("what stands before names; each can be given to others")),
    REQUIRED: (N_("Required fields"), N_("beside those that every shop requires")),
    GUESTS: (N_("Group of guests"), N_("who buys without an account")),
    NEW: (N_("Group of new customers"), N_("what somebody new begins with")),
}


@dataclass(frozen=True)
class Set:
    """All that is set now."""

    settings: Mapping[str, Value]
    titles: Sequence[str]
    required: frozenset[str]
    roles: Mapping[str, str]


def read_set(database: ShopDatabase) -> Set:
    """Read it; through the thread's open connection."""
    names = dict(groups(database))
    roles = {role: names.get(group_of_role(database, role) or 0, "") for role in (GUESTS, NEW)}
    return Set(
        read_settings(database),
        [name for _number, name, _gender in titles(database)],
        required_columns(database),
        roles,
    )


def rows_of(now: Set, glyphs: Glyphs) -> Iterator[RowShown]:
    """The rows under their headings."""
    for section in SECTIONS:
        yield RowShown("", (_(section),))
        for name, setting in SETTINGS.items():
            if setting.section == section:
                value = in_words(setting, now.settings[name], glyphs)
                yield RowShown(name, (_(setting.label), value, _(setting.explains)))
        if section == CUSTOMERS:
            yield from _others(now, glyphs)


def _others(now: Set, glyphs: Glyphs) -> Iterator[RowShown]:
    required = [_(FIELD[name].label) for name in MAY_BE_REQUIRED if name in now.required]
    values = {
        TITLES: ", ".join(now.titles),
        REQUIRED: ", ".join(required),
        **now.roles,
    }
    for key, (label, explains) in _OTHERS.items():
        yield RowShown(key, (_(label), values[key] or glyphs.empty, _(explains)))


def in_words(setting: Setting, value: Value, glyphs: Glyphs) -> str:
    """A value as a person reads it; not yet printable."""
    match setting.kind:
        case SettingKind.FLAG:
            return f"{glyphs.yes} {_('yes')}" if value else f"{glyphs.no} {_('no')}"
        case SettingKind.NUMBER:
            return format_number(int(value))
        case SettingKind.CHOICE:
            return _(setting.choices.get(str(value), str(value)))
    return str(value) or glyphs.empty
