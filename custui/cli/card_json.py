"""A customer's card as JSON.

The grid's columns by name, as ``list --json`` has them; then the panels. Money is a decimal
string, a percentage too, a moment ISO 8601 in UTC, and what never was is null.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from custui.cli.list_ import json_value
from custui.db.queries.card.paging import Page
from custui.db.queries.card.whole import Card
from custui.domain.columns import BY_NAME, Kind

_MONEY = frozenset(
    {
        "total",
        "price",
        "value",
        "valid_value",
        "amount_off",
        "owed",
        "allowed_outstanding",
        "opening_sales",
    }
)
_HUNDREDTHS = _MONEY | {"percent_off"}
_MOMENTS = frozenset({"at", "since", "valid_from", "valid_to", "locked_until"})


def _is_moment(name: str) -> bool:
    return name in _MOMENTS or name.endswith("_at") or name == "sessions_valid_from"


_NAMES = {"orders": "order_list", "threads": "messages"}  # a column has the name already


def _converted(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _HUNDREDTHS:
        return json_value(value, Kind.MONEY)
    if _is_moment(name):
        return _moment(value)
    return value


def _moment(seconds: int) -> str | int:
    """A moment in ISO 8601; one that no calendar has stays a number."""
    try:
        text: str = json_value(seconds, Kind.MOMENT)
    except (OverflowError, ValueError, OSError):
        return seconds
    return text


def _record(value: Any) -> Any:
    """A value of the card, a page of them, or a tuple of them."""
    if value is None:
        return None
    if isinstance(value, Page):
        value = value.rows
    if isinstance(value, tuple):
        return [_record(each) for each in value]
    return {name: _converted(name, each) for name, each in asdict(value).items()}


def card_record(card: Card) -> dict[str, Any]:
    """The whole card as JSON has it."""
    person = _record(card.person)
    columns = person.pop("columns")
    record = {name: json_value(value, BY_NAME[name].kind) for name, value in columns.items()}
    record |= person
    for field in fields(card):
        if field.name != "person":
            record[_NAMES.get(field.name, field.name)] = _record(getattr(card, field.name))
    record["standing"]["payment_required"] = card.standing.payment_required
    return record
