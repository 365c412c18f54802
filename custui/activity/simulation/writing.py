"""Writes made-up traffic to a file of a spool, at once or as time goes by."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Final

from custui.activity.simulation.traffic import Line

FILE: Final = "events.jsonl"

_AT_ONCE: Final = 500
_SHORTEST_PAUSE: Final = 0.02


def write_lines(
    folder: Path, lines: Iterable[Line], stopping: Event, *, live: bool, rotate: int = 0
) -> int:
    """Append ``lines`` to the file in ``folder`` until ``stopping`` is set; returns how many.

    ``live`` lines are written at their moment, those of the past at once. With ``rotate`` the file
    is renamed when it has so many bytes, and one such older file is kept. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written, pending = 0, list[str]()
    for line in lines:
        if stopping.is_set():
            break
        wait = line.at - time.time() if live else 0.0
        if pending and (wait > _SHORTEST_PAUSE or len(pending) >= _AT_ONCE):
            written += _append(folder, pending, rotate)
            pending = []
        if wait > 0 and stopping.wait(wait):
            break
        pending.append(line.text)
    if pending:
        written += _append(folder, pending, rotate)
    return written


def _append(folder: Path, lines: list[str], rotate: int) -> int:
    """Append whole lines by one call, so that whoever reads meanwhile sees no line in parts."""
    path = folder / FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        text = "".join(lines).encode()
        while text:
            text = text[os.write(descriptor, text) :]
        size = os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
    if rotate and size >= rotate:
        path.rename(folder / f"{FILE}.1")
    return len(lines)
