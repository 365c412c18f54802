"""A new shop, and short ways to import into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase
from custui.db.defaults import fill_defaults
from custui.db.queries.customers import CustomerList
from custui.db.upgrade import create_database
from custui.domain.filters import Sort
from custui.domain.preferences import Preferences
from custui.exchange.exporting import export_file
from custui.exchange.field import Format
from custui.exchange.importing import Request, imported
from custui.exchange.report import Problem, Report

DATA = Path(__file__).parent / "data"
HEADER = (
    "ID;Nazwa kontaktu;Imię;Nazwisko;Adres e-mail;Firma;Sprzedaż;Włączony;"
    "Newsletter;Oferty partnerów;Rejestracja;Ostatnia wizyta;\n"
)


@dataclass
class Outcome:
    """A report that outlives its import."""

    report: Report
    problems: list[Problem]
    counts: dict[str, int] = field(default_factory=dict)

    def reasons(self) -> list[tuple[int, str, str]]:
        return [(p.line, p.column, p.reason) for p in self.problems]


class Shop:
    """A shop's database with its connection open."""

    def __init__(self, database: ShopDatabase, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def take(self, path: Path, **how: object) -> Outcome:
        request = Request(str(path), staff="anna", **how)  # type: ignore[arg-type]
        with imported(self.database, request) as report:
            problems = list(report.problems)
            assert len(problems) == report.problem_count
            assert report.read == (
                report.added + report.updated + report.unchanged + report.deleted + report.rejected
            )
            return Outcome(report, problems, report.counts())

    def take_text(self, text: str | bytes, **how: object) -> Outcome:
        path = self.folder / "file.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.take(path, **how)

    def rows(self, sql: str, *params: object) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = self.database.execute_sql(sql, params).fetchall()
        return rows

    def one(self, sql: str, *params: object) -> object:
        ((value,),) = self.rows(sql, *params)
        return value

    def sound(self) -> None:
        """Index, totals and memberships agree with the rows."""
        self.database.execute_sql(
            "INSERT INTO customer_fts (customer_fts, rank) VALUES ('integrity-check', 1)"
        )
        assert not self.rows("PRAGMA foreign_key_check")
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert not self.rows(
            "SELECT id FROM customer c WHERE NOT EXISTS (SELECT 1 FROM group_membership m"
            " WHERE m.customer_id = c.id AND m.group_id = c.default_group_id)"
        )
        assert not self.rows(
            "SELECT id FROM customer c WHERE sales <> opening_sales + (SELECT"
            " coalesce(sum(total), 0) FROM sales_order o JOIN order_status s ON s.id = o.status_id"
            " WHERE o.customer_id = c.id AND s.counts_as_sale)"
        )


@pytest.fixture
def new_shop(tmp_path: Path) -> Iterator[Callable[..., Shop]]:
    """Makes empty Polish shops in Warsaw."""
    made: list[ShopDatabase] = []

    def make(name: str = "shop.db", **preferences: object) -> Shop:
        database = create_database(str(tmp_path / name))
        database.connect()
        made.append(database)
        settings = Preferences(**{"time_zone": "Europe/Warsaw"} | preferences)  # type: ignore[arg-type]
        fill_defaults(database, language="pl", preferences=settings, shop_name="Sklep")
        return Shop(database, tmp_path)

    yield make
    for database in made:
        database.close()


@pytest.fixture
def shop(new_shop: Callable[..., Shop]) -> Shop:
    return new_shop()


def exported(shop: Shop, fmt: Format, language: str = "pl", **how: object) -> str:
    """All customers of a shop as a file, in the order of their numbers."""
    target = shop.folder / "out.csv"
    everybody = CustomerList(sort=(Sort("id"),))
    export_file(shop.database, str(target), fmt, everybody, language=language, **how)  # type: ignore[arg-type]
    return target.read_bytes().decode()


def row(
    number: object = 1,
    email: str = "jan@example.pl",
    *,
    title: str = "Pan",
    first: str = "Jan",
    last: str = "Kowalski",
    company: str = "",
    sales: str = "0",
    enabled: str = "1",
    newsletter: str = "0",
    offers: str = "0",
    registered: str = "01.11.2021 13:00",
    visit: str = "",
) -> str:
    cells = (
        number, title, first, last, email, company, sales, enabled, newsletter, offers,
        registered, visit,
    )  # fmt: skip
    return ";".join(map(str, cells)) + ";\n"
