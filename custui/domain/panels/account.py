"""Groups, addresses, subscriptions, consents and the history of changes."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind, Labels
from custui.locale import N_

NEWSLETTER, PARTNER_OFFERS = "newsletter", "partner_offers"

CONSENTS: Labels = (
    (NEWSLETTER, N_("newsletter")),
    (PARTNER_OFFERS, N_("partner offers")),
    ("assistance", N_("assistance")),
)
"""What a customer consents to."""

GROUPS = ColumnSet(
    "memberships",
    N_("Groups"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 5),
        Column("name", N_("Name"), Kind.TEXT, 20, shown=True),
        Column("is_default", N_("Default group"), Kind.FLAG, 8, short=N_("Default"), shown=True),
        Column("discount", N_("Discount"), Kind.PERCENT, 8, shown=True),
    ),
    order="-is_default,name",
)

ADDRESSES = ColumnSet(
    "addresses",
    N_("Addresses"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9, shown=True),
        Column("alias", N_("Alias"), Kind.TEXT, 12, shown=True),
        Column("company", N_("Company"), Kind.TEXT, 14, shown=True),
        Column("name", N_("Name"), Kind.TEXT, 20, shown=True),
        Column("line1", N_("Address"), Kind.TEXT, 24, shown=True),
        Column("postcode", N_("Postcode"), Kind.TEXT, 12, shown=True),
        Column("city", N_("City"), Kind.TEXT, 16, shown=True),
        Column("country", N_("Country"), Kind.CHOICE, 7, shown=True),
        Column("phone", N_("Phone"), Kind.PHONE, 16, shown=True),
        Column("phone_mobile", N_("Mobile phone"), Kind.PHONE, 17, shown=True),
        Column("default_billing", N_("Billing"), Kind.FLAG, 7, short=N_("Bill"), shown=True),
        Column("default_shipping", N_("Delivery"), Kind.FLAG, 7, short=N_("Ship"), shown=True),
        Column("first_name", N_("First name"), Kind.TEXT, 12),
        Column("last_name", N_("Last name"), Kind.TEXT, 15),
        Column("line2", N_("Address, second line"), Kind.TEXT, 16, short=N_("Line 2")),
        Column("region", N_("Region"), Kind.TEXT, 14),
        Column("vat_id", N_("VAT ID"), Kind.TEXT, 14),
    ),
    order="-default_billing,-default_shipping,id",
)

SUBSCRIPTIONS = ColumnSet(
    "subscriptions",
    N_("Subscriptions"),
    (
        Column(
            "service", N_("Service"), Kind.CHOICE, 20, shown=True, labels=CONSENTS[:2], open=True
        ),
        Column("active", N_("On"), Kind.FLAG, 3, shown=True),
        Column("since", N_("Since"), Kind.MOMENT, 16, shown=True),
        Column("source", N_("Source"), Kind.TEXT, 20, shown=True),
        Column("id", N_("ID"), Kind.NUMBER, 9),
    ),
    order="service",
)

CONSENT_LOG = ColumnSet(
    "consents",
    N_("Consents"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("kind", N_("Consent"), Kind.CHOICE, 16, shown=True, labels=CONSENTS),
        Column("given", N_("Given"), Kind.FLAG, 8, shown=True),
        Column("source", N_("Source"), Kind.TEXT, 20, shown=True),
        Column("recorded_by", N_("Recorded by"), Kind.CHOICE, 12, shown=True),
    ),
    order="-at",
)

AUDIT = ColumnSet(
    "audit",
    N_("History"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("staff", N_("Staff"), Kind.TEXT, 12, shown=True),
        Column("origin", N_("Origin"), Kind.TEXT, 20),
        Column("act", N_("Act"), Kind.TEXT, 14, shown=True),
        Column("customer_id", N_("Customer"), Kind.NUMBER, 9, shown=True),
        Column("fields", N_("Changes"), Kind.CHANGES, 40, shown=True),
        Column("reason", N_("Reason"), Kind.TEXT, 24, shown=True),
    ),
)

HISTORY = ColumnSet(
    "history",
    N_("History"),
    tuple(column for column in AUDIT.columns if column.name != "customer_id"),
)
