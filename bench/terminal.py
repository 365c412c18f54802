"""Figures 1–5, 12, 14 and 15: the desk in a real pseudo-terminal of 160 × 50."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean, median

from bench.context import ROOT, Context, custui
from bench.table import Figure
from tests.pty.terminal import Reaction, Terminal

COLUMNS, ROWS = 160, 50
THOUSAND = 1000
_STARTS = 9
_PRESSES = 30
_SCROLL_PRESSES = 199  # from the first of 200 rows to the last
_JUMPS = 15
_COMMITS = 21
_IDLE_SECONDS = 10.0
_PATIENCE = 60.0
_READ_QUIET = 0.25  # End may show blank rows first and fetch theirs


def figures(context: Context) -> Iterator[Figure]:
    """Take the figures that are wanted."""
    if context.wants("1", "2"):
        yield from _starting(context)
    if context.wants("3", "4"):
        yield from _moving(context)
    if context.wants("5"):
        yield _jumping(context)
    if context.wants("12"):
        yield _memory(context)
    if context.wants("14"):
        yield _noticing(context)
    if context.wants("15"):
        yield from _idling(context)


# The programs


def _run(argv: list[str]) -> Terminal:
    return Terminal(argv, columns=COLUMNS, rows=ROWS, cwd=ROOT)


def _baseline(name: str) -> Terminal:
    return _run([sys.executable, f"bench/baselines/{name}.py"])


def _desk(shop: Path) -> Terminal:
    return _run(custui(shop))


def _counted_desk(shop: Path) -> Terminal:
    """The desk, with its count shown and nothing left to draw."""
    desk = _desk(shop)
    desk.until(f"row 1 of {_count(shop):,}", _PATIENCE)
    desk.settle(quiet=0.5)
    return desk


def _table() -> Terminal:
    table = _baseline("data_table")
    table.until("l.zolw200@example.pl", _PATIENCE)
    table.settle(quiet=0.5)
    return table


def _count(shop: Path) -> int:
    return int(_asked(shop, "SELECT count(*) FROM customer"))


def _newest(shop: Path) -> int:
    return int(_asked(shop, "SELECT max(id) FROM customer"))


def _asked(shop: Path, sql: str) -> int:
    connection = sqlite3.connect(shop)
    (answer,) = connection.execute(sql).fetchone()
    connection.close()
    return int(answer)


# 1 and 2


def _starting(context: Context) -> Iterator[Figure]:
    """From the start of the process to the newest customer's row, each program in turn."""
    large, small = context.shop(), context.shop(THOUSAND)
    shown = {shop: re.compile(rf"\b{_newest(shop)}\b.*@") for shop in (large, small)}

    def start(shop: Path) -> float:
        with _desk(shop) as desk:
            return desk.until_true(
                lambda: shown[shop].search(desk.screen_text()) is not None,
                "the newest customer",
                _PATIENCE,
            )

    def start_minimal() -> float:
        with _baseline("one_line") as minimal:
            return minimal.until("one line", _PATIENCE)

    rounds = [(start(large), start(small), start_minimal()) for _ in range(_STARTS + 1)][1:]
    million, thousand, minimal = (median(times) * 1000 for times in zip(*rounds, strict=True))
    yield Figure("1", "start to customer rows / minimal app", million, minimal, "ms", 1.6)
    yield Figure(
        "2", f"start, {context.customers:,} / {THOUSAND:,} customers", million, thousand, "ms", 1.15
    )


# 3 and 4


def _moving(context: Context) -> Iterator[Figure]:
    """Down inside the page, then from the top to row 200; in turn with a ``DataTable``."""
    with _counted_desk(context.shop()) as desk, _table() as table:
        ours, theirs = _presses(desk, table, _PRESSES)
    yield Figure(
        "3", "Down inside the page, p50 / DataTable", _last(ours), _last(theirs), "ms", 0.45
    )
    with _counted_desk(context.shop()) as desk, _table() as table:
        ours, theirs = _presses(desk, table, _SCROLL_PRESSES)
    what = f"{_SCROLL_PRESSES} × Down from the top"
    yield Figure("4", f"{what}, p50 / DataTable", _last(ours), _last(theirs), "ms", 0.15)
    yield Figure(
        "4",
        f"{what}, mean bytes a key",
        fmean(reaction.size for reaction in ours),
        0,
        "B",
        1500,
        note=f"DataTable {fmean(reaction.size for reaction in theirs):,.0f} B",
    )


