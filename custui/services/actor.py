"""Who acts: a staff member in a role, from somewhere, at one sitting."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A staff member at work.

    ``role`` is one of ``domain.roles.ROLES``; ``origin`` is log-in user, terminal and SSH source.
    ``session`` is the sitting whose acts undo takes back (``new_session``); without one an act
    leaves no undo record. A ``read_only`` actor changes nothing at all.
    """

    staff: str
    role: str
    origin: str = ""
    session: str = ""
    read_only: bool = False


def new_session() -> str:
    """A name for one sitting that no other has."""
    return os.urandom(8).hex()
