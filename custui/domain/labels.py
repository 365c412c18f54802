"""What a person calls the fields of forms; those of the customers grid by their column's label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custui.domain.columns import BY_NAME
from custui.locale import N_

LABELS: Final[Mapping[str, str]] = {
    "note": N_("Private note"),
    "alias": N_("Alias"),
    "line1": N_("Address"),
    "line2": N_("Address, second line"),
    "region": N_("Region"),
    "phone_mobile": N_("Mobile phone"),
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
    "recipient": N_("Recipient"),
    "status": N_("Status"),
}


def field_label(field: str) -> str:
    """The untranslated label of a field; one without a label goes by its name."""
    column = BY_NAME.get(field)
    return LABELS.get(field, column.label if column else field)