def _presses(desk: Terminal, table: Terminal, count: int) -> tuple[list[Reaction], list[Reaction]]:
    rounds = [(desk.reaction("down"), table.reaction("down")) for _ in range(count)]
    return [ours for ours, _ in rounds], [theirs for _, theirs in rounds]


def _last(reactions: list[Reaction]) -> float:
    """Median milliseconds from key to last byte."""
    return median(reaction.last for reaction in reactions) * 1000


# 5


def _jumping(context: Context) -> Figure:
    with _counted_desk(context.shop()) as desk:
        ends, pages = [], []
        for _ in range(_JUMPS):
            ends.append(desk.reaction("end", quiet=_READ_QUIET))
            desk.reaction("home", quiet=_READ_QUIET)
            desk.reaction("pagedown", quiet=_READ_QUIET)  # to the foot of the page in sight
            pages.append(desk.reaction("pagedown", quiet=_READ_QUIET))
            desk.reaction("home", quiet=_READ_QUIET)
    return Figure("5", "End on all rows / PageDown, p50", _last(ends), _last(pages), "ms", 2.0)


# 12, 14 and 15


def _memory(context: Context) -> Figure:
    with _counted_desk(context.shop()) as desk, _baseline("one_line") as minimal:
        minimal.until("one line")
        minimal.settle(quiet=0.5)
        return Figure(
            "12", "resident memory / minimal app", _resident(desk), _resident(minimal), "MB", 2.2
        )


def _resident(program: Terminal) -> float:
    """Megabytes."""
    status = Path(f"/proc/{program.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1024


def _noticing(context: Context) -> Figure:
    """From the return of another process's commit to the new value on screen."""
    shop = context.shop()
    newest = _newest(shop)
    writer = sqlite3.connect(shop)
    (before,) = writer.execute("SELECT first_name FROM customer WHERE id = ?", (newest,)).fetchone()

    def commit(name: str) -> float:
        writer.execute("UPDATE customer SET first_name = ? WHERE id = ?", (name, newest))
        writer.commit()
        return time.perf_counter()

    delays = []
    with _counted_desk(shop) as desk:
        for number in range(_COMMITS):
            committed = commit(f"Bench{number:02}")
            shown = desk.started_at + desk.until(f"Bench{number:02}")
            delays.append((shown - committed) * 1000)
            desk.settle(quiet=_READ_QUIET)
    commit(before)
    writer.close()
    return Figure("14", "another process commits → on screen, median", median(delays), 0, "ms", 300)


def _idling(context: Context) -> Iterator[Figure]:
    with _counted_desk(context.shop()) as desk:
        desk.settle(quiet=3.5)  # what is put off until after the start
        spent, sent = _cpu_seconds(desk), len(desk.raw)
        _while(_IDLE_SECONDS, desk)
        yield Figure(
            "15",
            f"CPU while nothing changes for {_IDLE_SECONDS:g} s",
            (_cpu_seconds(desk) - spent) / _IDLE_SECONDS * 100,
            0,
            "%",
            1.0,
        )
        yield Figure("15", "bytes sent meanwhile", len(desk.raw) - sent, 0, "B", 0)


def _while(seconds: float, program: Terminal) -> None:
    """Let the program run for ``seconds``, reading what it sends."""
    ends = time.perf_counter() + seconds
    while (left := ends - time.perf_counter()) > 0:
        program.settle(quiet=left, timeout=left)


def _cpu_seconds(program: Terminal) -> float:
    """Seconds of processor that all threads of the program have had (to the nanosecond)."""
    tasks = Path(f"/proc/{program.process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
