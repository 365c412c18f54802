"""What the source says to people: its messages, as babel extracts them and as Python parses it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir

import custui

ROOT = Path(custui.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2)}
MARKS = frozenset(KEYWORDS)

Message = str | tuple[str, ...]


@cache
def extracted() -> frozenset[Message]:
    """Every message of the source; a counted one is a pair."""
    found = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return frozenset(message for _file, _line, message, _comments, _context in found)


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of custui by its path."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def called(node: ast.AST) -> str:
    """The last part of the name that ``node`` calls; "" when it is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of ``names`` in custui, each with where it stands."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if called(node) in names and isinstance(node, ast.Call):
                yield f"{path}:{node.lineno}", node


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes under ``node`` that run when its module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for default in (*child.args.defaults, *child.args.kw_defaults, *child.decorator_list):
                if default is not None:
                    yield default
                    yield from run_at_import(default)
        elif not isinstance(child, ast.Lambda):
            yield child
            yield from run_at_import(child)
