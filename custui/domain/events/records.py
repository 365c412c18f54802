"""Records of the shop: customers, addresses, products, orders and what belongs to them.

Each is whole: what it does not mention is left alone, what it gives as ``""`` is empty. Names are
checked for length and encoding only, since the shop took them by its own rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

from custui.domain import rules
from custui.domain.events.fields import (
    LONGEST_BODY,
    LONGEST_TEXT,
    LONGEST_TOKEN,
    BadEvent,
    Json,
    flag,
    moment,
    moment_or_none,
    money,
    needed_money,
    needed_number,
    needed_text,
    number,
    text,
)
from custui.domain.events.presence import pieces
from custui.domain.text import email_key
from custui.locale import _

MOST_LINES: Final = 1000
LONGEST_REFERENCE: Final = 64
LONGEST_CODE: Final = 64

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """A record as of a moment (Unix seconds UTC); ``key`` is the shop's own name of it.

    ``customer`` (a number) or ``email`` say whose it is, ``order`` (a reference) which order's.
    ``values`` are those given, by the name of their column: money in minor units, moments in Unix
    seconds, flags 0 or 1. Copies of a record have the same ``digest``, whenever they were sent.
    """

    kind: str
    at: int
    key: str
    values: Values = field(hash=False)
    customer: int | None = None
    email: str = ""
    order: str = ""
    session: str = ""
    digest: str = ""


def read_record(record: Json, kind: str) -> Record:
    """The record of a ``kind`` that ``record`` tells of; raises ``BadEvent``."""
    read = _READERS[kind](record, moment(record, "at"))
    return replace(read, digest=_digest(record))


def _digest(record: Json) -> str:
    """What tells a copy of a record from one that says something else: all but when it was sent."""
    said = {name: value for name, value in record.items() if name != "at"}
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=16).hexdigest()


def _given(record: Json, readers: Mapping[str, Callable[[Json, str], Any]]) -> dict[str, Any]:
    """The fields that ``record`` mentions, each read by its reader."""
    return {name: read(record, name) for name, read in readers.items() if name in record}


def _long(longest: int) -> Callable[[Json, str], str]:
    return lambda record, name: text(record, name, longest)


def _sure_flag(record: Json, name: str) -> int:
    return flag(record, name) or 0


def _email(record: Json, *, needed: bool = False) -> str:
    email = text(record, "email", LONGEST_TEXT)
    problem = rules.email_problem(email) if email or needed else None
    if problem:
        raise BadEvent("email", problem)
    return email


def _name(record: Json, name: str) -> str:
    value = text(record, name)
    problem = rules.name_problem(value, "any")
    if problem:
        raise BadEvent(name, problem)
    return value


def _birthday(record: Json, name: str) -> str | None:
    day = text(record, name)
    if not day or day.startswith("0000"):
        return None
    problem = rules.birthday_problem(day, datetime.now(UTC).date())
    if problem or len(day) != len("2000-01-31"):
        raise BadEvent(name, problem or _("is not a date"))
    return day


def _groups(record: Json, name: str) -> tuple[str, ...]:
    value = record[name]
    if not isinstance(value, list):
        raise BadEvent(name, _("is not a list"))
    return tuple(
        needed_text({name: each}, name, rules.LONGEST_CHOICE) for each in value[:MOST_LINES]
    )


_CUSTOMER: Final[Mapping[str, Callable[[Json, str], Any]]] = {
    "title": _long(rules.LONGEST_CHOICE),
    "company": _long(rules.LONGEST_COMPANY),
    "birthday": _birthday,
    "language": _long(16),
    "enabled": _sure_flag,
    "newsletter": _sure_flag,
    "partner_offers": _sure_flag,
    "assistance_allowed": _sure_flag,
    "is_guest": _sure_flag,
    "group": _long(rules.LONGEST_CHOICE),
    "groups": _groups,
    "registered_at": moment_or_none,
    "vat_id": _long(64),
    "regon": _long(64),
    "website": _long(LONGEST_TEXT),
}


def _customer(record: Json, at: int) -> Record:
    customer = number(record, "customer_id") or number(record, "id")
    email = _email(record, needed=True)
    values = {
        "first_name": _name(record, "first_name"),
        "last_name": _name(record, "last_name"),
        "email": email,
        **_given(record, _CUSTOMER),
    }
    key = str(customer) if customer else f"email:{email_key(email)}"
    return Record("customer", at, key, values, customer=customer, email=email)


def _country(record: Json, name: str) -> str:
    code = text(record, name).upper()
    if len(code) != 2 or not code.isalpha() or not code.isascii():
        raise BadEvent(name, _("is not the code of a country as PL"))
    return code


_ADDRESS: Final[Mapping[str, Callable[[Json, str], Any]]] = {
    "alias": text,
    "company": text,
    "line2": text,
    "postcode": _long(32),
    "region": text,
    "phone": _long(64),
    "phone_mobile": _long(64),
    "vat_id": _long(64),
    "default_billing": _sure_flag,
    "default_shipping": _sure_flag,
    "deleted": _sure_flag,
}


def _owner(record: Json) -> tuple[int | None, str]:
    """The customer's number or, without one, the e-mail."""
    customer = number(record, "customer_id")
    return customer, "" if customer else _email(record)


def _needed_owner(record: Json) -> tuple[int | None, str]:
    customer, email = _owner(record)
    if customer is None and not email:
        raise BadEvent("customer_id", _("is missing"))
    return customer, email


