"""What a choice column offers in this shop, and whether a filter names something else."""

from __future__ import annotations

from collections.abc import Iterable

from custui.db.queries.lookups import Lookups
from custui.domain.columns import Column
from custui.domain.filters import Filter, FilterError, OneOf
from custui.domain.text import fold, printable, sort_key
from custui.locale import _

_OF_THIS_SHOP = frozenset({"title", "group", "groups", "shop"})


def choices(column: Column, lookups: Lookups) -> list[str]:
    """What may be chosen in ``column``: each is a filter, and what a person reads.

    Titles, groups and shops are this shop's. A column of another kind has none.
    """
    known = known_choices(column)
    return as_filters(column, lookups.choices(column.name).values()) if known is None else known


def known_choices(column: Column) -> list[str] | None:
    """What may be chosen in any shop, in the language in use; ``None`` where shops differ."""
    if column.labels and not column.open:
        return [_(label) for _code, label in column.labels]
    match column.name:
        case "country":
            from custui.locale.codes import country_names

            return country_names()
        case "language":
            from custui.locale.codes import language_names

            return language_names()
    return None


def as_filters(column: Column, kept: Iterable[str]) -> list[str]:
    """What is kept of a choice as its filters, in the order of the names."""
    labels = dict(column.labels)
    names = {_(labels[code]) if code in labels else code for code in kept if code}
    return [str(OneOf(column.name, (name,))) for name in sorted(names, key=sort_key)]


def check_filters(filters: Iterable[Filter], lookups: Lookups) -> None:
    """Raise ``FilterError`` when one names a title, group or shop that is not there."""
    for wanted in filters:
        if isinstance(wanted, OneOf) and wanted.column in _OF_THIS_SHOP:
            known = set(map(fold, _names(wanted.column, lookups)))
            for value in wanted.values:
                if fold(value) not in known:
                    raise _unknown(wanted.column, value, lookups)


def _names(column: str, lookups: Lookups) -> list[str]:
    names = list(lookups.choices(column).values())
    return [*names, *lookups.shop_names.values()] if column == "shop" else names


def _unknown(column: str, value: str, lookups: Lookups) -> FilterError:
    there = sorted(filter(None, lookups.choices(column).values()), key=sort_key)
    return FilterError(
        column,
        _("{name} is not known; there are: {names}").format(
            name=printable(value), names=", ".join(map(printable, there))
        ),
    )
