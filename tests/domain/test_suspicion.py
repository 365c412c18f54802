"""Suspicious attempts to log in: too many in a few minutes, and what got in after them."""

from __future__ import annotations

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from custui.domain.preferences import Preferences
from custui.domain.suspicion import (
    Attempt,
    Suspicion,
    SuspicionRule,
    bursts,
    suspicion_rule,
    suspicions,
)

RULE = SuspicionRule()
_ids = count(1)


def attempt(at: int, email: str = "a@x.pl", ip: str = "192.0.2.1", ok: bool = False) -> Attempt:
    return Attempt(next(_ids), at, email, ip, ok)


def test_the_thresholds_are_the_shops() -> None:
    assert suspicion_rule(Preferences()) == RULE == SuspicionRule(600, 5, 10, 4)
    assert suspicion_rule(Preferences(burst_minutes=1)).within == 60


def test_five_failures_for_one_email() -> None:
    four = [attempt(n, ip=f"192.0.2.{n}") for n in range(4)]
    assert suspicions(four, RULE) == {}
    five = [*four, attempt(600, ip="192.0.2.9")]
    assert suspicions(five, RULE) == dict.fromkeys((a.id for a in five), Suspicion.EMAIL)
    late = [*four, attempt(601, ip="192.0.2.9")]
    assert suspicions(late, RULE) == {}


def test_ten_failures_from_one_ip() -> None:
    rule = SuspicionRule(email_failures=99, ip_emails=99)
    ten = [attempt(n, f"{n}@x.pl") for n in range(10)]
    assert suspicions(ten[:9], rule) == {}
    assert suspicions(ten, rule) == dict.fromkeys((a.id for a in ten), Suspicion.IP)


def test_one_ip_that_fails_with_four_emails() -> None:
    three = [attempt(n, f"{n}@x.pl") for n in range(3)]
    assert suspicions(three, RULE) == {}
    four = [*three, attempt(9, "9@x.pl")]
    assert suspicions(four, RULE) == dict.fromkeys((a.id for a in four), Suspicion.EMAILS)


def test_people_of_one_office_who_get_in_are_not_suspicious() -> None:
    assert suspicions([attempt(n, f"{n}@x.pl", ok=True) for n in range(50)], RULE) == {}


def test_a_success_right_after() -> None:
    burst = [attempt(n, f"{n}@x.pl") for n in range(4)]
    near, far = attempt(603, "z@x.pl", ok=True), attempt(604, "y@x.pl", ok=True)
    before = attempt(-1, "b@x.pl", ok=True)
    elsewhere = attempt(10, "c@x.pl", "192.0.2.77", ok=True)
    found = suspicions([*burst, near, far, before, elsewhere], RULE)
    assert found[near.id] == Suspicion.SUCCESS
    assert set(found) == {a.id for a in burst} | {near.id}


def test_the_evidence_of_a_burst() -> None:
    several = [attempt(n * 10, f"{n}@x.pl") for n in range(6)]
    inside = attempt(70, "2@x.pl", ok=True)
    (burst,) = bursts([*several, inside, attempt(0, "other@x.pl", "192.0.2.9")], RULE)
    assert (burst.kind, burst.key, burst.failures) == ("ip", "192.0.2.1", 6)
    assert (burst.first_at, burst.last_at) == (0, 70)
    assert burst.emails == tuple(f"{n}@x.pl" for n in range(6))
    assert burst.succeeded == ("2@x.pl",)
    assert burst.suspicion == Suspicion.EMAILS | Suspicion.SUCCESS


def test_two_bursts_of_one_ip() -> None:
    several = [attempt(at + n, f"{n}@x.pl") for at in (0, 5000) for n in range(4)]
    found = bursts(several, RULE)
    assert [(burst.first_at, burst.last_at) for burst in found] == [(5000, 5003), (0, 3)]


attempts = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from("abcde"), st.sampled_from("xy"), st.booleans()),
    max_size=25,
)


@given(attempts)
@settings(max_examples=300)
def test_as_said(raw: list[tuple[int, str, str, bool]]) -> None:
    rule = SuspicionRule(within=10, email_failures=3, ip_failures=5, ip_emails=3)
    several = [Attempt(n, *row) for n, row in enumerate(raw)]
    failures = [a for a in several if not a.succeeded]
    expected: dict[int, Suspicion] = {}

    def mark(why: Suspicion, by: str, enough: object) -> None:
        marked: set[int] = set()
        for last in failures:
            span = [
                a
                for a in failures
                if getattr(a, by) == getattr(last, by) and last.at - 10 <= a.at <= last.at
            ]
            if enough(span):  # type: ignore[operator]
                marked |= {a.id for a in span}
        for a in several:
            mine = [m for m in failures if m.id in marked and getattr(m, by) == getattr(a, by)]
            if a.id in marked:
                expected[a.id] = expected.get(a.id, Suspicion(0)) | why
            elif a.succeeded and any(0 <= a.at - m.at <= 10 for m in mine):
                expected[a.id] = expected.get(a.id, Suspicion(0)) | Suspicion.SUCCESS

    mark(Suspicion.EMAIL, "email", lambda span: len(span) >= 3)
    mark(Suspicion.IP, "ip", lambda span: len(span) >= 5)
    mark(Suspicion.EMAILS, "ip", lambda span: len({a.email for a in span}) >= 3)
    assert suspicions(several, rule) == expected
