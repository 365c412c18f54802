"""Reads the cells of a column, each kind in its way, fast enough for a million rows.

Names, companies, amounts and choices repeat: what a cell becomes is remembered, up to a bound, so
memory stays flat whatever the file. Addresses and moments hardly repeat and are read each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from custui.domain import rules
from custui.domain.parsing import parse_day, parse_flag, parse_id, parse_moment, parse_money
from custui.domain.text import email_key, fold, sort_key
from custui.exchange.field import Staged
from custui.exchange.written import restored
from custui.locale import _
from custui.locale.formats import zone

REMEMBERED = 8192
"""How many different cells a column remembers."""

_plain_email = rules.PLAIN_EMAIL.fullmatch
_NONE: Staged = (None,)
_DAY = timedelta(days=1)
_DAY_FORM = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]")  # as the database has it
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


class NotKept:
    """Cells of which nothing is kept; ``seen`` counts those that hold anything."""

    def __init__(self) -> None:
        self.seen = 0

    def __getitem__(self, cell: str) -> Staged:
        self.seen += bool(cell)
        return ()


class Numbers:
    """Numbers of rows (customers, addresses); an empty cell gives none."""

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
        return _email(email)


class AnyEmails:
    """E-mail addresses that a shop once took, whatever their form."""

    def __getitem__(self, cell: str) -> Staged:
        if _plain_email(cell):
            key = cell.lower()
            return (cell, key, key)
        email = restored(cell)
        problem = rules.kept_text_problem(email, *rules.KEPT_EMAIL)
        if problem:
            raise ValueError(problem)
        return _email(email)


def _email(email: str) -> Staged:
    key = email_key(email)
    return (email, key, key if email.isascii() else fold(email))


class Moments:
    """Moments on the clock of ``time_zone``, in Unix seconds; ``None`` for never.

    A day whose clock is not changed is looked up once, and so is each time of day.
    """

    def __init__(self, time_zone: str, *, month_first: bool = True, required: bool = False) -> None:
        self._zone = zone(time_zone)
        self._month_first = month_first
        self._required = required
        self._days: dict[str, int] = {}
        self._times: dict[str, int] = {}

    def __getitem__(self, cell: str) -> Staged:
        if not cell and not self._required:
            return _NONE
        try:
            return (self._days[cell[:10]] + self._times[cell[10:]],)
        except KeyError:
            return (self._learn(cell),)

    def _learn(self, cell: str) -> int | None:
        moment = parse_moment(cell, self._zone, month_first=self._month_first)
        if moment is None and self._required:
            raise ValueError(_("is missing"))
        # Only a day and a time that are valid beside any other are worth remembering.
        if moment is None or not _is_parted(cell):
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


def _is_parted(cell: str) -> bool:
    """Whether a moment has its day in the first ten characters and its own clock after it."""
    return len(cell) in (16, 19) and cell[10] in " T"


class UniversalMoments:
    """Moments as custui's own files write them: ``2021-11-01T12:00:00Z``, in Unix seconds."""

    def __init__(self, *, required: bool = False) -> None:
        self._required = required
        self._days: dict[str, int] = {}
        self._times: dict[str, int] = {}

    def __getitem__(self, cell: str) -> Staged:
        try:
            return (self._days[cell[:10]] + self._times[cell[10:]],)
        except KeyError:
            return self._learn(cell)

    def _learn(self, cell: str) -> Staged:
        if not cell and not self._required:
            return _NONE
        try:
            told = datetime.fromisoformat(cell)
            moment = int((told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp())
            day = int(datetime.fromisoformat(cell[:10]).replace(tzinfo=UTC).timestamp())
        except ValueError:
            raise ValueError(_("is not a moment as 2021-11-01T12:00:00Z")) from None
        for known in (self._days, self._times):
            if len(known) >= REMEMBERED:
                known.clear()
        self._days[cell[:10]], self._times[cell[10:]] = day, moment - day
        return (moment,)


def days(today: str, *, month_first: bool = True, required: bool = False) -> Remembered:
    """Birth dates as ``YYYY-MM-DD``; ``None`` for none. ``today`` is the day in the shop."""
    now = date.fromisoformat(today)

    def read(cell: str) -> Staged:
        day = parse_day(cell, month_first=month_first, latest=now.year)
        problem = rules.birthday_problem(day, now)
        if problem is None and required and not day:
            problem = _("is missing")
        if problem:
            raise ValueError(problem)
        return (day or None,)

    return Remembered(read)


def kept_days() -> Remembered:
    """Birth dates that a database had."""

    def read(cell: str) -> Staged:
        if cell and not _DAY_FORM.fullmatch(cell):
            raise ValueError(_("is not a date"))
        return (cell or None,)

    return Remembered(read)


def names(rule: str) -> Remembered:
    """First or last names by ``rule``: the name, its search text, its place in a list."""

    def read(cell: str) -> Staged:
        name = restored(cell)
        problem = rules.name_problem(name, rule)
        if problem:
            raise ValueError(problem)
        return (name, fold(name), sort_key(name))

    return Remembered(read)


def texts(longest: int, *, required: bool = False) -> Remembered:
    """Free text with its search text and its place in a list; it may be empty."""
    return folded(plain_texts(longest, required=required))


def folded(plain: Remembered) -> Remembered:
    """The texts of ``plain``, each with its search text and its place in a list."""

    def read(cell: str) -> Staged:
        (text,) = plain[cell]
        return (text, fold(str(text)), sort_key(str(text)))

    return Remembered(read)


def plain_texts(longest: int, *, required: bool = False) -> Remembered:
    """Free text of at most ``longest`` characters; it may be empty unless it is ``required``."""

    def read(cell: str) -> Staged:
        text = restored(cell)
        problem = rules.text_problem(text, longest)
        if problem is None and required and not text.strip():
            problem = _("is missing")
        if problem:
            raise ValueError(problem)
        return (text,)

    return Remembered(read)


def kept_texts(longest: int, shortest: int = 0) -> Remembered:
    """Texts that a database had, as they are."""

    def read(cell: str) -> Staged:
        text = restored(cell)
        problem = rules.kept_text_problem(text, shortest, longest)
        if problem:
            raise ValueError(problem)
        return (text,)

    return Remembered(read)


def kept_codes(length: int) -> Remembered:
    """Codes of so many characters that a database had, or none."""
    kept = kept_texts(length)

    def read(cell: str) -> Staged:
        (code,) = kept[cell]
        if len(str(code)) not in (0, length):
            raise ValueError(_("is not a code of {length} characters").format(length=length))
        return (code,)

    return Remembered(read)


def plain_names(rule: str) -> Remembered:
    """Names by ``rule``, kept as they are."""

    def read(cell: str) -> Staged:
        name = restored(cell)
        problem = rules.name_problem(name, rule)
        if problem:
            raise ValueError(problem)
        return (name,)

    return Remembered(read)


def money() -> Remembered:
    """Amounts in minor units."""
    return Remembered(lambda cell: (parse_money(cell),))


def amounts() -> Remembered:
    """Amounts in minor units that are not less than none."""

    def read(cell: str) -> Staged:
        amount = parse_money(cell)
        problem = rules.amount_problem(amount)
        if problem:
            raise ValueError(problem)
        return (amount,)

    return Remembered(read)


def flags(*, required: bool = False, may_be_empty: bool = False) -> Remembered:
    """Yes and no; a required one must be yes. One that ``may_be_empty`` is ``None`` then."""

    def read(cell: str) -> Staged:
        if may_be_empty and not required and not cell.strip():
            return _NONE
        flag = parse_flag(cell)
        if required and not flag:
            raise ValueError(_("must be yes"))
        return (flag,)

    return Remembered(read)


def marks() -> Remembered:
    """Yes and no, where an empty cell is no."""
    return Remembered(lambda cell: (parse_flag(cell) if cell.strip() else 0,))


def counts(largest: int) -> Remembered:
    """Whole numbers from 0 to ``largest``; an empty cell is ``None``."""

    def read(cell: str) -> Staged:
        text = cell.strip()
        if not text:
            return _NONE
        if not (text.isascii() and text.isdigit()) or len(text) > 30 or int(text) > largest:
            raise ValueError(_("is not a number from 0 to {largest}").format(largest=largest))
        return (int(text),)

    return Remembered(read)


def one_of(*words: str) -> Remembered:
    """One of ``words``."""

    def read(cell: str) -> Staged:
        word = cell.strip().casefold()
        if word not in words:
            raise ValueError(_("is none of {names}").format(names=", ".join(filter(None, words))))
        return (word,)

    return Remembered(read)
