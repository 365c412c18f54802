"""What an import does to a shop."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from hashlib import sha256

import pytest

from custui.db import search
from custui.db.audit_chain import verify
from custui.exchange.cells import Moments
from tests.exchange.conftest import HEADER, Shop, row

ENGLISH = (
    "ID;Social title;First name;Last name;Email address;Company;Sales;Enabled;"
    "Newsletter;Partner offers;Registration;Last visit\n"
)


def add_order(shop: Shop, customer: int, total: int, status: str = "shipped") -> None:
    with shop.database.writing():
        shop.database.execute_sql(
            "INSERT INTO sales_order (customer_id, reference, status_id, placed_at, total)"
            " VALUES (?, ?, (SELECT id FROM order_status WHERE code = ?), 0, ?)",
            (customer, f"R{total}{status}", status, total),
        )
        from custui.db.totals import refresh_totals

        refresh_totals(shop.database, [customer])


def found(shop: Shop, word: str) -> list[int]:
    rows = shop.rows(
        "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ? ORDER BY rowid",
        search.quoted(word),
    )
    return [number for (number,) in rows]  # type: ignore[misc]


@pytest.mark.parametrize("trailing", ["", ";"])
@pytest.mark.parametrize("header", [HEADER.strip().strip(";"), ENGLISH.strip()])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_header_delimiter_and_line_end(
    shop: Shop, header: str, delimiter: str, trailing: str
) -> None:
    rows = [header, row(5, sales="1 234.50", company="Żółw").strip().strip(";") + ";"]
    text = "\r\n".join(line + (trailing if place == 0 else "") for place, line in enumerate(rows))
    outcome = shop.take_text(text.replace(";", delimiter))
    assert outcome.counts["added"] == 1
    assert outcome.problems == []
    assert shop.rows("SELECT id, sales, company_fold FROM customer") == [(5, 123450, "zolw")]


def test_quoted_cells_and_any_order_of_columns(shop: Shop) -> None:
    text = (
        '"e-mail";" nazwisko ";"IMIĘ";"Firma"\n"Jan@Example.pl";"Kowalski";"Jan";"A ""B""; C\nD"\n'
    )
    assert shop.take_text(text).counts["added"] == 1
    assert shop.rows("SELECT id, email, email_key, company, enabled, newsletter FROM customer") == [
        (1, "Jan@Example.pl", "jan@example.pl", 'A "B"; C\nD', 1, 0)
    ]
    shop.sound()


def test_a_spreadsheets_separator_line_is_passed_over(shop: Shop) -> None:
    assert shop.take_text("sep=,\nE-mail,Imię,Nazwisko\na@b.pl,Jan,Nowak\n").counts["added"] == 1


@pytest.mark.parametrize(
    ("encoding", "given"),
    [
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-be", "utf-16-be"),
        ("cp1250", "cp1250"),
        ("iso8859-2", "ISO-8859-2"),
    ],
)
def test_encodings(shop: Shop, encoding: str, given: str | None) -> None:
    text = HEADER + row(first="Łucja", last="Żółw")
    assert shop.take_text(text.encode(encoding), encoding=given).counts["added"] == 1
    assert shop.rows("SELECT first_name, last_name FROM customer") == [("Łucja", "Żółw")]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("", None),
        ("--", None),
        ("0000-00-00 00:00:00", None),
        ("00.00.0000 00:00", None),
        ("01.11.2021 13:00", 1635768000),
        ("2021-11-01 13:00:05", 1635768005),
        ("2021-07-01 13:00:00", 1625137200),
        ("2021-11-01", 1635721200),
        ("31.10.2021 02:30", 1635640200),  # comes twice: the first
        ("28.03.2021 02:30", 1616895000),  # is skipped
    ],
)
def test_moments_are_on_the_shops_clock(shop: Shop, written: str, seconds: int | None) -> None:
    shop.take_text(HEADER + row(visit=written) + row(2, "b@example.pl", visit="01.11.2021 13:00"))
    assert shop.one("SELECT last_visit_at FROM customer WHERE id = 1") == seconds
    assert shop.one("SELECT last_visit_at FROM customer WHERE id = 2") == 1635768000


def test_a_day_on_which_the_clock_is_changed() -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    moments = Moments("Europe/Warsaw")
    for day in ("2021-03-28", "2021-10-31", "2021-11-01"):
        for hour in (0, 1, 3, 4, 12, 23, 0):
            local = datetime.fromisoformat(f"{day} {hour:02d}:30").replace(
                tzinfo=ZoneInfo("Europe/Warsaw")
            )
            assert moments[f"{day} {hour:02d}:30"] == (int(local.timestamp()),)


def test_a_customer_met_by_email_is_changed_and_the_rest_left_alone(shop: Shop) -> None:
    shop.take_text(HEADER + row(7, company="Alfa", newsletter="1", visit="02.11.2021 10:00"))
    (version,) = shop.rows("SELECT version, updated_at FROM customer")
    outcome = shop.take_text("E-mail;Firma\nJAN@example.pl;Żółw SA\n")
    assert outcome.counts["updated"] == 1
    assert shop.rows(
        "SELECT id, email, company, company_fold, newsletter, last_visit_at IS NULL, version"
        " FROM customer"
    ) == [(7, "JAN@example.pl", "Żółw SA", "zolw sa", 1, 0, version[0] + 1)]  # type: ignore[operator]
    assert found(shop, "zolw") == [7]
    assert found(shop, "alfa") == []
    shop.sound()


def test_an_empty_cell_empties(shop: Shop) -> None:
    shop.take_text(HEADER + row(company="Alfa", visit="02.11.2021 10:00"))
    shop.take_text(HEADER + row(title="", company="", visit=""))
    assert shop.rows("SELECT title_id, company, last_visit_at FROM customer") == [(None, "", None)]


def test_a_file_without_seconds_says_nothing_about_them(shop: Shop) -> None:
    shop.take_text(HEADER + row(registered="2021-11-01 13:00:37"))
    assert shop.take_text(HEADER + row(registered="01.11.2021 13:00")).counts["unchanged"] == 1
    assert shop.take_text(HEADER + row(registered="01.11.2021 13:01")).counts["updated"] == 1


def test_sales_without_orders_are_an_opening_figure(shop: Shop) -> None:
    shop.take_text(HEADER + row(sales="191,20 zł"))
    add_order(shop, 1, 1000)
    add_order(shop, 1, 5555, "cancelled")
    assert shop.rows("SELECT sales, opening_sales, order_count FROM customer") == [
        (20120, 19120, 1)
    ]
    assert shop.take_text(HEADER + row(sales="201,20 zł")).counts["unchanged"] == 1
    shop.take_text(HEADER + row(sales="300,00 zł"))
    assert shop.rows("SELECT sales, opening_sales FROM customer") == [(30000, 29000)]
    shop.sound()


def test_a_free_id_is_kept_and_a_taken_one_replaced(shop: Shop) -> None:
    shop.take_text(HEADER + row(5, "a@example.pl"))
    shop.take_text(
        HEADER
        + row(5, "b@example.pl")
        + row(9, "c@example.pl")
        + row(9, "d@example.pl")
        + row("", "e@example.pl")
        + row(2**63 - 1, "f@example.pl")
    )
    assert shop.rows("SELECT email, id FROM customer ORDER BY email") == [
        ("a@example.pl", 5),
        ("b@example.pl", 10),
        ("c@example.pl", 9),
        ("d@example.pl", 11),
        ("e@example.pl", 12),
        ("f@example.pl", 2**63 - 1),
    ]
    shop.sound()


def test_titles_of_other_languages_and_new_ones(shop: Shop) -> None:
    outcome = shop.take_text(
        HEADER
        + row(1, "a@example.pl", title="Mr")
        + row(2, "b@example.pl", title="M.")
        + row(3, "c@example.pl", title="Frau")
        + row(4, "d@example.pl", title="Dr")
        + row(5, "e@example.pl", title="dr")
    )
    assert outcome.report.notes == ["The title Dr was added."]
    assert [
        name
        for (name,) in shop.rows("SELECT t.name FROM customer c JOIN title t ON t.id = title_id")
    ] == ["Pan", "Pan", "Pani", "Dr", "Dr"]
    shop.sound()


def test_groups_are_met_by_name_or_made_when_asked(shop: Shop) -> None:
    text = "E-mail;Imię;Nazwisko;Grupa\na@b.pl;A;B;wholesale\nc@d.pl;C;D;Żółwie\n"
    refused = shop.take_text(text)
    assert refused.report.refused
    assert refused.problems[0].column == "Grupa"
    outcome = shop.take_text(text, create_groups=True)
    assert outcome.report.notes == ["The group Żółwie was added."]
    assert shop.rows(
        "SELECT g.name FROM group_membership m JOIN customer_group g ON g.id = group_id"
        " ORDER BY customer_id"
    ) == [("Wholesale",), ("Żółwie",)]
    shop.take_text("E-mail;Grupa\na@b.pl;Retailer\n")
    assert shop.one("SELECT default_group_id FROM customer WHERE id = 1") == 4
    shop.sound()


def test_new_customers_get_the_general_group_and_the_shop(shop: Shop) -> None:
    with shop.database.writing():
        shop.database.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'two', 'Two')")
    shop.take_text(HEADER + row())
    assert shop.take_text(HEADER + row(), shop_id=2).counts["added"] == 1
    assert shop.rows("SELECT id, shop_id, default_group_id FROM customer") == [(1, 1, 2), (2, 2, 2)]


def test_guests_may_have_the_same_email(shop: Shop) -> None:
    shop.take_text(HEADER + row())
    with shop.database.writing():
        shop.database.execute_sql("UPDATE customer SET is_guest = 1")
    assert shop.take_text(HEADER + row()).counts["added"] == 1


def test_a_banned_email_is_refused(shop: Shop) -> None:
    shop.take_text(HEADER + row())
    with shop.database.writing():
        shop.database.execute_sql("UPDATE customer SET banned = 1")
    outcome = shop.take_text(HEADER + row(email="JAN@example.pl", company="New"))
    assert outcome.reasons() == [(2, "Adres e-mail", "this e-mail may not register again")]
    assert shop.one("SELECT company FROM customer") == ""


def test_new_customers_need_names(shop: Shop) -> None:
    outcome = shop.take_text("E-mail;Imię\na@b.pl;Jan\n")
    assert outcome.report.refused
    assert [(p.line, p.column) for p in outcome.problems] == [(2, "Last name")]
    shop.take_text(HEADER + row(email="a@b.pl"))
    assert shop.take_text("E-mail;Imię\na@b.pl;Adam\n").counts["updated"] == 1


def test_required_fields_bind(new_shop: Callable[..., Shop]) -> None:
    shop = new_shop(b2b=True)
    with shop.database.writing():
        shop.database.execute_sql("INSERT INTO required_field VALUES ('company'), ('newsletter')")
    outcome = shop.take_text(HEADER + row())
    assert [p.column for p in outcome.problems] == ["Firma", "Newsletter"]
    assert shop.take_text(HEADER + row(company="A", newsletter="1")).counts["added"] == 1
    outcome = shop.take_text("E-mail;Imię;Nazwisko;Newsletter\nx@b.pl;A;B;1\n")
    assert [(p.line, p.column) for p in outcome.problems] == [(2, "Company")]


def test_the_audit_tells_of_the_file_and_of_each_change(shop: Shop) -> None:
    text = HEADER + row(1) + row(2, "b@example.pl")
    shop.take_text(text)
    shop.take_text(HEADER + row(1, title="Pani", sales="5") + row(2, "b@example.pl"), origin="tty1")
    entries = shop.rows("SELECT at, staff, origin, act, customer_id, fields FROM audit_entry")
    assert [(e[1], e[3], e[4]) for e in entries] == [
        ("anna", "import", None),
        ("anna", "import", None),
        ("anna", "import", 1),
    ]
    first = json.loads(str(entries[0][5]))
    assert first["sha256"] == sha256(text.encode()).hexdigest()
    assert (first["file"], first["added"]) == ("file.csv", 2)
    assert json.loads(str(entries[2][5])) == {"title": ["Pan", "Pani"], "sales": [0, 500]}
    verified = verify(shop.database, lambda done, total: None)
    assert (verified.entries, verified.breaks) == (3, ())


def test_a_dry_run_says_what_would_happen(shop: Shop) -> None:
    shop.take_text(HEADER + row())
    before = shop.rows("SELECT * FROM customer")
    outcome = shop.take_text(
        HEADER + row(company="X") + row(2, "b@example.pl", title="Dr"), dry_run=True
    )
    assert (outcome.counts["added"], outcome.counts["updated"]) == (1, 1)
    assert not outcome.report.written
    assert shop.rows("SELECT * FROM customer") == before
    assert shop.one("SELECT count(*) FROM title") == 2


def test_the_index_follows_small_and_large_loads(new_shop: Callable[..., Shop]) -> None:
    shop = new_shop()
    shop.take_text(HEADER + "".join(row(n, f"a{n}@example.pl") for n in range(1, 301)))
    shop.sound()
    indexes = shop.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    shop.take_text(HEADER + row(900, "new@example.pl", last="Żółkiewski"))
    assert found(shop, "zolkiewski") == [900]
    shop.take_text(HEADER + row(5, "a5@example.pl", last="Wąs"))
    assert found(shop, "was") == [5]
    shop.sound()
    shop.take_text(HEADER + "".join(row(n, f"b{n}@example.pl") for n in range(900, 0, -1)))
    shop.sound()
    assert sorted(
        shop.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index'"), key=str
    ) == (sorted(indexes, key=str))


@pytest.mark.parametrize("ids", ["descending", "shuffled", "twice", "missing"])
def test_an_index_built_beside_is_that_of_the_rows(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, ids: str
) -> None:
    """It is adopted when every id is kept, and built anew when not."""
    monkeypatch.setattr("custui.exchange.applying._LARGE", 10)
    numbers: list[object] = list(range(3000, 0, -1))
    if ids == "shuffled":
        numbers = [(n * 7919) % 3001 for n in range(1, 3001)]
    elif ids == "twice":
        numbers[1500] = numbers[3]
    elif ids == "missing":
        numbers[1500] = ""
    lasts = ["Żółw", "Wąs", "Kowalski", "Nowak"]
    assert found(shop, "zolw") == []
    rows = [
        row(number, f"a{n}@example.pl", last=lasts[n % 4], company="Łódź" if n % 9 == 0 else "")
        for n, number in enumerate(numbers)
    ]
    adopted = []
    from custui.db.search_build import IndexBuild

    adopt = IndexBuild.adopt
    monkeypatch.setattr(IndexBuild, "adopt", lambda self: adopted.append(adopt(self)) or adopted[0])
    shop.take_text(HEADER + "".join(rows), large=1000)
    assert adopted == ([True] if ids in ("descending", "shuffled") else [])
    assert len(found(shop, "zolw")) == 750
    assert len(found(shop, "lodz")) == 334
    shop.sound()
    shop.take_text(HEADER + row("", "new@example.pl", last="Żyła"))
    assert len(found(shop, "zyla")) == 1
    shop.sound()


def test_two_processes_beside_other_threads(shop: Shop) -> None:
    """A process of several threads may not fork: the workers are begun anew."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        text = HEADER + "".join(row(n, f"a{n}@example.pl", title="Dr") for n in range(1, 301))
        assert shop.take_text(text + row("x"), large=1000, skip_bad=True).counts["added"] == 300
    finally:
        done.set()
        thread.join()
    shop.sound()
