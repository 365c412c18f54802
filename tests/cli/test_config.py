"""The configuration file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main

LIST = ["list", "--limit", "1", "--csv", "--columns", "id"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's configuration file, not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("CUSTUI_DB", raising=False)
    (tmp_path / "custui").mkdir()
    return tmp_path / "custui" / "config.toml"


def test_the_file_names_the_database(
    home: Path, made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(LIST) == 5
    home.write_text(f'database = "{made_up()}"\n')
    assert main(LIST) == 0
    assert capsys.readouterr().out == "id\n1000\n"


def test_environment_and_command_line_go_before_the_file(
    home: Path, made_up: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text('database = "nowhere.db"\n')
    assert main(LIST) == 5
    monkeypatch.setenv("CUSTUI_DB", str(made_up()))
    assert main(LIST) == 0
    assert main([*LIST, "--db", "nowhere.db"]) == 5


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("database = [", "cannot be read"),
        ("databse = 'x'", "there is no setting databse"),
        ("mouse = 'yes'", "is no value for mouse"),
        ("language = 'de'", "is no value for language"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(
    home: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    home.write_text(text)
    assert main(LIST) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert str(home) in error


def test_a_file_that_was_asked_for_must_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*LIST, "--config", str(tmp_path / "none.toml")]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_the_default_file_is_a_file_that_can_be_read(
    home: Path, capsys: pytest.CaptureFixture[str], made_up: Callable[..., Path]
) -> None:
    assert main(["config", "--print-default"]) == 0
    home.write_text(capsys.readouterr().out)
    assert main([*LIST, "--db", str(made_up())]) == 0
