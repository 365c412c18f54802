"""``custui show``."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from custui.cli import main
from custui.cli.card_json import card_record
from custui.cli.card_table import ROWS_SHOWN
from custui.db.connection import open_database
from custui.db.defaults import read_preferences
from custui.db.queries.card.sales import ORDERS
from custui.db.queries.card.whole import PANELS, read_card
from custui.db.totals import refresh_totals
from custui.demo.clock import REFERENCE_MOMENT
from custui.domain.columns import BY_NAME
from custui.domain.text import printable
from tests.db.rows import add_customer, add_order, insert, new_shop
from tests.shops import execute

VISIT = 1_637_413_260  # 2021-11-20 13:01 UTC, 14:01 in Warsaw


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """John with 25 orders; two guests of one e-mail; a customer full of hostile text."""
    path = new_shop(tmp_path / "shop.db")
    database = open_database(str(path))
    with database.connection_context(), database.writing():
        john = add_customer(
            database, first_name="John", email="John@example.com", last_visit_at=VISIT, newsletter=1
        )
        for number in range(25):
            add_order(database, john, 1000 + number, reference=f"REF{number:02}")
        refresh_totals(database)
        for _ in range(2):
            add_customer(database, email="guest@example.com", is_guest=1)
        hostile = "\x1b[31m a [/b] \x9b2J \u202e \ud7ff\x07"
        evil = add_customer(database, first_name=hostile, email="evil@x", company=hostile)
        insert(database, "customer_note", customer_id=evil, body=f"{hostile}\nline 2\x1b]0;x\x07",
               written_by=hostile, written_at=2**60)  # fmt: skip
        add_order(database, evil, 5, reference=hostile, payment=hostile, placed_at=-(2**62))
        insert(database, "session", customer_id=evil, user_agent=hostile, referrer=hostile,
               started_at=VISIT, last_seen_at=VISIT)  # fmt: skip
        insert(database, "audit_entry", customer_id=evil, at=1, staff=hostile, act=hostile,
               fields=json.dumps({hostile: [1, 2]}))  # fmt: skip
    return path


def show(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> tuple[int, str, str]:
    code = main(["--db", str(path), "show", *words])
    out, err = capsys.readouterr()
    return code, out, err


def shown_json(capsys: pytest.CaptureFixture[str], path: Path, who: str) -> dict[str, Any]:
    code, out, err = show(capsys, path, who, "--json")
    assert (code, err) == (0, "")
    record: dict[str, Any] = json.loads(out)
    return record


def test_json_begins_with_the_columns_as_list_has_them(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = shown_json(capsys, shop, "1")
    assert list(record)[: len(BY_NAME)] == list(BY_NAME)
    main(["--db", str(shop), "list", "id=1", "--json", "--columns", ",".join(BY_NAME)])
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert {name: record[name] for name in BY_NAME} == row
    assert (record["sales"], record["orders"]) == ("253.00", 25)
    assert record["last_visit_at"] == "2021-11-20T13:01:00+00:00"
    assert record["birthday"] is None
    assert record["groups"] == ["General"]
    assert record["locked"] is False


def test_json_has_every_row(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = shown_json(capsys, shop, "john@EXAMPLE.com")
    assert len(record["order_list"]) == 25
    order = record["order_list"][0]
    assert (order["reference"], order["total"], order["valid"]) == ("REF24", "10.24", True)
    assert order["placed_at"] == "2023-11-14T22:13:20+00:00"
    assert order["paid_at"] is None
    assert record["order_summary"] == {
        "valid_count": 25, "valid_value": "253.00", "invalid_count": 0
    }  # fmt: skip
    assert record["rank"] == 1
    assert record["subscriptions"][0]["service"] == "newsletter"


def test_json_has_every_panel_and_what_is_inside_the_rows(
    made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Customer 1 of the made-up shop has something in every panel but these."""
    record = shown_json(capsys, made_up(), "1")
    panels = {panel.columns.name: record[panel.columns.name] for panel in PANELS}
    assert {name for name, rows in panels.items() if not rows} == {"history"}
    for panel in PANELS:
        for row in panels[panel.columns.name]:
            assert list(row)[: len(panel.columns.by_name)] == list(panel.columns.by_name)
    order = record["order_list"][0]
    assert order["lines"][0]["value"]
    assert order["status_history"][0]["status"]
    assert record["open_carts"][0]["lines"]
    assert record["messages"][0]["thread"][0]["body"]
    assert record["connections"][0]["pages"][0]["page"]
    voucher = record["vouchers"][0]
    assert (voucher["percent_off"] is None) != (voucher["amount_off"] is None)
    assert len(record["sales_by_month"]) == 24
    assert len(record["visits_by_week"]) == 26
    assert record["standing"]["payment_required"] is False
    assert record["note"]["written_by"]


