"""Lines of a feed: good ones, odd ones, and ones that are none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.activity.ahead import _packed, _unpacked
from custui.activity.lines import Told, is_whole, parse_lines
from custui.domain.events import Login, Presence
from tests.activity.feed import customer, line, page


def parse(*lines: str, end: str = "\n") -> object:
    return parse_lines("".join(each + end for each in lines).encode())


def test_events_and_what_is_none() -> None:
    data = "\n".join([page("a"), "", "nonsense", page("b"), "[1]", customer(1)]) + "\n"
    lines = parse_lines(data.encode())
    assert lines.count == 6
    assert [type(event) for event in lines.events] == [Presence, Presence, Told]
    assert [(each.line, each.field) for each in lines.rejected] == [(3, ""), (5, "")]
    told = lines.events[2]
    assert isinstance(told, Told)
    assert (told.line, told.text) == (6, customer(1))


@pytest.mark.parametrize("around", ["", " ", "\t", "\r", "\ufeff"])
def test_what_stands_around_an_event(around: str) -> None:
    lines = parse_lines((around + page("a") + around + "\n").encode())
    assert len(lines.events) == 1 and not lines.rejected


def test_only_a_line_feed_ends_a_line() -> None:
    text = page("a", page="a\u2028b\x85c\u2029d")
    raw = json.dumps(json.loads(text), ensure_ascii=False)
    (event,) = parse_lines((raw + "\n").encode()).events
    assert isinstance(event, Presence)
    assert event.page == "a\u2028b\x85c\u2029d"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"event": "page"', "is not JSON"),
        ('{"event": "page"} {"event": "page"}', "is not JSON"),
        ("null", "is not a JSON object"),
        ('"page"', "is not a JSON object"),
        ('{"event": "page", "amount": NaN}', "NaN"),
        ('{"event": "page", "at": -Infinity}', "NaN and Infinity"),
        ("[" * 100_000, "nested too deeply"),
        ('{"event": "page", "x": ' + "[" * 100_000, "nested too deeply"),
        ('{"event": "page", "customer_id": ' + "9" * 5000 + "}", ""),
        ('{"event": "page", "session": "a\tb"}', "is not JSON"),
        ('{"event": "page", "event": {}}', "there is no such event"),
        ("\0", "is not JSON"),
    ],
    ids=range(12),
)
def test_what_is_none(text: str, reason: str) -> None:
    lines = parse_lines((text + "\n" + page() + "\n").encode())
    assert len(lines.events) == 1
    (rejected,) = lines.rejected
    assert rejected.line == 1
    assert reason in rejected.reason


def test_bytes_that_are_no_text() -> None:
    lines = parse_lines(page("a").encode() + b"\n\xff\xfe{}\n" + page("b").encode() + b"\n")
    assert len(lines.events) == 2
    assert (lines.rejected[0].line, "UTF-8" in lines.rejected[0].reason) == (2, True)


def test_bytes_that_are_no_text_inside_of_an_event() -> None:
    text = page("a", page="XX").encode().replace(b"XX", b"\xc5")
    lines = parse_lines(text + b"\n")
    assert not lines.events
    assert "UTF-8" in lines.rejected[0].reason


def test_half_of_an_event_is_none() -> None:
    whole = page("a").encode()
    assert is_whole(whole) and is_whole(whole + b" ")
    assert not any(is_whole(whole[:cut]) for cut in range(len(whole)))


events = st.sampled_from(
    [
        page("a"),
        page("ż", page="/ż", amount="1.50", cart_id=3),
        line("cart_add", session="a", product_id=7, name="Kubek", price="1.00"),
        line("cart_remove", session="a", product_id=7),
        line("login_failed", email="a@x.pl"),
        line("logout", session="a"),
        customer(5),
        "nonsense",
        "\udcff",
        "",
    ]
)


@given(st.lists(events, max_size=12))
def test_parsed_in_another_process_is_the_same(several: list[str]) -> None:
    data = "".join(each + "\n" for each in several).encode("utf-8", "surrogateescape")
    lines = parse_lines(data)
    again = _unpacked(_packed(lines))
    assert again == lines
    assert [type(each) for each in again.events] == [type(each) for each in lines.events]
    logins = [e.event for e in again.events if isinstance(e, Told) and isinstance(e.event, Login)]
    assert len(logins) == sum("login_failed" in each or "logout" in each for each in several)
