"""Made-up traffic: the same from the same seed, of every kind, and good to read."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custui.activity.simulation.traffic import Line, traffic
from custui.activity.simulation.writing import FILE, write_lines
from custui.db.connection import open_database
from custui.db.feed.stage import Regular, Stage, Ware, read_stage
from custui.db.queries.live.logins import read_bursts
from custui.domain.preferences import Preferences
from custui.domain.suspicion import Suspicion
from tests.activity.feed import Heard, T, one, read_all, rows

STAGE = Stage(
    [Regular(n, f"c{n}@x.pl", "Jan", "Żółw") for n in range(1, 300)],
    [Ware(n, f"Kubek {n}", "Mugs", 1990) for n in range(1, 50)],
    299,
    0,
)


def told(stage: Stage = STAGE, **more: Any) -> list[Line]:
    wanted = {"rate": 10, "seconds": 600, "seed": 1, "begin": T} | more
    return list(traffic(stage, **wanted))


def test_the_same_seed_gives_the_same_lines() -> None:
    assert told() == told()
    assert told() != told(seed=2)


@pytest.mark.parametrize(("rate", "seconds"), [(10, 60), (0.5, 100), (333, 3), (1, 1)])
def test_so_many_a_second_for_so_many_seconds(rate: float, seconds: float) -> None:
    lines = told(rate=rate, seconds=seconds)
    assert len(lines) == round(rate * seconds)
    ats = [line.at for line in lines]
    assert ats == sorted(ats)
    assert ats[0] == T and ats[-1] < T + seconds
    for line in lines:
        assert line.text.endswith("}\n") and line.text.count("\n") == 1


def test_every_kind_of_event() -> None:
    events = Counter(json.loads(line.text)["event"] for line in told(rate=50))
    assert set(events) >= {
        *("page", "product_view", "cart_add", "cart_remove", "checkout", "payment"),
        *("login", "login_failed", "logout", "order", "order_status", "customer", "address"),
        "email_sent",
    }
    assert events["product_view"] > events["cart_add"] > events["payment"] > events["order"]


@pytest.mark.parametrize("stage", [STAGE, Stage([], [], 0, 0)], ids=["a shop", "an empty one"])
def test_visitors_stop_at_every_step(stage: Stage) -> None:
    steps = ["page", "product_view", "cart_add", "checkout", "payment", "order"]
    furthest: dict[str, int] = {}
    for line in told(stage, rate=50):
        event = json.loads(line.text)
        if event["event"] in steps and event.get("session"):
            step = steps.index(event["event"])
            furthest[event["session"]] = max(step, furthest.get(event["session"], 0))
    assert set(furthest.values()) == set(range(6))


def test_the_shop_reads_every_line_of_it(made_up: Callable[..., Path], own_shop: Path) -> None:
    database = open_database(str(own_shop))
    with database.connection_context():
        stage = read_stage(database, 1)
        orders, customers = (one(database, f"SELECT count(*) FROM {t}")
                             for t in ("sales_order", "customer"))  # fmt: skip
        spool = own_shop.parent / "spool"
        lines = told(stage, rate=20)
        write_lines(spool, lines, threading.Event(), live=False)
        heard = Heard()
        assert read_all(database, spool, heard=heard).lines == len(lines)
        assert heard.rejected == []
        bought = sum('"event": "order"' in line.text for line in lines)
        assert one(database, "SELECT count(*) FROM sales_order") == orders + bought > orders
        assert one(database, "SELECT count(*) FROM customer") > customers
        assert one(database, "SELECT count(*) FROM feed_waiting") == 0
        wrong = "SELECT count(*) FROM cart c WHERE order_id IS NULL AND session_id IS NOT NULL AND"
        assert one(database, f"{wrong} total <> (SELECT coalesce(sum(quantity * price), 0)"
                             " FROM cart_line l WHERE l.cart_id = c.id)") == 0  # fmt: skip
        found = read_bursts(database, Preferences(), T + 600, since=T)
        kinds = [burst.suspicion & ~Suspicion.SUCCESS for burst in found]
        assert Suspicion.EMAILS | Suspicion.IP in kinds  # the stuffing
        assert Suspicion.EMAIL in kinds  # the guessing
        locked = "SELECT count(*) FROM customer WHERE locked_until > ?"
        assert one(database, locked, T) > 0


def test_it_goes_on_from_what_the_shop_has(own_shop: Path) -> None:
    database = open_database(str(own_shop))
    with database.connection_context():
        stage = read_stage(database, 1)
        assert len(stage.regulars) > 500 and len(stage.wares) == 500
        assert stage.last_customer == one(database, "SELECT max(id) FROM customer")
        assert stage.last_cart == one(database, "SELECT max(id) FROM cart")
        banned = {n for (n,) in rows(database, "SELECT id FROM customer WHERE banned OR is_guest")}
        assert banned.isdisjoint(regular.id for regular in stage.regulars)


def test_live_lines_come_at_their_moment(tmp_path: Path) -> None:
    begun = time.time()
    lines = [Line(begun - 100, "past\n"), Line(begun + 0.3, "soon\n"), Line(begun + 0.6, "later\n")]
    written: list[int] = []
    writer = threading.Thread(
        target=lambda: written.append(write_lines(tmp_path, lines, threading.Event(), live=True))
    )
    writer.start()
    seen = {}
    while writer.is_alive():
        text = (tmp_path / FILE).read_text() if (tmp_path / FILE).exists() else ""
        for word in text.split():
            seen.setdefault(word, time.time() - begun)
        time.sleep(0.005)
    writer.join()
    assert written == [3]
    assert (tmp_path / FILE).read_text() == "past\nsoon\nlater\n"
    assert seen["past"] < 0.3 <= seen["soon"]


def test_told_to_stop(tmp_path: Path) -> None:
    stopping = threading.Event()
    stopping.set()
    assert write_lines(tmp_path, [Line(0, "x\n")], stopping, live=True) == 0
    stopping.clear()
    threading.Timer(0.1, stopping.set).start()
    begun = time.monotonic()
    assert write_lines(tmp_path, [Line(time.time() + 60, "x\n")], stopping, live=True) == 0
    assert time.monotonic() - begun < 30


def test_a_file_that_stays_small(tmp_path: Path) -> None:
    for number in range(4):
        write_lines(tmp_path, [Line(0, f"{number}\n")], threading.Event(), live=False, rotate=2)
    assert [path.name for path in tmp_path.iterdir()] == [f"{FILE}.1"]
    assert (tmp_path / f"{FILE}.1").read_text() == "3\n"