def _address(record: Json, at: int) -> Record:
    customer, email = _needed_owner(record)
    values = {
        "first_name": _name(record, "first_name"),
        "last_name": _name(record, "last_name"),
        "line1": needed_text(record, "line1"),
        "city": needed_text(record, "city"),
        "country": _country(record, "country"),
        **_given(record, _ADDRESS),
    }
    return Record(
        "address", at, str(needed_number(record, "id")), values, customer=customer, email=email
    )


def _product(record: Json, at: int) -> Record:
    product = number(record, "product_id") or needed_number(record, "id")
    values = {"name": needed_text(record, "name"), **_given(record, {
        "reference": _long(LONGEST_REFERENCE), "category": text,
        "price": lambda record, name: money(record, name) or 0,
    })}  # fmt: skip
    return Record("product", at, str(product), values)


def _lines(record: Json) -> tuple[tuple[Any, ...], ...]:
    """Product, name, category, quantity and price of each line."""
    lines = record.get("lines")
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise BadEvent("lines", _("is not a list"))
    found = []
    for place, line in enumerate(lines, 1):
        if not isinstance(line, dict):
            raise BadEvent("lines", _("line {line} is not an object").format(line=place))
        try:
            found.append(_line(line))
        except BadEvent as error:
            raise BadEvent(f"lines[{place}].{error.field}", error.reason) from None
    return tuple(found)


def _line(line: Json) -> tuple[Any, ...]:
    product, name = number(line, "product_id"), text(line, "name")
    if product is None and not name:
        raise BadEvent("name", _("is missing"))
    quantity = pieces(line, "quantity") or 1
    return product, name, text(line, "category"), quantity, needed_money(line, "price")


_ORDER: Final[Mapping[str, Callable[[Json, str], Any]]] = {
    "payment": text,
    "carrier": text,
    "shipping_address": _long(2000),
    "billing_address": _long(2000),
    "paid_at": moment_or_none,
    "valid": flag,
}


def _order(record: Json, at: int) -> Record:
    customer, email = _owner(record)
    values = {
        "cart_id": number(record, "cart_id"),
        "placed_at": moment_or_none(record, "date") or at,
        "status": needed_text(record, "status"),
        "total": needed_money(record, "total"),
        **_given(record, _ORDER),
    }
    if "lines" in record:
        values["lines"] = _lines(record)
    return Record(
        "order",
        at,
        needed_text(record, "reference", LONGEST_REFERENCE),
        values,
        customer=customer,
        email=email,
        session=text(record, "session", LONGEST_TOKEN),
    )


def _order_status(record: Json, at: int) -> Record:
    reference = needed_text(record, "reference", LONGEST_REFERENCE)
    values = {
        "status": needed_text(record, "status"),
        "at": moment_or_none(record, "date") or at,
        **_given(record, {"valid": flag}),
    }
    return Record("order_status", at, reference, values, order=reference)


_THREAD_STATUSES: Final = ("open", "waiting", "closed")


def _message(record: Json, at: int) -> Record:
    customer, email = _owner(record)
    order = text(record, "order", LONGEST_REFERENCE)
    if customer is None and not email and not order:
        raise BadEvent("customer_id", _("is missing"))
    status = text(record, "status") or "open"
    if status not in _THREAD_STATUSES:
        raise BadEvent("status", _("is none of {names}").format(names=", ".join(_THREAD_STATUSES)))
    sent_at = moment_or_none(record, "date") or at
    values = {
        "subject": text(record, "subject"),
        "author": text(record, "author", 64),
        "body": needed_text(record, "body", LONGEST_BODY),
        "sent_at": sent_at,
        "status": status,
    }
    whose = order or str(customer or email_key(email))
    values["thread"] = text(record, "thread", LONGEST_REFERENCE) or f"{whose}:{values['subject']}"
    key = text(record, "id", LONGEST_REFERENCE) or f"{values['thread']}:{sent_at}:{values['body']}"
    return Record("message", at, key, values, customer=customer, email=email, order=order)


def _percent(record: Json, name: str) -> int | None:
    """Hundredths of a percent."""
    share = money(record, name)
    if share is not None and share > 10_000:
        raise BadEvent(name, _("is not between 0 and 100"))
    return share


def _voucher(record: Json, at: int) -> Record:
    customer, email = _owner(record)
    percent, amount = _percent(record, "percent"), money(record, "amount")
    if (percent is None) == (amount is None):
        raise BadEvent("percent", _("either percent or amount is expected"))
    quantity = record.get("quantity")
    if quantity not in (None, 0):
        quantity = pieces(record, "quantity")
    values = {
        "percent_off": percent,
        "amount_off": amount,
        "quantity": 1 if quantity is None else quantity,
        **_given(record, {"name": text, "active": _sure_flag, "valid_from": moment_or_none,
                          "valid_to": moment_or_none}),
    }  # fmt: skip
    code = needed_text(record, "code", LONGEST_CODE)
    return Record("voucher", at, code, values, customer=customer, email=email)


def _email_sent(record: Json, at: int) -> Record:
    customer, email = number(record, "customer_id"), _email(record, needed=True)
    values = {
        "recipient": email,
        "subject": text(record, "subject"),
        "template": text(record, "template"),
        "language": text(record, "language", 16),
        "body": text(record, "body", LONGEST_BODY),
        "sent_at": moment_or_none(record, "date") or at,
    }
    said = (email_key(email), *(str(values[n]) for n in ("sent_at", "template", "subject")))
    key = text(record, "id", LONGEST_REFERENCE) or ":".join(said)
    return Record("email_sent", at, key, values, customer=customer, email=email)


_READERS: Final[Mapping[str, Callable[[Json, int], Record]]] = {
    "customer": _customer,
    "address": _address,
    "product": _product,
    "order": _order,
    "order_status": _order_status,
    "message": _message,
    "voucher": _voucher,
    "email_sent": _email_sent,
}
