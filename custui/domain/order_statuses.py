"""What shops call the statuses of orders, and the status that a new shop has for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custui.domain.text import fold

_CALLED: Final[Mapping[str, str]] = {
    "pending": "awaiting_payment",
    "pending_payment": "awaiting_payment",
    "on_hold": "awaiting_payment",
    "holded": "awaiting_payment",
    "new": "awaiting_payment",
    "paid": "payment_accepted",
    "payment_received": "payment_accepted",
    "preparation": "processing",
    "in_progress": "processing",
    "sent": "shipped",
    "complete": "delivered",
    "completed": "delivered",
    "canceled": "cancelled",
    "closed": "refunded",
    "failed": "payment_error",
}


def status_key(name: str) -> str:
    """A status as it is compared: ``On hold`` and ``on-hold`` are ``on_hold``."""
    return fold(name.strip()).replace(" ", "_").replace("-", "_")


def usual_status(name: str) -> str:
    """The code of the usual status that ``name`` (Magento's …) means; else its own key."""
    return _CALLED.get(status_key(name), status_key(name))
