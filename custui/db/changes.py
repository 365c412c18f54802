"""Tells that somebody else changed the data: another connection of ours, or another process.

``PRAGMA data_version`` moves when another connection has committed. Asking costs microseconds and
nothing has to be watched in the file system: it holds when the WAL file is removed and made anew,
in a folder that may not be written, and where the kernel tells of no changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Final

import peewee

from custui.db.connection import ShopDatabase

ASK_SECONDS: Final = 0.05
"""How often the database is asked. Twenty times a second is a third of a percent of a core."""

LOOK_SECONDS: Final = 1.0
"""How often to look whether the file is still the same one (a backup put back replaces it)."""

_FAILURES = (sqlite3.Error, peewee.DatabaseError, peewee.InterfaceError, OSError)


class ChangeNotice:
    """Calls ``changed`` from a thread of its own, once for any number of commits just seen.

    Start it before the first read, so that no commit falls between the two. A database that cannot
    be read for a while (locked, gone, replaced) is asked again; when it can be read once more and
    is another one, that counts as a change.
    """

    def __init__(self, database: ShopDatabase, changed: Callable[[], object]) -> None:
        self._database = database.private()
        self._database.timeout = 0  # nobody waits for a lock only to ask
        self._path = database.path
        self._changed = changed
        self._stopping = Event()
        self._thread = Thread(target=self._watch, name="change-notice", daemon=True)
        self._file: tuple[int, int] | None = None
        self._version: int | None = None

    def start(self) -> None:
        """Notice every commit from now on."""
        self._version = self._ask()
        self._file = self._file_here()
        self._thread.start()

    def stop(self) -> None:
        """Notice no more; returns when the thread has ended, within ``ASK_SECONDS``."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        asked = 0
        while not self._stopping.wait(ASK_SECONDS):
            asked += 1
            if asked * ASK_SECONDS >= LOOK_SECONDS:
                asked = 0
                self._look_for_another_file()
            if self._moved():
                self._changed()
        self._close()

    def _moved(self) -> bool:
        version = self._ask()
        if version is None or version == self._version:
            return False
        self._version = version
        return True

    def _ask(self) -> int | None:
        """The data version as this connection sees it; ``None`` when it cannot be had now."""
        try:
            if self._database.is_closed():
                if self._file_here() is None:
                    return None  # to connect would make an empty one
                self._database.connect()
            (version,) = self._database.execute_sql("PRAGMA data_version").fetchone()
        except _FAILURES:
            return None
        return int(version)

    def _look_for_another_file(self) -> None:
        """Ask the file that now bears the name; what an old connection says of it means nothing."""
        file = self._file_here()
        if file != self._file:
            self._file = file
            self._close()
            self._version = None

    def _file_here(self) -> tuple[int, int] | None:
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_dev, state.st_ino

    def _close(self) -> None:
        with suppress(*_FAILURES):
            self._database.close()
