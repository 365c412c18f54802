"""Exit codes, and the exception that carries one."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the program's exit code says."""

    DONE = 0
    REFUSED = 1  # not found, refused, or a check found something
    USAGE = 2
    REJECTED = 3  # data rejected
    FORBIDDEN = 4
    DATABASE = 5  # none, busy, damaged or unusable


class Refusal(Exception):
    """The verb cannot go on; the message is for the person who called it."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
