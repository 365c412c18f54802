"""The customers whose cards were seen at this sitting."""

from __future__ import annotations


class Seen:
    """Each customer once, the newest last."""

    def __init__(self) -> None:
        self._customers: dict[int, None] = {}

    def note(self, customer_id: int) -> None:
        """The card of a customer is shown."""
        self._customers.pop(customer_id, None)
        self._customers[customer_id] = None

    def before(self, customer_id: int | None) -> int | None:
        """The one seen before ``customer_id`` (``None``: the last one of all)."""
        others = [each for each in self._customers if each != customer_id]
        return others[-1] if others else None
