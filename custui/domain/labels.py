"""What a person calls the fields of forms.

Those of the customers grid go by their column's label, settings by their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custui.domain.columns import BY_NAME
from custui.domain.preferences import SETTINGS
from custui.locale import N_

LABELS: Final[Mapping[str, str]] = {
    "password": N_("Password"),
    "allowed_outstanding": N_("Allowed outstanding amount"),
    "max_payment_days": N_("Maximum payment days"),
    "mail_link": N_("Mail a link to set a password"),
    "note": N_("Private note"),
    "alias": N_("Alias"),
    "line1": N_("Address"),
    "line2": N_("Address, second line"),
    "region": N_("Region"),
    "phone_mobile": N_("Mobile phone"),
    "discount": N_("Discount"),
    "tax_class": N_("Tax class"),
    "prices_with_tax": N_("Prices with tax"),
    "sections": N_("Sections"),
    "category": N_("Category"),
    "rate": N_("Rate"),
    "gender": N_("Gender"),
    "code": N_("Code"),
    "name": N_("Name"),
    "percent_off": N_("Percent"),
    "amount_off": N_("Amount"),
    "quantity": N_("Quantity"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "service": N_("Service"),
    "since": N_("Since"),
    "source": N_("Source"),
    "message": N_("Message"),
    "reason": N_("Reason"),
    "recipient": N_("Recipient"),
    "status": N_("Status"),
}


def field_label(field: str) -> str:
    """The untranslated label of a field; one without a label goes by its name."""
    if field in LABELS:
        return LABELS[field]
    if field in BY_NAME:
        return BY_NAME[field].label
    return SETTINGS[field].label if field in SETTINGS else field
