"""The data changed: how other processes' commits are noticed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from custui.db.connection import ShopDatabase

POLL_SECONDS = 0.1


class ChangeNotice:
    """Calls back, from a thread of its own, after somebody else committed."""

    def __init__(self, database: ShopDatabase, callback: Callable[[], object]) -> None:
        self._database = database.private()
        self._callback = callback
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._watch, name="changes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns when the thread ended."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _watch(self) -> None:
        with self._database.connection_context():
            seen = self._version()
            while not self._stopping.wait(POLL_SECONDS):
                version = self._version()
                if version != seen:
                    seen = version
                    self._callback()

    def _version(self) -> int:
        return int(self._database.execute_sql("PRAGMA data_version").fetchone()[0])
