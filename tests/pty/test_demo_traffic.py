"""The demo is alive, and what makes it so ends with it, however it ends."""

from __future__ import annotations

import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

PATIENCE = 30.0


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def processes(folder: Path) -> list[int]:
    """The processes that were told of something in ``folder``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes()
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(folder).encode() in words and state != "Z":
            found.append(int(entry.name))
    return found


def events(folder: Path) -> int:
    """How many events the demo's shop has read."""
    (path,) = folder.glob("custui-demo-*/demo.db")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (count,) = connection.execute("SELECT lines FROM feed_state").fetchone()
    connection.close()
    return int(count)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "custui", "--lang", "en", "demo", "--customers", "60"]
    with Terminal(argv, env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.until("Customers", PATIENCE)
        yield terminal


@pytest.mark.parametrize("ending", ["quit", "SIGHUP", "SIGKILL", "line"])
def test_people_come_and_go_until_the_demo_ends(
    demo: Terminal, tmp_path: Path, ending: str
) -> None:
    until(lambda: events(tmp_path) > 1000, "an hour of traffic")
    assert len(processes(tmp_path)) == 2
    if ending == "quit":
        before = events(tmp_path)
        until(lambda: events(tmp_path) > before, "somebody who comes now")
        demo.press("q")
        assert demo.wait_exit(PATIENCE) == 0
        assert processes(tmp_path) == []
        assert list(tmp_path.iterdir()) == []
        return
    if ending == "line":
        demo.hang_up()
    else:
        demo.signal(signal.Signals[ending])
    until(lambda: not processes(tmp_path), "the end of all processes")


def test_without_traffic(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "custui", "demo", "--customers", "60", "--no-traffic"]
    with Terminal([*argv, "--lang", "en"], env={"TMPDIR": str(tmp_path)}) as terminal:
        terminal.until("Customers", PATIENCE)
        terminal.settle()
        assert processes(tmp_path) == []
        assert events(tmp_path) == 0
        terminal.press("q")
        assert terminal.wait_exit(PATIENCE) == 0
