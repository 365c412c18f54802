"""A shop that reads a feed, lines to feed it with, and everything it keeps of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from custui.activity.batch import Stored
from custui.activity.files import SpoolFile
from custui.activity.ingesting import Counts, Ingest
from custui.activity.terms import Terms
from custui.db.connection import ShopDatabase

T = 1_795_342_500 - 1_795_342_500 % 3600
"""A whole hour."""

KEPT = (
    *("session", "session_event", "product_view", "left_cart", "cart", "cart_line", "cart_change"),
    *("activity_sum", "left_page", "left_page_sum", "login_attempt", "customer", "address"),
    *("sales_order", "sales_order_line", "order_status_change", "message_thread", "message"),
    *("voucher", "sent_email", "product", "consent", "group_membership", "feed_record"),
    *("feed_waiting", "credential"),
)
"""The tables that a feed writes; what tells of the reading itself is not among them."""

NOT_COMPARED = ("updated_at",)


def iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def line(event: str, at: int = T, **fields: Any) -> str:
    return json.dumps({"at": iso(at), "event": event} | fields)


def page(session: str = "a1", at: int = T, **fields: Any) -> str:
    return line("page", at, session=session, **fields)


def write(path: Path, lines: Iterable[str], end: str = "\n") -> None:
    """Append lines to a file."""
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("".join(each + end for each in lines))


class Heard:
    """A teller that remembers."""

    def __init__(self) -> None:
        self.rejected: list[tuple[str, int, str, str]] = []
        self.lost_bytes: list[int] = []
        self.unreadable_paths: list[Path] = []
        self.batches = 0

    def stored(self, file: SpoolFile, stored: Stored) -> None:
        self.batches += 1
        self.rejected += [
            (Path(file.place.path).name, each.line, each.field, each.reason)
            for each in stored.rejected
        ]

    def lost(self, bytes_lost: int) -> None:
        self.lost_bytes.append(bytes_lost)

    def unreadable(self, path: Path, error: OSError) -> None:
        self.unreadable_paths.append(path)


def reader(
    database: ShopDatabase,
    *paths: Path,
    heard: Heard | None = None,
    rejects: Path | None = None,
    terms: Terms | None = None,
) -> Ingest:
    return Ingest(database, terms or Terms(), list(paths), rejects, heard or Heard())


def read_all(
    database: ShopDatabase,
    *paths: Path,
    heard: Heard | None = None,
    rejects: Path | None = None,
    terms: Terms | None = None,
) -> Counts:
    """Read once what is there, as a process of its own would."""
    ingest = reader(database, *paths, heard=heard, rejects=rejects, terms=terms)
    try:
        ingest.catch_up()
    finally:
        ingest.close()
    return ingest.counts


def feed(database: ShopDatabase, folder: Path, lines: Iterable[str], **more: Any) -> Heard:
    """Append lines to a spool and read them."""
    folder.mkdir(exist_ok=True)
    write(folder / "events.jsonl", lines)
    heard = Heard()
    read_all(database, folder, heard=heard, **more)
    return heard


def kept(database: ShopDatabase, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that the feed has to do with, in an order that says nothing of how it came."""
    return {table: _rows(database, table) for table in tables or KEPT}


def _rows(database: ShopDatabase, table: str) -> list[tuple[Any, ...]]:
    names = [row[1] for row in database.execute_sql(f"PRAGMA table_info ({table})")]
    wanted = ", ".join(name for name in names if name not in NOT_COMPARED)
    return sorted(database.execute_sql(f"SELECT {wanted} FROM {table}").fetchall(), key=repr)


def rows(database: ShopDatabase, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    return database.execute_sql(sql, parameters).fetchall()


def one(database: ShopDatabase, sql: str, *parameters: Any) -> Any:
    (row,) = rows(database, sql, *parameters)
    return row[0] if len(row) == 1 else row


def customer(number: int, **more: Any) -> str:
    """A customer's record."""
    fields = {
        "customer_id": number,
        "email": f"c{number}@example.pl",
        "first_name": "Jan",
        "last_name": "Żółw",
    }
    return line("customer", **(fields | more))


def dropped(values: Sequence[Any], index: int) -> list[Any]:
    return [*values[:index], *values[index + 1 :]]
