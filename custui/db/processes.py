"""Which process works on something, so that one that was killed can be told from one that runs.

Processes that share an SQLite database in WAL mode are on one machine: a number that no process
bears is a killed one's. Of a process on another machine nobody can tell.
"""

from __future__ import annotations

import os
import socket


def this_process() -> str:
    """This process as it is kept: ``host:pid``."""
    return f"{socket.gethostname()}:{os.getpid()}"


def may_live(process: str) -> bool:
    """Whether a process, kept as ``host:pid``, may be alive; ``""`` is none."""
    host, _colon, number = process.rpartition(":")
    return bool(number) and (host != socket.gethostname() or _lives(int(number)))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True
