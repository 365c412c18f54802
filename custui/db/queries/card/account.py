"""Groups, addresses, subscriptions, consents and the history of changes as panels."""

from __future__ import annotations

from custui.db.queries.panel import made_of, panel
from custui.domain.panels import account

NEWSLETTER_KEY, PARTNER_OFFERS_KEY = 0, -1
"""The keys of the subscriptions that are flags; a service has its number, from 1 on."""

GROUPS = panel(
    account.GROUPS,
    "group_membership m CROSS JOIN customer_group g ON g.id = m.group_id"
    " CROSS JOIN customer c ON c.id = m.customer_id WHERE m.customer_id = ?1",
    {
        "id": "g.id",
        "name": "g.name",
        "is_default": "g.id = c.default_group_id",
        "discount": "g.discount",
    },
)

ADDRESSES = panel(
    account.ADDRESSES,
    "address a WHERE a.customer_id = ?1 AND a.deleted = 0",
    {
        "name": "trim(a.first_name || ' ' || a.last_name)",
        **{
            column.name: f"a.{column.name}"
            for column in account.ADDRESSES.columns
            if column.name != "name"
        },
    },
)


def _flag_as_subscription(key: int, flag: str) -> str:
    """A flag of the customer's, since the consent that made it what it is."""
    return f"""
        SELECT {key} AS id, '{flag}' AS service, c.{flag} AS active, k.at AS since,
               coalesce(k.source, '') AS source
        FROM customer c LEFT JOIN consent k ON k.id = (
            SELECT id FROM consent WHERE customer_id = c.id AND kind = '{flag}'
            AND given = c.{flag} ORDER BY at DESC, id DESC LIMIT 1)
        WHERE c.id = ?1
    """


SUBSCRIPTIONS = made_of(
    account.SUBSCRIPTIONS,
    f"""
    {_flag_as_subscription(NEWSLETTER_KEY, account.NEWSLETTER)}
    UNION ALL {_flag_as_subscription(PARTNER_OFFERS_KEY, account.PARTNER_OFFERS)}
    UNION ALL SELECT id, service, active, since, source FROM subscription WHERE customer_id = ?1
    """,
)

CONSENT_LOG = panel(
    account.CONSENT_LOG,
    "consent k WHERE k.customer_id = ?1",
    {
        "id": "k.id",
        "at": "k.at",
        "kind": "k.kind",
        "given": "k.given",
        "source": "k.source",
        "recorded_by": "k.recorded_by",
    },
)

HISTORY = panel(
    account.HISTORY,
    "audit_entry e WHERE e.customer_id = ?1",
    {column.name: f"e.{column.name}" for column in account.HISTORY.columns},
)
