"""Reads the cells of a column, each kind in its way, fast enough for a million rows.

Names, companies, amounts and choices repeat: what a cell becomes is remembered, up to a bound, so
memory stays flat whatever the file. Addresses and moments hardly repeat and are read each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from custui.domain import rules
from custui.domain.parsing import parse_flag, parse_id, parse_moment, parse_money
from custui.domain.text import email_key, fold, sort_key
from custui.exchange.field import Staged
from custui.exchange.written import restored
from custui.locale import _
from custui.locale.formats import zone

REMEMBERED = 8192
"""How many different cells a column remembers."""

_plain_email = rules.PLAIN_EMAIL.fullmatch
_NEVER: Staged = (None,)
_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400


class Remembered(dict[str, Staged]):
    """Cells whose reading is remembered."""

    def __init__(self, read: Callable[[str], Staged]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Staged:
        staged = self._read(cell)
        if len(self) >= REMEMBERED:
            self.clear()
        self[cell] = staged
        return staged


class Numbers:
    """Customers' numbers; an empty cell gives none."""

    def __getitem__(self, cell: str) -> Staged:
        if cell.isascii() and cell.isdigit() and len(cell) < 19 and cell[0] != "0":
            return (int(cell),)
        return (parse_id(cell),)


class Emails:
    """E-mail addresses: as typed, as compared, as searched."""

    def __getitem__(self, cell: str) -> Staged:
        if _plain_email(cell):
            key = cell.lower()
            return (cell, key, key)
        email = restored(cell.strip())
        problem = rules.email_problem(email)
        if problem:
            raise ValueError(problem)
        key = email_key(email)
        return (email, key, key if email.isascii() else fold(email))


class Moments:
    """Moments on the clock of ``time_zone``, in Unix seconds; ``None`` for never.

    A day whose clock is not changed is looked up once, and so is each time of day.
    """

    def __init__(self, time_zone: str) -> None:
        self._zone = zone(time_zone)
        self._days: dict[str, int] = {}
        self._times: dict[str, int] = {}

    def __getitem__(self, cell: str) -> Staged:
        if not cell:
            return _NEVER
        try:
            return (self._days[cell[:10]] + self._times[cell[10:]],)
        except KeyError:
            return (self._learn(cell),)

    def _learn(self, cell: str) -> int | None:
        moment = parse_moment(cell, self._zone)
        # Only a day and a time that are valid beside any other are worth remembering.
        if moment is None or len(cell) not in (16, 19) or cell[10] not in " T":
            return moment
        local = datetime.fromtimestamp(moment, self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, tzinfo=None)
        start = midnight.replace(tzinfo=self._zone)
        end = (midnight + _DAY).replace(tzinfo=self._zone) if midnight.year < 9999 else start
        begins = int(start.astimezone(UTC).timestamp())
        if end.astimezone(UTC).timestamp() - begins == _DAY_SECONDS:
            seconds = moment - begins
            self._remember(cell, begins, seconds)
        return moment

    def _remember(self, cell: str, begins: int, seconds: int) -> None:
        for known, key, value in (
            (self._days, cell[:10], begins),
            (self._times, cell[10:], seconds),
        ):
            if len(known) >= REMEMBERED:
                known.clear()
            known[key] = value


class Choices(Remembered):
    """Names of titles or groups, as their numbers; empty is ``None``.

    A name that the shop has not is ``added`` with the numbers -1, -2, … or, when it may not be,
    refused with ``unknown`` as the reason.
    """

    def __init__(self, known: Mapping[str, int], unknown: str = "", *, required: bool) -> None:
        super().__init__(self._choose)
        self.added: list[str] = []
        self._known = known
        self._unknown = unknown
        self._required = required

    def _choose(self, cell: str) -> Staged:
        name = restored(cell).strip()
        if not name:
            if self._required:
                raise ValueError(_("is missing"))
            return (None,)
        found = self._known.get(choice_key(name))
        if found is not None:
            return (found,)
        problem = self._unknown or rules.text_problem(name, rules.LONGEST_CHOICE)
        if problem:
            raise ValueError(problem)
        return (-1 - self._added_place(name),)

    def _added_place(self, name: str) -> int:
        for place, added in enumerate(self.added):
            if choice_key(added) == choice_key(name):
                return place
        if len(self.added) >= REMEMBERED:
            raise ValueError(_("is one of too many new names"))
        self.added.append(name)
        return len(self.added) - 1


def choice_key(name: str) -> str:
    """What makes two names of a title or group one: ``M.`` is ``m``."""
    return fold(name.strip()).removesuffix(".")


def names(rule: str) -> Remembered:
    """First or last names by ``rule``: the name, its search text, its place in a list."""

    def read(cell: str) -> Staged:
        name = restored(cell)
        problem = rules.name_problem(name, rule)
        if problem:
            raise ValueError(problem)
        return (name, fold(name), sort_key(name))

    return Remembered(read)


def texts(longest: int, *, required: bool) -> Remembered:
    """Free text with its search text and its place in a list; it may be empty."""

    def read(cell: str) -> Staged:
        text = restored(cell)
        problem = rules.text_problem(text, longest)
        if problem is None and required and not text.strip():
            problem = _("is missing")
        if problem:
            raise ValueError(problem)
        return (text, fold(text), sort_key(text))

    return Remembered(read)


def money() -> Remembered:
    """Amounts in minor units."""
    return Remembered(lambda cell: (parse_money(cell),))


def flags(*, required: bool) -> Remembered:
    """Yes and no; a required one must be yes."""

    def read(cell: str) -> Staged:
        flag = parse_flag(cell)
        if required and not flag:
            raise ValueError(_("must be yes"))
        return (flag,)

    return Remembered(read)


class Ignored:
    """Cells that say nothing about a customer."""

    def __getitem__(self, cell: str) -> Staged:
        return ()


class Nothing:
    """The cell after a delimiter that ends the row: it must be empty."""

    def __getitem__(self, cell: str) -> Staged:
        if cell:
            raise ValueError(_("stands after the last column"))
        return ()
