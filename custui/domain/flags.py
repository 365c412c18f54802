"""The flags that staff toggle in place, and which of them are consents."""

from __future__ import annotations

from typing import Final

FLAGS: Final = ("enabled", "newsletter", "partner_offers")
"""The columns that toggle."""

CONSENTS: Final = ("newsletter", "partner_offers")
"""Those that the customer must have agreed to."""


def asks_how(flag: str, *, value: bool) -> bool:
    """Whether the desk asks how the customer gave it: a consent that is turned on."""
    return value and flag in CONSENTS
