"""What identifies a file in the audit: name, SHA-256; and that it stayed the same."""

from __future__ import annotations

import hashlib

from custui.exchange.report import FileRefused, Problem
from custui.exchange.source import Source
from custui.locale import _


class Seal:
    """A file as it was when its reading began."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stat = self._now()
        with source.path.open("rb") as file:
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def name(self) -> str:
        """The file's name as text."""
        return self._source.name.encode(errors="backslashreplace").decode()

    def _now(self) -> tuple[int, int]:
        stat = self._source.path.stat()
        return stat.st_size, stat.st_mtime_ns

    def check(self) -> None:
        """Raise ``FileRefused`` when somebody wrote to the file while it was read."""
        if self._now() != self._stat:
            raise FileRefused(Problem(1, "", "", _("the file changed while it was read")))
