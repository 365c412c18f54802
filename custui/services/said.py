"""What an act did, in a few words that are put into the reader's language when they are shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.locale import _


@dataclass(frozen=True)
class Said:
    """``sentence`` (marked with ``N_``) with ``values`` for what stands in braces.

    ``labels`` are marked texts too: they stand, parted by commas, where the sentence has
    ``{labels}``.
    """

    sentence: str
    values: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        """In the language in use; not yet printable."""
        labels = ", ".join(map(_, self.labels))
        return _(self.sentence).format(**{"labels": labels, **self.values})

    def kept(self) -> str:
        """As the database keeps it."""
        return json.dumps([self.sentence, dict(self.values), self.labels])


def said_of(kept: str) -> Said:
    """What the database kept."""
    sentence, values, *labels = json.loads(kept)
    return Said(sentence, values, tuple(labels[0]) if labels else ())
