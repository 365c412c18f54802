"""Is the audit as it was written? Follows the chain of seals from the first entry to the last.

The chain shows any entry altered, removed or moved past the program. It holds no secret: who
rewrites every seal from some entry on, and the kept end too, leaves a chain that fits. Against
that, note the number of entries and the last seal somewhere else; they only ever grow.

The values of a person who was erased are gone from the entries before the erasure, which the chain
allows for; values that are gone without one count as altered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from custui.db.audit import ERASED, chain_hash, values_hash
from custui.db.connection import ShopDatabase
from custui.locale import _, ngettext
from custui.locale.formats import format_number

_BATCH = 5000
_BEFORE_ALL = -(2**63)

_ENTRIES = """
SELECT id, at, staff, origin, act, customer_id, fields, reason, salt, values_hash, chain_hash
FROM audit_entry WHERE id > ? ORDER BY id LIMIT ?
"""
_ERASED_LATER = "SELECT 1 FROM audit_entry WHERE customer_id = ? AND act = ? AND id > ? LIMIT 1"


@dataclass(frozen=True)
class Break:
    """A place where the chain is not what was written.

    ``entry`` is the number of the entry concerned, the first one of several, or ``None`` for the
    end of the audit; ``kind`` (``altered``, ``missing``, ``end``) is for scripts.
    """

    kind: str
    entry: int | None
    text: str


@dataclass(frozen=True)
class Verified:
    """The audit's state at one moment: its length, the last seal, and what is wrong."""

    entries: int
    seal: str
    breaks: tuple[Break, ...]


def verify(database: ShopDatabase, progress: Callable[[int, int], None]) -> Verified:
    """Hold every entry against its seal; ``progress`` hears how many of how many are done.

    All of it at one moment, while others write; 8 seconds for a million entries.
    """
    with database.atomic("DEFERRED"):
        kept = database.execute_sql("SELECT entries, chain_hash FROM audit_seal").fetchone()
        walk = _Walk(database, kept[0] if kept else 0, progress)
        breaks = list(walk.breaks())
    breaks += _at_the_end(walk, kept)
    return Verified(walk.entries, walk.seal, tuple(breaks))


class _Walk:
    """One way through the entries; afterwards ``entries`` were met and ``seal`` is the last."""

    def __init__(
        self, database: ShopDatabase, total: int, progress: Callable[[int, int], None]
    ) -> None:
        self._database = database
        self._total = total
        self._progress = progress
        self._last_id = 0
        self._read_to = _BEFORE_ALL
        self.entries = 0
        self.seal = ""

    def breaks(self) -> Iterator[Break]:
        for number, *row, seal in self._rows():
            if number > self._last_id + 1:
                yield _missing(self._last_id + 1, number - 1)
            elif not self._fits(number, row, seal):
                yield Break(
                    "altered",
                    number,
                    _("Entry {number} was altered, or does not stand where it was written.").format(
                        number=number
                    ),
                )
            self._last_id, self.seal = max(number, 0), seal
            self.entries += 1

    def _fits(self, number: int, row: list[Any], seal: str) -> bool:
        *known, fields, reason, salt, digest = row
        if chain_hash(self.seal, (*known, digest)) != seal:
            return False
        if values_hash(salt, fields, reason) == digest:
            return True
        gone = (fields, reason, salt) == ("{}", "", "")
        return gone and self._erased_later(known[-1], number)

    def _erased_later(self, customer_id: int | None, number: int) -> bool:
        """Whether the person whose values are gone was erased after the entry."""
        found = self._database.execute_sql(_ERASED_LATER, (customer_id, ERASED, number))
        return found.fetchone() is not None

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        while rows := self._database.execute_sql(_ENTRIES, (self._read_to, _BATCH)).fetchall():
            self._read_to = rows[-1][0]
            yield from rows
            self._progress(self.entries, max(self._total, self.entries))


def _missing(first: int, last: int) -> Break:
    text = ngettext(
        "Entry {first} is missing.", "Entries {first} to {last} are missing.", last - first + 1
    )
    return Break("missing", first, text.format(first=first, last=last))


def _at_the_end(walk: _Walk, kept: tuple[int, str] | None) -> Iterator[Break]:
    if kept is None:
        yield Break("end", None, _("What tells the end of the audit was removed."))
    elif kept[0] != walk.entries:
        yield Break(
            "end",
            None,
            _("There were {kept} entries; {found} are left.").format(
                kept=format_number(kept[0]), found=format_number(walk.entries)
            ),
        )
    elif kept[1] != walk.seal:
        yield Break("end", None, _("The last entry is not the one that was written last."))
