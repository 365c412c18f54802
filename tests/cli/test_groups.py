"""``custui groups``: the groups for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_set import Desk
from tests.shops import execute


@pytest.fixture
def desk(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    execute(own_shop, "INSERT INTO shop_section (id, name) VALUES (1, 'Wyprzedaż'), (2, 'B2B')")
    return Desk(own_shop, capsys)


def rows(desk: Desk) -> dict[str, dict[str, object]]:
    assert desk("groups", "--json") == 0
    found = json.loads(desk.out)
    assert found["total"] == len(found["rows"])
    return {row["name"]: row for row in found["rows"]}


def test_as_json(desk: Desk) -> None:
    execute(
        desk.path,
        "INSERT INTO price_rule (group_id, name, amount_off, category)"
        " VALUES (3, 'Cups', 1050, 'Kubki')",
    )
    found = rows(desk)
    assert list(found) == ["NOT LOGGED IN", "General", "Wholesale", "Retailer"]
    wholesale = found["Wholesale"]
    ((members,),) = desk.sql("SELECT count(*) FROM group_membership WHERE group_id = 3")
    assert (wholesale["id"], wholesale["discount"], wholesale["members"]) == (3, "20.00", members)
    assert wholesale["tax_rates"]["PL"] == "23.00"  # type: ignore[index]
    (rule,) = wholesale["price_rules"]  # type: ignore[misc]
    assert (rule["name"], rule["amount_off"], rule["percent_off"]) == ("Cups", "10.50", None)
    assert (found["NOT LOGGED IN"]["role"], found["General"]["role"]) == ("guests", "new")


def test_as_text(desk: Desk) -> None:
    execute(desk.path, "UPDATE customer_group SET name = ? WHERE id = 4", "Ret\x1b[2J")
    assert desk("groups") == 0
    assert desk.out.count("\n") == 4
    assert "\x1b" not in desk.out
    assert "Wholesale" in desk.out
    assert "(new customers)" in desk.out


def test_add_set_and_delete(desk: Desk) -> None:
    words = ("name=Złota", "discount=7,5 %", "prices_with_tax=nie", "sections=wyprzedaz, B2B")
    assert desk("--as", "anna", "--role", "lead", "groups", "add", *words, "--reason", "new") == 0
    number = desk.out.strip()
    gold = rows(desk)["Złota"]
    assert (gold["discount"], gold["prices_with_tax"]) == ("7.50", False)
    assert gold["sections"] == ["Wyprzedaż", "B2B"]
    assert desk("groups", "set", "zlota", "discount=0", "sections=") == 0
    assert desk.out.strip() == number
    assert (rows(desk)["Złota"]["discount"], rows(desk)["Złota"]["sections"]) == ("0.00", [])
    assert desk("groups", "set", number, "discount=0") == 0
    assert desk.err == "Nothing to change: the group is like that already.\n"
    assert desk("groups", "delete", number) == 0
    assert "Złota" not in rows(desk)
    told = [(entry["staff"], entry["act"], entry["reason"]) for entry in desk.audit()]
    assert told[-1] == ("anna", "groups", "new")
    assert len(told) == 3


def test_members_go_to_the_group_of_new_customers(desk: Desk) -> None:
    members = rows(desk)["Wholesale"]["members"]
    defaults = desk.sql("SELECT count(*) FROM customer WHERE default_group_id = 3")
    assert int(str(members)) > 0
    assert defaults != [(0,)]
    assert desk("groups", "delete", "Wholesale") == 0
    assert desk.err.startswith(f"{members} member")
    assert desk.sql("SELECT count(*) FROM group_membership WHERE group_id = 3") == [(0,)]
    assert desk("doctor") == 0
    assert desk("audit", "--verify") == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["set"], 2, "Name the group"),
        (["set", "5000", "discount=1"], 1, "There is no group 5000; there are: NOT LOGGED IN"),
        (["set", "General", "discount"], 2, "discount: COLUMN=VALUE is expected"),
        (["set", "General", "colour=red"], 2, "There is no column colour"),
        (["set", "General", "discount=much"], 2, "discount=much: is not a percentage"),
        (["set", "General", "discount=101"], 3, "Discount: is not between 0 and 100"),
        (["set", "General", "discount=1", "discount=2"], 2, "discount is given twice"),
        (["set", "General", "tax_class=None"], 2, "tax_class=None: is none of"),
        (["set", "General", "name=wholesale"], 3, "Name: there is one with this name"),
        (["add", "discount=1"], 3, "Name: is missing"),
        (["delete", "General"], 1, "General is the group that new customers get"),
        (["delete", "1"], 1, "NOT LOGGED IN is the group of guests"),
        (["delete", "3", "4"], 2, "delete takes one group"),
    ],
)
def test_refusals(desk: Desk, words: list[str], code: int, said: str) -> None:
    before = rows(desk)
    assert desk("groups", *words) == code
    assert desk.err.startswith(said)
    assert desk.out == ""
    assert rows(desk) == before
    assert desk.audit() == []


def test_roles(desk: Desk) -> None:
    assert desk("--role", "viewer", "groups") == 0
    for words in (["add", "name=X"], ["set", "3", "discount=1"], ["delete", "3"]):
        assert desk("--role", "agent", "groups", *words) == 4
        assert desk("--read-only", "groups", *words) == 4
    assert len(desk.audit()) == 3
