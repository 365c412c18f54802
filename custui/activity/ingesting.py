"""Reads a spool into the database, up to where it ends now."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from custui.activity.ahead import ParsingAhead, parsing_ahead
from custui.activity.batch import ReadByOthers, Stored, store_batch
from custui.activity.files import Replaced, SpoolFile
from custui.activity.reading import AT_ONCE, Chunk, read_on
from custui.activity.rejects import RejectFile
from custui.activity.spool import Look, Spool
from custui.activity.terms import Terms
from custui.db.connection import ShopDatabase
from custui.db.feed.places import (
    Place,
    count_lost,
    place_of_file,
    read_place,
    read_places,
    store_place,
)

MANY: Final = 2 * AT_ONCE
"""Unread bytes of a file from which a second process pays for itself."""

_PRAGMAS = ("cache_size = -65536", "wal_autocheckpoint = 8000")


class Teller(Protocol):
    """Who hears how reading goes."""

    def stored(self, file: SpoolFile, stored: Stored) -> None:
        """A batch of ``file`` was stored."""

    def lost(self, bytes_lost: int) -> None:
        """Bytes were cut off or removed before they were read."""

    def unreadable(self, path: Path, error: OSError) -> None:
        """A file or folder cannot be read."""


@dataclass
class Counts:
    """What was read: lines, those not taken, and bytes that were gone before."""

    lines: int = 0
    rejected: int = 0
    lost: int = 0


class Ingest:
    """One reader of a spool, from the places kept in the database.

    Needs an open connection and no transaction. While it is ``alone`` in its process, a second one
    may be forked to help.
    """

    def __init__(
        self,
        database: ShopDatabase,
        terms: Terms,
        paths: Sequence[Path],
        rejects: Path | None,
        teller: Teller,
    ) -> None:
        self.database = database
        self.terms = terms
        self.counts = Counts()
        self.alone = True
        self._teller = teller
        self._rejects = RejectFile(database, rejects)
        but = [self._rejects.path] if self._rejects.path else []
        self._spool = Spool(paths, lambda: read_places(database), but)
        self._unreadable: set[Path] = set()
        for pragma in _PRAGMAS:
            database.execute_sql(f"PRAGMA {pragma}")
        self._rejects.write()

    def catch_up(self, stopping: Callable[[], bool] = bool) -> None:
        """Read all that there is; ``stopping`` is asked between two batches.

        Raises ``DatabaseProblem``; what was stored until then stays.
        """
        while not stopping():
            self._heed(self._spool.look())
            with_news = [file for file in self._spool.files() if file.has_news]
            before = self.counts.lines
            again = [file.left for file in self._spool.files()]
            again += [self._read_file(file, stopping) for file in with_news]
            if self.counts.lines == before and not any(again):
                return

    def close(self) -> None:
        """Give the files back."""
        self._spool.close()

    def _heed(self, look: Look) -> None:
        if look.gone or look.found:
            self._keep(look)
        for path, error in look.unreadable:
            self._cannot_read(path, error)

    def _keep(self, look: Look) -> None:
        """Keep the places that are gone, with what was lost, and those found out."""
        now, lost = int(time.time()), 0
        with self.database.writing():
            for place in look.gone:
                known = read_place(self.database, place.id)
                if not known or not (known.gone or known.read_to > place.read_to):
                    lost += max(place.size - place.read_to, 0)
                    if known:
                        store_place(self.database, replace(place, seen_at=now))
            for file in look.found:
                file.place = store_place(self.database, replace(file.place, seen_at=now))
            if lost:
                count_lost(self.database, lost, now)
        if lost:
            self.counts.lost += lost
            self._teller.lost(lost)

    def _cannot_read(self, path: Path, error: OSError) -> None:
        """Say it once, until the file can be read."""
        if path not in self._unreadable:
            self._unreadable.add(path)
            self._teller.unreadable(path, error)

    def _read_file(self, file: SpoolFile, stopping: Callable[[], bool]) -> bool:
        """Read a file on; whether it has to be tried again."""
        try:
            if self.alone and file.size - file.place.read_to >= MANY:
                with parsing_ahead() as ahead, _without_garbage():
                    self._read(file, stopping, ahead)
            else:
                self._read(file, stopping, None)
        except (Replaced, FileNotFoundError):
            pass  # the next look tells what became of it
        except OSError as error:
            self._cannot_read(file.path, error)
        except ReadByOthers:
            file.place = self._place_now(file)
            return True
        return False

    def _place_now(self, file: SpoolFile) -> Place:
        """How far others have read a file; where it is not as it was there, the next look tells."""
        place = read_place(self.database, file.place.id) if file.place.id else None
        if place is None or place.gone:
            place = place_of_file(self.database, *file.key)
        return place or replace(file.place, id=0)

    def _read(
        self, file: SpoolFile, stopping: Callable[[], bool], ahead: ParsingAhead | None
    ) -> None:
        chunk = read_on(file)
        if ahead and chunk:
            ahead.begin(chunk.data)
        while chunk is not None and not stopping():
            following = None
            if ahead is None:
                lines = None
            else:
                # What comes next is given to the other process before this is stored.
                following = read_on(file, chunk.after)
                lines = ahead.lines()
                if following:
                    ahead.begin(following.data)
            stored = store_batch(
                self.database, self.terms, chunk, None if chunk.too_long else lines
            )
            file.place = stored.place
            self._note(file, stored)
            if ahead is None:
                chunk = read_on(file)
            else:
                chunk = following and Chunk(
                    stored.place, following.after, following.data, following.too_long
                )

    def _note(self, file: SpoolFile, stored: Stored) -> None:
        file.size = max(file.size, stored.place.size)
        self._unreadable.discard(file.path)
        self.counts.lines += stored.lines
        self.counts.rejected += len(stored.rejected)
        if stored.rejected:
            self._rejects.write()
        self._teller.stored(file, stored)


@contextmanager
def _without_garbage() -> Iterator[None]:
    """Leave out looking for cycles: a batch makes a hundred thousand tuples and none of these."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
