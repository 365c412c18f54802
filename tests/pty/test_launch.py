"""Terminals that cannot show the desk, locales that are not UTF-8, and how a fault ends."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pty.conftest import ROOT
from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal
from tests.pty.test_hangup import assert_restored

Start = Callable[..., Terminal]


@pytest.mark.parametrize(
    ("kind", "said"),
    [("dumb", "to be dumb (TERM)"), ("unknown", "to be unknown"), (None, "TERM is not set")],
)
def test_a_terminal_that_cannot_place_text_is_refused(
    start: Start, kind: str | None, said: str
) -> None:
    terminal = start(env={"TERM": kind}, columns=200)
    assert terminal.wait_exit() == 1
    assert said in terminal.screen_text()
    assert "xterm-256color" in terminal.screen_text()
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_no_terminal_is_refused(start: Start, stream: str, tmp_path: Path) -> None:
    redirection = {"stdin": "</dev/null", "stdout": ">out", "stderr": "2>err"}[stream]
    command = f"cd {tmp_path}; PYTHONPATH={ROOT} {sys.executable} -m tests.pty.tiny_app"
    with Terminal(["sh", "-c", f"{command} {redirection}"], columns=200) as terminal:
        assert terminal.wait_exit() == 1
        told = terminal.screen_text()
    if stream == "stderr":
        told = (tmp_path / "err").read_text()
    elif stream == "stdout":
        assert (tmp_path / "out").read_bytes() == b""
    assert "needs a terminal" in told


def test_pipes_all_round_are_refused_without_a_trace() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.pty.tiny_app"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "standard input is not one" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_the_c_locale_is_taken_for_utf8(start: Start) -> None:
    terminal = start(env={"LC_ALL": None, "LANG": "C", "LC_CTYPE": None})
    terminal.until("ready │ ● Łódź")
    terminal.press("ł")
    terminal.until(r"keys '\u0142'")


def test_ascii_alone_is_drawn_with_lookalikes(start: Start) -> None:
    strict = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal = start(env=strict, charset="ascii")
    terminal.until("ready | x Lodz")
    terminal.press("c")
    assert terminal.wait_exit() == 1
    assert "UnicodeEncodeError" not in terminal.screen_text()


@pytest.fixture(scope="module")
def latin2(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The environment of a Polish ISO-8859-2 terminal; where no such locale can be made, of
    a Python told to write that charset."""
    folder = tmp_path_factory.mktemp("locales")
    name = "pl_PL.ISO-8859-2"
    made = shutil.which("localedef") and subprocess.run(
        ["localedef", "-i", "pl_PL", "-f", "ISO-8859-2", str(folder / name)],
        capture_output=True,
    )
    if made and (folder / name).exists():
        return {"LC_ALL": None, "LANG": name, "LOCPATH": str(folder)}
    return {"LC_ALL": None, "LANG": name, "PYTHONIOENCODING": "iso8859-2"}


def test_a_latin2_terminal_shows_polish_and_lookalikes(
    start: Start, latin2: dict[str, str | None]
) -> None:
    terminal = start(env=latin2, charset="iso8859-2")
    terminal.until("ready | x Łódź")
    terminal.press("ł")
    terminal.until(r"keys '\u0142'")
    terminal.press("q")
    assert terminal.wait_exit() == 0


@pytest.mark.parametrize("key", ["c", "w", "p"], ids=["handler", "worker", "panic"])
def test_a_fault_is_told_and_the_code_is_not_zero(start: Start, key: str) -> None:
    terminal = start(rows=60, columns=120)
    terminal.until("ready")
    terminal.press(key)
    assert terminal.wait_exit() == 1
    assert_restored(terminal)
    if key == "p":
        assert "panic" in terminal.screen_text()
    else:
        assert "custui stopped because of a fault in it." in terminal.screen_text()
        assert "RuntimeError: " in terminal.screen_text()
    assert foreign_sequences(terminal.raw, bell=True) == []


def test_parting_words_are_made_safe(start: Start) -> None:
    terminal = start()
    terminal.until("ready")
    terminal.press("m")
    assert terminal.wait_exit() == 3
    assert "boo␛]0;stolen" in terminal.screen_text()
    assert foreign_sequences(terminal.raw) == []


def test_settings_of_textual_are_ours_unless_the_person_set_them() -> None:
    program = (
        "import os; os.environ['ESCDELAY'] = '7';"
        "from custui.tui import launch;"
        "import sys; assert 'textual' not in sys.modules;"
        "launch.set_defaults();"
        "from textual import constants as c;"
        "print(c.ESCAPE_DELAY, c.TEXTUAL_ANIMATIONS, c.SMOOTH_SCROLL)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["0.007", "none", "False"]
