"""Is a file a custui database, and of which schema?

The question is asked without opening the file for writing: SQLite would roll back or checkpoint
whatever another program left beside it, and a file that is refused stays as it was, byte for byte.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from custui.db.files import beside, has_content, uri
from custui.db.problems import CLOSED, DatabaseProblem, NoDatabase
from custui.locale import _

APPLICATION_ID = 0x63757374
"""Marks an SQLite file as custui's ("cust"), in its header."""

_MAGIC = b"SQLite format 3\0"
_HEADER_SIZE = 100
_USER_VERSION = slice(60, 64)  # big-endian, as in https://sqlite.org/fileformat.html
_APPLICATION_ID = slice(68, 72)


def _header(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DatabaseProblem(
                _("{path} is a folder; name the database file in it.").format(path=path)
            )
        if not path.exists():
            raise NoDatabase(_("There is no database at {path}.").format(path=path))
        if not path.is_file():
            raise DatabaseProblem(_("{path} is not a file.").format(path=path))
        with path.open("rb") as file:
            return file.read(_HEADER_SIZE)
    except OSError as error:
        raise DatabaseProblem(_(CLOSED).format(path=path)) from error


def _marks(path: Path, header: bytes) -> tuple[int, int]:
    """The application id and schema version; those in the write-ahead log are newer."""
    if has_content(beside(path, "-wal")):
        with closing(sqlite3.connect(uri(path, "ro"), uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            return application, version
    return (
        int.from_bytes(header[_APPLICATION_ID], "big"),
        int.from_bytes(header[_USER_VERSION], "big"),
    )


def identify(path: Path) -> int:
    """The schema version of the custui database at ``path``.

    Raises ``NoDatabase`` or ``DatabaseProblem``, and SQLite's own errors; writes nothing.
    """
    header = _header(path)
    if not header:
        raise DatabaseProblem(
            _("{path} is empty, not a custui database. It was left as it is.").format(path=path)
        )
    if header.startswith(_MAGIC) and len(header) == _HEADER_SIZE:
        application, version = _marks(path, header)
        if application == APPLICATION_ID:
            return version
    raise DatabaseProblem(
        _(
            "{path} is not a custui database, or its header is damaged. It was left as it is."
        ).format(path=path)
    )
