"""What a postal address is and what it must be, whoever gives it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final

from custui.domain.postcodes import LONGEST_POSTCODE, is_postcode, postcode_form
from custui.domain.rules import name_problem, text_problem
from custui.locale import _

LONGEST: Final[Mapping[str, int]] = {
    "alias": 64,
    "company": 255,
    "line1": 255,
    "line2": 255,
    "postcode": LONGEST_POSTCODE,
    "city": 255,
    "region": 255,
    "phone": 64,
    "phone_mobile": 64,
    "vat_id": 64,
}
"""Characters of the fields that have a rule of their own for nothing else."""

REQUIRED: Final = ("first_name", "last_name", "line1", "city", "country")

_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True)
class AddressValues:
    """An address as a form has it; ``country`` is an ISO 3166 code. Empty is ``""``."""

    alias: str = ""
    company: str = ""
    first_name: str = ""
    last_name: str = ""
    line1: str = ""
    line2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    phone: str = ""
    phone_mobile: str = ""
    vat_id: str = ""

    def tidied(self) -> AddressValues:
        """Without space around what was typed, the country in capitals."""
        texts = {name: text.strip() for name, text in asdict(self).items()}
        return AddressValues(**(texts | {"country": texts["country"].upper()}))


FIELDS: Final = tuple(field.name for field in fields(AddressValues))


def address_problems(values: AddressValues, name_rule: str) -> dict[str, str]:
    """What is wrong with ``values``, field by field in the form's order; nothing when all is well.

    First and last name, address, city and country are required, the postcode is in the country's
    form, phones are free.
    """
    problems = {}
    for name, text in asdict(values).items():
        problem = _problem(name, text, values.country, name_rule)
        if problem:
            problems[name] = problem
    return problems


def _problem(name: str, text: str, country: str, name_rule: str) -> str | None:
    if name in REQUIRED and not text.strip():
        return _("is missing")
    if name in ("first_name", "last_name"):
        return name_problem(text, name_rule)
    if name == "country":
        return None if _COUNTRY.fullmatch(text) else _("is not a country's code, as PL")
    problem = text_problem(text, LONGEST[name])
    if problem is None and name == "postcode" and text and not is_postcode(text, country):
        return _("is not written as {form}").format(form=postcode_form(country))
    return problem
