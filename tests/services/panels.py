"""A panel's rows as a test reads them."""

from __future__ import annotations

from types import SimpleNamespace

from custui.db.connection import ShopDatabase
from custui.db.queries.panel import Panel, PanelList


def rows(
    shop: ShopDatabase, panel: Panel, owner: int = 1, now: int | None = None
) -> list[SimpleNamespace]:
    """Every row of a panel, with every column by its name."""
    names = [column.name for column in panel.columns.columns]
    found = PanelList(panel, owner, now=now).first_rows(shop, names, -1)
    return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in found]
