"""What can be wrong with a database, said so that a person can act on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee

from custui.locale import _


class DatabaseProblem(Exception):
    """The database cannot be used; the message says why and what to do. Exit code 5."""


class NoDatabase(DatabaseProblem):
    """There is no database where one was expected."""


class Interrupted(Exception):
    """The query was superseded by a newer one."""


def _sentence(error: Exception, path: Path | str) -> str | None:
    """What the engine's ``error`` means for a person; ``None`` for one that is our own fault."""
    text = str(error).lower()
    meanings = {
        "not a database": _("{path} is not a custui database."),
        "malformed": _("{path} is damaged. Restore a backup, or ask custui doctor what is left."),
        "disk image": _("{path} is damaged. Restore a backup, or ask custui doctor what is left."),
        "disk i/o error": _("{path}: the disk failed to answer. Nothing was changed."),
        "disk is full": _("{path}: the disk is full. Nothing was changed; free some space."),
        "readonly": _("{path} may not be written: file, folder or disk are read-only."),
        "read-only": _("{path} may not be written: file, folder or disk are read-only."),
        "unable to open": _("{path} cannot be opened: check the folder and its permissions."),
        "locked": _("{path} is busy: somebody else is writing. Nothing was changed; try again."),
        "busy": _("{path} is busy: somebody else is writing. Nothing was changed; try again."),
    }
    for sign, sentence in meanings.items():
        if sign in text:
            return sentence.format(path=path)
    return None


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Turn the engine's errors about the file at ``path`` into a ``DatabaseProblem``.

    An interrupted query becomes ``Interrupted``; an error of our own making passes unchanged.
    """
    try:
        yield
    except (sqlite3.Error, peewee.DatabaseError, peewee.InterfaceError) as error:
        if "interrupted" in str(error):
            raise Interrupted from error
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise DatabaseProblem(sentence) from error
