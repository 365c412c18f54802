"""Help and usage errors in the language in use, argparse's own words among them."""

from __future__ import annotations

import argparse
import inspect
import re
from importlib.util import find_spec

import pytest

from custui.cli import VERBS, main
from custui.cli.usage import TEXTS

ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments|this|message|exit|error|expected|one of|invalid|choice"
    r"|choose|value|unrecognized|the|following|are|required|not allowed|and|of)\b"
)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code, and everything that was printed but the names of verbs, options and types."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    captured = capsys.readouterr()
    assert isinstance(end.value.code, int)
    return end.value.code, captured.out + captured.err


BUILT = [verb for verb, (module, _text) in VERBS.items() if find_spec(f"custui.cli.{module}")]


@pytest.mark.parametrize("verb", ["", *BUILT])
def test_help_is_polish(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    code, text = said(capsys, "--lang", "pl", *filter(None, [verb]), "--help")
    assert code == 0
    assert text.startswith(f"użycie: {' '.join(filter(None, ['custui', verb]))} [-h]")
    assert "pokaż tę pomoc i zakończ" in text
    options = re.sub(r"-[-\w]+|custui \w+|^  \w+", "", text, flags=re.MULTILINE)
    assert not ENGLISH.search(options), ENGLISH.search(options)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["dance"], "nie ma polecenia 'dance'; listę podaje custui --help"),
        (["import"], "brak wymaganych argumentów: FILE"),
        (["list", "--sort"], "argument --sort: wymagany jeden argument"),
        (["list", "--limit", "x"], "argument --limit: nieprawidłowa wartość (int): 'x'"),
        (["list", "--json", "--csv"], "argument --csv: niedozwolone razem z argumentem --json"),
        (["list", "--json=1"], "argument --json: zbędny argument '1'"),
        (["list", "--dance"], "nierozpoznane argumenty: --dance"),
        (["--role", "king"], "argument --role: nieprawidłowy wybór: 'king' (możliwe: 'viewer'"),
        (["generate", "--customers", "0"], "należy podać liczbę całkowitą od 1 do 10"),
        (["generate", "--duplicates", "x"], "należy podać liczbę całkowitą, co najmniej 0"),
    ],
)
def test_usage_errors_are_polish(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    code, text = said(capsys, "--lang", "pl", *arguments)
    assert code == 2
    usage, _colon, error = text.rpartition(": błąd: ")
    assert usage.startswith("użycie: custui ")
    assert sentence in error


def test_english_usage_is_argparse_s_own(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(capsys, "import")
    assert code == 2
    assert text.startswith("usage: custui import [-h]")
    assert text.endswith("custui import: error: the following arguments are required: FILE\n")


def test_the_texts_are_spelt_as_argparse_spells_them() -> None:
    source = inspect.getsource(argparse)
    spelt = set(re.findall(r"""\b_\((['"])(.*?)\1\)""", source))
    known = {text.replace("\\n", "\n") for _quote, text in spelt}
    # Another Python may word a few of them anew; those are English there.
    assert len(set(TEXTS) & known) >= len(TEXTS) - 4
