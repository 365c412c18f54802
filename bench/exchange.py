"""Figures 9, 10 and 11: a million customers in from a CSV file and out again.

Each is divided by its baseline of the same
run: ``sqlite3 .import`` of the same file into a bare table, ``sqlite3 -csv`` of the same columns,
and the memory that ten thousand rows take.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.context import Context
from bench.table import Figure

HEADER = (
    "ID;Nazwa kontaktu;Imię;Nazwisko;Adres e-mail;Firma;Sprzedaż;Włączony;"
    "Newsletter;Oferty partnerów;Rejestracja;Ostatnia wizyta;"
)
COLUMNS = (
    "id, title_id, first_name, last_name, email, company, sales, enabled, newsletter,"
    " partner_offers, registered_at, last_visit_at"
)
_FIRST = [
    "Anna",
    "Paweł",
    "Łucja",
    "Jan",
    "Zofia",
    "Żaneta",
    "Małgorzata",
    "Krzysztof",
    "Michał",
    "Ewa",
    "John",
    "Émile",
    "Jürgen",
]
_SYLLABLES = [
    "ko",
    "wal",
    "ski",
    "ża",
    "ba",
    "no",
    "wak",
    "lew",
    "an",
    "dow",
    "zie",
    "liń",
    "mar",
    "ty",
    "szcz",
    "ęb",
    "ór",
    "łą",
    "ka",
    "cki",
    "mic",
    "has",
]
SMALL = 10_000


def write_customers(path: Path, rows: int, seed: int = 1) -> None:
    """A file as the shop's grid exports it, newest customer first."""
    rng = random.Random(seed)
    lasts = [
        "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 3)))).title() for _ in range(9_000)
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for number in range(rows, 0, -1):
            first, last = rng.choice(_FIRST), rng.choice(lasts)
            company = f"{last} sp. z o.o." if number % 7 == 0 else ""
            whole, hundredths = divmod(int(rng.paretovariate(1.1) * 1500), 100)
            sales = f"{whole:,},{hundredths:02d} zł".replace(",", "\xa0", f"{whole:,}".count(","))
            sales = sales if number % 3 else "0"
            day = f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.{rng.randint(2012, 2025)}"
            clock = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
            visit = f"{day[:6]}2026 {clock}" if number % 5 else ""
            flags = f"{int(number % 50 > 0)};{number % 2};{int(number % 3 == 0)}"
            file.write(
                f"{number};{'Pani' if first[-1] == 'a' else 'Pan'};{first};{last};"
                f"customer{number}@{'example' if number % 3 else 'poczta'}.pl;{company};{sales};"
                f"{flags};{day} {clock};{visit};\n"
            )


def _custui(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "custui", *map(str, arguments)]


def _seconds(command: list[str], stdin: str | None = None) -> float:
    began = time.perf_counter()
    subprocess.run(
        command, input=stdin, text=True, check=True, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    return time.perf_counter() - began


def _tree(root: int) -> list[int]:
    """``root`` and the processes below it."""
    found = [root]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _pss(root: int) -> int:
    """Kilobytes of memory that a process tree takes, shared pages counted by share."""
    total = 0
    for pid in _tree(root):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        line = next((line for line in rollup.splitlines() if line.startswith("Pss:")), "Pss: 0")
        total += int(line.split()[1])
    return total


def peak_memory(command: list[str]) -> float:
    """The largest memory (MB) of the process tree of ``command`` while it runs."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _pss(process.pid))
        time.sleep(0.01)
    assert process.returncode == 0
    return peak / 1024


def _empty_shop(folder: Path, name: str) -> Path:
    shop = folder / name
    subprocess.run(_custui("--db", shop, "init"), check=True, stderr=subprocess.DEVNULL)
    return shop


def import_speed(folder: Path, file: Path, shop: Path) -> Figure:
    """Figure 9; leaves the imported customers in ``shop``."""
    bare = folder / "bare.db"
    script = f".mode csv\n.separator ;\n.import {file} bare\n"
    baseline = _seconds(["sqlite3", str(bare)], script)
    bare.unlink()
    value = _seconds(_custui("--db", shop, "import", file))
    return Figure("9", "import / sqlite3 .import", value, baseline, "s", 8)


def export_speed(folder: Path, shop: Path) -> Figure:
    """Figure 10."""
    target = folder / "out.csv"
    query = f"SELECT {COLUMNS} FROM customer ORDER BY id;"
    baseline = _seconds(["sqlite3", "-csv", "-separator", ";", str(shop), f".once {target}", query])
    value = _seconds(_custui("--db", shop, "--lang", "pl", "export", target))
    return Figure("10", "export / sqlite3 -csv", value, baseline, "s", 4.5)


def memory(folder: Path, file: Path, shop: Path) -> list[Figure]:
    """Figure 11, for the import and the export."""
    few = folder / "few.csv"
    write_customers(few, SMALL)
    few_shop, again = _empty_shop(folder, "few.db"), _empty_shop(folder, "again.db")
    small = peak_memory(_custui("--db", few_shop, "import", few))
    large = peak_memory(_custui("--db", again, "import", file))
    target = folder / "out.csv"
    small_out = peak_memory(_custui("--db", few_shop, "export", target))
    large_out = peak_memory(_custui("--db", shop, "export", target))
    return [
        Figure("11", f"peak memory of import / {SMALL:,} rows", large, small, "MB", 2.2),
        Figure("11", f"peak memory of export / {SMALL:,} rows", large_out, small_out, "MB", 2.2),
    ]


def figures(context: Context) -> Iterator[Figure]:
    """Figures 9 to 11."""
    if not context.wants("9", "10", "11"):
        return
    with tempfile.TemporaryDirectory(prefix="custui-bench-") as name:
        folder = Path(name)
        file = folder / "customers.csv"
        write_customers(file, context.customers)
        shop = _empty_shop(folder, "shop.db")
        yield import_speed(folder, file, shop)
        if context.wants("10"):
            yield export_speed(folder, shop)
        if context.wants("11"):
            yield from memory(folder, file, shop)
