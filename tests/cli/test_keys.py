"""``custui keys``: all keys of the desk."""

from __future__ import annotations

import pytest

from custui.cli import main
from custui.tui.commands.everywhere import COMMANDS as EVERYWHERE
from custui.tui.commands.grid import COMMANDS as GRID


def test_every_command_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Everywhere"
    for command in (*EVERYWHERE.commands, *GRID.commands):
        (line,) = [each for each in lines if f"  {command.id}  " in each]
        assert line.startswith(f"  {command.key_shown}")
        assert line.endswith(command.help)


def test_in_polish_and_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "pl", "keys"]) == 0
    polish = capsys.readouterr().out
    assert "Wszystkie działające tu klawisze" in polish
    assert "↑ k" in polish
    assert main(["--lang", "en", "--ascii", "keys"]) == 0
    assert capsys.readouterr().out.isascii()
