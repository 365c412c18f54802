"""Follows a spool: reads what is written as it is written, and waits out what is in the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event
from typing import Final

from custui.activity.ingesting import Ingest
from custui.activity.retention import Retention
from custui.activity.terms import Terms
from custui.db.problems import DatabaseProblem

DEBOUNCE_MS: Final = 50
LOOK_SECONDS: Final = 1.0
"""How long to wait for a notice before looking anyway: not every disk gives notices."""

_LONGEST_WAIT: Final = 30.0
_TERMS_SECONDS: Final = 30.0


def follow(
    ingest: Ingest,
    paths: Sequence[Path],
    stopping: Event,
    *,
    waiting: Callable[[Exception], None],
    terms: Callable[[], Terms],
) -> None:
    """Read ``paths`` as they grow until ``stopping`` is set.

    A locked database, a full disk: ``waiting`` hears of it once, and it is tried again until it
    works; nothing of the feed is passed over. ``terms`` reads the settings anew now and then. Old
    sessions and attempts are removed in between.
    """
    retention = Retention(ingest.database)
    problem: str | None = None
    pause, terms_read = 1.0, time.monotonic()
    for _notice in _notices(paths, stopping):
        ingest.alone = False
        try:
            ingest.catch_up(stopping.is_set)
            if time.monotonic() - terms_read > _TERMS_SECONDS:
                ingest.terms, terms_read = terms(), time.monotonic()
            retention.go_on(ingest.terms.retention_days)
            problem, pause = None, 1.0
        except (DatabaseProblem, OSError) as error:
            if str(error) != problem:
                problem = str(error)
                waiting(error)
            stopping.wait(pause)
            pause = min(2 * pause, _LONGEST_WAIT)


def _notices(paths: Sequence[Path], stopping: Event) -> Iterator[None]:
    """Something may have changed: at once, at every notice, and every now and then."""
    yield
    while not stopping.is_set():
        folders = {path if path.is_dir() else path.parent for path in paths}
        there = [folder for folder in folders if folder.is_dir()]
        try:
            yield from _watched(there, stopping)
        except (OSError, RuntimeError):  # no notices here: a limit, a network disk
            stopping.wait(LOOK_SECONDS / 2)
            yield


def _watched(folders: Sequence[Path], stopping: Event) -> Iterator[None]:
    if not folders:
        stopping.wait(LOOK_SECONDS / 2)
        yield
        return
    from watchfiles import watch

    notices = watch(
        *folders,
        watch_filter=None,
        debounce=DEBOUNCE_MS,
        step=10,
        stop_event=stopping,
        rust_timeout=int(LOOK_SECONDS * 1000),
        yield_on_timeout=True,
        recursive=False,
        raise_interrupt=True,
    )
    for _changes in notices:
        yield
        if not all(folder.is_dir() for folder in folders):
            return
