"""Filters and sorts of lists evaluated in plain Python, one customer (or other row) at a time.

Nothing here knows the parser or the SQL: a ``Case`` has what is typed beside what it must mean.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from custui.domain.changes import in_words
from custui.domain.columns import BY_NAME, COLUMNS, RISKS, Column, Kind
from custui.domain.text import digits, fold, sort_key

Person = dict[str, Any]
"""The cells by their columns' names; and ``numbers``, the digits of every phone."""

ZONE = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class Case:
    """A filter as typed, and whom it finds."""

    column: str
    typed: str
    finds: Callable[[Person], bool]

    def __repr__(self) -> str:
        return f"{self.column}={self.typed}"


def naive_key(column: str) -> Callable[[dict[str, Any]], Any]:
    kind = BY_NAME[column].kind

    def key(person: dict[str, Any]) -> Any:
        value = person[column]
        if column == "risk":
            return ("none", "low", "medium", "high").index(value)
        if column == "groups":
            return sorted(map(sort_key, value))
        if kind is Kind.CHOICE and column not in ("title", "group", "shop"):
            return value
        if column in ("website", "vat_id", "regon", "postcode", "phone"):
            return value
        if column == "email":
            return value.casefold()
        if isinstance(value, str) and kind is not Kind.DATE:
            return sort_key(value)
        return (value is not None, value) if kind in (Kind.DATE, Kind.MOMENT) else value

    return key


def panel_key(column: Column) -> Callable[[dict[str, Any]], Any]:
    """As ``naive_key``, of a panel: choices that the program knows in their order, then names."""
    ranks = {code: at for at, (code, _label) in enumerate(column.labels)}
    by_name = column.kind is Kind.TEXT or (
        column.kind is Kind.CHOICE and column.name not in ("country", "language")
    )

    def key(row: dict[str, Any]) -> Any:
        value = row[column.name]
        if ranks:
            return (0, ranks[value]) if value in ranks else (1, sort_key(value))
        if value is None:
            return (0,)
        return (1, sort_key(value) if by_name else value)

    return key


# --- filters ------------------------------------------------------------------------------------


def typed_plainly(text: str) -> str:
    """``text`` with every mark made plain."""
    return "".join(char if char.isalnum() else "\\" + char for char in text)


def any_case(rng: random.Random, text: str) -> str:
    return rng.choice([text, text.upper(), text.lower()])


def text_case(rng: random.Random, people: Sequence[Person], column: Column) -> Case:
    name = column.name
    read = in_words if column.kind is Kind.CHANGES else str
    values = [fold(read(person[name])) for person in people if person[name]]
    values = [value for value in values if value.strip()]
    value = rng.choice(values or ["x"])
    start = rng.randrange(len(value))
    part = value[start : start + rng.choice([1, 2, 3, 3, 5, 9])]
    few = rng.randint(1, 4)
    before, after, needle, matches = rng.choice(
        [
            ("", "", part, lambda text: fold(part) in text),
            ("^", "", value[:few], lambda text: text.startswith(fold(value[:few]))),
            ("", "$", value[-few:], lambda text: text.endswith(fold(value[-few:]))),
            ("=", "", value, lambda text: text == fold(value)),
            ("", "", "50%_*'", lambda text: "50%_*'" in text),
        ]
    )
    typed = before + typed_plainly(any_case(rng, needle)) + after
    return Case(name, typed, lambda person: matches(fold(read(person[name]))))


def phone_of_address_case(rng: random.Random, rows: Sequence[Person], name: str) -> Case:
    """Of one number, not of those of every address."""
    number = rng.choice([digits(row[name]) for row in rows if len(digits(row[name])) > 8] or ["1"])
    part = number[-5:]
    spaced = "-".join(part)
    return rng.choice(
        [
            Case(name, spaced, lambda row: part in digits(row[name])),
            Case(name, f"{spaced}$", lambda row: digits(row[name]).endswith(part)),
        ]
    )


