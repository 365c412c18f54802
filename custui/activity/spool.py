"""The files of a spool: which there are, how far each was read, what became of those before.

A file keeps its place when it is renamed. One that was cut off begins anew; what stood in it is
found again in a copy (``copytruncate``), or is lost, and counted.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from custui.activity.files import (
    Key,
    Replaced,
    SpoolFile,
    begins_like,
    fits,
    is_copy_of,
    key_of,
    own_place,
    read_whole,
    unread,
)
from custui.db.feed.places import Place

_PACKED: Final = (".gz", ".bz2", ".xz", ".zst", ".zip", ".lz4", ".swp", ".tmp", "~")
_MOST_OPEN: Final = 64

Listing = dict[Key, tuple[Path, os.stat_result]]
"""The files that are there now."""


class _CopyOfPresent(Exception):
    """A file is a copy of one that is read."""


@dataclass(frozen=True)
class Look:
    """What a look at the spool found out: places whose file is gone.

    Files whose place was ``found`` out now, and is not kept yet. ``unreadable`` are the files that
    could not be opened, with the reason.
    """

    gone: Sequence[Place] = ()
    found: Sequence[SpoolFile] = ()
    unreadable: Sequence[tuple[Path, OSError]] = field(default=())


class Spool:
    """The files under ``paths``: each a file, or a folder of which every file is read.

    Hidden, packed and temporary files are left alone, and those of ``but``. ``places`` reads those
    that are kept.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        places: Callable[[], Iterable[Place]],
        but: Iterable[Path] = (),
    ) -> None:
        self._paths = [path.absolute() for path in paths]
        self._but = {path.absolute() for path in but}
        self._files: dict[Key, SpoolFile] = {}
        self._places = places
        self._waiting: list[Place] = []
        self._gone: list[Place] = []
        self._begun = False

    def _is_ours(self, place: Place) -> bool:
        path = Path(place.path)
        return path in self._paths or path.parent in self._paths

    def files(self) -> list[SpoolFile]:
        """The files found by the last look, the one that changed first first."""
        return sorted(self._files.values(), key=lambda file: (file.changed, file.path.name))

    def look(self) -> Look:
        """Look what is there now."""
        unreadable: list[tuple[Path, OSError]] = []
        found: Listing = {}
        for path, state in self._listed(unreadable):
            found.setdefault(key_of(state), (path, state))
        for file in list(self._files.values()):
            self._look_again(file, found.get(file.key))
        new = found.keys() - self._files.keys()
        if new or not self._begun:
            self._read_places()
        for key, (path, state) in found.items():
            if key not in new:
                continue
            begun = SpoolFile(key, path, unread(key, path), state.st_size, state.st_mtime_ns)
            try:
                self._begin(begun, found)
            except (Replaced, FileNotFoundError):
                begun.close()  # the next look meets what is there instead
            except OSError as error:
                begun.close()
                unreadable.append((path, error))
        gone = self._settle()
        self._close_some()
        copies = [f for f in self._files.values() if f.place.read_to and not f.place.id]
        return Look(gone, copies, unreadable)

    def _read_places(self) -> None:
        """Read the places that are kept: others may have read what is new to this process."""
        self._begun = True
        mine = {file.place.id for file in self._files.values()}
        mine |= {place.id for place in self._waiting}
        for place in self._places():
            if place.gone and self._is_ours(place):
                self._gone.append(place)
            elif place.id not in mine and place.read_to and self._is_ours(place):
                self._waiting.append(place)

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

    def _begin(self, file: SpoolFile, found: Listing) -> None:
        try:
            file.place = (
                self._place_of_itself(file)
                or self._place_of_open(file)
                or self._place_of_missing(file, found)
                or self._place_of_gone(file)
                or file.place
            )
        except _CopyOfPresent:
            file.close()
            return
        self._files[file.key] = file

    def _place_of_itself(self, file: SpoolFile) -> Place | None:
        """How far a file was read before this process."""
        for place in self._waiting:
            if (place.device, place.inode) == file.key and fits(file, place):
                self._waiting.remove(place)
                return replace(place, path=str(file.path))
        return None

    def _place_of_open(self, file: SpoolFile) -> Place | None:
        """How far the file was read that this one begins like; what goes on alike is a copy."""
        for other in self._files.values():
            if is_copy_of(file, other.place):
                if file.size <= other.size:
                    raise _CopyOfPresent
                if fits(file, other.place):
                    return own_place(file, other.place, new=True)
        return None

    def _place_of_missing(self, file: SpoolFile, found: Listing) -> Place | None:
        """How far a file was read that is cut off, or not there, if this one is a copy of it."""
        for place in self._waiting:
            if not is_copy_of(file, place):
                continue
            if self._is_there(place, found):
                raise _CopyOfPresent  # its own file is met later in this look
            if fits(file, place):
                self._waiting.remove(place)
                return own_place(file, place)
            if file.size < place.read_to:
                return read_whole(file)
        return None

    def _place_of_gone(self, file: SpoolFile) -> Place | None:
        """How far a file was read that has been gone for a while, if this one is a copy of it."""
        for place in self._gone:
            if is_copy_of(file, place):
                if fits(file, place):
                    return own_place(file, place, new=True)
                if file.size < place.read_to:
                    return read_whole(file)
        return None

    @staticmethod
    def _is_there(place: Place, found: Listing) -> bool:
        """Whether the file that a place is of is still there, as it was read."""
        there = found.get((place.device, place.inode))
        if there is None:
            return False
        path, state = there
        own = SpoolFile(key_of(state), path, place, state.st_size, state.st_mtime_ns)
        try:
            return fits(own, place)
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
            return not file.place.read_to or begins_like(file, file.place)
        except (OSError, Replaced):
            return False

    # Files that are not there any more

    def _let_go(self, file: SpoolFile) -> None:
        file.close()
        del self._files[file.key]
        if file.place.read_to or file.size:
            size = max(file.size, file.place.size)
            self._waiting.append(replace(file.place, size=size))

    def _settle(self) -> list[Place]:
        """The places that no file has now."""
        gone = [replace(place, gone=True) for place in self._waiting]
        self._waiting, self._gone = [], []
        return gone

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
