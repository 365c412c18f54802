"""Connections to the shop and log-in attempts as panels."""

from __future__ import annotations

from custui.db.queries.panel import panel
from custui.domain.panels import visits

CONNECTIONS = panel(
    visits.CONNECTIONS,
    "session v WHERE v.customer_id = ?1",
    {
        "id": "v.id",
        "last_seen_at": "v.last_seen_at",
        "page_count": "v.page_count",
        "time_spent": "max(0, v.last_seen_at - v.started_at)",
        "origin": "origin(v.referrer)",
        "ip": "v.ip",
        "user_agent": "v.user_agent",
        "started_at": "v.started_at",
        "stage": "v.stage",
        "page": "v.page",
        "cart_id": "v.cart_id",
        "cart_total": "v.cart_total",
        "referrer": "v.referrer",
    },
)

PAGES = panel(
    visits.PAGES,
    "page_view p WHERE p.session_id = ?1",
    {"id": "p.id", "at": "p.at", "page": "p.page"},
)

LOGIN_ATTEMPTS = panel(
    visits.LOGIN_ATTEMPTS,
    "login_attempt a WHERE a.customer_id = ?1",
    {
        "id": "a.id",
        "at": "a.at",
        "succeeded": "a.succeeded",
        "reason": "a.reason",
        "ip": "a.ip",
        "user_agent": "a.user_agent",
        "email": "a.email",
    },
)
