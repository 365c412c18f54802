"""Shops for tests: made once a worker, copied for whoever writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from custui import locale
from custui.demo.shop import make_shop


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test reads the configuration of whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-config"))
    for name in ("CUSTUI_DB", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever the machine speaks."""
    locale.choose("en")
    yield
    locale.choose("en")


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A made-up shop by its size and hostility; the same one for everybody who only reads."""
    shops: dict[tuple[int, bool], Path] = {}

    def shop(customers: int = 1000, *, hostile: bool = False) -> Path:
        key = (customers, hostile)
        if key not in shops:
            path = tmp_path_factory.mktemp("shop") / "shop.db"
            make_shop(str(path), customers=customers, seed=1, hostile=hostile)
            shops[key] = path
        return shops[key]

    return shop


@pytest.fixture
def own_shop(made_up: Callable[..., Path], tmp_path: Path) -> Path:
    """A made-up shop of 1,000 customers that a test may change."""
    path = tmp_path / "shop.db"
    shutil.copy(made_up(), path)
    return path
