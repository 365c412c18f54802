"""Sitting down at the desk: what is read before the first screen is drawn."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.problems import explained
from custui.db.queries.customers import CustomerList, read_rows
from custui.db.queries.lookups import read_lookups
from custui.db.staff_settings import read_columns
from custui.domain.layouts import default_layout
from custui.services.actor import Actor, new_session
from custui.tui.desk import Desk
from custui.tui.widgets.grid.pages import PAGE_ROWS


def sit_down(
    database: ShopDatabase,
    *,
    staff: str,
    role: str,
    shop_code: str | None,
    ascii_only: bool,
    origin: str = "",
) -> Desk:
    """A desk over ``database`` with its first customers read."""
    with explained(database.path), database.connection_context():
        preferences = read_preferences(database)
        lookups = read_lookups(database)
        several = len(lookups.shops) > 1
        layout = read_columns(database, staff) or default_layout(several_shops=several)
        columns = ("id", *layout.names)
        rows = read_rows(database, CustomerList(shop=shop_code), lookups, columns, limit=PAGE_ROWS)
        names = dict(database.execute_sql("SELECT code, name FROM shop").fetchall())
    return Desk(
        database=database,
        shop_name=names.get(shop_code) or next(iter(names.values()), ""),
        shop_code=shop_code,
        staff=staff,
        role=role,
        preferences=preferences,
        lookups=lookups,
        actor=Actor(
            staff=staff,
            role=role,
            origin=origin,
            session=new_session(),
            read_only=database.read_only,
        ),
        layout=layout,
        has_several_shops=several,
        ascii_only=ascii_only,
        first_rows=tuple(rows),
    )
