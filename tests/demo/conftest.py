"""Made-up shops that several tests read and none changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from custui.demo.shop import make_shop

CUSTOMERS = 2_000


@pytest.fixture(scope="session")
def plain_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "plain.db"
    make_shop(str(path), customers=CUSTOMERS, seed=1)
    return path


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "hostile.db"
    make_shop(str(path), customers=CUSTOMERS, seed=1, hostile=True, duplicates=25)
    return path


def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield connection
    connection.close()


@pytest.fixture
def plain(plain_path: Path) -> Iterator[sqlite3.Connection]:
    yield from _reading(plain_path)


@pytest.fixture
def hostile(hostile_path: Path) -> Iterator[sqlite3.Connection]:
    yield from _reading(hostile_path)
