"""What a choice column offers in this shop, and whether a filter names something else."""

from __future__ import annotations

from collections.abc import Iterable

from custui.db.queries.lookups import Lookups
from custui.domain.columns import RISKS, Column
from custui.domain.filters import Filter, FilterError, OneOf
from custui.domain.text import fold, printable, sort_key
from custui.locale import _

_OF_THIS_SHOP = frozenset({"title", "group", "groups", "shop"})


def choices(column: Column, lookups: Lookups) -> list[str]:
    """What may be chosen in ``column``: each is a filter, and what a person reads.

    Titles, groups and shops are this shop's; risks, countries and languages stand in the language
    in use. A column of another kind has none.
    """
    match column.name:
        case "risk":
            return [_(risk) for risk in RISKS]
        case "country":
            from custui.locale.codes import country_names

            return country_names()
        case "language":
            from custui.locale.codes import language_names

            return language_names()
    names = sorted(filter(None, lookups.choices(column.name).values()), key=sort_key)
    return [str(OneOf(column.name, (name,))) for name in names]


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
