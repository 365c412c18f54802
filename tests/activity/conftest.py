from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase
from tests.db.rows import opened_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopDatabase]:
    """An empty shop with this thread's connection open."""
    database = opened_shop(tmp_path / "shop.db")
    with database.connection_context():
        yield database


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    folder = tmp_path / "spool"
    folder.mkdir()
    return folder
