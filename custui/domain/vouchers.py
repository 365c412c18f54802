"""What a voucher is and what it must be."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from custui.domain.rules import LARGEST_AMOUNT, text_problem
from custui.locale import _

WHOLE: Final = 10_000
"""A hundred percent, in hundredths of one."""
LARGEST_QUANTITY: Final = 1_000_000
LONGEST_CODE: Final = 64
LONGEST_VOUCHER_NAME: Final = 255

_CODE = re.compile(rf"[A-Z0-9][A-Z0-9._-]{{0,{LONGEST_CODE - 1}}}")
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another on the phone


@dataclass(frozen=True)
class VoucherValues:
    """A voucher as a form has it: ``percent_off`` in hundredths of a percent or ``amount_off`` in
    minor units, one of the two.

    Without a ``code`` one is made up. The days are whole ones, of the shop's time zone; without
    them it is valid from now, for ever.
    """

    code: str = ""
    name: str = ""
    percent_off: int | None = None
    amount_off: int | None = None
    quantity: int = 1
    valid_from: date | None = None
    valid_until: date | None = None

    def tidied(self) -> VoucherValues:
        """Without space around what was typed, the code in capitals."""
        return replace(self, code=self.code.strip().upper(), name=self.name.strip())


def new_code() -> str:
    """A code that nobody guesses and that can be read out: ``K7QX-M4WB``."""
    letters = [secrets.choice(_ALPHABET) for _place in range(8)]
    return "".join((*letters[:4], "-", *letters[4:]))


def voucher_problems(values: VoucherValues, today: date) -> dict[str, str]:
    """What is wrong with ``values``, field by field; nothing when all is well."""
    found = {
        "code": _code_problem(values.code),
        "name": text_problem(values.name, LONGEST_VOUCHER_NAME),
        **_worth_problems(values),
        "quantity": None
        if 1 <= values.quantity <= LARGEST_QUANTITY
        else _("is not between 1 and {largest}").format(largest=LARGEST_QUANTITY),
        "valid_until": _until_problem(values, today),
    }
    return {field: problem for field, problem in found.items() if problem}


def _code_problem(code: str) -> str | None:
    if not code or _CODE.fullmatch(code):
        return None
    return _(
        "may have letters A-Z, digits, dots, dashes and underscores, {longest} at most"
    ).format(longest=LONGEST_CODE)


def _worth_problems(values: VoucherValues) -> dict[str, str | None]:
    percent, amount = values.percent_off, values.amount_off
    if percent is None and amount is None:
        return {"percent_off": _("give a percentage or an amount")}
    if percent is not None and amount is not None:
        return {"amount_off": _("give a percentage or an amount, not both")}
    if percent is not None and not 0 < percent <= WHOLE:
        return {"percent_off": _("is not more than 0 and at most 100")}
    if amount is not None and not 0 < amount <= LARGEST_AMOUNT:
        return {"amount_off": _("is not more than 0")}
    return {}


def _until_problem(values: VoucherValues, today: date) -> str | None:
    until = values.valid_until
    if until is None:
        return None
    if until < today:
        return _("is past already")
    if values.valid_from is not None and until < values.valid_from:
        return _("is before the first day")
    return None
