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
    online_minutes: int = 15  # of idleness after which somebody is not in the shop any more
    silence_minutes: int = 10  # without an event after which the feed is said to be silent
    retention_days: int = 0  # for which sessions and log-in attempts are kept; 0: for ever
    lockout_failures: int = 10  # within lockout_within_minutes lock an account; 0: never
    lockout_within_minutes: int = 10
    lockout_minutes: int = 10
    burst_minutes: int = 10  # in which so many failures are suspicious:
    burst_email_failures: int = 5  # for one e-mail
    burst_ip_failures: int = 10  # from one IP
    burst_ip_emails: int = 4  # of so many e-mails from one IP
