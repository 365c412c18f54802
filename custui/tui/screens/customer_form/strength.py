"""How strong the password is that is being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from custui.services.passwords import Strength, strength


class MeasureStrength:
    """Measures in a worker: the word lists take a while to load."""

    @dataclass
    class Answer(Message):
        """The strength of ``password``."""

        password: str
        strength: Strength

    def __init__(self, password: str, known: Sequence[str]) -> None:
        self._password = password
        self._known = known

    def run(self) -> Answer:
        """Measure it."""
        return self.Answer(self._password, strength(self._password, self._known))

    def interrupt(self) -> None:
        """Its answer is not wanted any more; it will be soon."""
