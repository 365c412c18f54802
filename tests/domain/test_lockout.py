"""Ten failures within ten minutes lock for ten minutes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from custui.domain.lockout import LockRule, lock_rule, locked_until
from custui.domain.preferences import Preferences

RULE = LockRule()


def test_the_rule_is_the_shops() -> None:
    preferences = Preferences(lockout_failures=3, lockout_within_minutes=2, lockout_minutes=5)
    assert lock_rule(preferences) == LockRule(3, 120, 300)
    assert lock_rule(Preferences()) == RULE == LockRule(10, 600, 600)


def test_nine_do_not_lock_and_ten_do() -> None:
    assert locked_until(range(9), RULE) is None
    assert locked_until(range(99), LockRule(failures=0)) is None
    assert locked_until(range(10), RULE) == 609


def test_ten_within_ten_minutes_to_the_second() -> None:
    assert locked_until([*range(9), 600], RULE) == 1200
    assert locked_until([*range(9), 601], RULE) is None


def test_the_last_of_them_counts_in_whatever_order_they_come() -> None:
    assert locked_until([700, *range(500, 520)], RULE) == 1300


@given(st.lists(st.integers(0, 3000), max_size=30), st.integers(1, 5), st.integers(1, 600))
def test_as_said(moments: list[int], failures: int, within: int) -> None:
    rule = LockRule(failures, within, 100)
    ends = [
        last for last in moments if sum(last - within <= m <= last for m in moments) >= failures
    ]
    assert locked_until(moments, rule) == (max(ends) + 100 if ends else None)