def phone_case(rng: random.Random, people: Sequence[Person]) -> Case:
    number = rng.choice([n for person in people for n in person["numbers"] if len(n) > 8])
    start = rng.randrange(len(number) - 4)
    part = number[start : start + 4]
    if part.startswith("00"):
        part = "123"
    spaced = " ".join(part)
    return rng.choice(
        [
            Case("phone", spaced, lambda p: any(part in n for n in p["numbers"])),
            Case("phone", f"-{part}$", lambda p: any(n.endswith(part) for n in p["numbers"])),
            Case(
                "phone",
                "+48 5",
                lambda p: any(
                    "485" in n or "4805" in n or n.startswith(("5", "05")) for n in p["numbers"]
                ),
            ),
            Case(
                "phone",
                "+48 600-1",
                lambda p: any(
                    "486001" in n or "4806001" in n or n.startswith(("6001", "06001"))
                    for n in p["numbers"]
                ),
            ),
        ]
    )


def _compared(rng: random.Random, low: Any, high: Any) -> tuple[str, Callable[[Any, Any], bool]]:
    """A form of range over two printed bounds, and its meaning over what compares with them."""
    return rng.choice(
        [
            (f"{low}", lambda begins, ends: begins[0] and ends[0]),
            (f">{low}", lambda begins, ends: not ends[0]),
            (f">= {low}", lambda begins, ends: begins[0]),
            (f"<{low}", lambda begins, ends: not begins[0]),
            (f"<={low}", lambda begins, ends: ends[0]),
            (f"{low}..{high}", lambda begins, ends: begins[0] and ends[1]),
            (f"..{high}", lambda begins, ends: ends[1]),
            (f"{low} ..", lambda begins, ends: begins[0]),
        ]
    )


def range_case(
    rng: random.Random,
    name: str,
    bounds: Sequence[tuple[str, Any, Any]],
    value_of: Callable[[Person], Any],
) -> Case:
    """``bounds``: two, as printed, with the least and the largest value that each covers."""
    (low, low_first, low_last), (high, high_first, high_last) = bounds
    typed, meaning = _compared(rng, low, high)

    def finds(person: Person) -> bool:
        value = value_of(person)
        if value is None:
            return False
        begins = (value >= low_first, value >= high_first)
        return bool(meaning(begins, (value <= low_last, value <= high_last)))

    return Case(name, typed, finds)


def number_case(rng: random.Random, people: Sequence[Person], column: Column) -> Case:
    known = [person[column.name] for person in people if person[column.name] is not None]
    values = sorted(rng.choice(known or [0]) for _ in range(2))

    def printed(value: int) -> str:
        if column.kind is Kind.DURATION:
            return rng.choice([f"{value}s", f"{value // 60} m {value % 60}s"])
        if column.kind is Kind.NUMBER:
            return rng.choice([str(value), f"{value:,}".replace(",", " ")])
        sign, (whole, cents) = "-" * (value < 0), divmod(abs(value), 100)
        mark = rng.choice(".,")
        return sign + f"{whole:,}".replace(",", "\u00a0") + f"{mark}{cents:02}"

    bounds = [(printed(value), value, value) for value in values]
    return range_case(rng, column.name, bounds, lambda person: person[column.name])


def day_bounds(rng: random.Random, day: date) -> tuple[str, date, date]:
    """A period around ``day``, as printed, with its first and last day."""
    month = day.replace(day=1)
    next_month = (month + timedelta(days=31)).replace(day=1)
    return rng.choice(
        [
            (f"{day}", day, day),
            (f"{day:%d.%m.%Y}", day, day),
            (f"{day:%Y-%m}", month, next_month - timedelta(days=1)),
            (f"{day:%Y}", date(day.year, 1, 1), date(day.year, 12, 31)),
        ]
    )


