"""Which language is spoken."""

from __future__ import annotations

import pytest

from custui import locale
from custui.cli import main
from custui.locale import _, language, language_of_environment, translated

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "pl"}, "pl"),
        ({"LANG": "PL_pl@euro"}, "pl"),
        ({"LANG": "pl.ISO-8859-2"}, "pl"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "plx"}, "en"),
        ({"LC_ALL": "pl_PL.UTF-8", "LANG": "en_US.UTF-8"}, "pl"),
        ({"LC_ALL": "C", "LANG": "pl_PL.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "pl_PL.UTF-8"}, "en"),
        ({"LC_MESSAGES": "pl_PL.UTF-8", "LANG": "en_GB.UTF-8"}, "pl"),
        ({"LC_CTYPE": "pl_PL.UTF-8", "LANG": "en_GB.UTF-8"}, "en"),
        ({"LANGUAGE": "pl", "LANG": "en_US.UTF-8"}, "pl"),
        ({"LANGUAGE": "pl_PL:en", "LC_ALL": "de_DE.UTF-8"}, "pl"),
        ({"LANGUAGE": "de:pl:en", "LANG": "de_DE.UTF-8"}, "pl"),
        ({"LANGUAGE": "en:pl", "LANG": "pl_PL.UTF-8"}, "en"),
        ({"LANGUAGE": "de:fr", "LANG": "pl_PL.UTF-8"}, "en"),
        ({"LANGUAGE": "", "LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANGUAGE": "pl"}, "en"),
        ({"LANGUAGE": "pl", "LANG": "C"}, "en"),
        ({"LANGUAGE": "pl", "LC_ALL": "C.UTF-8", "LANG": "pl_PL.UTF-8"}, "en"),
        ({"LANGUAGE": "pl", "LC_ALL": "POSIX"}, "en"),
    ],
)
def test_the_environment_by_the_rules_of_gnu_gettext(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_environment() == expected
    locale.choose(None)
    assert language() == expected
    assert _("Customers") == {"en": "Customers", "pl": "Klienci"}[expected]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["config"], "pl"),
        (["--lang", "en", "config"], "en"),
        (["config", "--lang=en"], "en"),
        (["config", "--lang", "pl"], "pl"),
    ],
)
def test_the_option_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: str,
) -> None:
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    assert main([*arguments, "--print-default"]) == 0
    remark = {"en": "The language: pl or en", "pl": "Język: pl lub en"}[expected]
    assert remark in capsys.readouterr().out


def test_a_language_there_is_not_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--lang", "de", "config"])
    assert end.value.code == 2
    assert "--lang" in capsys.readouterr().err


def test_a_text_that_is_kept_is_said_in_the_shop_s_language() -> None:
    assert translated("Shipped", "pl") == "Wysłane"
    assert translated("Shipped", "en") == "Shipped"
    assert language() == "en"
