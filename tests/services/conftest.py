from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase
from tests.services.desk import shop_of


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopDatabase]:
    """A shop of 30 customers with this thread's connection open."""
    database = shop_of(tmp_path / "shop.db", 30)
    with database.connection_context():
        yield database
