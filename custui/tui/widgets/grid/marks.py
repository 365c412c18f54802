"""Which rows are marked: by key, so that a mark stays with its row wherever that goes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


class Marks:
    """Single rows by key, or ``every`` row of the list.

    A list may have a million rows: all of them is a state and no set of keys, and knows no
    exceptions. ``anchor`` is the key marked last, where a range begins.
    """

    def __init__(self) -> None:
        self._keys: dict[Any, None] = {}
        self.every = False
        self.anchor: Any = None

    @property
    def keys(self) -> list[Any]:
        """The keys of single rows in the order they were marked; none when every row is."""
        return list(self._keys)

    def __len__(self) -> int:
        """How many single rows are marked."""
        return len(self._keys)

    def __bool__(self) -> bool:
        """Is anything marked?"""
        return self.every or bool(self._keys)

    def __contains__(self, key: object) -> bool:
        """Is the row of this key marked?"""
        return self.every or key in self._keys

    def toggle(self, key: Any) -> None:
        """Mark a row, or unmark it."""
        if key in self._keys:
            del self._keys[key]
            self.anchor = None
        else:
            self._keys[key] = None
            self.anchor = key

    def add(self, keys: Collection[Any]) -> None:
        """Mark rows."""
        if keys and not self.every:
            self._keys.update(dict.fromkeys(keys))
            *_before, self.anchor = keys

    def mark_every(self) -> None:
        """Mark all of the list."""
        self.clear()
        self.every = True

    def clear(self) -> None:
        """Drop every mark."""
        self._keys.clear()
        self.every = False
        self.anchor = None
