"""Planted pairs: one person under two accounts, each pair with something that gives it away."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from custui.demo.duplicates import KINDS
from custui.demo.hostile import hostile_ids
from custui.demo.shop import make_shop
from custui.domain.text import digits, email_key, fold

PAIRS = 25
PERSON = (
    "SELECT c.first_name, c.last_name, c.email, c.birthday, c.phone, a.line1, a.postcode, a.city"
    " FROM customer c JOIN address a ON a.customer_id = c.id AND a.default_billing = 1"
    " WHERE c.id = ?"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, int]]]:
    path = tmp_path_factory.mktemp("pairs") / "pairs.db"
    return path, make_shop(str(path), customers=600, seed=3, hostile=True, duplicates=PAIRS)


def test_each_pair_is_given_away_in_its_way(shop: tuple[Path, list[tuple[int, int]]]) -> None:
    path, pairs = shop
    connection = sqlite3.connect(path)
    assert len(pairs) == PAIRS
    for number, (elder, younger) in enumerate(pairs):
        one = connection.execute(PERSON, (elder,)).fetchone()
        other = connection.execute(PERSON, (younger,)).fetchone()
        names = {fold(name) for name in one[:2]}
        assert names == {fold(name) for name in other[:2]}
        mailbox, _at, domain = other[2].lower().partition("@")
        ours, _at, home = one[2].lower().partition("@")
        kind = KINDS[number % len(KINDS)]
        if kind == "mailbox":
            assert domain == home
            assert mailbox.replace(".", "").partition("+")[0] == ours.replace(".", "")
        elif kind == "domain":
            assert (mailbox, domain != home) == (ours, True)
        elif kind == "phone":
            assert one[4] != other[4]
            assert digits(one[4]) == digits(other[4])
        elif kind == "birthday":
            assert one[3] == other[3]
        else:
            assert one[5:] == other[5:]
    connection.close()


def test_nobody_is_in_two_pairs_and_nobody_hostile_in_one(
    shop: tuple[Path, list[tuple[int, int]]],
) -> None:
    _path, pairs = shop
    ids = [customer for pair in pairs for customer in pair]
    assert len({*ids}) == 2 * PAIRS
    assert all(elder < younger for elder, younger in pairs)
    assert not {*ids} & {*hostile_ids(600), 1}


def test_what_was_sent_and_tried_follows_the_email(
    shop: tuple[Path, list[tuple[int, int]]],
) -> None:
    connection = sqlite3.connect(shop[0])
    for email, recipient in connection.execute(
        "SELECT c.email, s.recipient FROM sent_email s JOIN customer c ON c.id = s.customer_id"
    ):
        assert email == recipient
    for email, typed, key in connection.execute(
        "SELECT c.email, l.email, l.email_key FROM login_attempt l"
        " JOIN customer c ON c.id = l.customer_id"
    ):
        assert (typed, key) == (email, email_key(email))
    connection.close()
