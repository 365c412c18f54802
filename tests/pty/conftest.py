"""Starting the small app in a pseudo-terminal, with whatever the test wants changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    """Start the small app; arguments go to ``Terminal``, ``arguments`` to the app."""
    started: list[Terminal] = []

    def start_one(*arguments: str, **options: Any) -> Terminal:
        terminal = Terminal(
            [sys.executable, "-m", "tests.pty.tiny_app", *arguments], cwd=ROOT, **options
        )
        started.append(terminal)
        return terminal

    yield start_one
    for terminal in started:
        terminal.close()
