"""Attacks on the log-in page, and sign-ins of the staff in a customer's place."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from custui.demo.clock import DAY
from custui.demo.customers import STAFF
from custui.demo.draws import draws
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import SHOWCASE
from custui.demo.visits import BROWSERS, address_of
from custui.domain.text import email_key

LOCKED_FOR = 600
_REASONS = ("wanted help at the payment page", "cart shows the wrong price", "voucher refused")
_GRANTED_TO = 400  # one customer in so many


def add_access(people: Sequence[Person], seed: int, now: int, rows: Rows) -> None:
    """Add to a batch of ``people`` the attacks of the last day and the staff's sign-ins.

    The account under the latest attack is locked. Needs at least a dozen people for an attack.
    """
    stream = draws(len(people) + 4, 2, seed, "access", people[0].id)
    if len(people) >= 12:
        _passwords_of_one(people, next(stream), now, rows)
        _many_from_one_address(people, next(stream), now, rows)
    for person, (number, when) in zip(people, stream, strict=False):
        if person.id == SHOWCASE or (person.id + number % 97) % _GRANTED_TO == 0:
            _grant(person, seed, number, when, now, rows)


def _attempt(
    at: int, email: str, person: Person | None, ip: str, browser: str, reason: str, rows: Rows
) -> None:
    rows["login_attempt"].append((
        at, email, email_key(email), person.id if person else None, ip, browser, int(not reason),
        reason,
    ))  # fmt: skip


def _passwords_of_one(
    people: Sequence[Person], numbers: tuple[int, ...], now: int, rows: Rows
) -> None:
    """Ten failures for one e-mail within minutes, and then the lock."""
    number, when = numbers
    victim = people[1 + number % (len(people) - 1)]
    if victim.guest:
        return
    ended = max(now - 120 - when % 300, victim.registered_at + LOCKED_FOR)
    ended = min(ended, now)
    ip, browser = address_of(number), BROWSERS[when >> 9 & 63]
    for attempt in range(10):
        _attempt(ended - 9 * 20 + attempt * 20, victim.email, victim, ip, browser,
                 "bad_password", rows)  # fmt: skip
    victim.locked_until = ended + LOCKED_FOR
    _attempt(ended + 15, victim.email, victim, ip, browser, "locked", rows)


def _many_from_one_address(
    people: Sequence[Person], numbers: tuple[int, ...], now: int, rows: Rows
) -> None:
    """One address goes through a list of e-mails, most of them unknown here, and gets in once."""
    number, when = numbers
    begun = now - 3600 - when % (DAY - 7200)
    ip, browser = address_of(when), BROWSERS[number >> 9 & 63]
    for place in range(8):
        at = begun + 30 * place
        if place % 3:
            _attempt(at, f"info{number >> place & 4095}@example.net", None, ip, browser,
                     "unknown_email", rows)  # fmt: skip
            continue
        person = people[(number + place * 31) % len(people)]
        if not person.guest and person.registered_at < at:
            _attempt(at, person.email, person, ip, browser, "bad_password", rows)
            if place == 6:
                _attempt(at + 12, person.email, person, ip, browser, "", rows)


def _grant(person: Person, seed: int, number: int, when: int, now: int, rows: Rows) -> None:
    """A link to sign in as the customer: used at once, or expired."""
    at = max(person.registered_at, now - when % (60 * DAY))
    token = sha256(f"{seed}:{person.id}:{number}".encode()).hexdigest()
    used = min(at + number % 50, now) if number & 3 else None
    rows["login_grant"].append(
        (token, person.id, STAFF[number & 3], _REASONS[number % 3], at, at + 60, used)
    )
