"""What an export writes, and that it comes back the same."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.db.problems import DatabaseProblem, Interrupted
from custui.db.queries.customers import CustomerList
from custui.domain.filters import Sort, parse_filter
from custui.domain.search import parse_search
from custui.exchange.exporting import export_customers, export_file
from custui.exchange.formats import format_named
from custui.exchange.moments import MomentWriter
from custui.exchange.report import Step
from custui.exchange.written import defused, quoted, restored
from custui.services.actor import Actor
from custui.services.refusals import NotPermitted
from tests.exchange.conftest import HEADER, Shop, row

GRID = format_named("grid")


def export(shop: Shop, language: str = "pl", **how: object) -> str:
    target = shop.folder / "out.csv"
    everybody = CustomerList(sort=(Sort("id"),))
    export_file(shop.database, str(target), GRID, everybody, language=language, **how)  # type: ignore[arg-type]
    return target.read_bytes().decode()


def test_polish_form(shop: Shop) -> None:
    shop.take_text(
        HEADER
        + row(2, "b@example.pl", sales="12 310,20", visit="02.07.2021 08:05", company='"A;B"')
        + row(1)
    )
    assert export(shop) == (
        HEADER
        + "1;Pan;Jan;Kowalski;jan@example.pl;;0;1;0;0;01.11.2021 13:00;;\n"
        + '2;Pan;Jan;Kowalski;b@example.pl;"A;B";12\xa0310,20\xa0zł;1;0;0;'
        + "01.11.2021 13:00;02.07.2021 08:05;\n"
    )


def test_english_form(shop: Shop) -> None:
    shop.take_text(HEADER + row(1, sales="-12 310,20", visit="2021-07-02 08:05:09"))
    assert export(shop, "en").splitlines() == [
        "ID;Social title;First name;Last name;Email address;Company;Sales;Enabled;Newsletter;"
        "Partner offers;Registration;Last visit;",
        "1;Pan;Jan;Kowalski;jan@example.pl;;-12310.20;1;0;0;2021-11-01 13:00:00;"
        "2021-07-02 08:05:09;",
    ]


def test_the_banned_are_left_out_and_a_selection_is_kept_to(shop: Shop) -> None:
    shop.take_text(HEADER + "".join(row(n, f"a{n}@example.pl") for n in (1, 2, 3)))
    with shop.database.writing():
        shop.database.execute_sql("UPDATE customer SET banned = 1 WHERE id = 2")
    assert [line[:2] for line in export(shop).splitlines()[1:]] == ["1;", "3;"]
    target = shop.folder / "some.csv"
    some = CustomerList((parse_filter("email", "a3@"),))
    assert export_file(shop.database, str(target), GRID, some, language="en") == 1
    assert [line[:2] for line in target.read_text().splitlines()[1:]] == ["3;"]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("+48 600 100 200", "+48 600 100 200"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'s-Gravenhage", "''s-Gravenhage"),
        ("'=1", "''=1"),
        ("＝1", "'＝1"),
        ("Alfa", "Alfa"),
        ("", ""),
    ],
)
def test_formulas_are_defused_and_restored(cell: str, safe: str) -> None:
    assert defused(cell) == safe
    assert restored(safe) == cell


def test_a_foreign_apostrophe_is_left_alone() -> None:
    assert restored("'t Hof") == "'t Hof"


def test_raw_leaves_formulas(shop: Shop) -> None:
    shop.take_text(HEADER + row(company="=1+1"))
    assert ";'=1+1;" in export(shop)
    assert ";=1+1;" in export(shop, raw=True)


@pytest.mark.parametrize("zone", ["Europe/Warsaw", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_moments_agree_with_the_clock(zone: str) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    writer = MomentWriter(zone, "%Y-%m-%d", seconds=True)
    changes = [1616893199, 1616893200, 1635641999, 1635642000, 1617462000, 1617463800]
    for moment in [*changes, 0, -1, 951782399, *range(1635600000, 1635700000, 1799)]:
        local = datetime.fromtimestamp(moment, ZoneInfo(zone))
        assert writer.texts([moment, None]) == [f"{local:%Y-%m-%d %H:%M:%S}", ""]


def test_the_first_moment_of_all() -> None:
    writer = MomentWriter("UTC", "%d.%m.%Y", seconds=False)
    assert writer.texts([-62135596800]) == ["01.01.0001 00:00"]


COMPANY = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
    st.text(st.sampled_from("='+-@\"';,\t\r\n ŁąÉ|"), max_size=12),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    companies=st.lists(COMPANY, min_size=1, max_size=8),
    amounts=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8),
    language=st.sampled_from(["pl", "en"]),
)
def test_round_trip(
    two_shops: tuple[Shop, Shop], companies: list[str], amounts: list[int], language: str
) -> None:
    one, two = two_shops
    for shop in two_shops:
        with shop.database.writing():
            shop.database.execute_sql("DELETE FROM group_membership")
            shop.database.execute_sql("DELETE FROM customer")
            shop.database.execute_sql("INSERT INTO customer_fts (customer_fts) VALUES ('rebuild')")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER.strip(";\n").split(";"))
    for n, company in enumerate(companies, 1):
        amount = amounts[n % len(amounts)]
        money = f"{'-' if amount < 0 else ''}{abs(amount) // 100},{abs(amount) % 100:02d} zł"
        writer.writerow(
            [n * 3, ["", "Pan", "Pani"][n % 3], "Łucja", "Żółw", f"a{n}@example.pl",
             defused(company), money, 1, 0, n % 2, "2021-11-01 13:00", "--"]
        )  # fmt: skip
    assert one.take_text(out.getvalue()).counts["added"] == len(companies)
    assert [c for (c,) in one.rows("SELECT company FROM customer ORDER BY id")] == companies
    first = export(one, language)
    assert two.take_text(first).counts["added"] == len(companies)
    assert export(two, language) == first
    assert one.take_text(first).counts["unchanged"] == len(companies)


@pytest.fixture
def two_shops(new_shop: Callable[..., Shop]) -> tuple[Shop, Shop]:
    return new_shop("one.db"), new_shop("two.db")


@pytest.mark.parametrize("cell", ["a;b", 'a"b', "a\nb", "a\rb", "a\r\nb", '"', "", " a "])
def test_quotes(cell: str) -> None:
    line = f"x;{quoted(cell, ';')};y\n"
    assert list(csv.reader(io.StringIO(line, newline=""), delimiter=";")) == [["x", cell, "y"]]


@pytest.mark.parametrize(("email", "cell"), [('=a;"b@c.pl', "'=a;\"b@c.pl"), ('a;"b@c.pl',) * 2])
def test_an_email_that_needs_quotes(shop: Shop, email: str, cell: str) -> None:
    """An address that no rule would take today may be there from before."""
    shop.take_text(HEADER + row() + row(2, "b@example.pl"))
    with shop.database.writing():
        shop.database.execute_sql("UPDATE customer SET email = ? WHERE id = 1", (email,))
    assert list(csv.reader(io.StringIO(export(shop)), delimiter=";"))[1][4] == cell


def test_a_failed_export_leaves_the_old_file(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.take_text(HEADER + row())
    target = shop.folder / "out.csv"
    target.write_text("before")

    def fails(self: object, customers: object) -> object:
        raise OSError("disk full")

    monkeypatch.setattr("custui.exchange.grid.GridWriter.lines", fails)
    with pytest.raises(OSError, match="disk full"):
        export(shop)
    assert target.read_text() == "before"
    assert sorted(path.name for path in shop.folder.glob("*out*")) == ["out.csv"]
    assert not list(shop.folder.glob(".*"))


def test_command_line(shop: Shop, tmp_path: Path) -> None:
    shop.take_text(HEADER + row())
    command = [sys.executable, "-m", "custui", "--db", str(shop.database.path), "export"]
    to_file = subprocess.run(
        [*command, str(tmp_path / "x.csv"), "--lang", "pl"], capture_output=True, text=True
    )
    assert (to_file.returncode, to_file.stdout) == (0, "")
    to_stdout = subprocess.run([*command, "-", "--lang", "pl"], capture_output=True)
    assert to_stdout.stdout == (tmp_path / "x.csv").read_bytes()
    nowhere = subprocess.run([*command, "/nowhere/x.csv"], capture_output=True, text=True)
    assert nowhere.returncode == 1
    assert "/nowhere/x.csv" in nowhere.stderr


def entries(shop: Shop) -> list[dict[str, object]]:
    return [
        json.loads(str(fields))
        for (fields,) in shop.rows("SELECT fields FROM audit_entry WHERE act = 'export'")
    ]


def handed_out(shop: Shop, actor: Actor, customers: CustomerList, **how: object) -> int:
    target = str(shop.folder / "out.csv")
    return export_customers(
        shop.database, actor, target, GRID, customers, language="en", **how  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_audit_says_what_went_out(shop: Shop) -> None:
    shop.take_text(HEADER + row() + row(2, "b@example.pl"))
    some = CustomerList(
        (parse_filter("email", "@example.pl"),),
        search=parse_search("kowalski 600 100 200"),
        among=(1, 2, 9),
    )
    assert handed_out(shop, Actor("anna", "lead"), some) == 0
    assert handed_out(shop, Actor("anna", "lead"), CustomerList()) == 2
    file = str(shop.folder / "out.csv")
    assert entries(shop) == [
        {
            "file": file,
            "format": "grid",
            "rows": 0,
            "filters": "email=@example.pl",
            "sort": "-id",
            "search": "600100200 kowalski",
            "marked": 3,
        },
        {"file": file, "format": "grid", "rows": 2, "filters": "", "sort": "-id"},
    ]


def test_some_by_their_numbers_in_the_order_of_the_list(shop: Shop) -> None:
    shop.take_text(HEADER + "".join(row(n, f"a{n}@example.pl") for n in range(1, 6)))
    some = CustomerList(sort=(Sort("email", descending=True),), among=(2, 5, 4, 99))
    assert handed_out(shop, Actor("anna", "lead"), some) == 3
    lines = (shop.folder / "out.csv").read_text().splitlines()
    assert [line[:2] for line in lines[1:]] == ["5;", "4;", "2;"]


def test_who_may_not_export_gets_no_file(shop: Shop) -> None:
    shop.take_text(HEADER + row())
    with pytest.raises(NotPermitted):
        handed_out(shop, Actor("tom", "agent"), CustomerList())
    assert not (shop.folder / "out.csv").exists()
    assert entries(shop) == []


def test_a_read_only_desk_exports(shop: Shop) -> None:
    shop.take_text(HEADER + row())
    assert handed_out(shop, Actor("anna", "lead", read_only=True), CustomerList()) == 1
    assert entries(shop) == []


def test_stopped_half_way_it_leaves_neither_file_nor_entry(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custui.exchange.exporting._AT_ONCE", 1)
    shop.take_text(HEADER + row() + row(2, "b@example.pl"))
    steps: list[Step] = []

    def progress(step: Step) -> None:
        steps.append(step)
        raise Interrupted

    with pytest.raises(Interrupted):
        handed_out(shop, Actor("anna", "lead"), CustomerList(), progress=progress)
    assert [(step.rows, step.total) for step in steps] == [(1, 2)]
    assert not list(shop.folder.glob("*out*"))
    assert not list(shop.folder.glob(".*"))
    assert entries(shop) == []


def test_what_the_audit_cannot_tell_does_not_go_out(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.take_text(HEADER + row())

    def fails(database: object, entries: object) -> None:
        raise DatabaseProblem("busy")

    monkeypatch.setattr("custui.exchange.exporting.audit.append", fails)
    with pytest.raises(DatabaseProblem):
        handed_out(shop, Actor("anna", "lead"), CustomerList())
    assert not list(shop.folder.glob("*out*"))
