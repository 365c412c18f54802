"""What the audit tells of each table's rows. What is not named here is told by its number alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Told:
    """How the audit tells a row of a table.

    ``columns`` maps a column to what it is called; ``name`` stands before it with the row's own
    ``label`` in brackets (``address[12].city``), but for a customer's own columns. Of ``secret``
    columns only whether they are set is told. ``counted`` rows are told by their number alone.
    """

    name: str = ""
    columns: Mapping[str, str] = frozenset()  # type: ignore[assignment]
    label: str = ""
    secret: Sequence[str] = ()
    counted: bool = False


def _same(*names: str, **others: str) -> dict[str, str]:
    """Columns called as they are named, and ``others`` (column=what it is called)."""
    return {name: name for name in names} | others


MOST_TOLD: Final = 20
"""Rows of one table that are told one by one; more of them are counted."""

TOLD: Final[Mapping[str, Told]] = {
    "customer": Told(
        columns=_same(
            *("first_name", "last_name", "email", "company", "birthday", "language"),
            *("enabled", "newsletter", "partner_offers", "assistance_allowed"),
            *("is_guest", "banned", "locked_until"),
            *("regon", "vat_id", "website", "risk", "allowed_outstanding", "max_payment_days"),
            title_id="title",
            default_group_id="group",
        )
    ),
    "credential": Told(
        columns={"password_hash": "password", "sessions_valid_from": "sessions_valid_from"},
        secret=("password_hash",),
    ),
    "address": Told(
        "address",
        _same(
            *("alias", "company", "first_name", "last_name", "line1", "line2", "postcode", "city"),
            *("region", "country", "phone", "phone_mobile", "vat_id"),
            *("default_billing", "default_shipping", "deleted"),
        ),
        label="id",
    ),
    "customer_note": Told(columns={"body": "note"}),
    "subscription": Told("service", _same("active", "since", "source"), label="service"),
    "consent": Told(),
    "voucher": Told(
        "voucher",
        _same("name", "percent_off", "amount_off", "quantity", "active", "valid_from", "valid_to"),
        label="code",
    ),
    "message_thread": Told("thread", _same("status"), label="id"),
    "message": Told(columns={"body": "message"}),
    "sent_email": Told("mail", _same("recipient", "subject", "state"), label="id"),
    "reset_token": Told(
        "password_link", _same("purpose", "expires_at", "used_at", "revoked_at"), label="id"
    ),
    "login_grant": Told(
        "login_link", _same("cart_id", "expires_at", "used_at", "revoked_at"), label="id"
    ),
    "merged_customer": Told("merged", _same("kept_id"), label="dropped_id"),
    "not_duplicate": Told("not_duplicate", {"other_id": ""}, label="one_id"),
    "backup_file": Told("backup", _same("path"), label="id"),
    "customer_group": Told(
        "group",
        _same("name", "discount", "prices_with_tax", "role", tax_class_id="tax_class"),
        label="id",
    ),
    "price_rule": Told(
        "price_rule",
        _same(
            *("group_id", "name", "percent_off", "amount_off", "category"),
            *("valid_from", "valid_to", "active"),
        ),
        label="id",
    ),
    "group_section": Told("group", {"section_id": "section"}, label="group_id"),
    "shop_section": Told("section", _same("name"), label="id"),
    "tax_class": Told("tax_class", _same("name"), label="id"),
    "tax_rate": Told("tax_rate", _same("tax_class_id", "rate"), label="country"),
    "title": Told("title", _same("name", "gender", "position"), label="id"),
    "preference": Told("preference", {"value": ""}, label="name"),
    "required_field": Told("required", {"name": ""}, label="name"),
    "sales_order": Told("orders", counted=True),
    "cart": Told("carts", counted=True),
    "cart_line": Told("cart_lines", counted=True),
    "session": Told("visits", counted=True),
    "login_attempt": Told("log_ins", counted=True),
}
