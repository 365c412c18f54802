"""``--search`` on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main
from custui.domain.search import RESULT_COLUMNS
from tests.shops import execute

Shop = Callable[..., Path]


def listed(capsys: pytest.CaptureFixture[str], shop: Path, *arguments: str) -> list[dict[str, str]]:
    assert main(["list", "--db", str(shop), *arguments, "--json", "--limit", "2000"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == len(found["rows"])
    return list(found["rows"])


@pytest.mark.parametrize(
    "typed",
    ["zolw łucja", "Łucja Żółw", "l.zolw@example.pl", "+48 600-100-200", "600100200",
     "0048600100200", "XKBKNABJK", "xkbknabjk", "1"],
)  # fmt: skip
def test_the_showcase_stands_first(
    capsys: pytest.CaptureFixture[str], made_up: Shop, typed: str
) -> None:
    assert listed(capsys, made_up(), "--search", typed)[0]["id"] == 1


def test_every_row_has_what_was_searched(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    rows = listed(capsys, made_up(), "--search", "kowalski jan")
    assert rows
    for row in rows:
        text = f"{row['first_name']} {row['last_name']} {row['email']} {row['company']}".lower()
        assert "kowalski" in text
        assert "jan" in text
    sales = [float(row["sales"]) for row in rows]
    assert sales == sorted(sales, reverse=True)


def test_marks_are_plain_characters(capsys: pytest.CaptureFixture[str], own_shop: Path) -> None:
    marks = ["a%b", '"', "_", "*", "NEAR(", "-x", "'", "\\", "--sort"]
    for number, mark in enumerate(marks, 100):
        fold = mark.lower()
        execute(
            own_shop,
            "UPDATE customer SET company = ?, company_fold = ? WHERE id = ?",
            f"Q{mark}Q", f"q{fold}q", number,
        )  # fmt: skip
    execute(own_shop, "INSERT INTO customer_fts (customer_fts) VALUES ('rebuild')")
    for number, mark in enumerate(marks, 100):
        rows = listed(capsys, own_shop, "--search", mark)
        assert number in [row["id"] for row in rows], mark
        texts = [f"{r['first_name']} {r['last_name']} {r['email']} {r['company']}" for r in rows]
        assert all(mark.lower() in text.lower() for text in texts), mark


def test_scopes(capsys: pytest.CaptureFixture[str], own_shop: Path) -> None:
    ((ip,),) = execute(own_shop, "SELECT ip FROM session WHERE customer_id = 1 AND ip LIKE '100.%'"
                                 " LIMIT 1")  # fmt: skip
    assert 1 in [row["id"] for row in listed(capsys, own_shop, "--search", ip, "--in", "ip")]
    part = ip.rsplit(".", 2)[0]
    assert 1 in [row["id"] for row in listed(capsys, own_shop, "--search", part, "--in", "ip")]
    assert listed(capsys, own_shop, "--search", "zolw", "--in", "ip") == []
    assert 1 in [row["id"] for row in listed(capsys, own_shop, "--search", "zolw", "--in", "names")]
    assert listed(capsys, own_shop, "--search", "example.pl", "--in", "names") == []


def test_filters_narrow_a_search_and_a_sort_given_wins(
    capsys: pytest.CaptureFixture[str], made_up: Shop
) -> None:
    rows = listed(capsys, made_up(), "country=PL", "--search", "1", "--sort", "id")
    ids = [int(row["id"]) for row in rows]
    assert ids == sorted(ids)
    assert {row["country"] for row in rows} == {"PL"}


def test_a_blank_search_is_none(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    assert len(listed(capsys, made_up(), "--search", " ")) == 1000


def test_eyes_get_the_columns_of_results(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    assert main(["list", "--db", str(made_up()), "--search", "zolw", "--csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()[0].split(",")) > len(RESULT_COLUMNS)
    assert main(["list", "--db", str(made_up()), "--search", "zolw"]) == 0
    header = capsys.readouterr().out.splitlines()[0]
    for name in ("ID", "Birthday", "Orders", "On"):
        assert name in header
    assert "Sales" not in header


def test_bytes_that_are_no_text_find_nobody(
    capsys: pytest.CaptureFixture[str], made_up: Shop
) -> None:
    assert listed(capsys, made_up(), "--search", "\udcff") == []


def test_a_damaged_index_is_told_and_mended(
    capsys: pytest.CaptureFixture[str], own_shop: Path
) -> None:
    execute(own_shop, "DELETE FROM customer_fts_data WHERE id > 10")
    assert main(["list", "--db", str(own_shop), "--search", "zolw"]) == 5
    assert "custui doctor --repair" in capsys.readouterr().err
    assert main(["doctor", "--db", str(own_shop), "--repair"]) in (0, 1)
    capsys.readouterr()
    assert listed(capsys, own_shop, "--search", "zolw łucja")[0]["id"] == 1


def test_export_writes_what_was_found(
    capfdbinary: pytest.CaptureFixture[bytes], own_shop: Path
) -> None:
    assert main(["export", "-", "--db", str(own_shop), "--search", "zolw łucja"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.split(";")[0] for line in lines] == ["ID", "1"]


def test_a_search_loads_nothing_heavy(made_up: Shop) -> None:
    program = (
        "import sys; from custui.cli import main;"
        f"code = main(['list', '--db', {str(made_up())!r}, '--search', 'zolw', '--json']);"
        "heavy = {'textual', 'rich', 'babel', 'watchfiles', 'playhouse'} & set(sys.modules);"
        "sys.exit(code or (repr(sorted(heavy)) if heavy else 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
