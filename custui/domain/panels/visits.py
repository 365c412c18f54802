"""Connections to the shop and log-in attempts."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind, Labels
from custui.locale import N_

STAGES: Labels = (
    ("browsing", N_("browsing")),
    ("product", N_("product")),
    ("cart", N_("cart")),
    ("checkout", N_("checkout")),
    ("payment", N_("payment")),
    ("order", N_("order")),
)
"""The steps that a session reaches, in their order."""

REASONS: Labels = (
    ("unknown_email", N_("unknown e-mail")),
    ("bad_password", N_("wrong password")),
    ("locked", N_("locked")),
    ("disabled", N_("disabled")),
    ("banned", N_("banned")),
)
"""Why an attempt to log in failed; a shop may have others."""

CONNECTIONS = ColumnSet(
    "connections",
    N_("Last connections"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("last_seen_at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("page_count", N_("Pages"), Kind.NUMBER, 6, shown=True),
        Column("time_spent", N_("Time spent"), Kind.DURATION, 9, short=N_("Time"), shown=True),
        Column("origin", N_("Origin"), Kind.TEXT, 20, shown=True),
        Column("ip", N_("IP"), Kind.TEXT, 15, shown=True),
        Column("user_agent", N_("User agent"), Kind.TEXT, 30, shown=True),
        Column("started_at", N_("Begun"), Kind.MOMENT, 16),
        Column("stage", N_("Doing"), Kind.CHOICE, 12, labels=STAGES),
        Column("page", N_("Last page"), Kind.TEXT, 24),
        Column("cart_id", N_("Cart"), Kind.NUMBER, 9),
        Column("cart_total", N_("Cart value"), Kind.MONEY, 15),
        Column("referrer", N_("Came from"), Kind.TEXT, 30),
    ),
    order="-last_seen_at",
)

PAGES = ColumnSet(
    "pages",
    N_("Pages"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("page", N_("Page"), Kind.TEXT, 40, shown=True),
    ),
    order="at",
)

LOGIN_ATTEMPTS = ColumnSet(
    "login_attempts",
    N_("Log-in attempts"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("succeeded", N_("Logged in"), Kind.FLAG, 4, short=N_("In"), shown=True),
        Column("reason", N_("Reason"), Kind.CHOICE, 16, shown=True, labels=REASONS, open=True),
        Column("ip", N_("IP"), Kind.TEXT, 15, shown=True),
        Column("user_agent", N_("User agent"), Kind.TEXT, 30, shown=True),
        Column("email", N_("E-mail"), Kind.TEXT, 26),
    ),
    order="-at",
)
