"""Reads a file of the spool on from its place, whole lines at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Final

from custui.activity.files import HEAD, Replaced, SpoolFile, hashed, tail_hash
from custui.activity.lines import is_whole
from custui.db.feed.places import Place

AT_ONCE: Final = 2 << 20
"""Bytes read at once, and so the longest line."""


@dataclass(frozen=True)
class Chunk:
    """Whole lines of a file, the place before them and the one after (its line is not known yet).

    A line longer than ``AT_ONCE`` is passed over: it is ``too_long``, and there is no ``data``.
    """

    before: Place
    after: Place
    data: bytes
    too_long: bool = False


def read_on(file: SpoolFile, before: Place | None = None) -> Chunk | None:
    """What stands in ``file`` after its place (or ``before``), as far as lines are whole.

    ``None`` when there is nothing yet. Raises ``Replaced`` when the file is cut off or another one
    by now, and ``OSError``.
    """
    place = before or file.place
    descriptor = file.open()
    size = os.fstat(descriptor).st_size
    if size < place.read_to or not _begins_as_read(descriptor, place):
        raise Replaced
    data = os.pread(descriptor, AT_ONCE, place.read_to)
    cut = data.rfind(b"\n") + 1
    if not cut:
        if len(data) == AT_ONCE:
            return _pass_over(file, place, size)
        if not is_whole(data):
            return None
        cut = len(data)
    return Chunk(place, _after(descriptor, place, place.read_to + cut, size), data[:cut])


def _begins_as_read(descriptor: int, place: Place) -> bool:
    if not place.read_to:
        return True
    return hashed(os.pread(descriptor, place.head_size, 0)) == place.head_hash


def _after(descriptor: int, place: Place, read_to: int, size: int) -> Place:
    head = place
    if place.head_size < HEAD:
        data = os.pread(descriptor, min(HEAD, read_to), 0)
        head = replace(place, head_size=len(data), head_hash=hashed(data))
    return replace(
        head, read_to=read_to, tail_hash=tail_hash(descriptor, read_to), size=max(size, read_to)
    )


def _pass_over(file: SpoolFile, place: Place, size: int) -> Chunk | None:
    """A line that is too long to be one; ``None`` while its end is not written yet."""
    descriptor, start = file.open(), place.read_to
    while data := os.pread(descriptor, AT_ONCE, start):
        end = data.find(b"\n") + 1
        if end:
            after = _after(descriptor, place, start + end, size)
            return Chunk(place, after, b"", too_long=True)
        start += len(data)
    return None
