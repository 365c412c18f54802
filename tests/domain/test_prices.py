"""What a group pays; every figure here was worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.prices import DISCOUNT, RULE, TAX, GroupTerms, RuleTerms, Step, price_for

NOW = 1_000_000
POLAND = {"PL": 2300, "DE": 1900}


def test_nothing_off() -> None:
    price = price_for(GroupTerms("General", prices_with_tax=False), 10_000, at=NOW)
    assert (price.steps, price.net, price.gross, price.shown) == ((), 10_000, 10_000, 10_000)


def test_the_discount_then_the_rules_of_the_category_then_those_for_all() -> None:
    """100.00, less 20 % = 80.00, less 10 % = 72.00, less 5.00 = 67.00, plus 23 % = 82.41."""
    rules = (RuleTerms("For all", amount_off=500), RuleTerms("Cups", 1000, category="Kubki"))
    group = GroupTerms("Wholesale", 2000, rules, POLAND)
    price = price_for(group, 10_000, at=NOW, category="kubki", country="PL")
    assert price.steps == (
        Step(DISCOUNT, "Wholesale", 10_000, 8_000),
        Step(RULE, "Cups", 8_000, 7_200),
        Step(RULE, "For all", 7_200, 6_700),
        Step(TAX, "PL", 6_700, 8_241),
    )
    assert (price.net, price.gross, price.shown) == (6_700, 8_241, 8_241)


def test_another_category_gets_the_rules_for_all_alone() -> None:
    """100.00, less 5.00 = 95.00."""
    rules = (RuleTerms("Cups", 1000, category="Kubki"), RuleTerms("For all", amount_off=500))
    group = GroupTerms("General", 0, rules, prices_with_tax=False)
    assert price_for(group, 10_000, at=NOW, category="Talerze").shown == 9_500
    assert price_for(group, 10_000, at=NOW).shown == 9_500


def test_two_of_a_kind_in_their_order() -> None:
    """50.00, less 10.00 = 40.00, less half = 20.00; the other way 15.00."""
    rules = (RuleTerms("Ten", amount_off=1000), RuleTerms("Half", 5000))
    assert price_for(GroupTerms("G", rules=rules), 5_000, at=NOW).net == 2_000
    assert price_for(GroupTerms("G", rules=rules[::-1]), 5_000, at=NOW).net == 1_500


def test_each_step_is_rounded_half_up() -> None:
    """0.05 less 10 % = 0.045; 9.99 less 5 % = 9.4905, and 9.49 plus 23 % = 11.6727."""
    assert price_for(GroupTerms("G", 1000), 5, at=NOW).net == 5
    price = price_for(GroupTerms("G", 500, (), POLAND), 999, at=NOW, country="PL")
    assert (price.net, price.gross) == (949, 1_167)


def test_a_price_never_falls_below_nothing() -> None:
    rules = (RuleTerms("Much", amount_off=99_999), RuleTerms("More", amount_off=1))
    price = price_for(GroupTerms("G", 0, rules, POLAND), 10_000, at=NOW, country="PL")
    assert (price.net, price.gross) == (0, 0)
    assert price_for(GroupTerms("G", 10_000), 10_000, at=NOW).net == 0


def test_tax_by_country_and_as_the_group_sees_it() -> None:
    """100.00 plus 19 % = 119.00."""
    with_tax = GroupTerms("G", tax_rates=POLAND)
    assert price_for(with_tax, 10_000, at=NOW, country="DE").shown == 11_900
    assert price_for(with_tax, 10_000, at=NOW, country="US").shown == 10_000
    without = GroupTerms("G", tax_rates=POLAND, prices_with_tax=False)
    price = price_for(without, 10_000, at=NOW, country="DE")
    assert (price.shown, price.gross, price.steps) == (10_000, 11_900, ())


@pytest.mark.parametrize(
    ("rule", "applies"),
    [
        (RuleTerms("R", 1000), True),
        (RuleTerms("R", 1000, active=False), False),
        (RuleTerms("R", 1000, valid_from=NOW), True),
        (RuleTerms("R", 1000, valid_from=NOW + 1), False),
        (RuleTerms("R", 1000, valid_to=NOW), True),
        (RuleTerms("R", 1000, valid_to=NOW - 1), False),
        (RuleTerms("R", 1000, valid_from=NOW - 1, valid_to=NOW + 1), True),
        (RuleTerms("R", 1000, category="ŻÓŁĆ"), True),
        (RuleTerms("R", 1000, category="Kubki"), False),
    ],
)
def test_when_a_rule_applies(rule: RuleTerms, applies: bool) -> None:
    price = price_for(GroupTerms("G", rules=(rule,)), 10_000, at=NOW, category="żółć")
    assert price.net == (9_000 if applies else 10_000)


terms = st.builds(
    RuleTerms,
    st.just("R"),
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.integers(0, 10**6),
    st.sampled_from(["", "a", "b"]),
)


@given(st.integers(0, 10**9), st.integers(0, 10_000), st.lists(terms, max_size=6))
def test_steps_follow_each_other(amount: int, discount: int, rules: list[RuleTerms]) -> None:
    price = price_for(GroupTerms("G", discount, rules, POLAND), amount, at=NOW, country="PL")
    running = amount
    for step in price.steps:
        assert step.before == running
        running = step.after
        assert running >= 0
    assert running == price.shown >= price.net
    assert price.net <= amount
