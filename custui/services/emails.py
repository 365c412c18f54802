"""E-mail addresses that somebody types: looked at closely, or made up where there is none."""

from __future__ import annotations

import secrets

from custui.domain.rules import email_problem
from custui.locale import _


def typed_email_problem(email: str) -> str | None:
    """What is wrong with the form of an address: nobody is asked over the network.

    Special-use domains (``.invalid``, ``.test``, ``.local`` …) are fine.
    """
    problem = email_problem(email)
    if problem:
        return problem
    from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

    SPECIAL_USE_DOMAIN_NAMES.clear()  # the library's way to take them
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return _("is not an e-mail address")
    return None


def placeholder_email() -> str:
    """An address that is nobody's, for a customer who has none. Nothing is ever mailed to it."""
    return f"no-email-{secrets.token_hex(6)}@customer.invalid"
