"""A reader killed at any moment: the next one goes on, and in the end nothing tells of it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custui.activity import reading
from custui.activity.simulation.traffic import traffic
from custui.db.connection import open_database
from custui.db.feed.stage import read_stage
from tests.activity.feed import kept, one, read_all
from tests.db.rows import exit_code, start_child
from tests.services.desk import chain_holds

BEGIN = 1_795_342_500
SMALL = "from custui.activity import reading; reading.AT_ONCE = 60_000; "
RUN = "import sys; from custui.cli import main; sys.exit(main(sys.argv[1:]))"


def simulated(shop: Path, spool: Path, count: int, rate: float) -> int:
    """Write traffic for a shop; the moment of its end."""
    database = open_database(str(shop))
    with database.connection_context():
        stage = read_stage(database, 1)
    lines = traffic(stage, rate=rate, seconds=count / rate, seed=4, begin=BEGIN)
    spool.mkdir()
    (spool / "events.jsonl").write_text("".join(each.text for each in lines))
    return BEGIN + int(count / rate)


def answers(shop: Path, spool: Path, end: int) -> dict[str, Any]:
    """Everything that is kept of the feed, and what the verbs say of two moments."""
    database = open_database(str(shop))
    with database.connection_context():
        assert chain_holds(database)
        found: dict[str, Any] = kept(database)
        # These are numbered anew, or in the order of a batch.
        pages = dict(found.pop("left_page"))
        sums = found["left_page_sum"]
        found["left_page_sum"] = sorted((*row[:3], pages[row[3]], *row[4:]) for row in sums)
        found["cart_line"] = sorted(row[1:] for row in found["cart_line"])
        found["lines"] = one(database, "SELECT lines FROM feed_state")
        assert one(database, "SELECT count(*) FROM feed_place WHERE gone = 0") == 1
    for at in (end, (BEGIN + end) // 2):
        for verb in ("online", "radar"):
            words = [sys.executable, "-m", "custui", "--db", str(shop), verb, "--json"]
            out = subprocess.run([*words, "--at", str(at)], check=True, capture_output=True).stdout
            said = json.loads(out)
            del said["feed"]["read_at"]
            found[f"{verb} {at}"] = said
    return found


def test_killed_again_and_again(
    made_up: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3,000 events, a dozen kills."""
    shop, other, spool = (tmp_path / name for name in ("shop.db", "other.db", "spool"))
    end = simulated(shutil.copy(made_up(), shop), spool, 3000, 5)
    shutil.copy(made_up(), other)
    monkeypatch.setattr(reading, "AT_ONCE", 10_000)

    def read() -> int:
        database = open_database(str(shop))
        with database.connection_context():
            read_all(database, spool)
        return 0

    rng, killed = random.Random(7), 0
    while True:
        child = start_child(read)
        time.sleep(rng.uniform(0.01, 0.12))
        os.kill(child, signal.SIGKILL)
        if exit_code(child) != -signal.SIGKILL:
            break
        killed += 1
    assert killed >= 3
    database = open_database(str(other))
    with database.connection_context():
        read_all(database, spool)
    assert answers(shop, spool, end) == answers(other, spool, end)


@pytest.mark.slow
def test_a_hundred_thousand_events_and_fifty_kills(
    made_up: Callable[..., Path], tmp_path: Path
) -> None:
    shop, other, spool = (tmp_path / name for name in ("shop.db", "other.db", "spool"))
    end = simulated(shutil.copy(made_up(), shop), spool, 100_000, 60)
    shutil.copy(made_up(), other)
    rng, places = random.Random(1), []
    words = ["--db", str(shop), "ingest", str(spool), "--once"]
    database = open_database(str(shop))
    for _kill in range(50):
        process = subprocess.Popen(
            [sys.executable, "-c", SMALL + RUN, *words], stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.15, 0.6))
        process.kill()
        process.wait()
        with database.connection_context():
            places.append(one(database, "SELECT coalesce(max(read_to), 0) FROM feed_place"))
    assert len(set(places)) > 10, places  # killed at work, and not only before or after it
    for path in (shop, other):
        subprocess.run(
            [sys.executable, "-m", "custui", "--db", str(path), "ingest", str(spool)],
            check=True,
            stderr=subprocess.DEVNULL,
        )
    found, expected = answers(shop, spool, end), answers(other, spool, end)
    assert found["lines"] == 100_000
    for name in expected:
        assert found[name] == expected[name], name
