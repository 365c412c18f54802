"""SQL of the staged rows that change a customer, and of those that add one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from custui.db.staging.layout import Layout
from custui.db.staging.parts import Span


def changed_rows(span: Span) -> str:
    """Rows ``s`` with their match ``m`` that change a customer ``c``, up to more conditions."""
    return (
        f"{span.met} m JOIN {span.rows} s ON s.line = m.stage_row"
        " JOIN customer c ON c.id = m.customer_id"
        f" WHERE m.changed AND {span.within('m.stage_row')}"
    )


def new_rows(span: Span, layout: Layout, joined: str = "") -> str:
    """Rows ``s`` that meet no customer, up to more conditions; ``joined`` tables beside them."""
    more = f", {joined}" if joined else ""
    return (
        f"{span.rows} s{more} WHERE {layout.is_customer()} AND {span.within('s.line')}"
        f" AND s.line NOT IN (SELECT stage_row FROM {span.met})"
    )


def in_order(run: Callable[[str], sqlite3.Cursor], span: Span) -> str:
    """The order of the file, or the other way round when its numbers descend."""
    ends = [
        f"(SELECT id FROM {span.rows} WHERE {span.within('line')} ORDER BY line{way} LIMIT 1)"
        for way in ("", " DESC")
    ]
    first, last = run(f"SELECT {', '.join(ends)}").fetchone()
    descending = None not in (first, last) and first > last
    return f"ORDER BY s.line{' DESC' if descending else ''}"