def day_of(value: Any) -> date | None:
    """The day of a cell, by the clock in the shop's zone."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return None if value is None else datetime.fromtimestamp(value, ZONE).date()


def day_case(rng: random.Random, people: Sequence[Person], column: Column, now: int) -> Case:
    name = column.name
    days = sorted(filter(None, (day_of(rng.choice(people)[name]) for _ in range(8))))[:2]
    today = datetime.fromtimestamp(now, ZONE).date()
    days = [*days, today, today][:2]
    if column.kind is Kind.DATE and rng.random() < 0.5:
        return birthday_case(rng, days[0], today)
    if rng.random() < 0.3:
        count = rng.choice([1, 7, 90, 1000])
        earliest = today - timedelta(days=count - 1)

        def is_recent(person: Person) -> bool:
            day = day_of(person[name])
            return day is not None and earliest <= day <= today

        if column.kind is Kind.MOMENT:
            return Case(name, f"{count}d", is_recent)
    bounds = [day_bounds(rng, day) for day in days]
    if bounds[0][1] > bounds[1][2]:
        bounds.reverse()
    return range_case(rng, name, bounds, lambda person: day_of(person[name]))


def celebrates(born: date, day: date) -> bool:
    try:
        return born.replace(year=day.year) == day
    except ValueError:
        return (day.month, day.day) == (2, 28)


def birthday_case(rng: random.Random, day: date, today: date) -> Case:
    count, step = rng.choice([1, 7, 31, 200]), rng.choice([1, -1])
    ahead = [today + timedelta(days=step * away) for away in range(count)]

    def soon(person: Person) -> bool:
        born = day_of(person["birthday"])
        return born is not None and any(celebrates(born, day) for day in ahead)

    def on_day(person: Person) -> bool:
        born = day_of(person["birthday"])
        return born is not None and (born.month, born.day) == (day.month, day.day)

    return rng.choice(
        [
            Case("birthday", f"{'+' if step > 0 else ''}{count}d", soon),
            Case("birthday", f"{day:%m-%d}", on_day),
            Case("birthday", f"{day:%d.%m}", on_day),
        ]
    )


def flag_case(rng: random.Random, name: str) -> Case:
    word, yes = rng.choice(
        [("yes", True), ("TAK", True), ("1", True), ("n", False), ("nie", False)]
    )
    return Case(name, word, lambda person: person[name] is yes)


def choice_case(rng: random.Random, people: Sequence[Person], column: Column) -> Case:
    name = column.name

    def has(person: Person) -> tuple[str, ...]:
        value = person[name]
        return value if isinstance(value, tuple) else (value,)

    there = sorted({one for person in people for one in has(person)} - {""})
    there = there or [code for code, _label in column.labels] or list(RISKS)
    wanted = rng.sample(there, min(len(there), rng.choice([1, 1, 2])))
    typed = ", ".join(any_case(rng, typed_plainly(one)) for one in wanted)
    return Case(name, typed, lambda person: not set(wanted).isdisjoint(has(person)))


def empty_case(name: str) -> Case:
    def is_empty(person: Person) -> bool:
        if name == "phone" and "numbers" in person:
            return not person["phone"] and not person["numbers"]
        return person[name] in (None, "", ())

    return Case(name, '""', is_empty)


def _positive(rng: random.Random, people: Sequence[Person], column: Column, now: int) -> Case:
    if rng.random() < 0.1:
        return empty_case(column.name)
    match column.kind:
        case Kind.TEXT:
            return text_case(rng, people, column)
        case Kind.CHANGES:
            return text_case(rng, people, column)
        case Kind.PHONE:
            if "numbers" not in people[0]:
                return phone_of_address_case(rng, people, column.name)
            return phone_case(rng, people)
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT | Kind.DURATION:
            return number_case(rng, people, column)
        case Kind.DATE | Kind.MOMENT:
            return day_case(rng, people, column, now)
        case Kind.FLAG:
            return flag_case(rng, column.name)
    return choice_case(rng, people, column)


def random_case(
    rng: random.Random, people: Sequence[Person], now: int, columns: Sequence[Column] = COLUMNS
) -> Case:
    """A filter of any column, taken from what the customers have."""
    case = _positive(rng, people, rng.choice(columns), now)
    if rng.random() < 0.2:
        return Case(case.column, "!" + case.typed, lambda person: not case.finds(person))
    return case
