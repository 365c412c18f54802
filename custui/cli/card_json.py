"""A customer's card as JSON.

The grid's columns by name, as ``list --json`` has them; then what the card adds, and each panel by
its name with every row and column, an order with its lines among them. Money is a decimal string, a
percentage too, a moment ISO 8601 in UTC, and what never was is null.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from custui.cli.list_ import as_record, json_value
from custui.db.queries.card.over_time import MonthSales
from custui.db.queries.card.person import Agreed
from custui.db.queries.card.presence import Presence
from custui.db.queries.card.standing import Standing
from custui.db.queries.card.whole import Card, Page
from custui.domain.columns import BY_NAME, Kind


def card_record(card: Card) -> dict[str, Any]:
    """The whole card as JSON has it."""
    head, summary = card.head, card.order_summary
    person = head.person
    record = {name: json_value(value, BY_NAME[name].kind) for name, value in person.columns.items()}
    return record | {
        "age": person.age,
        "rank": card.rank,
        "banned": person.banned,
        "locked_until": _moment(person.locked_until),
        "sessions_valid_from": _moment(person.sessions_valid_from),
        "opening_sales": _money(person.opening_sales),
        "version": person.version,
        "newsletter_consent": _agreed(person.newsletter_consent),
        "partner_offers_consent": _agreed(person.partner_offers_consent),
        "last_change": person.last_change
        and asdict(person.last_change) | {"at": _moment(person.last_change.at)},
        "in_shop": head.presence and _presence(head.presence),
        "note": head.note and asdict(head.note) | {"written_at": _moment(head.note.written_at)},
        "standing": head.standing and _standing(head.standing),
        "order_summary": asdict(summary) | {"valid_value": _money(summary.valid_value)},
        "sales_by_month": [_month(each) for each in card.sales_by_month],
        "visits_by_week": [asdict(each) for each in card.visits_by_week],
        **{page.panel.columns.name: _rows(page) for page in card.pages},
    }


def _money(minor_units: int) -> Any:
    return json_value(minor_units, Kind.MONEY)


def _moment(seconds: int | None) -> Any:
    return json_value(seconds, Kind.MOMENT)


def _agreed(agreed: Agreed) -> dict[str, Any]:
    return {"since": _moment(agreed.since), "source": agreed.source}


def _presence(presence: Presence) -> dict[str, Any]:
    return asdict(presence) | {
        "started_at": _moment(presence.started_at),
        "last_seen_at": _moment(presence.last_seen_at),
        "cart_total": _money(presence.cart_total),
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return asdict(standing) | {
        "owed": _money(standing.owed),
        "allowed_outstanding": _money(standing.allowed_outstanding),
        "payment_required": standing.payment_required,
    }


def _month(sales: MonthSales) -> dict[str, Any]:
    return asdict(sales) | {"value": _money(sales.value)}


def _rows(page: Page) -> list[dict[str, Any]]:
    columns = [page.panel.columns.by_name[name] for name in page.names]
    records = [as_record(columns, row) for row in page.rows]
    for record, inside in zip(records, page.inside, strict=False):
        record |= {each.panel.columns.name: _rows(each) for each in inside}
    return records
