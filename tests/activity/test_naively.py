"""``online --json`` and ``radar --json`` say what the lines say, at any moment."""

from __future__ import annotations

import contextlib
import io
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.cli import main
from tests.activity import naive
from tests.activity.feed import T, feed, iso, line
from tests.db.rows import add_customer, opened_shop

WINDOW = 900
SPANS = {"1h": 3600, "24h": 86_400, "7d": 7 * 86_400}
CUSTOMERS = {1: ("Jan", "Kowalski", "jan@x.pl"), 2: ("Łucja", "Żółw", "l@x.pl")}
EVENTS = (*["page", "product_view", "cart_add"] * 2, "cart_remove", "checkout", "payment", "login")


def traffic(rng: random.Random, count: int, hours: float) -> list[str]:
    """Lines in no order in particular; each session is of one address."""
    lines = []
    for number in range(count):
        session = f"s{rng.randrange(8)}"
        at = T + int(rng.random() * hours * 3600)
        if rng.random() < 0.3:
            at -= at % 60
        event = rng.choice(EVENTS)
        fields: dict[str, Any] = {"session": session, "ip": f"192.0.2.{session[1:]}"}
        if rng.random() < 0.8:
            fields["page"] = f"/{rng.randrange(5)}"
        if rng.random() < 0.5:
            fields["referrer"] = f"https://{rng.choice('xyz')}.example"
        if event != "login" and rng.random() < 0.5:
            fields |= {"cart_id": int(session[1:]) + 1}
            fields["amount"] = rng.choice(["0.00", "9.90", "120.00", "15.05"])
        if event == "login" or rng.random() < 0.15:
            fields["customer_id"] = rng.choice([1, 2, 99])
        lines.append(line(event, at, **fields))
        if rng.random() < 0.06:
            order = line("order", at, reference=f"R{number % 7}", status="paid", total="1.00",
                         session=session, date=iso(at + rng.randrange(100)))  # fmt: skip
            lines += [order] * rng.choice([1, 1, 2])
    return lines


def answer(path: Path, *words: str) -> Any:
    """What the verb prints, as JSON."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main(["--db", str(path), *words, "--json"])
    assert code == 0
    return json.loads(out.getvalue())


def assert_as_the_lines_say(path: Path, lines: list[str], at: int) -> None:
    said = answer(path, "online", "--at", iso(at))
    expected = naive.online(lines, at, WINDOW, CUSTOMERS)
    rows = {
        row["session"]: {name: row[name] for name in next(iter(expected["rows"].values()), ())}
        for row in said["rows"]
    }
    assert said | {"rows": rows} == said | expected
    for name, span in SPANS.items():
        said = answer(path, "radar", "--at", iso(at), "--span", name, "--pages", "99")
        assert said == said | naive.radar(lines, at, WINDOW, span), (name, at)


def check(folder: Path, seed: int, count: int, hours: float, moments: int) -> None:
    rng = random.Random(seed)
    lines = traffic(rng, count, hours)
    if rng.random() < 0.5:
        lines.sort(key=lambda each: json.loads(each)["at"])
    shop = opened_shop(folder / "shop.db")
    with shop.connection_context():
        for number, (first, last, email) in CUSTOMERS.items():
            add_customer(shop, id=number, first_name=first, last_name=last, email=email)
        start = 0
        while start < len(lines):
            size = rng.randrange(1, 30)
            feed(shop, folder / "spool", lines[start : start + size])
            start += size
    ends = [json.loads(each)["at"] for each in rng.sample(lines, min(moments, len(lines)))]
    for text in ends:
        at = naive.moment(text)
        for moment in {at + rng.choice([0, 1, -1, WINDOW, WINDOW + 1, 3600, 60])}:
            assert_as_the_lines_say(folder / "shop.db", lines, moment)


@given(st.integers(0, 10**9), st.integers(1, 60), st.sampled_from([0.1, 1, 5]))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_as_the_lines_say(seed: int, count: int, hours: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check(Path(folder), seed, count, hours, 3)


@pytest.mark.slow
@given(st.integers(0, 10**9), st.integers(1, 400), st.sampled_from([0.1, 1, 5, 40, 200]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_as_the_lines_say_at_length(seed: int, count: int, hours: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check(Path(folder), seed, count, hours, 6)
