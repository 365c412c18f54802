"""Events of the log-in page."""

from __future__ import annotations

from typing import Final, NamedTuple

from custui.domain.events.fields import (
    LONGEST_TOKEN,
    BadEvent,
    Json,
    address,
    moment,
    number,
    shown,
    text,
)
from custui.domain.rules import LONGEST_EMAIL
from custui.locale import _

BAD_PASSWORD: Final = "bad_password"  # noqa: S105 - why a log-in failed
"""Why an attempt failed that says nothing of it (``domain.panels.visits.REASONS``)."""

TURNED_AWAY: Final = frozenset({"locked", "disabled", "banned"})
"""Reasons of attempts whose password nobody looked at: they count towards no lock."""


class Login(NamedTuple):
    """Somebody tried to log in, or logged out (then ``succeeded`` is ``None``).

    ``email`` is as typed, ``reason`` why an attempt failed; ``session`` may be ``""``.
    """

    at: int
    session: str
    succeeded: bool | None
    email: str
    customer: int | None
    ip: str
    user_agent: str
    reason: str
    page: str
    referrer: str


def read_login(record: Json, name: str) -> Login:
    """The attempt that ``record`` tells of; raises ``BadEvent``."""
    email, customer = shown(record, "email")[:LONGEST_EMAIL], number(record, "customer_id")
    if not email and (name == "login_failed" or (name == "login" and customer is None)):
        raise BadEvent("email", _("is missing"))
    failed = name == "login_failed"
    reason = _code(text(record, "reason")) if failed else ""
    return Login(
        at=moment(record, "at"),
        session=text(record, "session", LONGEST_TOKEN),
        succeeded=None if name == "logout" else not failed,
        email=email,
        customer=customer,
        ip=address(record, "ip"),
        user_agent=shown(record, "user_agent"),
        reason=(reason or BAD_PASSWORD) if failed else "",
        page=shown(record, "page"),
        referrer=shown(record, "referrer"),
    )


def _code(reason: str) -> str:
    """A reason as it is kept: ``Unknown e-mail`` is ``unknown_email``."""
    return reason.lower().replace("e-mail", "email").replace(" ", "_").replace("-", "_")
