"""What a shop sets for itself. Each setting is declared once, here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Preferences:
    """A shop's settings; a field's default is what a new shop begins with."""

    currency: str = "PLN"  # ISO 4217
    time_zone: str = "UTC"  # IANA name; whole days and file dates are those of this zone
    b2b: bool = False
    ask_birthday: bool = True
    partner_offers: bool = True
    name_rule: str = "prestashop"  # or "magento"
    online_minutes: int = 15
