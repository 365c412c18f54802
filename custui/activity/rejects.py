"""Writes the lines that were not taken to a file, each once, with where it stood and why.

One JSON object a line: ``file``, ``line``, ``field``, ``reason``, ``text``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from custui.db.connection import ShopDatabase
from custui.db.feed.rejects import Reject, begin_file, begin_writing, end_writing, trim


class RejectFile:
    """A file that rejected lines are appended to; without a path they stay in the database."""

    def __init__(self, database: ShopDatabase, path: Path | None) -> None:
        self._database = database
        self._path = path and path.absolute()
        self._begun = False

    @property
    def path(self) -> Path | None:
        """The file, absolute."""
        return self._path

    def write(self) -> None:
        """Append what is not in the file yet. Raises ``OSError`` and ``DatabaseProblem``.

        Whoever ends it in between leaves a half that the next one cuts off first.
        """
        if self._path is None:
            with self._database.writing():
                trim(self._database)
            return
        name = str(self._path)
        if not self._begun:
            with self._database.writing():
                begin_file(self._database, name)
            self._begun = True
        size = self._path.stat().st_size if self._path.exists() else 0
        with self._database.writing():
            end, rejects = begin_writing(self._database, name, size)
        if not rejects:
            return
        _append(self._path, end, [reject for _number, reject in rejects])
        with self._database.writing():
            end_writing(self._database, name, rejects[-1][0])


def _append(path: Path, end: int, rejects: Sequence[Reject]) -> None:
    with path.open("ab") as file:
        if file.tell() > end:
            os.truncate(path, end)
        for reject in rejects:
            told = {
                "file": reject.path,
                "line": reject.line,
                "field": reject.field,
                "reason": reject.reason,
                "text": reject.text,
            }
            file.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
