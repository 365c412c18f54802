"""The meanings of filters, as values that print themselves: ``parse_filter`` reads them back.

``negated`` is everybody else, those with an empty value among them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from custui.domain.filters.amounts import Amount, Duration
from custui.domain.filters.escapes import escaped
from custui.domain.filters.periods import Period, Today

Bound = int | Amount | Duration | Period | Today
"""An end of a range: a number, minor units of money, seconds, a calendar period, today."""


class Match(Enum):
    """Where the text must stand in the value."""

    CONTAINS = "contains"
    BEGINS = "begins"
    ENDS = "ends"
    EQUALS = "equals"


def _not(negated: bool) -> str:
    return "!" if negated else ""


@dataclass(frozen=True)
class Text:
    """The value has ``text`` in it, whatever the case and diacritics; of a phone, its digits."""

    column: str
    text: str
    match: Match = Match.CONTAINS
    negated: bool = False

    def __str__(self) -> str:
        before = {Match.BEGINS: "^", Match.EQUALS: "="}.get(self.match, "")
        after = "$" if self.match is Match.ENDS else ""
        text = self.text
        if text == '""' and not before + after:
            return f'{_not(self.negated)}\\""'
        if self.match is Match.EQUALS:
            return f"{_not(self.negated)}={escaped(text)}"
        first = "" if before else "!^="
        return f"{_not(self.negated)}{before}{escaped(text, first=first, last='$')}{after}"


@dataclass(frozen=True)
class Is:
    """The value is yes, or no."""

    column: str
    yes: bool

    def __str__(self) -> str:
        return "yes" if self.yes else "no"


@dataclass(frozen=True)
class OneOf:
    """The choice is one of ``values``: names as typed, or codes where the choice has a code."""

    column: str
    values: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        names = ",".join(escaped(value, first="!", anywhere=',"') for value in self.values)
        return _not(self.negated) + names


@dataclass(frozen=True)
class Empty:
    """The value is empty or, ``negated``, anything but empty. An empty moment is *never*."""

    column: str
    negated: bool = False
    is_moment: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return _not(self.negated) + ("never" if self.is_moment else '""')


@dataclass(frozen=True)
class Within:
    """The value is from ``low`` to ``high``, both included; ``None`` is no bound.

    With one bound alone it may be ``exclusive``: past a period means after its end, before it means
    before its beginning.
    """

    column: str
    low: Bound | None = None
    high: Bound | None = None
    exclusive: bool = False
    negated: bool = False

    def __str__(self) -> str:
        low, high = str(self.low), str(self.high)
        equal = "" if self.exclusive else "="
        if self.low is None:
            range_ = f"<{equal}{high}"
        elif self.high is None:
            range_ = f">{equal}{low}"
        else:
            range_ = low if low == high else f"{low}..{high}"
        return _not(self.negated) + range_


@dataclass(frozen=True)
class Recent:
    """Within the last ``days`` days, today among them; of a birthday, in any year."""

    column: str
    days: int
    negated: bool = False

    def __str__(self) -> str:
        return f"{_not(self.negated)}{self.days}d"


@dataclass(frozen=True)
class Upcoming:
    """A birthday within the next ``days`` days, today among them, in any year."""

    column: str
    days: int
    negated: bool = False

    def __str__(self) -> str:
        return _not(self.negated) + ("today" if self.days == 1 else f"+{self.days}d")


@dataclass(frozen=True)
class DayOfYear:
    """A birthday on this day, in any year."""

    column: str
    month: int
    day: int
    negated: bool = False

    def __str__(self) -> str:
        return f"{_not(self.negated)}{self.month:02}-{self.day:02}"


Filter = Text | Is | OneOf | Empty | Within | Recent | Upcoming | DayOfYear
