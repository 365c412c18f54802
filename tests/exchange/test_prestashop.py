"""PrestaShop's import layout is read by position, through the generations, and written again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from custui.exchange.formats import format_named
from tests.exchange.conftest import Shop, exported

PRESTASHOP = format_named("prestashop")
HEADER = (
    "Customer ID;Active (0/1);Titles ID (Mr = 1, Ms = 2, else 0);Email *;Password *;"
    "Birthday (yyyy-mm-dd);Last Name *;First Name *;Newsletter (0/1);Opt-in (0/1);"
    "Registration date (yyyy-mm-dd);Groups (x,y,z...);Default group ID"
)
ROW = "7;0;2;ewa@example.pl;;1985-01-31;Wąs;Ewa;1;0;2010-02-03;2,3;3"


def as_1_6(line: str) -> str:
    """The twelve columns of 1.6: without the registration date."""
    cells = line.split(";")
    return ";".join(cells[:10] + cells[11:])


def people(shop: Shop) -> list[tuple[object, ...]]:
    return shop.rows(
        "SELECT c.id, enabled, t.name, email, birthday, last_name, first_name, newsletter,"
        " partner_offers, g.name FROM customer c JOIN customer_group g ON g.id = default_group_id"
        " LEFT JOIN title t ON t.id = title_id ORDER BY c.id"
    )


EWA = (7, 0, "Pani", "ewa@example.pl", "1985-01-31", "Wąs", "Ewa", 1, 0, "Wholesale")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", [str, as_1_6], ids=["1.7", "1.6"])
@pytest.mark.parametrize("trailing", ["", ";"])
def test_both_generations(shop: Shop, form: Callable[[str], str], end: str, trailing: str) -> None:
    outcome = shop.take_text(end.join(form(line) + trailing for line in (HEADER, ROW)) + end)
    assert (outcome.report.format, outcome.problems) == ("prestashop", [])
    assert people(shop) == [EWA]
    assert shop.rows("SELECT group_id FROM group_membership") == [(2,), (3,)]
    since = shop.one("SELECT datetime(registered_at, 'unixepoch') FROM customer")
    assert (since == "2010-02-02 23:00:00") == (form is str)
    shop.sound()


def test_the_headers_words_do_not_matter_when_the_layout_is_given(shop: Shop) -> None:
    header = ";".join(f"Spalte {n}" for n in range(13))
    assert shop.take_text(f"{header}\n{ROW}\n").report.refused
    outcome = shop.take_text(f"{header}\n{ROW}\n", formats=(PRESTASHOP,))
    assert outcome.counts["added"] == 1
    assert people(shop) == [EWA]


def test_there_may_be_no_header(shop: Shop) -> None:
    assert shop.take_text(f"{ROW}\n").counts["added"] == 1
    assert people(shop) == [EWA]


def test_other_widths_are_refused(shop: Shop) -> None:
    outcome = shop.take_text("a;b;c\n1;2;3\n", formats=(PRESTASHOP,))
    assert outcome.report.refused
    assert "12, 13, 14 columns" in outcome.problems[0].reason


def test_groups_are_numbers_or_names_and_new_ones_only_when_asked(shop: Shop) -> None:
    text = f"{HEADER}\n" + ROW.replace("2,3;3", 'General, wholesale,VIP;"VIP"') + "\n"
    refused = shop.take_text(text)
    assert [(p.column, p.value) for p in refused.problems] == [
        ("Groups (x,y,z...)", "General, wholesale,VIP"),
        ("Default group ID", "VIP"),
    ]
    outcome = shop.take_text(text, create_groups=True)
    assert outcome.report.notes == ["The group VIP was added."]
    assert shop.rows(
        "SELECT g.name FROM group_membership m JOIN customer_group g ON g.id = group_id ORDER BY 1"
    ) == [("General",), ("VIP",), ("Wholesale",)]
    assert people(shop)[0][-1] == "VIP"
    assert shop.take_text(text, create_groups=True).counts["unchanged"] == 1
    shop.sound()


def test_a_number_that_is_no_groups_is_refused_even_then(shop: Shop) -> None:
    outcome = shop.take_text(f"{HEADER}\n" + ROW.replace("2,3;3", "2;99"), create_groups=True)
    assert [(p.column, p.value, p.reason) for p in outcome.problems] == [
        ("Default group ID", "99", "there is no number 99")
    ]


def test_a_new_list_of_groups_replaces_the_old_one(shop: Shop) -> None:
    shop.take_text(f"{HEADER}\n{ROW}\n")
    assert shop.take_text(f"{HEADER}\n" + ROW.replace("2,3;3", "4;4")).counts["updated"] == 1
    assert shop.rows("SELECT group_id FROM group_membership") == [(4,)]
    outcome = shop.take_text(f"{HEADER}\n" + ROW.replace("2,3;3", ";"))
    assert outcome.counts["unchanged"] == 1
    shop.sound()


def test_empty_cells_leave_flags_as_they_are(shop: Shop) -> None:
    shop.take_text(f"{HEADER}\n{ROW}\n")
    bare = "7;;;ewa@example.pl;;0000-00-00;Wąs;Ewa;;;;;"
    assert shop.take_text(f"{HEADER}\n{bare}\n").counts["updated"] == 1
    assert people(shop) == [(7, 0, None, "ewa@example.pl", None, "Wąs", "Ewa", 1, 0, "Wholesale")]
    new = bare.replace("ewa@", "new@").replace("7;", ";", 1)
    shop.take_text(f"{HEADER}\n{new}\n")
    assert people(shop)[1][1:3] == (1, None)


def test_passwords_in_the_open_are_not_kept(shop: Shop) -> None:
    outcome = shop.take_text(f"{HEADER}\n" + ROW.replace("pl;;", "pl;tajne123;"))
    assert "--hash-passwords" in outcome.report.notes[0]
    assert shop.rows("SELECT * FROM credential") == []
    assert "tajne123" not in shop.database.path.read_bytes().decode(errors="replace")


def test_hashes_of_passwords_are_kept_when_asked_for(shop: Shop) -> None:
    from argon2 import PasswordHasher

    text = f"{HEADER}\n" + ROW.replace("pl;;", "pl;tajne123;")
    assert shop.take_text(text, hash_passwords=True).counts["added"] == 1
    kept = str(shop.one("SELECT password_hash FROM credential WHERE customer_id = 7"))
    assert PasswordHasher().verify(kept, "tajne123")
    # The customer's own password stays.
    other = text.replace("tajne123", "inne4567")
    assert shop.take_text(other, hash_passwords=True).counts["unchanged"] == 1
    assert shop.one("SELECT password_hash FROM credential") == kept
    bad = shop.take_text(text.replace("tajne123", "x" * 73), hash_passwords=True)
    assert [(p.column, p.reason) for p in bad.problems] == [
        ("Password *", "is longer than 72 bytes")
    ]


def test_a_fourteenth_column_tells_the_shop(shop: Shop) -> None:
    with shop.database.writing():
        shop.database.execute_sql("INSERT INTO shop (id, code, name) VALUES (2, 'two', 'Two')")
    header = f"{HEADER};ID / Name of shop"
    text = f"{header}\n{ROW};TWO\n" + ROW.replace("7;", "8;", 1) + ";main\n"
    assert shop.take_text(text).counts["added"] == 2
    assert shop.rows("SELECT id, shop_id FROM customer ORDER BY id") == [(7, 2), (8, 1)]
    bad = shop.take_text(f"{header}\n{ROW};three\n")
    assert [(p.column, p.value) for p in bad.problems] == [("ID / Name of shop", "three")]
    assert exported(shop, PRESTASHOP).splitlines()[1].endswith(";3;two")


def test_what_is_exported_comes_back_equal(new_shop: Callable[..., Shop]) -> None:
    one, two = new_shop("one.db"), new_shop("two.db")
    more = "9;1;0;=x@example.pl;;;'t Hof;-Jan;0;1;2020-05-06 07:08:09;2;2"
    one.take_text(f"{HEADER}\n{ROW}\n{more}\n".replace("=x@", "x@"))
    text = exported(one, PRESTASHOP)
    assert text.splitlines()[2].split(";")[6:8] == ["''t Hof", "'-Jan"]
    assert two.take_text(text).counts["added"] == 2
    assert exported(two, PRESTASHOP) == text
    assert people(two) == people(one)
    assert one.take_text(text).counts["unchanged"] == 2
