"""A desk to test screens on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.sitting import sit_down

MakeApp = Callable[..., CustuiApp]


@pytest.fixture
def make_app(made_up: Callable[..., Path]) -> MakeApp:
    """An app over a made-up shop (or the database at ``path``)."""

    def make(path: Path | None = None, *, ascii_only: bool = False) -> CustuiApp:
        database = open_database(str(path or made_up()))
        return CustuiApp(
            sit_down(database, staff="anna", role="agent", shop_code=None, ascii_only=ascii_only)
        )

    return make
