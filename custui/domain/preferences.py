"""What a shop sets for itself. Each setting is declared once, here.

Titles, required fields and the groups of guests and new customers are rows of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from custui.domain.rules import email_problem
from custui.domain.settings import Setting, declared, setting
from custui.locale import N_, _

_CURRENCY = re.compile("[A-Z]{3}")

SHOP, CUSTOMERS, ONLINE, LOG_INS, LINKS, MAIL = SECTIONS = (
    N_("Shop"),
    N_("Customers"),
    N_("Online"),
    N_("Log-ins"),
    N_("Links"),
    N_("Mail"),
)
"""The settings in groups, in their order."""


def _currency_problem(value: str) -> str | None:
    return None if _CURRENCY.fullmatch(value) else _("is no currency's code, as PLN")


def _zone_problem(value: str) -> str | None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return _("is no time zone; an example is Europe/Warsaw")
    return None


def _link_problem(value: str) -> str | None:
    from custui.domain.links import link_problem

    return link_problem(value)


def _sender_problem(value: str) -> str | None:
    return email_problem(value) if value else None


@dataclass(frozen=True)
class Preferences:
    """A shop's settings; a field's default is what a new shop begins with."""

    currency: str = setting(
        "PLN",
        SHOP,
        N_("Currency"),
        N_("ISO 4217 code of the currency in which the shop sells"),
        check=_currency_problem,
    )
    time_zone: str = setting(
        "UTC",
        SHOP,
        N_("Time zone"),
        N_("IANA name; whole days and the dates in files are those of this zone"),
        check=_zone_problem,
    )
    b2b: bool = setting(
        False,
        CUSTOMERS,
        N_("B2B mode"),
        N_("companies: REGON, VAT ID, website, allowed amount, payment days, risk"),
    )
    ask_birthday: bool = setting(
        True, CUSTOMERS, N_("Ask for the birthday"), N_("the form has a field for it")
    )
    partner_offers: bool = setting(
        True, CUSTOMERS, N_("Partner offers"), N_("customers may agree to offers of partners")
    )
    name_rule: str = setting(
        "prestashop",
        CUSTOMERS,
        N_("Rule for names"),
        N_("which signs first and last names may have"),
        choices={"prestashop": N_("PrestaShop's"), "magento": N_("Magento's")},
    )
    assistance_consent: bool = setting(
        False,
        CUSTOMERS,
        N_("Assistance needs consent"),
        N_("staff log in as a customer only where the customer allows it"),
    )
    retention_days: int = setting(
        0,
        CUSTOMERS,
        N_("Keep visits and log-ins for (days)"),
        N_("older ones are removed; 0 keeps them for ever"),
        least=0,
        most=36_500,
    )
    online_minutes: int = setting(
        15,
        ONLINE,
        N_("Online window (minutes)"),
        N_("who was active in it is in the shop now"),
        least=1,
        most=1_440,
    )
    silence_minutes: int = setting(
        10,
        ONLINE,
        N_("Feed silent for (minutes)"),
        N_("after so long without an event the desk says so"),
        least=1,
        most=10_080,
    )
    lockout_failures: int = setting(
        10,
        LOG_INS,
        N_("Lock after failures"),
        N_("so many failed log-ins lock an account; 0 never locks one"),
        least=0,
        most=1_000,
    )
    lockout_within_minutes: int = setting(
        10,
        LOG_INS,
        N_("Failures within (minutes)"),
        N_("of the lock-out rule"),
        least=1,
        most=1_440,
    )
    lockout_minutes: int = setting(
        10, LOG_INS, N_("Locked for (minutes)"), N_("how long the lock holds"), least=1, most=43_200
    )
    burst_minutes: int = setting(
        10,
        LOG_INS,
        N_("Suspicious within (minutes)"),
        N_("in which the three counts below are taken"),
        least=1,
        most=1_440,
    )
    burst_email_failures: int = setting(
        5,
        LOG_INS,
        N_("Failures for one e-mail"),
        N_("so many are suspicious"),
        least=1,
        most=1_000,
    )
    burst_ip_failures: int = setting(
        10,
        LOG_INS,
        N_("Failures from one IP"),
        N_("so many are suspicious"),
        least=1,
        most=100_000,
    )
    burst_ip_emails: int = setting(
        4,
        LOG_INS,
        N_("E-mails tried from one IP"),
        N_("so many are suspicious"),
        least=1,
        most=100_000,
    )
    reset_minutes: int = setting(
        60,
        LOG_INS,
        N_("Link to set a password good for (minutes)"),
        N_("from the moment it is mailed or shown"),
        least=1,
        most=1_440,
    )
    resets_per_hour: int = setting(
        5,
        LOG_INS,
        N_("Links to set a password in an hour"),
        N_("so many one customer gets at most"),
        least=1,
        most=100,
    )
    reset_link: str = setting(
        "",
        LINKS,
        N_("Link to set a password"),
        N_("the shop's page, with {token} where the token goes; also {shop}, {language}"),
        check=_link_problem,
    )
    login_link: str = setting(
        "",
        LINKS,
        N_("Link to log in as a customer"),
        N_("the shop's page, with {token} where the token goes; also {cart}, {shop}"),
        check=_link_problem,
    )
    mail_from: str = setting(
        "",
        MAIL,
        N_("Sender"),
        N_("of mail, where the configuration names none"),
        check=_sender_problem,
    )


SETTINGS: Final[Mapping[str, Setting]] = declared(Preferences.__dataclass_fields__)
"""Every setting by its name, in order."""


def preference_problems(values: Mapping[str, str | int | bool]) -> dict[str, str]:
    """What is wrong with settings, one by one; nothing when all is well."""
    found = {name: SETTINGS[name].problem(value) for name, value in values.items()}
    return {name: problem for name, problem in found.items() if problem}
