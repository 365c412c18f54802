"""What can be wrong with a database, said so that a person can act on it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from custui.locale import N_, _


class DatabaseProblem(Exception):
    """The database cannot be used; the message says why and what to do. Exit code 5."""


class NoDatabase(DatabaseProblem):
    """There is no database where one was expected."""


class Interrupted(Exception):
    """The query was superseded by a newer one, or its person gave up waiting."""


FULL = N_("{path}: the disk is full. Nothing was changed; free some space.")
READ_ONLY = N_("{path} may not be written: file, folder or disk are read-only.")
BUSY = N_("{path} is busy: somebody else is writing. Nothing was changed; try again.")
DAMAGED = N_("{path} is damaged. Restore a backup, or ask custui doctor what is left.")
CLOSED = N_(
    "{path} cannot be opened: check the folder and its permissions. "
    "(--read-only reads a database that nobody may write.)"
)

_SENTENCES: dict[int, str] = {  # SQLite's primary result code -> what it means to a person
    sqlite3.SQLITE_NOTADB: N_("{path} is not a custui database, or its header is damaged."),
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_IOERR: N_("{path}: the disk failed to answer. Nothing was changed."),
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
    sqlite3.SQLITE_PERM: CLOSED,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_PROTOCOL: BUSY,
}
_CORRUPT_INDEX = N_(
    "The search index in {path} is damaged; the customers are not. "
    "custui doctor --repair builds it anew."
)


def engine_error(error: BaseException) -> sqlite3.Error | None:
    """SQLite's own error within ``error``: peewee carries the driver's as ``orig``."""
    if isinstance(error, sqlite3.Error):
        return error
    original = getattr(error, "orig", None)
    return original if isinstance(original, sqlite3.Error) else None


def _sentence(error: sqlite3.Error) -> str | None:
    """What the engine's ``error`` means for a person; ``None`` for one that is our own fault."""
    code: int = getattr(error, "sqlite_errorcode", 0)  # absent from errors of Python's own module
    if code == sqlite3.SQLITE_CORRUPT_VTAB:
        return _CORRUPT_INDEX
    if not code and "decode to UTF-8" in str(error):
        return DAMAGED
    return _SENTENCES.get(code & 0xFF)


def _chain(error: BaseException) -> Iterator[sqlite3.Error]:
    """SQLite's errors from the last to the first: a failed rollback hides the one before it."""
    current: BaseException | None = error
    while current is not None and (original := engine_error(current)) is not None:
        yield original
        current = current.__context__


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn the engine's errors about the file at ``path`` into a ``DatabaseProblem``.

    An interrupted query becomes ``Interrupted``; an error of our own making passes unchanged.
    """
    try:
        yield
    except Exception as error:
        for original in _chain(error):
            if getattr(original, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from error
            sentence = _sentence(original)
            if sentence:
                raise DatabaseProblem(_(sentence).format(path=path)) from error
        raise


def disk_problem(error: OSError, path: Path | str) -> DatabaseProblem:
    """What the operating system's refusal to make or write the file at ``path`` means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        sentence = FULL
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        sentence = READ_ONLY
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        sentence = N_("{path} cannot be made: there is no such folder. Nothing was changed.")
    else:
        sentence = N_("{path} cannot be made: check its name. Nothing was changed.")
    return DatabaseProblem(_(sentence).format(path=path))
