"""What customer groups, their price rules and taxes are, and what they must be."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from custui.domain.rules import LARGEST_AMOUNT, text_problem
from custui.domain.text import fold
from custui.locale import _

WHOLE: Final = 10_000
"""A hundred percent, in hundredths of one."""
LONGEST_GROUP_NAME: Final = 32
LONGEST_NAME: Final = 64
"""Characters in the name of a price rule, a tax class or a section."""
LONGEST_CATEGORY: Final = 255

_COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True)
class GroupValues:
    """A group as a form has it; ``discount`` in hundredths of a percent.

    ``tax_class`` and ``sections`` (those of the shop that the group may enter) are ids.
    """

    name: str = ""
    discount: int = 0
    tax_class: int | None = None
    prices_with_tax: bool = True
    sections: tuple[int, ...] = ()

    def tidied(self) -> GroupValues:
        """Without space around the name, each section once."""
        return replace(self, name=self.name.strip(), sections=tuple(sorted(set(self.sections))))


@dataclass(frozen=True)
class PriceRuleValues:
    """A price rule as a form has it: ``percent_off`` in hundredths of a percent or ``amount_off``
    in minor units, one of the two.

    An empty ``category`` is every one. The days are whole ones, of the shop's time zone.
    """

    name: str = ""
    percent_off: int | None = None
    amount_off: int | None = None
    category: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    active: bool = True

    def tidied(self) -> PriceRuleValues:
        """Without space around what was typed."""
        return replace(self, name=self.name.strip(), category=self.category.strip())


def unique_name_problem(name: str, others: Collection[str], longest: int) -> str | None:
    """What is wrong with a name among ``others``, whatever their case and diacritics."""
    if not name.strip():
        return _("is missing")
    problem = text_problem(name, longest)
    if problem:
        return problem
    if fold(name) in {fold(other) for other in others}:
        return _("there is one with this name")
    return None


def percent_problem(percent: int, *, least: int = 0) -> str | None:
    """What is wrong with a percentage, in hundredths of one."""
    return None if least <= percent <= WHOLE else _("is not between 0 and 100")


def group_problems(values: GroupValues, others: Collection[str]) -> dict[str, str]:
    """What is wrong with a group among ``others`` (their names), field by field."""
    found = {
        "name": unique_name_problem(values.name, others, LONGEST_GROUP_NAME),
        "discount": percent_problem(values.discount),
        "tax_class": _("is missing") if values.tax_class is None else None,
    }
    return {field: problem for field, problem in found.items() if problem}


def rule_problems(values: PriceRuleValues) -> dict[str, str]:
    """What is wrong with a price rule, field by field."""
    percent, amount = values.percent_off, values.amount_off
    found = {"name": unique_name_problem(values.name, (), LONGEST_NAME)}
    if (percent is None) == (amount is None):
        found["percent_off"] = _("give a percentage or an amount, one of the two")
    elif percent is not None:
        found["percent_off"] = percent_problem(percent, least=1)
    elif amount is not None and not 0 < amount <= LARGEST_AMOUNT:
        found["amount_off"] = _("is not more than 0")
    found["category"] = text_problem(values.category, LONGEST_CATEGORY)
    if values.valid_from and values.valid_until and values.valid_until < values.valid_from:
        found["valid_until"] = _("is before the first day")
    return {field: problem for field, problem in found.items() if problem}


def rate_problems(country: str, rate: int | None) -> dict[str, str]:
    """What is wrong with the rate of a tax in a country; ``None`` takes it away."""
    found = {
        "country": None if _COUNTRY.fullmatch(country) else _("is not a country's code, as PL"),
        "rate": None if rate is None else percent_problem(rate),
    }
    return {field: problem for field, problem in found.items() if problem}
