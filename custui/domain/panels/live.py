"""Who is in the shop, the carts that are left in it, and who tries to log in."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind, Labels
from custui.domain.panels.visits import REASONS, STAGES
from custui.locale import N_

TYPES: Labels = (("customer", N_("customer")), ("visitor", N_("visitor")))

_WHO = (
    Column("id", N_("ID"), Kind.NUMBER, 7, shown=True),
    Column("first_name", N_("First name"), Kind.TEXT, 12, shown=True),
    Column("last_name", N_("Last name"), Kind.TEXT, 15, shown=True),
    Column("email", N_("E-mail"), Kind.TEXT, 26, shown=True),
)

ONLINE = ColumnSet(
    "online",
    N_("Online"),
    (
        Column("session_id", N_("Session"), Kind.NUMBER, 9),
        *_WHO,
        Column("ip", N_("IP"), Kind.TEXT, 15, shown=True),
        Column(
            "last_activity",
            N_("Last activity"),
            Kind.MOMENT,
            10,
            short=N_("Active"),
            shown=True,
            ago=True,
        ),
        Column("since", N_("Since"), Kind.MOMENT, 16, shown=True),
        Column("type", N_("Type"), Kind.CHOICE, 8, labels=TYPES, shown=True),
        Column("current_page", N_("Current page"), Kind.TEXT, 24, short=N_("Page"), shown=True),
        Column("doing", N_("Doing"), Kind.CHOICE, 9, labels=STAGES, shown=True),
        Column(
            "at_step_for",
            N_("At this step for"),
            Kind.DURATION,
            8,
            short=N_("For"),
            shown=True,
        ),
        Column("cart_value", N_("Cart value"), Kind.MONEY, 10, short=N_("Cart"), shown=True),
        Column("pages_seen", N_("Pages seen"), Kind.NUMBER, 5, short=N_("Pages"), shown=True),
        Column("referrer_host", N_("Came from"), Kind.TEXT, 16, shown=True),
        Column("session", N_("Token"), Kind.TEXT, 16),
        Column("cart_id", N_("Cart number"), Kind.NUMBER, 9),
        Column("idle_for", N_("Idle for"), Kind.DURATION, 8),
        Column("user_agent", N_("User agent"), Kind.TEXT, 30),
    ),
    order="-last_activity",
    key="session_id",
)
"""Sessions active within the online window; ``id`` is the customer's, none of a visitor."""

LEFT_CARTS = ColumnSet(
    "left_carts",
    N_("Carts left behind"),
    (
        Column("session_id", N_("Session"), Kind.NUMBER, 9),
        *_WHO,
        Column("left_at", N_("Left"), Kind.MOMENT, 16, shown=True),
        Column("step", N_("Step"), Kind.CHOICE, 9, labels=STAGES[2:5], shown=True),
        Column("page", N_("Page"), Kind.TEXT, 24, shown=True),
        Column("cart_value", N_("Cart value"), Kind.MONEY, 10, short=N_("Cart"), shown=True),
        Column("cart_id", N_("Cart number"), Kind.NUMBER, 9),
        Column("ip", N_("IP"), Kind.TEXT, 15),
        Column("pages_seen", N_("Pages seen"), Kind.NUMBER, 5, short=N_("Pages")),
        Column("session", N_("Token"), Kind.TEXT, 16),
    ),
    order="-left_at",
    key="session_id",
)
"""Sessions with a cart and no order, idle past the online window; ``step`` is how far they came."""

SUSPICIONS: Labels = (
    ("success", N_("got in after a burst")),
    ("emails", N_("one IP, many e-mails")),
    ("ip", N_("many failures from one IP")),
    ("email", N_("many failures for one e-mail")),
)
"""Why an attempt is suspicious; of several reasons the first counts."""

LOGINS = ColumnSet(
    "logins",
    N_("Log-ins"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("email", N_("E-mail"), Kind.TEXT, 26, shown=True),
        Column("customer_id", N_("Number"), Kind.NUMBER, 7, shown=True),
        Column("customer", N_("Customer"), Kind.TEXT, 20, shown=True),
        Column("ip", N_("IP"), Kind.TEXT, 15, shown=True),
        Column("succeeded", N_("Logged in"), Kind.FLAG, 4, short=N_("In"), shown=True),
        Column("reason", N_("Reason"), Kind.CHOICE, 14, shown=True, labels=REASONS, open=True),
        Column("suspicion", N_("Suspicious"), Kind.CHOICE, 26, shown=True, labels=SUSPICIONS),
        Column("user_agent", N_("User agent"), Kind.TEXT, 30, shown=True),
    ),
    order="-at",
)
"""Every attempt to log in."""

GRANT_STATES: Labels = (
    ("used", N_("used")),
    ("open", N_("not used yet")),
    ("expired", N_("expired")),
)

LOGINS_AS_CUSTOMER = ColumnSet(
    "logins_as_customer",
    N_("Log-ins as customer"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("staff", N_("Staff member"), Kind.TEXT, 14, shown=True),
        Column("customer_id", N_("Number"), Kind.NUMBER, 7, shown=True),
        Column("customer", N_("Customer"), Kind.TEXT, 24, shown=True),
        Column("reason", N_("Reason"), Kind.TEXT, 30, shown=True),
        Column("state", N_("State"), Kind.CHOICE, 14, shown=True, labels=GRANT_STATES),
        Column("used_at", N_("Used"), Kind.MOMENT, 16, shown=True),
        Column("cart_id", N_("Cart number"), Kind.NUMBER, 9),
    ),
    order="-at",
)
"""Links by which staff logged in as a customer, or might have."""
