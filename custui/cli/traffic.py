"""The demo's live traffic: a simulator and a reader, processes of their own that end with it.

Each has the end of a pipe for its standard input. However the demo ends, killed or hung up on, the
other end closes, and they end too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

RATE: Final = 1.5
"""Events a second: some two hundred people in the shop."""

HISTORY_SECONDS: Final = 3600
_FOR_SECONDS: Final = 30 * 86_400
_ROTATE_BYTES: Final = 8_000_000
_PATIENCE: Final = 5.0
_NICE: Final = 5


@contextmanager
def live_traffic(database: str, spool: Path, seed: int) -> Iterator[None]:
    """People come and go in the shop at ``database`` meanwhile, for an hour already."""
    begun = int(time.time()) - HISTORY_SECONDS
    simulate = [
        *("simulate", str(spool), "--rate", str(RATE), "--seconds", str(_FOR_SECONDS)),
        *("--seed", str(seed), "--at", str(begun), "--live", "--rotate", str(_ROTATE_BYTES)),
    ]
    spool.mkdir()
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_started(database, simulate))
        processes.append(_started(database, ["ingest", str(spool), "--follow"]))
        yield
    finally:
        _end(processes)


def _started(database: str, words: Sequence[str]) -> subprocess.Popen[bytes]:
    # Whoever runs the demo may be a viewer elsewhere; here the shop is theirs.
    own = ["--db", database, "--config", os.devnull, "--while-stdin"]
    return subprocess.Popen(
        [sys.executable, "-m", "custui", *words, *own],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_give_way,  # nothing else runs in this process yet
    )


def _give_way() -> None:
    os.nice(_NICE)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Let them end, and see that they do: the folder they write in is removed next."""
    for process in processes:
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
    for process in processes:
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
