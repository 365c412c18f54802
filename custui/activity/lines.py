"""The lines of a feed, read: events in their order, and the lines that are none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from custui.domain.events import PRESENCE, BadEvent, Login, Presence, Record, parse_event
from custui.domain.events.presence import read_presence
from custui.locale import _


class Told(NamedTuple):
    """An event that may yet be refused when it is stored, with the line that told it."""

    line: int
    text: str
    event: Login | Record


class Rejected(NamedTuple):
    """A line that was not taken: its number from 1, which field is wrong, and why."""

    line: int
    field: str
    reason: str
    text: str


@dataclass(frozen=True)
class Lines:
    """What some lines come to, in their order; ``count`` says how many lines there were.

    Lines are numbered from 1, wherever they stand in their file.
    """

    count: int
    events: list[Presence | Told] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def _no_number(_constant: str) -> NoReturn:
    raise ValueError(_("is not JSON: NaN and Infinity are no numbers"))


_decoder = json.JSONDecoder(parse_constant=_no_number)
_scan: Callable[[str, int], tuple[Any, int]] = _decoder.scan_once  # type: ignore[attr-defined]
_AROUND = " \t\r\ufeff"


def parse_lines(data: bytes) -> Lines:
    """The lines of ``data``, which ends with one. Empty lines are passed over."""
    texts = _decoded(data)
    lines = Lines(data.count(b"\n") + (not data.endswith(b"\n")))
    add, scan, presence = lines.events.append, _scan, PRESENCE.get
    for number, text in enumerate(texts, 1):
        # Most lines are a presence event and nothing around it.
        try:
            record, end = scan(text, 0)
            event = presence(record["event"])
            if event is not None and end == len(text):
                add(read_presence(record, event))
                continue
        except (ValueError, TypeError, KeyError, StopIteration, RecursionError):
            pass
        _read_unusual(number, text, lines)
    return lines


def _decoded(data: bytes) -> Iterable[str]:
    """The lines of ``data`` as text; bytes that are no UTF-8 stand as halves of surrogates."""
    text = data.decode("utf-8", "surrogateescape")
    if text.endswith("\n"):
        text = text[:-1]
    return text.split("\n")


def _read_unusual(number: int, text: str, lines: Lines) -> None:
    text = text.strip(_AROUND)
    if not text:
        return
    try:
        event = parse_event(_object(text))
    except BadEvent as error:
        lines.rejected.append(Rejected(number, error.field, error.reason, text))
        return
    lines.events.append(event if isinstance(event, Presence) else Told(number, text, event))


def _object(text: str) -> dict[str, Any]:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadEvent("", _("has bytes that are not UTF-8")) from None
    try:
        record = _decoder.decode(text)
    except json.JSONDecodeError as error:
        raise BadEvent(
            "",
            _("is not JSON: {what} at character {place}").format(
                what=error.msg, place=error.pos + 1
            ),
        ) from None
    except RecursionError:
        raise BadEvent("", _("is not JSON that can be read: it is nested too deeply")) from None
    except ValueError as error:
        raise BadEvent("", str(error)) from None
    if not isinstance(record, dict):
        raise BadEvent("", _("is not a JSON object"))
    return record


def is_whole(data: bytes) -> bool:
    """Whether a last line without its end is an event nevertheless: half of an object is none."""
    if not data.rstrip().endswith(b"}"):
        return False
    try:
        _object(data.decode("utf-8", "surrogateescape").strip(_AROUND))
    except BadEvent:
        return False
    return True
