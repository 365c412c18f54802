"""Which attempts to log in are suspicious, and the bursts that they make.

Within the same few minutes: many failures for one e-mail, many from one IP, one IP that fails with
several e-mails; and a success right after such a burst, for its e-mail or from its IP.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from operator import attrgetter
from typing import Final, NamedTuple

from custui.domain.preferences import Preferences


class Suspicion(IntFlag):
    """Why an attempt is suspicious, as the database keeps it; several may hold at once."""

    EMAIL = 1  # one of many failures for one e-mail
    IP = 2  # one of many failures from one IP
    EMAILS = 4  # from an IP that fails with several e-mails
    SUCCESS = 8  # got in right after a burst


NOTHING: Final = Suspicion(0)


@dataclass(frozen=True)
class SuspicionRule:
    """How many are too many within ``within`` seconds."""

    within: int = 600
    email_failures: int = 5
    ip_failures: int = 10
    ip_emails: int = 4


def suspicion_rule(preferences: Preferences) -> SuspicionRule:
    """The thresholds that the shop has set."""
    return SuspicionRule(
        preferences.burst_minutes * 60,
        preferences.burst_email_failures,
        preferences.burst_ip_failures,
        preferences.burst_ip_emails,
    )


class Attempt(NamedTuple):
    """An attempt to log in, ``at`` in Unix seconds UTC; ``email`` as it is compared."""

    id: int
    at: int
    email: str
    ip: str
    succeeded: bool


@dataclass(frozen=True)
class Burst:
    """Suspicious attempts that belong together, and what shows it.

    ``kind`` is ``email`` or ``ip``; ``key`` the e-mail or IP. ``emails`` were tried, ``ips`` tried
    them; with ``succeeded`` ones somebody got in.
    """

    kind: str
    key: str
    first_at: int
    last_at: int
    failures: int
    emails: tuple[str, ...] = field(default=())
    ips: tuple[str, ...] = field(default=())
    succeeded: tuple[str, ...] = field(default=())
    suspicion: Suspicion = NOTHING


def suspicions(attempts: Iterable[Attempt], rule: SuspicionRule) -> dict[int, Suspicion]:
    """Why each of the suspicious ones among ``attempts`` is so, by its id."""
    found: dict[int, Suspicion] = defaultdict(lambda: NOTHING)
    ordered = sorted(attempts, key=attrgetter("at", "id"))
    for mine in _parted(ordered, attrgetter("email")).values():
        _mark(mine, rule.within, lambda n, _: n >= rule.email_failures, Suspicion.EMAIL, found)
    for mine in _parted(ordered, attrgetter("ip")).values():
        _mark(mine, rule.within, lambda n, _: n >= rule.ip_failures, Suspicion.IP, found)
        _mark(mine, rule.within, lambda _, n: n >= rule.ip_emails, Suspicion.EMAILS, found)
    return {number: why for number, why in found.items() if why}


def _parted(
    attempts: Iterable[Attempt], by: Callable[[Attempt], str]
) -> Mapping[str, list[Attempt]]:
    """Attempts by e-mail or IP; an empty one is nobody's."""
    parted: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        if by(attempt):
            parted[by(attempt)].append(attempt)
    return parted


def _mark(
    attempts: Sequence[Attempt],
    within: int,
    too_many: Callable[[int, int], bool],
    why: Suspicion,
    found: dict[int, Suspicion],
) -> None:
    """Mark the failures in each span of ``within`` seconds that has too many, and what got in.

    ``attempts`` are those of one e-mail or IP, in order; ``too_many`` is asked with the number of
    failures and of their e-mails.
    """
    failures = [attempt for attempt in attempts if not attempt.succeeded]
    emails: Counter[str] = Counter()
    marked: list[int] = []
    first = done = 0
    for last, attempt in enumerate(failures):
        emails[attempt.email] += 1
        while attempt.at - failures[first].at > within:
            emails[failures[first].email] -= 1
            if not emails[failures[first].email]:
                del emails[failures[first].email]
            first += 1
        if too_many(last + 1 - first, len(emails)):
            for each in failures[max(first, done) : last + 1]:
                found[each.id] |= why
                marked.append(each.at)
            done = last + 1
    for attempt in attempts:
        if attempt.succeeded and _right_after(attempt.at, marked, within):
            found[attempt.id] |= Suspicion.SUCCESS


def _right_after(at: int, marked: Sequence[int], within: int) -> bool:
    before = bisect_right(marked, at)
    return before > 0 and at - marked[before - 1] <= within


def bursts(attempts: Iterable[Attempt], rule: SuspicionRule) -> list[Burst]:
    """The bursts among ``attempts``, the latest first."""
    attempts = list(attempts)
    why = suspicions(attempts, rule)
    ordered = sorted((each for each in attempts if each.id in why), key=attrgetter("at", "id"))
    of_ip, of_email = Suspicion.IP | Suspicion.EMAILS, Suspicion.EMAIL
    found = [
        *_bursts("ip", _parted(ordered, attrgetter("ip")), why, of_ip, rule.within),
        *_bursts("email", _parted(ordered, attrgetter("email")), why, of_email, rule.within),
    ]
    return sorted(found, key=attrgetter("last_at", "kind", "key"), reverse=True)


def _bursts(
    kind: str,
    parted: Mapping[str, list[Attempt]],
    why: Mapping[int, Suspicion],
    wanted: Suspicion,
    within: int,
) -> Iterator[Burst]:
    for key, attempts in parted.items():
        for together in _runs(attempts, within):
            failures = [a for a in together if not a.succeeded and why[a.id] & wanted]
            if failures:
                yield _burst(kind, key, together, failures, why, wanted)


def _runs(attempts: Sequence[Attempt], within: int) -> Iterator[list[Attempt]]:
    """``attempts`` cut where nothing happened for longer than ``within`` seconds."""
    run: list[Attempt] = []
    for attempt in attempts:
        if run and attempt.at - run[-1].at > within:
            yield run
            run = []
        run.append(attempt)
    if run:
        yield run


def _burst(
    kind: str,
    key: str,
    together: Sequence[Attempt],
    failures: Sequence[Attempt],
    why: Mapping[int, Suspicion],
    wanted: Suspicion,
) -> Burst:
    got_in = [attempt for attempt in together if attempt.succeeded]
    suspicion = NOTHING
    for attempt in failures:
        suspicion |= why[attempt.id] & wanted
    return Burst(
        kind,
        key,
        first_at=failures[0].at,
        last_at=max(failures[-1].at, *(attempt.at for attempt in got_in), 0),
        failures=len(failures),
        emails=tuple(dict.fromkeys(attempt.email for attempt in failures if attempt.email)),
        ips=tuple(dict.fromkeys(attempt.ip for attempt in failures if attempt.ip)),
        succeeded=tuple(dict.fromkeys(attempt.email for attempt in got_in)),
        suspicion=suspicion | (Suspicion.SUCCESS if got_in else NOTHING),
    )
