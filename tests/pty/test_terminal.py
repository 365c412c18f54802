"""The emulated terminal itself: what it shows, answers, times and tells of the end."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.pty.terminal import Terminal, TerminalTimeout

ASK = r"""
import sys, termios, tty
tty.setcbreak(0)
sys.stdout.write(QUESTION); sys.stdout.flush()
answer = b""
while not answer.endswith(END):
    answer += sys.stdin.buffer.raw.read(1)
print(answer)
"""


def python(program: str, **options: int) -> Terminal:
    return Terminal([sys.executable, "-c", program], **options)  # type: ignore[arg-type]


def test_it_shows_what_a_program_draws() -> None:
    drawn = r"print('\x1b[?1049h\x1b[>25u\x1b[?2026$p\x1b[3;5HŁódź\x1b[1m!\x1b[0m')"
    with python(drawn, columns=30, rows=5) as terminal:
        terminal.until("Łódź!")
        assert terminal.lines == ["", "", "    Łódź!", "", ""]
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize(
    ("question", "end", "answer"),
    [
        (r"\x1b[c", "c", r"b'\x1b[?62;22c'"),
        (r"\x1b[6n", "R", r"b'\x1b[1;1R'"),
        (r"\x1b[?2026$p", "y", r"b'\x1b[?2026;2$y'"),
    ],
)
def test_it_answers_what_programs_ask_a_terminal(question: str, end: str, answer: str) -> None:
    program = ASK.replace("QUESTION", f"'{question}'").replace("END", f"b'{end}'")
    with python(program) as terminal:
        terminal.until(answer)


def test_a_wait_in_vain_shows_the_screen_and_the_exit_code() -> None:
    told = pytest.raises(TerminalTimeout, match=r"(?s)'the thing'.*code 7.*something else")
    with python("print('something else'); raise SystemExit(7)") as terminal, told:
        terminal.until("the thing", timeout=5)


def test_a_program_that_does_not_end_is_told_of() -> None:
    with python("print('up'); input()") as terminal:
        terminal.until("up")
        with pytest.raises(TerminalTimeout, match="still running"):
            terminal.wait_exit(timeout=0.1)
        terminal.signal(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL


def test_a_reaction_is_timed_to_its_last_byte() -> None:
    program = (
        "import sys, time, tty; tty.setcbreak(0); print('up', flush=True);"
        "sys.stdin.read(1); print('a', end='', flush=True); time.sleep(0.1);"
        "print('bc', end='', flush=True); sys.stdin.read(1)"
    )
    with python(program) as terminal:
        terminal.until("up")
        terminal.settle()
        reaction = terminal.reaction("x", quiet=0.3)
        assert reaction.last - reaction.first > 0.09
        assert reaction.size == len("abc")
        assert "abc" in terminal.screen_text()


def test_a_new_size_is_told_to_the_program() -> None:
    program = (
        "import os, signal;"
        "signal.signal(signal.SIGWINCH, lambda *_: print(os.get_terminal_size()));"
        "print('up', flush=True); signal.pause()"
    )
    with python(program) as terminal:
        terminal.until("up")
        terminal.resize(100, 30)
        terminal.until("columns=100, lines=30")
