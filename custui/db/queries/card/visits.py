"""Connections to the shop and log-in attempts."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.queries.card.paging import Page, Panel


@dataclass(frozen=True)
class Connection:
    """A session: when it began (Unix seconds UTC), pages seen, seconds spent, origin."""

    id: int
    started_at: int
    page_count: int
    seconds: int
    origin: str  # host of the referrer, "" for a direct visit
    ip: str
    user_agent: str


@dataclass(frozen=True)
class LoginAttempt:
    """An attempt to log in (Unix seconds UTC); ``reason`` says why one failed."""

    id: int
    at: int
    email: str
    ip: str
    user_agent: str
    reason: str
    succeeded: bool


def _connection(
    session_id: int, started: int, pages: int, seconds: int, referrer: str, ip: str, agent: str
) -> Connection:
    return Connection(session_id, started, pages, seconds, host(referrer), ip, agent)


def host(referrer: str) -> str:
    """The host of a referrer's address; the address itself when it has none to be found."""
    _scheme, separator, rest = referrer.partition("://")
    if not separator:
        return referrer
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2]


_CONNECTIONS = Panel(
    _connection,
    "id, started_at, page_count, max(0, last_seen_at - started_at), referrer, ip, user_agent",
    "session WHERE customer_id = ?",
    "last_seen_at DESC, id DESC",
)
_ATTEMPTS = Panel(
    LoginAttempt,
    "id, at, email, ip, user_agent, reason, succeeded",
    "login_attempt WHERE customer_id = ?",
    "at DESC, id DESC",
    flags=1,
)


def read_connections(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Connection]:
    """The customer's sessions, newest first."""
    return _CONNECTIONS.read(database, (customer_id,), limit, offset)


def read_login_attempts(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[LoginAttempt]:
    """Attempts to log in as the customer, newest first."""
    return _ATTEMPTS.read(database, (customer_id,), limit, offset)
