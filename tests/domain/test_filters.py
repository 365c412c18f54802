"""Filters as typed, and as they print themselves."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custui import locale
from custui.domain.columns import BY_NAME, COLUMNS, RISKS, Column, ColumnSet, Kind
from custui.domain.filters import (
    NEWEST_FIRST,
    DayOfYear,
    Empty,
    Filter,
    FilterError,
    Is,
    Match,
    OneOf,
    Period,
    Recent,
    Sort,
    Text,
    Today,
    Upcoming,
    Within,
    expected,
    parse_columns,
    parse_filter,
    parse_sort,
)
from custui.domain.filters.amounts import Amount, Duration, parse_duration
from custui.domain.filters.days import MOST_DAYS

BEGINS, ENDS, EQUALS = Match.BEGINS, Match.ENDS, Match.EQUALS
NBSP = "\N{NO-BREAK SPACE}"


def money(low: int | None, high: int | None, **more: bool) -> Within:
    ends = (None if end is None else Amount(end) for end in (low, high))
    return Within("sales", *ends, **more)


def moment(low: Period | Today | None, high: Period | Today | None, **more: bool) -> Within:
    return Within("registered_at", low, high, **more)


DAY = Period(2024, 5, 17)

MEANINGS: list[tuple[str, str, Filter]] = [
    ("last_name", "kow", Text("last_name", "kow")),
    ("last_name", "  kow ", Text("last_name", "kow")),
    ("last_name", "^kow", Text("last_name", "kow", BEGINS)),
    ("last_name", "kow$", Text("last_name", "kow", ENDS)),
    ("last_name", "=Kowalski", Text("last_name", "Kowalski", EQUALS)),
    ("last_name", "^Kowalski$", Text("last_name", "Kowalski", EQUALS)),
    ("last_name", "!kow", Text("last_name", "kow", negated=True)),
    ("last_name", "! ^ kow", Text("last_name", "kow", BEGINS, negated=True)),
    ("last_name", "!=x", Text("last_name", "x", EQUALS, negated=True)),
    ("last_name", "!x$", Text("last_name", "x", ENDS, negated=True)),
    ("last_name", r"\!x", Text("last_name", "!x")),
    ("last_name", r"\^", Text("last_name", "^")),
    ("last_name", r"a\$", Text("last_name", "a$")),
    ("last_name", r"a\b", Text("last_name", r"a\b")),
    ("last_name", "\\", Text("last_name", "\\")),
    ("last_name", "=a$", Text("last_name", "a$", EQUALS)),
    ("last_name", "a!=^b", Text("last_name", "a!=^b")),
    ("last_name", '"', Text("last_name", '"')),
    ("last_name", "50%_*'", Text("last_name", "50%_*'")),
    ("phone", "600-100", Text("phone", "600-100")),
    ("phone", "=+48 600", Text("phone", "+48 600", EQUALS)),
    ("sales", "191,20", money(19120, 19120)),
    ("sales", "-1 000.5", money(-100050, -100050)),
    ("sales", f"12{NBSP}310,2..13 000", money(1231020, 1300000)),
    ("sales", "12,310.20", money(1231020, 1231020)),
    ("sales", ">100", money(10000, None, exclusive=True)),
    ("sales", ">= 100", money(10000, None)),
    ("sales", "<0.50", money(None, 50, exclusive=True)),
    ("sales", "<=5", money(None, 500)),
    ("sales", "..5", money(None, 500)),
    ("sales", "5..", money(500, None)),
    ("sales", "!5..10", money(500, 1000, negated=True)),
    ("sales", "\N{MINUS SIGN}5..-1", money(-500, -100)),
    ("id", "12", Within("id", 12, 12)),
    ("id", "1 000 000", Within("id", 1_000_000, 1_000_000)),
    ("orders", "2 .. 3", Within("orders", 2, 3)),
    ("enabled", "tak", Is("enabled", True)),
    ("enabled", "NO", Is("enabled", False)),
    ("enabled", "!y", Is("enabled", False)),
    ("country", "PL,de", OneOf("country", ("PL", "DE"))),
    ("country", "Polska, united kingdom,UK", OneOf("country", ("PL", "GB"))),
    ("country", "!pl", OneOf("country", ("PL",), negated=True)),
    ("language", "PL,niemiecki", OneOf("language", ("pl", "de"))),
    ("risk", "Średnie, low, 0", OneOf("risk", ("medium", "low", "none"))),
    ("group", r"Retail\, VIP,General", OneOf("group", ("Retail, VIP", "General"))),
    ("registered_at", "2024", moment(Period(2024), Period(2024))),
    ("registered_at", "2024-05", moment(Period(2024, 5), Period(2024, 5))),
    ("registered_at", "05.2024", moment(Period(2024, 5), Period(2024, 5))),
    ("registered_at", "2024-05-17", moment(DAY, DAY)),
    ("registered_at", "17.05.2024", moment(DAY, DAY)),
    ("registered_at", ">2024", moment(Period(2024), None, exclusive=True)),
    ("registered_at", "2023..2024-06", moment(Period(2023), Period(2024, 6))),
    ("registered_at", "17.05.2024..today", moment(DAY, Today())),
    ("registered_at", "<=today", moment(None, Today())),
    ("registered_at", "dziś", moment(Today(), Today())),
    ("registered_at", "7d", Recent("registered_at", 7)),
    ("last_visit_at", "!90d", Recent("last_visit_at", 90, negated=True)),
    ("last_visit_at", "never", Empty("last_visit_at")),
    ("last_visit_at", "!Nigdy", Empty("last_visit_at", negated=True)),
    ("birthday", "1990-05-17", Within("birthday", Period(1990, 5, 17), Period(1990, 5, 17))),
    ("birthday", "05-17", DayOfYear("birthday", 5, 17)),
    ("birthday", "17.05", DayOfYear("birthday", 5, 17)),
    ("birthday", "29.2.", DayOfYear("birthday", 2, 29)),
    ("birthday", "+7d", Upcoming("birthday", 7)),
    ("birthday", "today", Upcoming("birthday", 1)),
    ("birthday", "!30d", Recent("birthday", 30, negated=True)),
    ("company", '""', Empty("company")),
    ("company", '! ""', Empty("company", negated=True)),
    ("groups", '""', Empty("groups")),
]


@pytest.mark.parametrize(("column", "typed", "meaning"), MEANINGS)
def test_what_was_typed_means(column: str, typed: str, meaning: Filter) -> None:
    parsed = parse_filter(column, typed)
    assert parsed == meaning
    assert parse_filter(column, str(parsed)) == meaning


@pytest.mark.parametrize(
    ("meaning", "printed"),
    [
        (Text("last_name", "kow", BEGINS, negated=True), "!^kow"),
        (Text("last_name", "kow$"), r"kow\$"),
        (Text("last_name", '""'), r"\"" + '"'),
        (money(19120, None), ">=191.20"),
        (money(-5, 10000), "-0.05..100"),
        (Within("id", 5, 5), "5"),
        (moment(Period(2024), None, exclusive=True), ">2024"),
        (moment(None, Today()), "<=today"),
        (Recent("registered_at", 7), "7d"),
        (Upcoming("birthday", 1), "today"),
        (Empty("last_visit_at", is_moment=True), "never"),
        (Empty("birthday", negated=True), '!""'),
        (OneOf("country", ("PL", "DE"), negated=True), "!PL,DE"),
        (OneOf("group", ("!a, b",)), r"\!a\, b"),
    ],
)
def test_how_a_filter_prints_itself(meaning: Filter, printed: str) -> None:
    assert str(meaning) == printed


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        ("id", "twelve", "whole number"),
        ("id", "5.5", "whole number"),
        ("id", "1 00", "whole number"),
        ("id", "5 10", "whole number"),
        ("id", "٣", "whole number"),
        ("id", "9" * 19, "too large"),
        ("id", "9" * 9999, "too large"),
        ("sales", "1.234", "amount"),
        ("sales", "1,234", "amount"),
        ("sales", "x", "amount"),
        ("sales", "..", "amount"),
        ("sales", ">", "amount"),
        ("sales", "1...2", "amount"),
        ("sales", "1..2..3", "amount"),
        ("sales", "10..5", "before it begins"),
        ("registered_at", "2024-05..2023", "before it begins"),
        ("enabled", "perhaps", "yes or no"),
        ("registered_at", "2024-13-01", "no such day"),
        ("registered_at", "2024-00", "no such day"),
        ("registered_at", "30.02.2024", "no such day"),
        ("registered_at", "0000", "no such day"),
        ("registered_at", "soon", "a date"),
        ("registered_at", "+7d", "a date"),
        ("registered_at", "05-17", "a date"),
        ("registered_at", ">7d", "a date"),
        ("registered_at", "0d", "1 to"),
        ("registered_at", "99999999d", "1 to"),
        ("birthday", "31.04", "no such day"),
        ("birthday", "30.02", "no such day"),
        ("country", " , ", "code or name"),
        ("country", "PL,Atlantis", "Atlantis"),
        ("language", "Klingonish", "Klingonish"),
        ("risk", "huge", "none, low, medium or high"),
        ("group", ",", "a name"),
        ("phone", "abc", "digits"),
        ("last_name", "", "text"),
        ("last_name", " ", "text"),
        ("last_name", "!", "text"),
        ("last_name", "^", "text"),
        ("last_name", "=", "text"),
        ("last_name", "$", "text"),
        ("nose", "long", "no column"),
    ],
)
def test_anything_else_names_what_was_expected(column: str, typed: str, expected: str) -> None:
    with pytest.raises(FilterError, match=expected) as caught:
        parse_filter(column, typed)
    assert caught.value.column == column


def test_every_column_says_what_it_expects_in_one_line_in_both_languages() -> None:
    english = [expected(column) for column in COLUMNS]
    locale.choose("pl")
    polish = [expected(column) for column in COLUMNS]
    assert all(a and b and a != b for a, b in zip(english, polish, strict=True))
    assert not any("\n" in sentence for sentence in english + polish)


def test_what_is_expected_is_itself_understood() -> None:
    """The examples in the sentences are filters."""
    for column in COLUMNS:
        _sentence, colon, examples = expected(column).partition(": ")
        for example in re.split(r", | or ", examples) if colon else ():
            if example != "a..b":
                parse_filter(column.name, example)


def test_bytes_that_are_no_text_are_searched_for_in_vain_and_not_a_crash() -> None:
    found = parse_filter("last_name", "a\udcff")
    assert str(found).encode()


# --- kinds that the customers grid does not have --------------------------------------------------

OTHERS = ColumnSet(
    "others",
    "Others",
    (
        Column("id", "ID", Kind.NUMBER, 5),
        Column("off", "Off", Kind.PERCENT, 5),
        Column("spent", "Spent", Kind.DURATION, 5),
        Column("state", "State", Kind.CHOICE, 5, labels=(("w", "waiting"), ("s", "sent"))),
        Column("service", "Service", Kind.CHOICE, 5, labels=(("news", "newsletter"),), open=True),
        Column("fields", "Fields", Kind.CHANGES, 5),
    ),
)


@pytest.mark.parametrize(
    ("column", "typed", "meaning", "printed"),
    [
        ("off", "10", Within("off", Amount(1000), Amount(1000)), "10"),
        ("off", ">7,5 %", Within("off", Amount(750), None, exclusive=True), ">7.50"),
        ("off", "5%..10%", Within("off", Amount(500), Amount(1000)), "5..10"),
        ("spent", "90s", Within("spent", Duration(90), Duration(90)), "1m30s"),
        ("spent", ">= 1h 30 min", Within("spent", Duration(5400), None), ">=1h30m"),
        ("spent", "0s..2H", Within("spent", Duration(0), Duration(7200)), "0s..2h"),
        ("state", "waiting, S", OneOf("state", ("w", "s")), "w,s"),
        ("state", "!oczekuje", OneOf("state", ("w",), negated=True), "!w"),
        ("service", "Newsletter,Coffee", OneOf("service", ("news", "Coffee")), "news,Coffee"),
        ("fields", "^news", Text("fields", "news", BEGINS), "^news"),
    ],
)
def test_other_kinds(column: str, typed: str, meaning: Filter, printed: str) -> None:
    parsed = parse_filter(column, typed, OTHERS)
    assert parsed == meaning
    assert str(parsed) == printed
    assert parse_filter(column, printed, OTHERS) == meaning


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        ("off", "ten", "a percentage"),
        ("spent", "5", "a span of time"),
        ("spent", "5m..1m", "before it begins"),
        ("spent", "m", "a span of time"),
        ("state", "lost", "one of waiting, sent"),
    ],
)
def test_what_is_none_of_them(column: str, typed: str, expected: str) -> None:
    with pytest.raises(FilterError, match=expected):
        parse_filter(column, typed, OTHERS)


@given(st.integers(0, 10**9))
def test_a_span_of_time_reads_back_what_it_prints(seconds: int) -> None:
    assert parse_duration(str(Duration(seconds))) == seconds


# --- printing and reading back ------------------------------------------------------------------

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.text(st.sampled_from(' \\!^=$",a1\t\u00a0'), min_size=1, max_size=6),
)
PERIODS = st.one_of(
    st.builds(Period, st.integers(1, 9999)),
    st.builds(Period, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: Period(day.year, day.month, day.day)),
)
INTEGERS = st.integers(-(2**63) + 1, 2**63 - 1)
DAYS = st.integers(1, MOST_DAYS)


def _columns(*kinds: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from([column.name for column in COLUMNS if column.kind in kinds])


@st.composite
def ranges(draw: st.DrawFn) -> Within:
    is_number = draw(st.booleans())
    kinds = (Kind.NUMBER, Kind.MONEY) if is_number else (Kind.MOMENT, Kind.DATE)
    column = draw(_columns(*kinds))
    is_money = is_number and BY_NAME[column].kind is Kind.MONEY
    bounds = INTEGERS.map(Amount if is_money else int) if is_number else PERIODS
    ends = sorted(
        (draw(bounds), draw(bounds)), key=lambda end: end if is_number else (end.first, end.last)
    )
    which = draw(st.sampled_from(["low", "high", "both", "one", "today"]))
    negated = draw(st.booleans())
    if which == "today" and BY_NAME[column].kind is Kind.MOMENT:
        return Within(column, Today(), None, draw(st.booleans()), negated)
    if which in ("low", "high"):
        ends[which == "low"] = None
        return Within(column, *ends, draw(st.booleans()), negated)
    return Within(column, ends[0], ends[0 if which == "one" else 1], negated=negated)


@st.composite
def phones(draw: st.DrawFn) -> Text:
    number = draw(st.text(string.digits + "+- ()", min_size=1, max_size=15)) + "7"
    return Text("phone", number, draw(st.sampled_from(Match)), draw(st.booleans()))


FILTERS = st.one_of(
    st.builds(Text, _columns(Kind.TEXT), TEXTS, st.sampled_from(Match), st.booleans()),
    phones(),
    st.builds(Is, _columns(Kind.FLAG), st.booleans()),
    st.builds(
        OneOf,
        st.sampled_from(["title", "group", "groups", "shop"]),
        st.lists(TEXTS, min_size=1, max_size=4, unique=True).map(tuple),
        st.booleans(),
    ),
    st.builds(
        OneOf,
        st.just("risk"),
        st.lists(st.sampled_from(RISKS), min_size=1, unique=True).map(tuple),
        st.booleans(),
    ),
    st.builds(Empty, st.sampled_from(list(BY_NAME)), st.booleans()),
    ranges(),
    st.builds(Recent, _columns(Kind.MOMENT, Kind.DATE), DAYS, st.booleans()),
    st.builds(Upcoming, st.just("birthday"), DAYS, st.booleans()),
    st.dates().map(lambda day: DayOfYear("birthday", day.month, day.day)),
)


@settings(deadline=None)  # names of countries load on first use
@given(FILTERS)
def test_a_filter_reads_back_what_it_prints(meaning: Filter) -> None:
    assert parse_filter(meaning.column, str(meaning)) == meaning


@settings(deadline=None)  # names of countries load on first use
@given(st.sampled_from(list(BY_NAME)), st.text(max_size=20))
def test_whatever_is_typed_is_understood_and_prints_itself_or_is_refused(
    column: str, typed: str
) -> None:
    try:
        meaning = parse_filter(column, typed)
    except FilterError as error:
        assert str(error)
    else:
        assert parse_filter(column, str(meaning)) == meaning


# --- order and columns --------------------------------------------------------------------------


def test_sorts() -> None:
    assert parse_sort("-sales,last_name") == (Sort("sales", True), Sort("last_name"))
    assert parse_sort("-sales, last_name") == (Sort("sales", True), Sort("last_name"))
    assert parse_sort("") == NEWEST_FIRST
    assert [str(sort) for sort in parse_sort("-sales,id")] == ["-sales", "id"]


def test_an_unknown_column_is_named_safely() -> None:
    with pytest.raises(FilterError, match="␛"):
        parse_columns(["\x1b[31m"])
