"""Signals and vanished terminals end the program within a second, and it says so in its code."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pty.terminal import Terminal

Start = Callable[..., Terminal]
AT_ONCE = 1.0
ENDING = [signal.SIGHUP, signal.SIGINT, signal.SIGTERM]


def seconds_to_exit(terminal: Terminal) -> float:
    begun = time.perf_counter()
    terminal.wait_exit(timeout=5)
    return time.perf_counter() - begun


def assert_restored(terminal: Terminal) -> None:
    """The shell finds its screen, its cursor and its line discipline; the mouse is silent."""
    assert terminal.attributes == terminal.attributes_before
    for mode in ("1049", "1000", "1003", "1006", "1004", "2004"):
        on, off = f"\x1b[?{mode}h".encode(), f"\x1b[?{mode}l".encode()
        assert terminal.raw.rfind(off) > terminal.raw.rfind(on), f"mode {mode} was left on"
    for hide, show in ((b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[>25u", b"\x1b[<u")):
        assert terminal.raw.rfind(show) > terminal.raw.rfind(hide)


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_ends_it_at_once_with_the_terminal_restored(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    terminal = start(str(tmp_path / "draft"))
    terminal.until("ready")
    terminal.signal(number)
    assert seconds_to_exit(terminal) < AT_ONCE
    assert terminal.process.returncode == 128 + number
    assert_restored(terminal)
    assert (tmp_path / "draft").read_text() == "saved"


@pytest.mark.parametrize(
    "options",
    [{}, {"ignoring": [signal.SIGHUP]}, {"controlling": False}],
    ids=["signal heard", "signal ignored", "no signal at all"],
)
def test_a_vanished_terminal_ends_it_at_once(
    start: Start, tmp_path: Path, options: dict[str, Any]
) -> None:
    terminal = start(str(tmp_path / "draft"), **options)
    terminal.until("ready")
    terminal.settle()  # so that nothing is written to the vanished terminal
    terminal.hang_up()
    assert seconds_to_exit(terminal) < AT_ONCE
    assert terminal.process.returncode == 128 + signal.SIGHUP
    assert (tmp_path / "draft").read_text() == "saved"


def test_a_terminal_that_vanishes_while_written_to_ends_it_at_once(start: Start) -> None:
    terminal = start(ignoring=[signal.SIGHUP])
    terminal.until("ready")
    terminal.press("f")
    terminal.until_true(lambda: len(terminal.raw) > 50_000, "a flood")
    terminal.hang_up()
    assert seconds_to_exit(terminal) < AT_ONCE
    assert terminal.process.returncode == 128 + signal.SIGHUP


def test_an_ignored_hang_up_signal_stays_ignored(start: Start) -> None:
    terminal = start(ignoring=[signal.SIGHUP])
    terminal.until("ready")
    terminal.signal(signal.SIGHUP)
    terminal.press("z")
    terminal.until("keys 'z'")


@pytest.mark.parametrize("key", ["s", "t"], ids=["loop stalled", "thread at work"])
def test_a_program_that_is_busy_ends_all_the_same(start: Start, key: str) -> None:
    terminal = start()
    terminal.until("ready")
    terminal.press("z")
    terminal.until("keys 'z'")
    terminal.press(key)
    terminal.settle(quiet=0.1)
    terminal.signal(signal.SIGTERM)
    assert seconds_to_exit(terminal) < AT_ONCE
    assert terminal.process.returncode == 128 + signal.SIGTERM
    assert_restored(terminal)


def test_a_terminal_that_takes_no_more_output_does_not_hold_it(start: Start) -> None:
    terminal = start()
    terminal.until("ready")
    terminal.press("f")
    terminal.until_true(lambda: len(terminal.raw) > 50_000, "a flood")
    terminal.until_choked()
    terminal.signal(signal.SIGTERM)
    assert terminal.process.wait(timeout=AT_ONCE) == 128 + signal.SIGTERM


def test_a_second_app_in_the_same_process_is_ended_as_well(start: Start, tmp_path: Path) -> None:
    terminal = start("--twice", str(tmp_path / "draft"))
    terminal.until("ready")
    terminal.press("q")
    terminal.until_true(lambda: terminal.raw.count(b"\x1b[?1049h") == 2, "the second app")
    terminal.until("ready")
    assert not (tmp_path / "draft").exists()
    terminal.signal(signal.SIGTERM)
    assert seconds_to_exit(terminal) < AT_ONCE
    assert terminal.process.returncode == 128 + signal.SIGTERM
    assert (tmp_path / "draft").read_text() == "saved"


def test_quitting_gives_zero_and_calls_no_draft_hook(start: Start, tmp_path: Path) -> None:
    terminal = start(str(tmp_path / "draft"))
    terminal.until("ready")
    terminal.press("q")
    assert terminal.wait_exit() == 0
    assert_restored(terminal)
    assert not (tmp_path / "draft").exists()


def test_being_told_to_continue_starts_nothing_twice(start: Start) -> None:
    terminal = start()
    terminal.until("ready")
    terminal.press("y")
    terminal.until("keys 'y'")
    threads = _threads(terminal)
    terminal.signal(signal.SIGCONT)
    terminal.press("z")
    terminal.until("keys 'yz'")
    assert _threads(terminal) == threads
    terminal.press("q")
    assert terminal.wait_exit() == 0


def _threads(terminal: Terminal) -> set[str]:
    return {path.name for path in Path(f"/proc/{terminal.process.pid}/task").iterdir()}
