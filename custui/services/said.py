"""What an act did, in a few words that are put into the reader's language when they are shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.locale import _


@dataclass(frozen=True)
class Said:
    """``sentence`` (marked with ``N_``) with ``values`` for what stands in braces."""

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """In the language in use; not yet printable."""
        return _(self.sentence).format(**self.values)

    def kept(self) -> str:
        """As the database keeps it."""
        return json.dumps([self.sentence, dict(self.values)])


def said_of(kept: str) -> Said:
    """What the database kept."""
    sentence, values = json.loads(kept)
    return Said(sentence, values)
