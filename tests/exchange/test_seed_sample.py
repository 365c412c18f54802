"""The sample that the shop's manual prints broken comes in right, and says what was mended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.exchange.conftest import DATA, HEADER, Shop, row

SAMPLE = DATA / "seed_sample.csv"


def custui(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "custui", *map(str, arguments)], capture_output=True, text=True
    )


def test_both_customers_come_in_right(shop: Shop) -> None:
    outcome = shop.take(SAMPLE)
    assert outcome.report.added == 2
    assert shop.rows(
        "SELECT c.id, t.name, first_name, last_name, email, company, sales, opening_sales, enabled,"
        " newsletter, partner_offers, datetime(registered_at, 'unixepoch'),"
        " datetime(last_visit_at, 'unixepoch')"
        " FROM customer c JOIN title t ON t.id = title_id ORDER BY c.id"
    ) == [
        (1, "Pan", "Paweł", "Wąs", "anonymous@psgdpr.com", "", 0, 0, 0, 1, 1,
         "2021-11-01 12:00:00", None),
        (2, "Pan", "John", "DOE", "pub@prestashop.com", "", 19120, 19120, 1, 1, 1,
         "2021-11-20 12:01:00", "2021-11-20 12:01:00"),
    ]  # fmt: skip
    shop.sound()


def test_every_repair_is_listed(shop: Shop) -> None:
    outcome = shop.take(SAMPLE)
    assert outcome.report.repaired == 2
    assert all(problem.repaired for problem in outcome.problems)
    assert [(p.line, p.column, p.value) for p in outcome.problems] == [
        (2, "", ""),
        (3, "", "Newsletter;Oferty partnerów;Rejestracja;Ostatnia wizyta;"),
        (4, "", ""),
        (5, "Firma", ""),
        (5, "Ostatnia wizyta", ""),
        (6, "", ""),
        (7, "Firma", ""),
        (7, "Rejestracja", "20.11.2021 13:0120.11.2021 13:01"),
    ]


def test_strict_turns_it_away(shop: Shop) -> None:
    outcome = shop.take(SAMPLE, strict=True)
    assert outcome.report.refused
    assert outcome.counts["rejected"] == outcome.counts["read"] == 2
    assert shop.one("SELECT count(*) FROM customer") == 0
    assert shop.one("SELECT count(*) FROM audit_entry") == 0


def test_a_second_import_changes_nothing(shop: Shop) -> None:
    shop.take(SAMPLE)
    before = shop.rows("SELECT * FROM customer")
    outcome = shop.take(SAMPLE)
    assert outcome.report.unchanged == 2
    assert shop.rows("SELECT * FROM customer") == before


def test_from_the_command_line(tmp_path: Path) -> None:
    database = tmp_path / "s.db"
    assert custui("--db", database, "init").returncode == 0
    taken = custui("--db", database, "import", SAMPLE, "--json")
    assert taken.returncode == 0, taken.stderr
    outcome = json.loads(taken.stdout)
    problems = outcome.pop("problems")
    assert outcome == {
        "format": "grid",
        "read": 2,
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "deleted": 0,
        "rejected": 0,
        "repaired": 2,
    }
    assert len(problems) == 8
    assert set(problems[0]) == {"line", "column", "value", "reason"}
    assert custui("--db", database, "import", SAMPLE, "--strict").returncode == 3
    exported = custui("--db", database, "--lang", "pl", "export", "-")
    assert exported.stdout.splitlines() == [
        HEADER.strip(),
        "1;Mr;Paweł;Wąs;anonymous@psgdpr.com;;0;0;1;1;"
        + exported.stdout.splitlines()[1].split(";")[10]
        + ";;",
        exported.stdout.splitlines()[2],
    ]
    assert "191,20\N{NO-BREAK SPACE}zł" in exported.stdout


def test_a_row_that_fits_in_no_way_is_not_guessed(shop: Shop) -> None:
    short = "3;Pan;Jan;Nowak;jan@example.pl;0;1;1;01.11.2021 13:00;\n"
    outcome = shop.take_text(HEADER + row() + short, skip_bad=True)
    assert (outcome.report.added, outcome.report.rejected) == (1, 1)
    (problem,) = outcome.problems
    assert problem.line == 3
    assert problem.value == short.strip()
    assert "9" in problem.reason
    assert "12" in problem.reason


def test_a_row_that_fits_in_two_ways_is_not_guessed(shop: Shop) -> None:
    header = "Firma;Nazwa kontaktu;Imię;Nazwisko;Adres e-mail\n"
    outcome = shop.take_text(header + "Pan;Jan;Nowak;jan@example.pl\n")
    assert outcome.report.added == 0
    assert "several ways" in outcome.problems[0].reason


def test_the_cells_decide_which_column_was_left_out(shop: Shop) -> None:
    # An empty last visit without the delimiter after it, and no last visit at all, are the same.
    without_visit = "1;Pan;Jan;Nowak;jan@example.pl;Nowak SA;5,00 zł;1;0;0;01.11.2021 13:00;\n"
    without_company = (
        "2;Pan;Ewa;Nowak;ewa@example.pl;5,00 zł;1;0;0;01.11.2021 13:00;02.11.2021 13:00;\n"
    )
    without_title = "3;Adam;Nowak;adam@example.pl;X;5,00 zł;1;0;0;01.11.2021 13:00;;\n"
    outcome = shop.take_text(HEADER + without_visit + without_company + without_title)
    assert outcome.report.repaired == 2
    assert [(p.line, p.column) for p in outcome.problems] == [
        (3, "Firma"),
        (4, "Nazwa kontaktu"),
    ]
    assert shop.rows("SELECT id, company, last_visit_at IS NULL, title_id FROM customer") == [
        (1, "Nowak SA", 1, 1),
        (2, "", 0, 1),
        (3, "X", 1, None),
    ]
