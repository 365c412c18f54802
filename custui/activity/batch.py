"""Stores a batch of lines: events, all that follows from them, and the place read up to.

It is one transaction. Whoever ends it at any byte loses nothing and has nothing counted twice: the
next one begins at the place that was stored with what was read.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeGuard

from custui.activity.lines import Lines, Rejected, Told, parse_lines
from custui.activity.logins import apply_logins, in_sessions, presence_of
from custui.activity.reading import AT_ONCE, Chunk
from custui.activity.records.apply import apply_record
from custui.activity.records.work import Work
from custui.activity.terms import Terms
from custui.activity.visiting import apply_visits
from custui.db.bulk import references_unchecked
from custui.db.connection import ShopDatabase
from custui.db.feed.places import (
    Place,
    count_lines,
    place_of_file,
    read_place,
    store_place,
)
from custui.db.feed.records import known_orders
from custui.db.feed.rejects import Reject, store_rejects
from custui.db.problems import engine_error
from custui.domain.events import BadEvent, Login, Presence, Record
from custui.domain.events.kinds import Event
from custui.locale import _

Events = Sequence[Presence | Told]

_OF_ROWS = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
)


class ReadByOthers(Exception):
    """Another process has read the file meanwhile; the place is not where it was."""


@dataclass(frozen=True)
class Stored:
    """What became of a batch: the place after it, how many lines, those not taken."""

    place: Place
    lines: int = 0
    rejected: Sequence[Rejected] = field(default=())


class _TakenBack(Exception):
    """A trial is over."""


def store_batch(
    database: ShopDatabase, terms: Terms, chunk: Chunk, lines: Lines | None = None
) -> Stored:
    """Store the lines of ``chunk``, which may have been parsed already.

    A line that the database cannot keep is rejected, and the rest goes on. Raises ``ReadByOthers``
    and ``DatabaseProblem``; nothing is stored then.
    """
    with references_unchecked(database):
        try:
            return _store(database, terms, chunk, lines or _parsed(chunk))
        except Exception as error:
            if not _is_of_rows(error):
                raise
        return _store(database, terms, chunk, _without_culprits(database, terms, chunk.data))


def _parsed(chunk: Chunk) -> Lines:
    if not chunk.too_long:
        return parse_lines(chunk.data)
    reason = _("is longer than {longest} bytes").format(longest=AT_ONCE)
    return Lines(1, rejected=[Rejected(1, "", reason, "")])


def _is_of_rows(error: Exception) -> bool:
    """Whether a value could not be kept, which is the fault of a line and not of the database."""
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return True
    return isinstance(engine_error(error), _OF_ROWS)


def _store(database: ShopDatabase, terms: Terms, chunk: Chunk, lines: Lines) -> Stored:
    now, before = int(time.time()), chunk.before
    with database.writing():
        if not _is_as_read(database, before):
            raise ReadByOthers
        source = {"file": before.path, "from": before.read_to, "to": chunk.after.read_to}
        rejected = [
            each._replace(line=before.line + each.line if each.line else 0)
            for each in (*lines.rejected, *_apply(database, terms, lines.events, source))
        ]
        store_rejects(
            database,
            [Reject(now, before.path, r.line, r.field, r.reason, _kept(r.text)) for r in rejected],
        )
        count_lines(database, lines=lines.count, rejected=len(rejected), now=now)
        after = replace(chunk.after, id=before.id, line=before.line + lines.count, seen_at=now)
        place = store_place(database, after)
    return Stored(place, lines.count, rejected)


def _is_as_read(database: ShopDatabase, before: Place) -> bool:
    """Whether nobody else has read on from a place meanwhile."""
    if not before.id:
        return place_of_file(database, before.device, before.inode) is None
    known = read_place(database, before.id)
    return known is not None and known.read_to == before.read_to and not known.gone


def _kept(text: str) -> str:
    """A line as the database can keep it: bytes that are no text are written as ``\\xff``."""
    data = text.encode("utf-8", "surrogateescape" if _escaped(text) else "backslashreplace")
    return data.decode("utf-8", "backslashreplace").replace("\0", "\\0")


def _escaped(text: str) -> bool:
    """Whether halves of surrogates in ``text`` are bytes that were no UTF-8."""
    return all(not "\ud800" <= char <= "\udc7f" for char in text)


def _apply(
    database: ShopDatabase, terms: Terms, events: Events, source: dict[str, object]
) -> list[Rejected]:
    """Apply events inside the transaction in progress; returns the records not taken."""
    told = [each for each in events if isinstance(each, Told)]
    if not told:
        apply_visits(database, terms.shop_id, events, terms.window)  # type: ignore[arg-type]
        return []
    apply_visits(database, terms.shop_id, _in_sessions(database, terms, events), terms.window)
    logins = [each.event for each in told if isinstance(each.event, Login)]
    apply_logins(database, logins, terms)
    return _apply_records(database, terms, told, source)


def _in_sessions(database: ShopDatabase, terms: Terms, events: Events) -> list[Presence]:
    """What was done in sessions, log-ins and orders among it: each order once."""
    emails = in_sessions(database, events, terms)
    references = {e.event.key for e in events if isinstance(e, Told) and _orders(e.event)}
    known = known_orders(database, terms.shop_id, references)
    found = []
    for each in events:
        if isinstance(each, Presence):
            found.append(each)
        elif isinstance(each.event, Login):
            presence = presence_of(each.event, emails)
            if presence is not None:
                found.append(presence)
        elif _orders(each.event) and each.event.key not in known:
            known.add(each.event.key)
            found.append(_presence_of_order(each.event))
    return found


def _orders(event: Login | Record) -> TypeGuard[Record]:
    """Whether it is an order placed in a session."""
    return isinstance(event, Record) and event.kind == "order" and bool(event.session)


def _presence_of_order(order: Record) -> Presence:
    return Presence(
        at=order.values["placed_at"],
        event=int(Event.ORDER),
        page="",
        cart=None,
        amount=None,
        customer=order.customer,
        session=order.session,
    )


def _apply_records(
    database: ShopDatabase, terms: Terms, told: Sequence[Told], source: dict[str, object]
) -> list[Rejected]:
    records = [each for each in told if isinstance(each.event, Record)]
    if not records:
        return []
    work = Work(database, terms)
    rejected = []
    for line, text, record in records:
        try:
            rejected += apply_record(work, record, text)  # type: ignore[arg-type]
        except BadEvent as error:
            rejected.append(Rejected(line, error.field, error.reason, text))
    work.finish(source)
    return rejected


# Lines that nothing here expected


def _without_culprits(database: ShopDatabase, terms: Terms, data: bytes) -> Lines:
    """The lines of ``data`` with those rejected that the database cannot keep."""
    raw = data.removesuffix(b"\n").split(b"\n")
    ones = [parse_lines(line) for line in raw]
    culprits = set(_culprits(database, terms, ones, range(len(ones))))
    whole = Lines(len(ones))
    for number, (one, line) in enumerate(zip(ones, raw, strict=True)):
        whole.rejected.extend(each._replace(line=number + 1) for each in one.rejected)
        if number in culprits:
            text = line.decode("utf-8", "surrogateescape")
            reason = _("cannot be kept in the database")
            whole.rejected.append(Rejected(number + 1, "", reason, text))
        else:
            whole.events.extend(_numbered(each, number + 1) for each in one.events)
    return whole


def _numbered(event: Presence | Told, line: int) -> Presence | Told:
    return event._replace(line=line) if isinstance(event, Told) else event


def _culprits(
    database: ShopDatabase, terms: Terms, ones: Sequence[Lines], suspects: range
) -> Iterator[int]:
    """The lines among ``suspects`` that cannot be kept, found by halves."""
    if _can_be_kept(database, terms, [each for n in suspects for each in ones[n].events]):
        return
    if len(suspects) == 1:
        yield suspects[0]
        return
    middle = len(suspects) // 2
    yield from _culprits(database, terms, ones, suspects[:middle])
    yield from _culprits(database, terms, ones, suspects[middle:])


def _can_be_kept(database: ShopDatabase, terms: Terms, events: Events) -> bool:
    try:
        with database.writing():
            _apply(database, terms, events, {})
            raise _TakenBack
    except _TakenBack:
        return True
    except Exception as error:
        if not _is_of_rows(error):
            raise
        return False
