"""Makes the rows of a large shop in a second process while this one writes them.

Making and writing take about as long as each other, so a shop is ready in little more than half
the time where there is a second core.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NoReturn

from custui.demo.batches import Batch, Plan, batches
from custui.demo.rows import no_rows

WORTH_IT = 20_000
"""From so many customers on a second process pays."""

_LENGTH_BYTES = 8


@contextmanager
def made_ahead(plan: Plan) -> Iterator[Iterator[Batch]]:
    """The batches of ``plan``; of a large shop one is made while the one before is used.

    The rows are the same either way. The process ends with the context, however that ends.
    """
    if plan.customers < WORTH_IT:
        with no_collecting():
            yield batches(plan)
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _send_all(plan, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream, no_collecting():
            yield _received(stream, plan.customers)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the collector off: millions of rows come and go, and none of them is in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _send_all(plan: Plan, writing: int) -> NoReturn:
    """Be the second process: write every batch, and leave nothing of the first one behind."""
    code = 1
    try:
        # A terminal's interrupt reaches both; the first process decides what it means.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        with no_collecting(), os.fdopen(writing, "wb", buffering=0) as stream:
            for done, rows in batches(plan):
                # Version 2 does not look for what is the same, which takes longer than it saves.
                frame = marshal.dumps((done, list(rows.items())), 2)
                _send(stream, len(frame).to_bytes(_LENGTH_BYTES, "little"))
                _send(stream, frame)
        code = 0
    except BrokenPipeError:
        pass  # the first process is gone
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _send(stream: BinaryIO, frame: bytes) -> None:
    """Write all of ``frame``; a pipe takes a part at a time."""
    rest = memoryview(frame)
    while rest:
        rest = rest[stream.write(rest) :]


def _received(stream: BinaryIO, customers: int) -> Iterator[Batch]:
    """The batches as they come, up to the last of the ``customers``."""
    done = 0
    while done < customers:
        length = stream.read(_LENGTH_BYTES)
        frame = stream.read(int.from_bytes(length, "little"))
        if not frame:
            raise RuntimeError("the process that makes the rows ended before the last of them")
        done, tables = marshal.loads(frame)  # noqa: S302 - from our own other half
        rows = no_rows()
        rows.update(tables)
        yield done, rows
