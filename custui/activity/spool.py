"""The files of a spool: which there are, how far each was read, what became of those before.

A file keeps its place when it is renamed. One that was cut off begins anew; what stood in it is
found again in a copy (``copytruncate``), or is lost, and counted.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import Final

from custui.db.feed.places import Place

HEAD: Final = 1024
TAIL: Final = 512
"""Bytes at the beginning, and before the place read up to, by which a file is known."""

_PACKED: Final = (".gz", ".bz2", ".xz", ".zst", ".zip", ".lz4", ".swp", ".tmp", "~")
_MOST_OPEN: Final = 64

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
            if _key(os.fstat(descriptor)) != self.key:
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


@dataclass(frozen=True)
class Look:
    """What a look at the spool found out: places whose file is gone, and how many bytes with it.

    ``unreadable`` are the files that could not be opened, with the reason.
    """

    gone: Sequence[Place] = ()
    lost: int = 0
    unreadable: Sequence[tuple[Path, OSError]] = field(default=())


def _key(state: os.stat_result) -> Key:
    # SQLite keeps 63 bits of a number.
    return state.st_dev & (2**63 - 1), state.st_ino & (2**63 - 1)


def hashed(data: bytes) -> str:
    """What ``data`` is known by."""
    return blake2b(data, digest_size=16).hexdigest()


class Spool:
    """The files under ``paths``: each a file, or a folder of which every file is read.

    Hidden, packed and temporary files are left alone, and those of ``but``. ``places`` are those
    kept from before.
    """

    def __init__(
        self, paths: Iterable[Path], places: Iterable[Place], but: Iterable[Path] = ()
    ) -> None:
        self._paths = [path.absolute() for path in paths]
        self._but = {path.absolute() for path in but}
        self._files: dict[Key, SpoolFile] = {}
        self._waiting = [place for place in places if not place.gone and self._is_ours(place)]

    def _is_ours(self, place: Place) -> bool:
        path = Path(place.path)
        return path in self._paths or path.parent in self._paths

    def files(self) -> list[SpoolFile]:
        """The files found by the last look, the one that changed first first."""
        return sorted(self._files.values(), key=lambda file: (file.changed, file.path.name))

    def look(self) -> Look:
        """Look what is there now."""
        unreadable: list[tuple[Path, OSError]] = []
        found: dict[Key, tuple[Path, os.stat_result]] = {}
        for path, state in self._listed(unreadable):
            found.setdefault(_key(state), (path, state))
        for file in list(self._files.values()):
            self._look_again(file, found.get(file.key))
        for key, (path, state) in found.items():
            if key in self._files:
                continue
            begun = SpoolFile(key, path, _unread(key, path), state.st_size, state.st_mtime_ns)
            try:
                self._begin(begun, found)
            except (Replaced, FileNotFoundError):
                begun.close()  # the next look meets what is there instead
            except OSError as error:
                begun.close()
                unreadable.append((path, error))
        gone, lost = self._settle()
        self._close_some()
        return Look(gone, lost, unreadable)

    def _listed(
        self, unreadable: list[tuple[Path, OSError]]
    ) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self._paths:
            try:
                if path.is_dir():
                    with os.scandir(path) as entries:
                        names = sorted(entry.name for entry in entries)
                    inside = [path / name for name in names if _is_read(name)]
                else:
                    inside = [path]
            except OSError as error:
                unreadable.append((path, error))
                continue
            for file in inside:
                with suppress(FileNotFoundError):
                    state = file.stat()
                    if stat.S_ISREG(state.st_mode) and file not in self._but:
                        yield file, state

    def _look_again(self, file: SpoolFile, there: tuple[Path, os.stat_result] | None) -> None:
        """See whether a file that was known is there still, as it was read."""
        if there is None:
            if file.descriptor >= 0 and not file.left:
                file.size, file.left = os.fstat(file.descriptor).st_size, True
                if file.has_news:
                    return
            self._let_go(file)
            return
        file.path, state = there
        same = state.st_size == file.size and state.st_mtime_ns == file.changed
        if same or self._is_as_read(file, state.st_size):
            file.size, file.changed, file.left = state.st_size, state.st_mtime_ns, False
        else:
            self._let_go(file)

    def _begin(self, file: SpoolFile, found: dict[Key, tuple[Path, os.stat_result]]) -> None:
        place = self._place_of(file, found)
        if place is None:
            file.close()
            return
        file.place = place
        self._files[file.key] = file

    def _place_of(
        self, file: SpoolFile, found: dict[Key, tuple[Path, os.stat_result]]
    ) -> Place | None:
        """How far a file was read that was not open; ``None``: it is a copy of one that was."""
        device, inode = file.key
        for place in self._waiting:
            if (place.device, place.inode) == file.key and _fits(file, place, tail=True):
                self._waiting.remove(place)
                return replace(place, path=str(file.path))
        for place in self._waiting:
            there = found.get((place.device, place.inode))
            if (there is None or there[0] != file.path) and _fits(file, place, tail=True):
                if there is not None and self._may_be(place, there):
                    return None  # its own file is met later in this look
                self._waiting.remove(place)
                return replace(place, device=device, inode=inode, path=str(file.path))
        for other in self._files.values():
            if _fits(file, other.place, tail=True):
                if file.size <= other.size:
                    return None
                return replace(other.place, id=0, device=device, inode=inode, path=str(file.path))
        return _unread(file.key, file.path)

    @staticmethod
    def _may_be(place: Place, there: tuple[Path, os.stat_result]) -> bool:
        """Whether the file at a place's own key is still the one that was read."""
        path, state = there
        own = SpoolFile(_key(state), path, place, state.st_size, state.st_mtime_ns)
        try:
            return _fits(own, place, tail=True)
        except (OSError, Replaced):
            return False
        finally:
            own.close()

    @staticmethod
    def _is_as_read(file: SpoolFile, size: int) -> bool:
        """Whether what was read of a file still stands in it."""
        if size < file.place.read_to:
            return False
        try:
            return not file.place.read_to or _fits(file, file.place, tail=False)
        except (OSError, Replaced):
            return False

    # Files that are not there any more

    def _let_go(self, file: SpoolFile) -> None:
        file.close()
        del self._files[file.key]
        if file.place.read_to or file.size:
            size = max(file.size, file.place.size)
            self._waiting.append(replace(file.place, size=size))

    def _settle(self) -> tuple[list[Place], int]:
        """The places that no file has now, and what was lost with them."""
        gone = [replace(place, gone=True) for place in self._waiting]
        lost = sum(max(place.size - place.read_to, 0) for place in gone)
        self._waiting = []
        return gone, lost

    def _close_some(self) -> None:
        """Files that changed long ago need not stay open."""
        opened = [file for file in self.files() if file.descriptor >= 0 and not file.has_news]
        for file in opened[: max(len(opened) - _MOST_OPEN, 0)]:
            file.close()

    def close(self) -> None:
        """Give all descriptors back."""
        for file in self._files.values():
            file.close()


def _is_read(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(_PACKED)


def _unread(key: Key, path: Path) -> Place:
    return Place(0, *key, 0, hashed(b""), 0, hashed(b""), 0, 0, str(path), 0)


def _fits(file: SpoolFile, place: Place, *, tail: bool) -> bool:
    """Whether a file begins, and goes on up to the place, as the one did that was read.

    A place at which nothing was read fits nothing. Raises ``OSError`` and ``Replaced``.
    """
    if not place.read_to or file.size < place.read_to:
        return False
    descriptor = file.open()
    if hashed(os.pread(descriptor, place.head_size, 0)) != place.head_hash:
        return False
    return not tail or tail_hash(descriptor, place.read_to) == place.tail_hash


def tail_hash(descriptor: int, read_to: int) -> str:
    """The hash over the bytes before ``read_to``."""
    start = max(read_to - TAIL, 0)
    return hashed(os.pread(descriptor, read_to - start, start))
