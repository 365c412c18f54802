"""Customers and their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from custui.activity.records.work import ADDED, CHANGED, UNCHANGED, Work
from custui.db import shop_terms
from custui.db.feed import people
from custui.db.feed.customers import attach, attach_attempts, registered_with
from custui.domain.events import BadEvent, Record
from custui.domain.text import email_key
from custui.locale import _

CONSENTS: Final = {
    "newsletter": "newsletter",
    "partner_offers": "partner_offers",
    "assistance_allowed": "assistance",
}
"""Flags that are consents, and the kind of each in the log of consents."""

SOURCE: Final = "shop"
"""How a consent was given that the shop tells of."""

_INDEXED: Final = frozenset({"first_name", "last_name", "email", "company"})
_DEFAULTS: Final = ("default_billing", "default_shipping")


def apply_customer(
    work: Work, record: Record, row: int | None, _customer: int | None
) -> tuple[int, str]:
    """Add the customer, or change the one met by number, else by e-mail."""
    values = dict(record.values)
    met = _met(work, record, row)
    guest = values.get("is_guest")
    if guest is None and met is not None:
        guest = (people.read_customer(work.database, met) or {}).get("is_guest")
    _check_email(work, record.email, met, is_guest=bool(guest))
    groups = _groups(work, values)
    if "title" in values:
        values["title_id"] = people.title_called(work.database, values.pop("title"))
    if met is None:
        return _add(work, record, values, groups), ADDED
    return met, _change(work, record, met, values, groups)


def _met(work: Work, record: Record, row: int | None) -> int | None:
    """The customer that the record is about, if known: by its row, its number, its e-mail."""
    for number in (row, record.customer):
        known = people.read_customer(work.database, number) if number else None
        if known is not None and known["shop_id"] == work.shop_id:
            return number
    if record.values.get("is_guest"):
        return None
    key = email_key(record.email)
    return registered_with(work.database, work.shop_id, [key]).get(key)


def _check_email(work: Work, email: str, met: int | None, *, is_guest: bool) -> None:
    known = people.read_customer(work.database, met) if met else None
    if (known and known["banned"]) or people.is_banned(work.database, work.shop_id, email):
        raise BadEvent("email", _("this e-mail may not register again"))
    if is_guest:
        return
    key = email_key(email)
    other = registered_with(work.database, work.shop_id, [key]).get(key)
    if other is not None and other != met:
        raise BadEvent("email", _("customer {number} has this e-mail already").format(number=other))


def _groups(work: Work, values: dict[str, Any]) -> list[int] | None:
    """Take the groups out of ``values`` and put the default one in; ``None``: none were given."""
    names = values.pop("groups", None)
    default = values.pop("group", "")
    if default:
        values["default_group_id"] = _group(work, "group", default)
    if names is None:
        return None
    return [_group(work, "groups", name) for name in names]


def _group(work: Work, field: str, name: str) -> int:
    number = people.group_called(work.database, name)
    if number is None:
        raise BadEvent(
            field,
            _("there is no group {name}; there are: {names}").format(
                name=name, names=", ".join(people.group_names(work.database))
            ),
        )
    return number


def _add(work: Work, record: Record, values: dict[str, Any], groups: list[int] | None) -> int:
    values = {
        "shop_id": work.shop_id,
        "default_group_id": (groups or [shop_terms.group_for_new(work.database)])[0],
        "updated_at": work.now,
    } | {name: value for name, value in values.items() if name != "registered_at"}
    values["registered_at"] = record.values.get("registered_at") or record.at
    customer = people.insert_customer(work.database, record.customer, values)
    work.is_new(customer)
    people.join_groups(work.database, customer, [values["default_group_id"], *(groups or ())])
    for flag, kind in CONSENTS.items():
        if values.get(flag):
            people.record_consent(
                work.database, customer, kind, given=1, at=record.at, source=SOURCE
            )
    if record.customer is not None:
        attach(work.database, work.shop_id, record.customer, customer)
    if not values.get("is_guest"):
        attach_attempts(work.database, email_key(record.email), customer)
    return customer


def _change(
    work: Work, record: Record, customer: int, values: Mapping[str, Any], groups: list[int] | None
) -> str:
    known = people.read_customer(work.database, customer) or {}
    given = {name: v for name, v in values.items() if name != "registered_at" or v is not None}
    changed = {name: value for name, value in given.items() if known[name] != value}
    joined, left = _memberships(work, customer, given, groups)
    if not changed and not joined and not left:
        return UNCHANGED
    if not _INDEXED.isdisjoint(changed):
        work.will_change(customer)
    people.update_customer(work.database, customer, changed, work.now)
    people.join_groups(work.database, customer, joined)
    people.leave_groups(work.database, customer, left)
    for flag, kind in CONSENTS.items():
        if flag in changed:
            people.record_consent(
                work.database, customer, kind, given=changed[flag], at=record.at, source=SOURCE
            )
    fields: dict[str, list[object]] = {n: [known[n], value] for n, value in changed.items()}
    if joined or left:
        fields["groups"] = [left, joined]
    work.tell(customer, fields)
    return CHANGED


def _memberships(
    work: Work, customer: int, given: Mapping[str, Any], groups: list[int] | None
) -> tuple[list[int], list[int]]:
    """The groups to join and, where the record names them all, to leave."""
    now = people.memberships(work.database, customer)
    default = given.get("default_group_id")
    if default is None:
        default = (people.read_customer(work.database, customer) or {})["default_group_id"]
    wanted = {default, *(groups or ())}
    joined = sorted(wanted.difference(now))
    return joined, [] if groups is None else sorted(set(now) - wanted)


def apply_address(
    work: Work, record: Record, row: int | None, customer: int | None
) -> tuple[int, str]:
    """Add the address, or change the one that the shop's number means."""
    if customer is None:
        raise BadEvent("customer_id", _("is missing"))
    number = row or int(record.key)
    known = people.read_address(work.database, number)
    if known is not None and row is None and known["customer_id"] != customer:
        known = None
    values = {"customer_id": customer, **record.values}
    for use in _DEFAULTS:
        if values.get(use) and people.is_claimed_later(
            work.database, work.shop_id, number if known else 0, customer, use, record.at
        ):
            values[use] = 0
    if known is None:
        work.addresses_change(customer)
        number, outcome = people.insert_address(work.database, int(record.key), values), ADDED
    else:
        values = {name: value for name, value in values.items() if known[name] != value}
        if not values:
            return number, UNCHANGED
        work.addresses_change(known["customer_id"])
        work.addresses_change(customer)
        people.update(work.database, "address", number, values)
        outcome = CHANGED
    for use in _DEFAULTS:
        if values.get(use):
            people.drop_other_defaults(work.database, number, customer, use)
    return number, outcome
