"""``custui list``: the grid for scripts."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from custui.cli import main
from custui.domain.columns import BY_NAME
from custui.domain.text import sort_key

Shop = Callable[..., Path]


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["list", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_every_column_and_the_total(
    capsys: pytest.CaptureFixture[str], made_up: Shop
) -> None:
    found = listed(capsys, "--db", str(made_up()), "--limit", "2")
    assert found["total"] == 1000
    rows = found["rows"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == [1000, 999]
    assert list(rows[0]) == list(BY_NAME)


def test_values_in_json(capsys: pytest.CaptureFixture[str], own_shop: Path) -> None:
    from tests.shops import execute

    execute(
        own_shop,
        "UPDATE customer SET sales = 19120, registered_at = 1637413260, last_visit_at = NULL,"
        " enabled = 0, locked_until = 4102444800, risk = 2, email = 'Ł@x.pl' WHERE id = 5",
    )
    found = listed(capsys, "--db", str(own_shop), "id=5")
    (row,) = found["rows"]  # type: ignore[misc]
    assert row["sales"] == "191.20"
    assert row["registered_at"] == "2021-11-20T13:01:00+00:00"
    assert row["last_visit_at"] is None
    assert row["enabled"] is False
    assert row["locked"] is True
    assert row["risk"] == "medium"
    assert row["email"] == "Ł@x.pl"
    assert row["shop"] == "main"
    assert isinstance(row["groups"], list)


def test_filters_sort_limit_and_offset(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    arguments = ["--db", str(made_up()), "country=PL", "--sort", "-sales,last_name"]
    everything = listed(capsys, *arguments, "--limit", "2000")
    part = listed(capsys, *arguments, "--limit", "5", "--offset", "3")
    assert part["total"] == everything["total"]
    assert part["rows"] == everything["rows"][3:8]  # type: ignore[index]
    sales = [float(row["sales"]) for row in everything["rows"]]  # type: ignore[attr-defined]
    assert sales == sorted(sales, reverse=True)


def test_csv(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    command = ["list", "--db", str(made_up()), "--csv", "--columns", "id,email,groups,enabled"]
    assert main([*command, "--limit", "3"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == ["id", "email", "groups", "enabled"]
    assert [row[0] for row in rows[1:]] == ["1000", "999", "998"]
    assert {row[3] for row in rows[1:]} <= {"0", "1"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["nose=long"],
        ["enabled=perhaps"],
        ["--sort", "nose"],
        ["--columns", "nose"],
        ["--limit", "x"],
    ],
)
def test_wrong_usage_is_exit_code_2_and_no_data(
    capsys: pytest.CaptureFixture[str], made_up: Shop, arguments: list[str]
) -> None:
    try:
        code = main(["list", "--db", str(made_up()), *arguments])
    except SystemExit as exit_:
        code = int(str(exit_.code))
    assert code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_what_strangers_typed_is_escaped(capsys: pytest.CaptureFixture[str], made_up: Shop) -> None:
    shop = str(made_up(1000, hostile=True))
    for form in ([], ["--json"], ["--json", "--columns", "company,first_name"]):
        assert main(["list", "--db", shop, "--limit", "200", *form]) == 0
        out = capsys.readouterr().out
        assert all(char.isprintable() or char == "\n" for char in out)


def test_json_gives_hostile_text_back_exactly(
    capsys: pytest.CaptureFixture[str], own_shop: Path
) -> None:
    from tests.shops import execute

    name = "\x1b[31m\x9b\u202e\x7f\u2028Żółw"
    execute(own_shop, "UPDATE customer SET first_name = ? WHERE id = 5", name)
    (row,) = listed(capsys, "--db", str(own_shop), "id=5")["rows"]  # type: ignore[misc]
    assert row["first_name"] == name


def test_list_never_loads_textual(made_up: Shop) -> None:
    program = (
        "import sys; from custui.cli import main;"
        f"code = main(['list', '--db', {str(made_up())!r}, '--limit', '1', '--json']);"
        "heavy = {'textual', 'rich', 'babel', 'watchfiles', 'playhouse'} & set(sys.modules);"
        "sys.exit(code or (repr(sorted(heavy)) if heavy else 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(made_up: Shop) -> None:
    command = f"{sys.executable} -m custui list --db {made_up()} --limit 1000 | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "") or "Traceback" not in done.stderr
    assert done.stdout.startswith("  ID")


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_global_option_stands_before_or_after_the_verb(
    capsys: pytest.CaptureFixture[str], made_up: Shop, place: str
) -> None:
    options = ["--db", str(made_up())]
    arguments = [*options, "list"] if place == "before" else ["list", *options]
    assert main([*arguments, "--limit", "1", "--csv", "--columns", "id"]) == 0
    assert capsys.readouterr().out == "id\n1000\n"


def test_filters_and_sorts_give_what_an_exported_file_gives(
    capsys: pytest.CaptureFixture[str], made_up: Shop
) -> None:
    shop = ["--db", str(made_up())]
    assert main(["list", *shop, "--csv", "--limit", "100000"]) == 0
    everybody = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(everybody) == 1000
    warsaw = ZoneInfo("Europe/Warsaw")

    def registered(row: dict[str, str]) -> str:
        return datetime.fromisoformat(row["registered_at"]).astimezone(warsaw).date().isoformat()

    matching = [
        row
        for row in everybody
        if row["country"] == "PL"
        and float(row["sales"]) >= 100
        and "2023-01-01" <= registered(row) <= "2024-06-30"
    ]
    matching.sort(
        key=lambda row: (-float(row["sales"]), sort_key(row["last_name"]), int(row["id"]))
    )
    asked = ["country=PL", "sales=>=100", "registered_at=2023..2024-06"]
    answer = listed(capsys, *shop, *asked, "--sort", "-sales,last_name", "--limit", "5")
    assert answer["total"] == len(matching) > 5
    rows = answer["rows"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows] == [int(row["id"]) for row in matching[:5]]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("country=Atlantis", "Atlantis is not known"),
        ("group=Nobody", "there are: General"),
        ("sales=x", "an amount is expected"),
        ("registered_at=soon", "a date is expected"),
    ],
)
def test_a_wrong_filter_says_what_was_expected(
    capsys: pytest.CaptureFixture[str], made_up: Shop, word: str, said: str
) -> None:
    assert main(["list", "--db", str(made_up()), word]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_a_filter_loads_nothing_heavy(made_up: Shop) -> None:
    words = ["country=PL", "last_name=^kow", "sales=>1", "registered_at=2024", "phone=+48 600"]
    program = (
        "import sys; from custui.cli import main;"
        f"code = main(['list', *{words!r}, '--db', {str(made_up())!r}, '--limit', '1', '--json']);"
        "heavy = {'textual', 'rich', 'babel', 'watchfiles'} & set(sys.modules);"
        "sys.exit(code or (repr(sorted(heavy)) if heavy else 0))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_no_filter_loads_no_parser(made_up: Shop) -> None:
    program = (
        "import sys; from custui.cli import main;"
        f"code = main(['list', '--db', {str(made_up())!r}, '--limit', '1', '--json']);"
        "loaded = [name for name in sys.modules if name.startswith('custui.domain.filters.')];"
        "sys.exit(code or repr(sorted(loaded)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "custui.domain.filters.sort" in done.stderr
    assert "custui.domain.filters.values" not in done.stderr
    assert "custui.domain.filters.parse" not in done.stderr
