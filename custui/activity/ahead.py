"""Parses the next lines in a second process while these are stored, when there are many.

Parsing takes half of the time, and a second core may be free.
"""

from __future__ import annotations

import marshal
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from custui import locale
from custui.activity.lines import Lines, Rejected, Told, parse_lines
from custui.domain.events import Presence, parse_event
from custui.domain.events.presence import CartLine

_RECORD = -1
"""In the place of a presence event's fields: one of the events that are sent as their lines."""


class ParsingAhead:
    """A process that parses what it is given, in turn."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def begin(self, data: bytes) -> None:
        """Have lines parsed; ``lines`` gives what came of them."""
        with suppress(OSError):  # the process is gone: ``lines`` tells
            self._pipe.send_bytes(data)

    def lines(self) -> Lines | None:
        """What came of the lines begun with; ``None`` when somebody ended the process."""
        try:
            return _unpacked(self._pipe.recv_bytes())
        except (EOFError, OSError):
            return None


@contextmanager
def parsing_ahead() -> Iterator[ParsingAhead | None]:
    """A second process that parses; ``None`` where one cannot be had cheaply and safely."""
    # Forking shares the memory of this process, but only a process of one thread may.
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    if not alone or multiprocessing.cpu_count() < 2:
        yield None
        return
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(ours, theirs, locale.language()), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ParsingAhead(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _work(ours: Connection, pipe: Connection, language: str) -> None:
    # It ends with the process that asks: at its end, or with the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ours.close()
    locale.choose(language)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            pipe.send_bytes(_packed(parse_lines(pipe.recv_bytes())))


def _packed(lines: Lines) -> bytes:
    """``lines`` as bytes: presence events as plain tuples, others as their lines."""
    events = [
        (_RECORD, each.line, each.text) if isinstance(each, Told) else _plain(each)
        for each in lines.events
    ]
    return marshal.dumps((lines.count, events, [tuple(each) for each in lines.rejected]))


def _plain(event: Presence) -> tuple[object, ...]:
    if event.line is None:
        return tuple(event)
    return (*event[:-1], tuple(event.line))


def _unpacked(data: bytes) -> Lines:
    count, events, rejected = marshal.loads(data)  # noqa: S302 - it comes from our own process
    unpacked = Lines(count, rejected=[Rejected(*each) for each in rejected])
    add, make = unpacked.events.append, Presence._make
    for fields in events:
        if fields[0] == _RECORD:
            add(_told(*fields[1:]))
        elif fields[-1] is None:
            add(make(fields))
        else:
            add(make((*fields[:-1], CartLine(*fields[-1]))))
    return unpacked


def _told(line: int, text: str) -> Told:
    import json

    event = parse_event(json.loads(text))
    if isinstance(event, Presence):
        raise TypeError("a presence event was sent as a line")
    return Told(line, text, event)
