"""Who is in the shop and where carts are left, worked out from the lines themselves."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tests.activity.feed import iso

STEPS = ("product", "cart", "checkout", "payment", "order")
STAGES = {
    "page": "browsing",
    "product_view": "product",
    "cart_add": "cart",
    "cart_remove": "cart",
    "checkout": "checkout",
    "payment": "payment",
    "order": "order",
}
PAGES = ("page", "product_view", "checkout", "payment")


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def cents(amount: str) -> int:
    return round(float(amount) * 100)


def written(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


def sessions(lines: Iterable[str], until: int) -> dict[str, list[dict[str, Any]]]:
    """What was done in each session until a moment, in its order; each order once."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    orders = set()
    for line in lines:
        event = json.loads(line)
        at = moment(event["at"])
        if event["event"] == "order":
            at = moment(event.get("date") or event["at"])
            if event["reference"] in orders:
                continue
            orders.add(event["reference"])
        if event.get("session") and at <= until:
            told[event["session"]].append(event | {"at": at})
    return {name: sorted(several, key=lambda e: e["at"]) for name, several in told.items()}


def cart(events: list[dict[str, Any]]) -> tuple[bool, int]:
    """Whether there is something in the cart, and what it is worth."""
    has, total = False, 0
    for event in events:
        if event["event"] == "order":
            has, total = False, 0
        elif event.get("amount"):
            total = cents(event["amount"])
            has = total > 0
        elif event["event"] in ("cart_add", "checkout", "payment"):
            has = True
    return has, total


def last(events: list[dict[str, Any]], name: str) -> Any:
    return next((e[name] for e in reversed(events) if e.get(name)), None)


def online(
    lines: list[str], at: int, window: int, customers: dict[int, tuple[str, str, str]]
) -> dict[str, Any]:
    """What ``online --json`` should say, its rows by session."""
    rows = {}
    carts = value = 0
    for token, events in sessions(lines, at).items():
        if events[-1]["at"] < at - window:
            continue
        has, total = cart(events)
        carts, value = carts + has, value + (total if has else 0)
        number = last(events, "customer_id")
        known = customers.get(number)
        first, surname, email = known or ("", "", "")
        stages = [(e["at"], STAGES[e["event"]]) for e in events if e["event"] in STAGES]
        doing, since = "browsing", events[0]["at"]
        for moment_, stage in stages:
            if stage != doing:
                doing, since = stage, moment_
        rows[token] = {
            "id": number if known else None,
            "first_name": first,
            "last_name": surname,
            "email": email,
            "last_activity": iso(events[-1]["at"]).replace("Z", "+00:00"),
            "since": iso(events[0]["at"]).replace("Z", "+00:00"),
            "type": "customer" if known else "visitor",
            "current_page": last(events, "page") or "",
            "doing": doing,
            "at_step_for": at - since,
            "cart_value": written(total),
            "pages_seen": sum(e["event"] in PAGES for e in events),
            "referrer_host": (events[0].get("referrer") or "").removeprefix("https://"),
        }
    customers_here = sum(row["type"] == "customer" for row in rows.values())
    return {
        "total": len(rows),
        "customers": customers_here,
        "visitors": len(rows) - customers_here,
        "carts": carts,
        "cart_value": written(value),
        "minutes": minutes(lines, at),
        "rows": rows,
    }


def minutes(lines: list[str], at: int) -> list[int]:
    """Sessions with an event in each of the last sixty minutes."""
    active = Counter(
        minute
        for events in sessions(lines, at).values()
        for minute in {event["at"] // 60 for event in events}
    )
    return [active[minute] for minute in range(at // 60 - 59, at // 60 + 1)]


def radar(lines: list[str], at: int, window: int, span: int) -> dict[str, Any]:
    """What ``radar --json`` should say."""
    reached: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    value = 0
    pages: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for events in sessions(lines, at).values():
        came: dict[str, int] = {}
        for event in events:
            stage = STAGES.get(event["event"])
            if stage in STEPS:
                for step in STEPS[: STEPS.index(stage) + 1]:
                    came.setdefault(step, event["at"])
        for step, moment_ in came.items():
            reached[step] += moment_ > at - span
        has, total = cart(events)
        seen = events[-1]["at"]
        if has and "order" not in came and at - span < seen < at - window:
            furthest = [step for step in ("cart", "checkout", "payment") if step in came]
            stopped[furthest[-1] if furthest else "cart"] += 1
            value += total
            page = pages[last(events, "page") or ""]
            page[0] += 1
            page[1] += total
    top = sorted(pages.items(), key=lambda p: (-p[1][0], -p[1][1], p[0]))
    return {
        "reached": {step: reached[step] for step in STEPS},
        "abandoned": {
            "sessions": sum(stopped.values()),
            "value": written(value),
            **{step: stopped[step] for step in ("cart", "checkout", "payment")},
        },
        "pages": [
            {"page": name, "carts": carts, "value": written(worth)} for name, (carts, worth) in top
        ],
    }
