"""Puts journeys together to a stream of lines: so many a second, for so many seconds."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any, NamedTuple

from custui.activity.simulation.journeys import Cast, Journey, guessing, stuffing, visit
from custui.db.feed.stage import Stage

_ATTACKS_EVERY = 1800.0
_ATTEMPTS = (24, 12)  # of the stuffing, of the guessing
_LASTS = 240.0


class Line(NamedTuple):
    """A line of the feed, and the moment (Unix seconds) at which it is written."""

    at: float
    text: str


def traffic(stage: Stage, *, rate: float, seconds: float, seed: int, begin: int) -> Iterator[Line]:
    """``rate`` lines a second for ``seconds``, from ``begin`` (Unix seconds) on.

    The same shop and arguments give the same lines. Whoever is due speaks; when nobody is,
    somebody new comes in.
    """
    cast = Cast(stage, Random(f"{seed}:{begin}"))  # noqa: S311 - made-up people
    due: list[tuple[float, int, Journey, Any]] = []
    order = 0
    for offset, journey in _attacks(cast, seconds):
        order += 1
        _go_on(due, offset, order, journey)
    for number in range(round(rate * seconds)):
        now = number / rate
        if due and due[0][0] <= now:
            _at, _order, journey, said = heapq.heappop(due)
        else:
            journey = visit(cast)
            _pause, said = next(journey)
        yield Line(begin + now, _line(begin + now, said))
        order += 1
        _go_on(due, now, order, journey)


def _go_on(
    due: list[tuple[float, int, Journey, Any]], now: float, order: int, journey: Journey
) -> None:
    following = next(journey, None)
    if following is not None:
        pause, said = following
        heapq.heappush(due, (now + pause, order, journey, said))


def _attacks(cast: Cast, seconds: float) -> Iterator[tuple[float, Journey]]:
    """A stuffing and a guessing in every half hour, or in the whole of a shorter time."""
    period = min(seconds, _ATTACKS_EVERY)
    lasts = min(_LASTS, period / 4)
    begin = 0.0
    while begin + period <= seconds and period > 0:
        yield begin + 0.3 * period, stuffing(cast, _ATTEMPTS[0], lasts)
        yield begin + 0.55 * period, guessing(cast, _ATTEMPTS[1], lasts)
        begin += period


def _line(at: float, said: dict[str, Any]) -> str:
    moment = datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {name: value for name, value in said.items() if value is not None}
    return json.dumps({"at": moment, **told}, ensure_ascii=False) + "\n"
