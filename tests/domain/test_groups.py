"""What groups, price rules and rates must be: each rule good and bad."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from custui.domain.groups import (
    GroupValues,
    PriceRuleValues,
    group_problems,
    rate_problems,
    rule_problems,
)

GROUP = GroupValues("Gold", 1500, 1)
RULE = PriceRuleValues("Cups", percent_off=500)
DAY = date(2026, 5, 17)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (GROUP, None),
        (replace(GROUP, name="x" * 32, discount=10_000), None),
        (replace(GROUP, discount=0, prices_with_tax=False), None),
        (replace(GROUP, name=""), "name"),
        (replace(GROUP, name=" "), "name"),
        (replace(GROUP, name="x" * 33), "name"),
        (replace(GROUP, name="a\0"), "name"),
        (replace(GROUP, name="ŻÓŁTA"), "name"),
        (replace(GROUP, discount=-1), "discount"),
        (replace(GROUP, discount=10_001), "discount"),
        (replace(GROUP, tax_class=None), "tax_class"),
    ],
)
def test_groups(values: GroupValues, field: str | None) -> None:
    assert list(group_problems(values, ["General", "żółta"])) == ([field] if field else [])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (RULE, None),
        (PriceRuleValues("Cups", amount_off=1, category="x" * 255), None),
        (replace(RULE, valid_from=DAY, valid_until=DAY), None),
        (replace(RULE, name=""), "name"),
        (replace(RULE, name="x" * 65), "name"),
        (replace(RULE, percent_off=None), "percent_off"),
        (replace(RULE, amount_off=5), "percent_off"),
        (replace(RULE, percent_off=0), "percent_off"),
        (replace(RULE, percent_off=10_001), "percent_off"),
        (replace(RULE, percent_off=None, amount_off=0), "amount_off"),
        (replace(RULE, percent_off=None, amount_off=10**16 + 1), "amount_off"),
        (replace(RULE, category="x" * 256), "category"),
        (replace(RULE, valid_from=DAY, valid_until=date(2026, 5, 16)), "valid_until"),
    ],
)
def test_price_rules(values: PriceRuleValues, field: str | None) -> None:
    assert list(rule_problems(values)) == ([field] if field else [])


@pytest.mark.parametrize(
    ("country", "rate", "field"),
    [
        ("PL", 2300, None),
        ("PL", 0, None),
        ("PL", None, None),
        ("pl", 2300, "country"),
        ("Polska", 2300, "country"),
        ("PL", 10_001, "rate"),
        ("PL", -1, "rate"),
    ],
)
def test_rates(country: str, rate: int | None, field: str | None) -> None:
    assert list(rate_problems(country, rate)) == ([field] if field else [])


def test_tidied() -> None:
    assert GroupValues(" Gold ", sections=(2, 1, 2)).tidied() == GroupValues(
        "Gold", sections=(1, 2)
    )
    assert replace(RULE, name=" Cups", category=" a ").tidied() == replace(RULE, category="a")
