"""Rows on their way into the tables, and the columns that they fill."""

from __future__ import annotations

from collections import defaultdict

Row = tuple[object, ...]
Rows = defaultdict[str, list[Row]]
"""Rows by table, in the order of ``COLUMNS``."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "product": ("id", "reference", "name", "category", "price"),
    "customer": (
        "id", "default_group_id", "title_id", "enabled", "newsletter", "partner_offers", "is_guest",
        "banned", "assistance_allowed", "registered_at", "last_visit_at", "updated_at", "sales",
        "opening_sales", "order_count", "first_name", "last_name", "email", "company", "phone",
        "country", "city", "postcode", "phone_digits", "first_name_fold", "last_name_fold",
        "email_fold", "company_fold", "city_fold", "first_name_sort", "last_name_sort",
        "company_sort", "city_sort", "email_key", "birthday", "language", "regon", "vat_id",
        "website", "risk", "allowed_outstanding", "max_payment_days", "locked_until",
    ),
    "group_membership": ("customer_id", "group_id"),
    "credential": ("customer_id", "password_hash", "sessions_valid_from"),
    "customer_note": ("customer_id", "body", "written_by", "written_at"),
    "address": (
        "customer_id", "alias", "company", "first_name", "last_name", "line1", "postcode", "city",
        "country", "phone", "phone_mobile", "vat_id", "default_billing", "default_shipping",
    ),
    "consent": ("customer_id", "kind", "given", "at", "source", "recorded_by"),
    "subscription": ("customer_id", "service", "active", "since", "source"),
    "sales_order": (
        "id", "customer_id", "cart_id", "reference", "status_id", "placed_at", "paid_at", "payment",
        "carrier", "total", "shipping_address", "billing_address",
    ),
    "sales_order_line": ("order_id", "product_id", "name", "category", "quantity", "price"),
    "order_status_change": ("order_id", "status_id", "at"),
    "cart": (
        "id", "customer_id", "session_id", "order_id", "created_at", "updated_at", "carrier",
        "total",
    ),
    "cart_line": ("cart_id", "product_id", "name", "category", "quantity", "price"),
    "voucher": (
        "customer_id", "code", "name", "percent_off", "amount_off", "quantity", "active",
        "valid_from", "valid_to",
    ),
    "message_thread": ("id", "customer_id", "order_id", "subject", "status", "updated_at"),
    "message": ("thread_id", "author", "body", "sent_at"),
    "sent_email": (
        "customer_id", "recipient", "subject", "template", "language", "body", "state",
        "created_at", "sent_at",
    ),
    "session": (
        "id", "token", "customer_id", "ip", "user_agent", "referrer", "started_at", "last_seen_at",
        "stage", "page", "page_count", "cart_id", "cart_total", "stage_since", "has_cart",
        "event_count", "customer_number", "ip_at", "product_at", "cart_at", "checkout_at",
        "payment_at", "order_at",
    ),
    "session_event": ("session_id", "number", "at", "event", "page"),
    "product_view": ("session_id", "product_id", "at"),
    "login_attempt": (
        "at", "email", "email_key", "customer_id", "ip", "user_agent", "succeeded", "reason",
    ),
    "login_grant": (
        "token_hash", "customer_id", "staff", "reason", "created_at", "expires_at", "used_at",
    ),
}  # fmt: skip


def no_rows() -> Rows:
    """An empty set of rows."""
    return defaultdict(list)
