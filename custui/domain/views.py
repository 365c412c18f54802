"""A view of the grid under a name: its columns, what they are filtered by, and the order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from custui.domain.columns import BY_NAME
from custui.domain.filters import (
    NEWEST_FIRST,
    Filter,
    FilterError,
    Sort,
    parse_filter,
    parse_sort,
)
from custui.domain.layouts import ColumnLayout, default_layout, read_layout
from custui.domain.text import printable
from custui.locale import _

LONGEST_NAME = 64


@dataclass(frozen=True)
class View:
    """What a list shows; ``name`` is as somebody typed it. What is searched is no part of it."""

    name: str
    layout: ColumnLayout
    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = NEWEST_FIRST

    def shows_the_same(self, other: View) -> bool:
        """Whether both show the same, whatever they are called."""
        return replace(self, name=other.name) == other


class ViewTexts(NamedTuple):
    """A view as the database keeps it; ``columns``, ``widths`` and ``filters`` are JSON.

    ``filters`` maps a column to its filter in the filter language, ``widths`` to terminal cells.
    """

    name: str
    columns: str
    widths: str
    pinned: int
    filters: str
    sort: str


def texts_of(view: View) -> ViewTexts:
    """How a view is kept; ``read_view`` reads it back."""
    layout = view.layout
    return ViewTexts(
        view.name,
        json.dumps(layout.names),
        json.dumps(dict(layout.widths)),
        layout.pinned,
        json.dumps({each.column: str(each) for each in view.filters}, ensure_ascii=False),
        ",".join(map(str, view.sort)),
    )


def read_view(row: ViewTexts) -> tuple[View, tuple[str, ...]]:
    """The view that was kept, and what of it is not valid any more, in sentences.

    What is not valid is left out of it; the rest stands.
    """
    layout, problems = read_layout(_json(row.columns), _json(row.widths), row.pinned)
    filters, unfit_filters = _filters(_json(row.filters))
    sort, unfit_sort = _sort(row.sort)
    view = View(row.name, layout or default_layout(several_shops=False), filters, sort)
    return view, (*problems, *unfit_filters, *unfit_sort)


def _json(text: str) -> object:
    try:
        value: object = json.loads(text)
    except ValueError:
        return None
    return value


def _filters(typed: object) -> tuple[tuple[Filter, ...], list[str]]:
    if not isinstance(typed, dict):
        return (), [_("Its filters cannot be read.")]
    good: dict[str, Filter] = {}
    problems = []
    for column, text in typed.items():
        try:
            good[column] = parse_filter(column, str(text))
        except FilterError as error:
            problems.append(unfit(error, str(text)))
    return in_order(good.values()), problems


def in_order(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Filters in the order of the registry's columns, in which lists keep them."""
    by_column = {each.column: each for each in filters}
    return tuple(by_column[name] for name in BY_NAME if name in by_column)


def unfit(error: FilterError, typed: str) -> str:
    """Why what was a filter is none any more, as a sentence."""
    column = BY_NAME.get(error.column)
    if column is None:
        return _("There is no column {name} any more.").format(name=printable(error.column))
    return _("{column} {filter} is no filter any more: {why}.").format(
        column=_(column.label), filter=printable(typed), why=str(error)
    )


def _sort(typed: str) -> tuple[tuple[Sort, ...], list[str]]:
    good: list[Sort] = []
    problems = []
    for word in filter(None, typed.split(",")):
        try:
            good += parse_sort(word)
        except FilterError as error:
            problems.append(
                _("It cannot be sorted by {name} any more.").format(name=printable(error.column))
            )
    return tuple(good) or NEWEST_FIRST, problems
