"""A file of a spool, and what it is known by: device, inode, some of its bytes."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Final

from custui.db.feed.places import Place

HEAD: Final = 1024
TAIL: Final = 512
"""Bytes at the beginning, and before the place read up to, by which a file is known."""

_COUNTED: Final = 1 << 20

Key = tuple[int, int]
"""Device and inode."""


@dataclass
class SpoolFile:
    """A file of the spool; ``size`` in bytes and ``changed`` when it was last looked at.

    One that has ``left`` the spool while it was open is read to its end.
    """

    key: Key
    path: Path
    place: Place
    size: int
    changed: int
    descriptor: int = -1
    left: bool = False

    @property
    def has_news(self) -> bool:
        """Whether there are bytes that were not read."""
        return self.size > self.place.read_to

    def open(self) -> int:
        """Open the file, if it is not; raises ``OSError`` and ``Replaced``."""
        if self.descriptor < 0:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            if key_of(os.fstat(descriptor)) != self.key:
                os.close(descriptor)
                raise Replaced
            self.descriptor = descriptor
        return self.descriptor

    def close(self) -> None:
        """Give the descriptor back."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


class Replaced(Exception):
    """A file is not the one any more that it was; look anew."""


def key_of(state: os.stat_result) -> Key:
    """The key of the file with that state."""
    # SQLite keeps 63 bits of a number.
    return state.st_dev & (2**63 - 1), state.st_ino & (2**63 - 1)


def hashed(data: bytes) -> str:
    """What ``data`` is known by."""
    return blake2b(data, digest_size=16).hexdigest()


def unread(key: Key, path: Path) -> Place:
    """The place at the beginning of a file."""
    return Place(0, *key, 0, hashed(b""), 0, hashed(b""), 0, 0, str(path), 0)


def own_place(file: SpoolFile, place: Place, *, new: bool = False) -> Place:
    """A place of another file as this one's own; a ``new`` one is kept beside the other."""
    device, inode = file.key
    number = 0 if new else place.id
    return replace(place, id=number, device=device, inode=inode, path=str(file.path), gone=False)


def read_whole(file: SpoolFile) -> Place:
    """The place at the end of a copy of what was read, and read further, before."""
    descriptor, size = file.open(), file.size
    head = os.pread(descriptor, min(HEAD, size), 0)
    lines = sum(
        os.pread(descriptor, _COUNTED, start).count(b"\n") for start in range(0, size, _COUNTED)
    )
    return replace(
        unread(file.key, file.path),
        head_size=len(head),
        head_hash=hashed(head),
        read_to=size,
        tail_hash=tail_hash(descriptor, size),
        line=lines,
        size=size,
    )


def begins_like(file: SpoolFile, place: Place) -> bool:
    """Whether a file begins as the one did that was read. Raises ``OSError`` and ``Replaced``.

    A place at which nothing was read is like none.
    """
    if not place.read_to or file.size < place.head_size:
        return False
    return hashed(os.pread(file.open(), place.head_size, 0)) == place.head_hash


def is_copy_of(file: SpoolFile, place: Place) -> bool:
    """Whether a file is taken for a copy of the one that was read: it begins with the same lines.

    Two files of the same few lines are two files.
    """
    return place.head_size >= HEAD and begins_like(file, place)


def fits(file: SpoolFile, place: Place) -> bool:
    """Whether a file begins, and goes on up to the place, as the one did that was read.

    Raises ``OSError`` and ``Replaced``.
    """
    if file.size < place.read_to or not begins_like(file, place):
        return False
    return tail_hash(file.open(), place.read_to) == place.tail_hash


def tail_hash(descriptor: int, read_to: int) -> str:
    """The hash over the bytes before ``read_to``."""
    start = max(read_to - TAIL, 0)
    return hashed(os.pread(descriptor, read_to - start, start))
