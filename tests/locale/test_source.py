"""Every text for people goes through gettext, in a form that a catalogue can hold."""

from __future__ import annotations

import ast

import pytest

from tests.locale.source import KEYWORDS, MARKS, called, calls, extracted, run_at_import, trees

SAYING = {  # what is said to a person: the name of the call -> the place of its text
    "narrate": 0,
    "notify": 0,
    "Static": 0,
    "Option": 0,
    "DatabaseProblem": 0,
    "NoDatabase": 0,
    "UnfitTerminal": 0,
    "ArgumentTypeError": 0,
    "FilterError": 1,
    "Refusal": 1,
    "Problem": 3,
}
SAYING_KEYWORDS = {"help", "description", "epilog", "placeholder", "tooltip"}
NAMES = {"custui"}


def literal(node: ast.AST | None) -> str | None:
    """The letters of a string that stands in the code: constant, f-string, put together."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(filter(None, map(literal, node.values)))
    if isinstance(node, ast.BinOp):
        return (literal(node.left) or "") + (literal(node.right) or "")
    if called(node or ast.Pass()) == "format":
        return literal(node.func.value)  # type: ignore[union-attr]
    return None


def test_messages_are_whole_strings() -> None:
    for where, call in calls("_", "N_"):
        (message,) = call.args
        assert not isinstance(message, ast.JoinedStr | ast.BinOp), f"{where}: put together"
        assert called(message) != "format", f"{where}: filled in before it is translated"
    for where, call in calls("N_"):
        assert isinstance(call.args[0], ast.Constant), f"{where}: nothing to mark"
    for where, call in calls("NN_"):
        assert all(isinstance(form, ast.Constant) for form in call.args), (
            f"{where}: nothing to mark"
        )
    for where, call in calls("ngettext"):
        parts = (ast.JoinedStr, ast.BinOp, ast.Call)
        assert not any(isinstance(form, parts) for form in call.args[:2]), f"{where}: put together"


def test_the_extractor_sees_every_message() -> None:
    seen = {form for message in extracted() for form in _forms(message)}
    for where, call in calls(*MARKS):
        for form in call.args[:2]:
            if isinstance(form, ast.Constant):
                assert form.value in seen, f"{where}: not seen by the extractor"


def _forms(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)


def test_nothing_is_translated_before_the_language_is_chosen() -> None:
    for path, tree in trees().items():
        for node in run_at_import(tree):
            assert called(node) not in {"_", "ngettext"}, f"{path}:{getattr(node, 'lineno', '')}"


@pytest.mark.parametrize("name", SAYING)
def test_no_text_goes_past_gettext(name: str) -> None:
    for where, call in calls(name):
        place = SAYING[name]
        text = literal(call.args[place]) if len(call.args) > place else None
        assert not _is_words(text), f"{where}: {text!r}"


def test_no_keyword_goes_past_gettext() -> None:
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in SAYING_KEYWORDS:
                text = literal(node.value)
                assert not _is_words(text), f"{path}:{node.value.lineno}: {text!r}"


def _is_words(text: str | None) -> bool:
    return bool(text) and text not in NAMES and any(char.isalpha() for char in text or "")


def test_every_way_of_saying_is_in_use() -> None:
    unused = {name for name in (*SAYING, *KEYWORDS) if not any(calls(name))}
    assert not unused
