"""What a group pays: the default group's discount, its price rules, and its tax, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from custui.domain.text import fold

_WHOLE: Final = 10_000  # a hundred percent, in hundredths of one

DISCOUNT, RULE, TAX = "discount", "rule", "tax"


@dataclass(frozen=True)
class RuleTerms:
    """A price rule: hundredths of a percent or minor units off, one of the two.

    An empty ``category`` is every one; it holds from and to moments in Unix seconds UTC, both
    included, ``None`` being no bound.
    """

    name: str
    percent_off: int | None = None
    amount_off: int | None = None
    category: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    active: bool = True

    def applies(self, category: str, at: int) -> bool:
        """Whether it holds at ``at`` for a product of ``category``."""
        begun = self.valid_from is None or self.valid_from <= at
        over = self.valid_to is not None and self.valid_to < at
        same = not self.category or fold(self.category) == fold(category)
        return self.active and begun and not over and same


@dataclass(frozen=True)
class GroupTerms:
    """What a group pays by: ``discount`` and the rates of its tax in hundredths of a percent."""

    name: str
    discount: int = 0
    rules: Sequence[RuleTerms] = ()
    tax_rates: Mapping[str, int] = field(default_factory=dict)  # by country
    prices_with_tax: bool = True


@dataclass(frozen=True)
class Step:
    """One change of the running price, in minor units: ``what`` is a discount, a rule or a tax."""

    what: str
    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Price:
    """What is paid, in minor units: without tax, with it, and as the group sees it."""

    steps: tuple[Step, ...]
    net: int
    gross: int
    shown: int


def price_for(
    group: GroupTerms, amount: int, *, at: int, category: str = "", country: str = ""
) -> Price:
    """What ``group`` pays for something of ``amount`` (minor units, without tax) at a moment.

    The group's discount comes first, then its rules, those of the ``category`` before those for
    all, in their order, each on the running price, which never falls below nothing. Each step is
    rounded to a minor unit, a half up. The tax is that of ``country``, none where it has no rate.
    """
    price, steps = amount, []
    if group.discount:
        steps.append(Step(DISCOUNT, group.name, price, _less(price, group.discount)))
        price = steps[-1].after
    rules = [rule for rule in group.rules if rule.applies(category, at)]
    for rule in sorted(rules, key=lambda each: not each.category):
        after = (
            _less(price, rule.percent_off)
            if rule.percent_off is not None
            else max(0, price - (rule.amount_off or 0))
        )
        steps.append(Step(RULE, rule.name, price, after))
        price = after
    gross = price + _part(price, group.tax_rates.get(country, 0))
    if group.prices_with_tax and gross != price:
        steps.append(Step(TAX, country, price, gross))
    return Price(tuple(steps), price, gross, gross if group.prices_with_tax else price)


def _less(price: int, percent: int) -> int:
    return _part(price, _WHOLE - percent)


def _part(price: int, percent: int) -> int:
    return (price * percent + _WHOLE // 2) // _WHOLE
