"""What two accounts have in common is weighed as a person would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from custui.domain.duplicates import (
    BIRTHDAY,
    ELSEWHERE,
    HOME,
    LIKELY,
    MAILBOX,
    PHONE,
    Person,
    home,
    likeness,
    mailbox,
)

ANNA = Person(1, ("anna", "nowak"), "anna.nowak@gmail.com")
OTHER = Person(2, ("zofia", "kot"), "zofia@x.pl")


@pytest.mark.parametrize(
    "email",
    ["annanowak@gmail.com", "a.n.n.a.nowak@GMAIL.com", "anna.nowak+shop@gmail.com",
     "Anna.Nowak@googlemail.com"],
)  # fmt: skip
def test_a_mailbox_spelt_otherwise(email: str) -> None:
    found = likeness(ANNA, replace(ANNA, id=2, email=email))
    assert found.reasons == (MAILBOX,)
    assert found.score > 90


def test_mailboxes() -> None:
    assert mailbox("+48600@x.pl") == ("+48600", "x.pl"), "nothing is left without the tag"
    assert mailbox("a@b@x.pl") == ("a@b", "x.pl")
    assert mailbox("nobody") == ("", "nobody"), "whatever is in the database"


def test_the_same_mailbox_elsewhere() -> None:
    moved = replace(ANNA, id=2, email="anna.nowak@wp.pl")
    assert likeness(ANNA, moved).reasons == (ELSEWHERE,)
    assert likeness(ANNA, moved).score >= LIKELY
    stranger = replace(OTHER, email="anna.nowak@wp.pl")
    assert likeness(ANNA, stranger).score < LIKELY
    info = replace(ANNA, email="info@a.pl"), replace(ANNA, id=2, email="info@b.pl")
    assert likeness(*info).reasons == ()
    office = replace(ANNA, email="office@a.pl"), replace(ANNA, id=2, email="office@b.pl")
    assert likeness(*office).reasons == ()


def test_a_phone_says_more_with_the_name() -> None:
    phones = frozenset({"600100200"})
    anna = replace(ANNA, phones=phones)
    mixed_up = Person(2, ("nowak", "anna"), "x@x.pl", phones=phones | {"700000000"})
    sister = Person(2, ("ewa", "nowak"), "x@x.pl", phones=phones)
    stranger = replace(OTHER, phones=phones)
    scores = [likeness(anna, each).score for each in (mixed_up, sister, stranger)]
    assert scores == sorted(scores, reverse=True)
    assert [score >= LIKELY for score in scores] == [True, False, False]
    assert likeness(anna, mixed_up).reasons == (PHONE,)


def test_name_and_birthday() -> None:
    anna = replace(ANNA, birthday="1980-02-29")
    assert likeness(anna, replace(anna, id=2, email="x@x.pl")).reasons == (BIRTHDAY,)
    assert likeness(anna, replace(OTHER, birthday="1980-02-29")).reasons == ()


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("ul. Polna 5 m. 7", True),
        ("POLNA 5/7", True),
        ("Polna 7 lok. 5", True),
        ("Polna 5", False),
        ("Leśna 5/7", False),
        ("", False),
    ],
)
def test_name_and_address(line: str, same: bool) -> None:
    anna = replace(ANNA, homes=frozenset({home("90-001", "Polna 5/7")}))
    other = replace(ANNA, id=2, email="x@x.pl", homes=frozenset({home("90 001", line)}))
    assert likeness(anna, other).reasons == ((HOME,) if same else ())
    elsewhere = replace(other, homes=frozenset({home("90-002", line)}))
    assert likeness(anna, elsewhere).reasons == ()
    neighbour = replace(other, names=("ewa", "kot"))
    assert likeness(anna, neighbour).reasons == ()


def test_more_evidence_weighs_more() -> None:
    phones, born = frozenset({"600100200"}), "1980-02-29"
    anna = replace(ANNA, phones=phones, birthday=born)
    one = likeness(anna, Person(2, ANNA.names, "x@x.pl", phones=phones))
    two = likeness(anna, Person(2, ANNA.names, "x@x.pl", phones=phones, birthday=born))
    assert two.score > one.score
    assert two.reasons == (PHONE, BIRTHDAY)


def test_another_birthday_speaks_against_it() -> None:
    phones = frozenset({"600100200"})
    anna = replace(ANNA, phones=phones, birthday="1980-02-11")
    same = replace(anna, id=2, email="x@x.pl", birthday=None)
    daughter = replace(same, birthday="2004-07-19")
    slip, swapped = (replace(same, birthday=day) for day in ("1980-02-12", "1980-11-02"))
    base = likeness(anna, same).score
    assert likeness(anna, daughter).score == base - 30
    assert likeness(anna, slip).score == likeness(anna, swapped).score == base - 5


def test_it_is_the_same_both_ways_and_never_certain() -> None:
    anna = replace(
        ANNA, phones=frozenset({"600100200"}), birthday="1980-02-29",
        homes=frozenset({home("90-001", "Polna 5")}),
    )  # fmt: skip
    twin = replace(anna, id=2, email="annanowak@gmail.com")
    assert likeness(anna, twin) == likeness(twin, anna)
    assert likeness(anna, twin).score == 99
    assert likeness(ANNA, OTHER).score == 0