def test_the_sales_of_500_customers_are_their_valid_orders_and_the_opening_figure(
    made_up: Callable[..., Path],
) -> None:
    database = open_database(str(made_up(1000)), read_only=True)
    with database.connection_context():
        preferences = read_preferences(database)
        with_orders = 0
        for number in range(1, 501):
            card = read_card(database, number, preferences, now=REFERENCE_MOMENT)
            assert card is not None
            record = card_record(card)
            orders = record["order_list"]
            valid = sum(Decimal(order["total"]) for order in orders if order["valid"])
            assert Decimal(record["sales"]) == valid + Decimal(record["opening_sales"]), number
            summary = record["order_summary"]
            assert Decimal(summary["valid_value"]) == valid
            assert summary["valid_count"] + summary["invalid_count"] == len(orders)
            assert summary["valid_count"] == record["orders"]
            with_orders += bool(valid)
        assert with_orders > 200


def test_the_opening_figure_counts_among_the_sales(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(shop, "UPDATE customer SET opening_sales = 500 WHERE id = 1")
    database = open_database(str(shop))
    with database.connection_context(), database.writing():
        refresh_totals(database, [1])
    record = shown_json(capsys, shop, "1")
    assert (record["sales"], record["opening_sales"]) == ("258.00", "5.00")
    assert record["order_summary"]["valid_value"] == "253.00"


def test_text_says_who_is_in_the_shop_and_with_what(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = int(time.time())
    execute(
        shop,
        "INSERT INTO session (customer_id, started_at, last_seen_at, stage, page, cart_total)"
        " VALUES (1, ?, ?, 'payment', '/pay', 12345)",
        now,
        now,
    )
    _code, out, _err = show(capsys, shop, "1")
    assert out.splitlines()[1] == "in the shop now: payment, /pay, cart 123.45 PLN"
    assert shown_json(capsys, shop, "1")["in_shop"]["cart_total"] == "123.45"


def test_text_shows_the_latest_and_counts_the_rest(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = show(capsys, shop, "1")
    assert (code, err) == (0, "")
    assert "John Kowalski  <John@example.com>" in out.splitlines()[0]
    assert out.count("REF") == ROWS_SHOWN
    assert "  … and 5 more" in out
    assert "Orders: 25 valid, 253.00 PLN; 0 not valid" in out
    assert "2021-11-20 14:01" in out, "the shop's zone"
    titles = [panel.columns.label for panel in PANELS if panel is not ORDERS]
    for title in (*titles, "Private note", "Sales by month", "Visits by week"):
        assert f"\n{title}\n" in out


def test_numbers_stand_under_one_another(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, out, _err = show(capsys, shop, "1")
    lines = [line for line in out.splitlines() if "REF" in line or "Reference" in line]
    assert len({len(line) for line in lines}) == 1


def test_what_strangers_typed_is_harmless(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = show(capsys, shop, "evil@x")
    assert (code, err) == (0, "")
    assert all(line.isprintable() for line in out.splitlines())
    assert "␛[31m a [/b]" in out
    record = shown_json(capsys, shop, "evil@x")
    assert record["first_name"].startswith("\x1b[31m"), "the exact bytes, escaped"
    _code, out, _err = show(capsys, shop, "evil@x", "--json")
    assert all(line.isprintable() for line in out.splitlines())
    assert record["order_list"][0]["placed_at"] == -(2**62), "no calendar has that moment"


def test_every_card_of_a_hostile_shop_can_be_shown(
    made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = made_up(1000, hostile=True)
    database = open_database(str(path), read_only=True)
    with database.connection_context():
        rows = database.execute_sql("SELECT id, first_name || last_name || email FROM customer")
        hostile = [number for number, text in rows if printable(text) != text][:10]
    assert hostile
    for number in hostile:
        code, out, _err = show(capsys, path, str(number))
        assert code == 0
        assert all(line.isprintable() for line in out.splitlines())


@pytest.mark.parametrize("nobody", ["99", "nobody@example.com", "x"])
def test_not_found(nobody: str, shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(capsys, shop, nobody) == (1, "", f"There is no customer {nobody}.\n")


def test_several_guests_are_named_by_number(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = show(capsys, shop, "GUEST@example.com")
    assert (code, out) == (1, "")
    assert "2 (guest, main), 3 (guest, main)" in err


def test_in_polish(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = show(capsys, shop, "1", "--lang", "pl")
    assert code == 0
    assert "20.11.2021 14:01" in out
    assert "253,00" in out


def test_loads_neither_textual_nor_babel_nor_rich() -> None:
    program = """
import sys, custui.cli.show
print([name for name in ("textual", "rich", "babel", "watchfiles") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
