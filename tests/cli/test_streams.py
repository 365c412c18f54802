"""Output in a locale that is not UTF-8."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.pty.terminal import Terminal
from tests.shops import execute

ROOT = Path(__file__).parents[2]
LATIN_2 = {"PYTHONIOENCODING": "iso-8859-2", "PATH": "/usr/bin:/bin"}


def test_files_and_pipes_get_utf_8(own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET first_name = '日本', last_name = 'Żółw' WHERE id = 5")
    command = [sys.executable, "-m", "custui", "list", "--db", str(own_shop), "id=5", "--json"]
    done = subprocess.run(command, capture_output=True, env=LATIN_2, cwd=ROOT, check=True)
    (row,) = json.loads(done.stdout.decode("utf-8"))["rows"]
    assert (row["first_name"], row["last_name"]) == ("日本", "Żółw")


def test_a_terminal_gets_look_alikes(made_up: Callable[..., Path]) -> None:
    command = [sys.executable, "-m", "custui", "list", "--db", str(made_up()), "--limit", "3"]
    with Terminal(command, columns=200, rows=24, env=LATIN_2, cwd=ROOT) as terminal:
        assert terminal.wait_exit() == 0
    assert b"Traceback" not in terminal.raw
    assert "●".encode() not in terminal.raw
