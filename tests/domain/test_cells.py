"""Cells as a person reads them."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from custui import locale
from custui.domain.cells import ASCII, UNICODE, cell_text
from custui.domain.changes import in_words
from custui.domain.columns import BY_NAME, Column, Kind
from custui.domain.panels.contact import EMAIL_STATES, THREADS

ZONE = ZoneInfo("Europe/Warsaw")


def written(kind: Kind, value: Any, **more: Any) -> str:
    return cell_text(Column("x", "X", kind, 9, **more), ZONE, UNICODE)(value)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.NUMBER, 12431, "12431"),
        (Kind.MONEY, -123456, "-1,234.56"),
        (Kind.PERCENT, 1250, "12.50 %"),
        (Kind.DURATION, 3725, "1:02:05"),
        (Kind.DURATION, 0, "0:00:00"),
        (Kind.FLAG, True, "●"),
        (Kind.FLAG, False, "○"),
        (Kind.DATE, "1979-05-17", "1979-05-17"),
        (Kind.MOMENT, 1_637_413_260, "2021-11-20 14:01"),
        (Kind.MOMENT, None, "·"),
        (Kind.TEXT, "", "·"),
        (Kind.TEXT, "a\x1b[b", "a␛[b"),
        (Kind.CHOICES, ("a", "\x07b"), "a, ␇b"),
        (Kind.PERCENT, None, "·"),
    ],
)
def test_a_cell_of_each_kind(kind: Kind, value: Any, text: str) -> None:
    assert written(kind, value) == text


@pytest.mark.parametrize("moment", [2**62, -(2**62), 10**12])
def test_a_moment_that_no_calendar_has_is_written_as_it_is_kept(moment: int) -> None:
    assert written(Kind.MOMENT, moment) == str(moment)


def test_a_day_that_no_calendar_has() -> None:
    assert written(Kind.DATE, "2023-19-39") == "2023-19-39"


def test_choices_go_by_their_labels_in_the_language_in_use() -> None:
    assert written(Kind.CHOICE, "failed", labels=EMAIL_STATES) == "failed"
    author = cell_text(THREADS.by_name["author"], ZONE, UNICODE)
    locale.choose("pl")
    assert written(Kind.CHOICE, "failed", labels=EMAIL_STATES) == "niewysłany"
    assert (author("customer"), author("anna")) == ("klient", "anna")
    assert cell_text(BY_NAME["risk"], ZONE, ASCII)("high") == "wysokie"
    assert written(Kind.CHOICE, "odd\x07", labels=EMAIL_STATES) == "odd␇"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"newsletter": [0, 1], "email": ["a@b", ""]}, "newsletter: no → yes; email: a@b → ·"),
        ({"read": 12, "names": ["a", "b", "c"]}, "read: 12; names: a, b, c"),
        ({"settings": {"enabled": 1, "group": "VIP"}}, "enabled: yes, group: VIP"),
        ({}, ""),
    ],
)
def test_what_was_changed_in_words(fields: dict[str, Any], words: str) -> None:
    assert in_words(json.dumps(fields)) == words


@pytest.mark.parametrize("kept", ["not json", "[1]", "[" * 100_000, "7"])
def test_fields_that_somebody_tampered_with_are_shown_as_they_stand(kept: str) -> None:
    assert in_words(kept) == f": · → {kept}"
    assert written(Kind.CHANGES, "\x1b") == ": · → ␛"
