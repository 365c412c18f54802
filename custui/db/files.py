"""A database's file, what SQLite keeps beside it, and making one that is never seen half-made."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps beside ``path``: ``-wal``, ``-shm``, ``-journal``."""
    return path.with_name(path.name + suffix)


def has_content(path: Path) -> bool:
    """Whether there is a file at ``path`` with something in it."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def uri(path: Path, mode: str) -> str:
    """``path`` as SQLite's URI; characters such as ``?`` and ``#`` belong to the name."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def give_name(draft: Path, path: Path) -> None:
    """Move the finished file ``draft`` to ``path``, at once and whole.

    Raises ``FileExistsError`` when somebody made a file there meanwhile; theirs stays.
    """
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then fill it
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        draft.replace(path)
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(path: Path) -> None:
    """Remove a file of ours with what SQLite keeps beside it; one that is not there is no error."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            beside(path, suffix).unlink()
