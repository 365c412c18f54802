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
    reset_link: str = ""  # the shop's page that sets a password; {token} stands for the token
    login_link: str = ""  # the one that lets staff in as a customer; {token}, {cart}, {shop}
    assistance_consent: bool = False  # logging in as a customer takes the customer's consent
    reset_minutes: int = 60  # for which a link to set a password is good
    resets_per_hour: int = 5  # links to set a password that one customer gets at most
    mail_from: str = ""  # the sender, where the configuration names none
