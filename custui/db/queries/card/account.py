"""Groups, addresses, subscriptions, consents and the history of changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.card.paging import Page, Panel
from custui.domain.changes import decoded_fields

NEWSLETTER = "newsletter"
"""The subscription that is a flag of the customer's."""


@dataclass(frozen=True)
class Membership:
    """A group that the customer is in."""

    id: int
    name: str
    is_default: bool


@dataclass(frozen=True)
class Address:
    """An address; ``country`` is an ISO 3166 code or empty."""

    id: int
    alias: str
    company: str
    first_name: str
    last_name: str
    line1: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    phone: str
    phone_mobile: str
    vat_id: str
    default_billing: bool
    default_shipping: bool


@dataclass(frozen=True)
class Subscription:
    """The newsletter or a service; ``since`` (Unix seconds UTC) it is so, as far as is known."""

    service: str
    active: bool
    since: int | None
    source: str


@dataclass(frozen=True)
class Consent:
    """A consent given or withdrawn, when (Unix seconds UTC) and how."""

    kind: str  # newsletter, partner_offers, assistance
    given: bool
    at: int
    source: str
    recorded_by: str


@dataclass(frozen=True)
class HistoryEntry:
    """An entry of the audit; ``fields`` maps a field to its values before and after."""

    id: int
    at: int  # Unix seconds UTC
    staff: str
    origin: str
    act: str
    reason: str
    fields: dict[str, Any] = field(hash=False)


def read_memberships(database: ShopDatabase, customer_id: int) -> tuple[Membership, ...]:
    """All groups of the customer, the default one first."""
    rows = database.execute_sql(
        "SELECT g.id, g.name, g.id = c.default_group_id FROM group_membership m"
        " JOIN customer c ON c.id = m.customer_id JOIN customer_group g ON g.id = m.group_id"
        " WHERE m.customer_id = ? ORDER BY g.id <> c.default_group_id, g.id",
        (customer_id,),
    )
    return tuple(Membership(number, name, bool(default)) for number, name, default in rows)


_ADDRESSES = Panel(
    Address,
    "id, alias, company, first_name, last_name, line1, line2, postcode, city, region, country,"
    " phone, phone_mobile, vat_id, default_billing, default_shipping",
    "address WHERE customer_id = ? AND deleted = 0",
    "default_billing DESC, default_shipping DESC, id",
    flags=2,
)


def read_addresses(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Address]:
    """The customer's addresses, the default ones first."""
    return _ADDRESSES.read(database, (customer_id,), limit, offset)


def read_consents(database: ShopDatabase, customer_id: int) -> tuple[Consent, ...]:
    """Every consent given or withdrawn, newest first: the first of a kind is what stands."""
    rows = database.execute_sql(
        "SELECT kind, given, at, source, recorded_by FROM consent WHERE customer_id = ?"
        " ORDER BY at DESC, id DESC",
        (customer_id,),
    )
    return tuple(Consent(kind, bool(given), *rest) for kind, given, *rest in rows)


def read_subscriptions(database: ShopDatabase, customer_id: int) -> tuple[Subscription, ...]:
    """The newsletter, then the recurring services by name."""
    rows = database.execute_sql(
        "SELECT ?, c.newsletter, k.at, coalesce(k.source, '') FROM customer c"
        " LEFT JOIN consent k ON k.id = (SELECT id FROM consent WHERE customer_id = c.id"
        "   AND kind = ? AND given = c.newsletter ORDER BY at DESC, id DESC LIMIT 1)"
        " WHERE c.id = ?"
        " UNION ALL SELECT * FROM (SELECT service, active, since, source FROM subscription"
        " WHERE customer_id = ? ORDER BY service)",
        (NEWSLETTER, NEWSLETTER, customer_id, customer_id),
    )
    return tuple(
        Subscription(service, bool(active), since, source)
        for service, active, since, source in rows
    )


def _entry(
    number: int, at: int, staff: str, origin: str, act: str, reason: str, fields: str
) -> HistoryEntry:
    return HistoryEntry(number, at, staff, origin, act, reason, decoded_fields(fields))


_HISTORY = Panel(
    _entry,
    "id, at, staff, origin, act, reason, fields",
    "audit_entry WHERE customer_id = ?",
    "id DESC",
)


def read_history(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[HistoryEntry]:
    """Audit entries about the customer, newest first."""
    return _HISTORY.read(database, (customer_id,), limit, offset)
