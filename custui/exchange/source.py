"""A file to be read: its encoding, its text, and where it can be cut in two."""

from __future__ import annotations

import codecs
import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from custui.exchange.report import FileRefused, Problem
from custui.locale import _

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32")
# One byte 0x0A is a line's end in these, and nothing else.
_LINES_ARE_BYTES = frozenset({"utf-8", "ascii", "cp1250", "cp1252", "iso8859-1", "iso8859-2"})


@dataclass(frozen=True)
class Source:
    """A file on disk and how its bytes become text; ``skip`` is the length of its BOM."""

    path: Path
    name: str
    encoding: str
    size: int
    skip: int = 0

    def text(self, start: int = 0, end: int | None = None) -> io.TextIOWrapper:
        """The text of a range of bytes, line ends as they are.

        Bytes that are no characters come out as lone surrogates, for the cells' checks to refuse.
        """
        errors = "surrogatepass" if self.encoding.startswith(_WIDE) else "surrogateescape"
        stop = self.size if end is None else end
        raw = _Range(self.path, max(start, self.skip), stop)
        buffered = io.BufferedReader(raw, _BLOCK)
        return io.TextIOWrapper(buffered, encoding=self.encoding, errors=errors, newline="")

    def middle(self, begins_record: Callable[[str], bool]) -> int | None:
        """Where the file can be cut so that each part is whole records; ``None`` when it cannot.

        A line's end before which an even number of quotes stands is outside of quotes, unless a
        stray quote misleads: who reads the first part has to check that it ends outside of quotes.
        ``begins_record`` says whether the line after it begins a record.
        """
        if self.encoding not in _LINES_ARE_BYTES:
            return None
        quotes, place = 0, self.skip
        with self.path.open("rb") as file:
            file.seek(place)
            while place < self.size // 2:
                block = file.read(min(_BLOCK, self.size // 2 - place))
                if not block:
                    return None
                quotes += block.count(b'"')
                place += len(block)
            outside = False
            for line in iter(lambda: file.readline(_BLOCK), b""):
                if outside and begins_record(line.decode(self.encoding, "replace")):
                    return place
                quotes += line.count(b'"')
                place += len(line)
                outside = line.endswith(b"\n") and quotes % 2 == 0
        return None


class _Range(io.RawIOBase):
    """The bytes of a file from ``start`` to ``end``."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)
        self._left = end - start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(memoryview(buffer)[: max(self._left, 0)]) or 0
        self._left -= count
        return count

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def open_source(path: str, encoding: str | None, spool: Path) -> Source:
    """The file at ``path`` (``-`` is standard input); one that cannot be reread goes to ``spool``.

    Raises ``OSError``, ``LookupError`` for an unknown ``encoding`` and ``FileRefused``.
    """
    file = Path(path)
    if path == "-" or not file.is_file():
        copy = spool / "input"
        with copy.open("wb") as target:
            if path == "-":
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with file.open("rb") as pipe:
                    shutil.copyfileobj(pipe, target)
        return _told(copy, path, encoding)
    return _told(file, file.name, encoding)


def _told(path: Path, name: str, encoding: str | None) -> Source:
    with path.open("rb") as file:
        start = file.read(4)
    size = path.stat().st_size
    known = codecs.lookup(encoding).name if encoding else None
    if known and not codecs.lookup(known)._is_text_encoding:
        raise LookupError(encoding)
    for bom, its_encoding in _BOMS:
        if start.startswith(bom) and known in (None, "utf-8", "utf-16", "utf-8-sig", its_encoding):
            return Source(path, name, its_encoding, size, len(bom))
    if known is None and b"\0" in start:
        raise FileRefused(
            Problem(
                1,
                "",
                "",
                _("the file is not UTF-8 text; UTF-16 needs its mark or --encoding utf-16-le"),
            )
        )
    return Source(path, name, known or "utf-8", size)


def bytes_read(text: io.TextIOWrapper) -> int:
    """How far into the file the reading of ``text`` has come, to the next block."""
    return cast(io.BufferedReader, text.buffer).raw.tell()


def undecodable(line: int) -> FileRefused:
    """The refusal of a file whose bytes are no text in its encoding."""
    return FileRefused(
        Problem(
            line,
            "",
            "",
            _("these bytes are no text in this encoding; name the right one with --encoding"),
        )
    )
