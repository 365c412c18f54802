"""Deleting in its two modes, their undo, and the ban that everybody respects."""

from __future__ import annotations

from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.lookups import read_lookups
from custui.exchange.importing import Request, imported
from custui.services.customers import add_customer, edit_customer
from custui.services.deleting import delete_customer
from custui.services.guests import to_registered
from custui.services.refusals import CustomerGone, InvalidValues, NotPermitted, NotRegistrable
from custui.services.undo import undo_last, undoable
from tests.services.desk import GENERAL, WHOLESALE, audit, data, one, staff
from tests.services.test_acting import rich

BANNED = {"first_name": "A", "last_name": "B", "email": "Banned@x.pl"}


@pytest.fixture
def shop(shop: ShopDatabase) -> ShopDatabase:
    from custui.db import search

    for number in (1, 2):
        rich(shop, number)
    with shop.writing(), search.reindexing(shop, [1]):
        shop.execute_sql(
            "UPDATE customer SET email = 'banned@x.pl', email_key = 'banned@x.pl',"
            " email_fold = 'banned@x.pl' WHERE id = 1"
        )
    return shop


def test_who_may_register_again_is_removed(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    done = delete_customer(shop, anna, 1, may_register_again=True, reason="asked by letter")
    for table in ("address", "cart", "voucher", "customer_note", "consent", "message_thread"):
        assert one(shop, f"SELECT count(*) FROM {table} WHERE customer_id = 1") == 0
    assert shop.execute_sql(
        "SELECT customer_id, total FROM sales_order ORDER BY id"
    ).fetchall() == [(None, 1200), (2, 1200)]
    assert done.fields["orders"] == [1, 0]
    assert done.fields["email"] == ["banned@x.pl", None]
    assert one(shop, "SELECT reason FROM audit_entry") == "asked by letter"
    assert examine(shop, lambda *_: None) == ()
    assert add_customer(shop, staff(), BANNED).customer_id == 31
    found = undoable(shop, anna)
    assert found is not None
    assert (found.description, found.customer_id) == ("Customer deleted: Jan Kowalski", 1)
    edit_customer(shop, staff(), 31, {"email": "other@x.pl"})
    undo_last(shop, anna)
    shop.execute_sql("DELETE FROM group_membership WHERE customer_id = 31")
    from custui.db import search

    search.forget(shop, [31])
    shop.execute_sql("DELETE FROM customer WHERE id = 31")
    assert data(shop) == before


class TestBan:
    def test_who_may_not_is_kept_as_banned(self, shop: ShopDatabase) -> None:
        anna, before = staff(), data(shop)
        done = delete_customer(shop, anna, 1, may_register_again=False)
        assert done.fields == {"banned": [0, 1], "enabled": [1, 0]}
        assert count_rows(shop, CustomerList(), read_lookups(shop)) == 29
        assert one(shop, "SELECT count(*) FROM address WHERE customer_id = 1") == 1
        assert not delete_customer(shop, anna, 1, may_register_again=False).changed
        undo_last(shop, anna)
        assert data(shop) == before

    def test_nobody_is_added_with_the_e_mail(self, shop: ShopDatabase) -> None:
        delete_customer(shop, staff(), 1, may_register_again=False)
        with pytest.raises(InvalidValues, match="this e-mail may not register again"):
            add_customer(shop, staff(), BANNED)
        with pytest.raises(InvalidValues, match="this e-mail may not register again"):
            edit_customer(shop, staff(), 2, {"email": "BANNED@x.pl"})

    def test_nobody_is_imported_with_the_e_mail(self, shop: ShopDatabase, tmp_path: Path) -> None:
        delete_customer(shop, staff(), 1, may_register_again=False)
        file = tmp_path / "file.csv"
        file.write_text("First name;Last name;Email\nA;B;Banned@x.pl\n")
        with imported(shop, Request(str(file))) as report:
            assert [problem.reason for problem in report.problems] == [
                "this e-mail may not register again"
            ]

    def test_no_guest_becomes_a_customer_with_the_e_mail(self, shop: ShopDatabase) -> None:
        delete_customer(shop, staff(), 1, may_register_again=False)
        shop.execute_sql("UPDATE customer SET is_guest = 1 WHERE id = 2")
        with pytest.raises(InvalidValues, match="this e-mail may not register again"):
            edit_customer(shop, staff(), 2, {"email": "banned@x.pl"})
        shop.execute_sql("UPDATE customer SET email_key = 'banned@x.pl', email = 'banned@x.pl'"
                         " WHERE id = 2")  # fmt: skip
        with pytest.raises(NotRegistrable, match="this e-mail may not register again"):
            to_registered(shop, staff(), 2)

    def test_a_banned_guest_stays_one(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE customer SET is_guest = 1 WHERE id = 1")
        delete_customer(shop, staff(), 1, may_register_again=False)
        with pytest.raises(NotRegistrable, match="this e-mail may not register again"):
            to_registered(shop, staff(), 1)

    def test_once_it_is_lifted_anybody_may(self, shop: ShopDatabase) -> None:
        anna = staff()
        delete_customer(shop, anna, 1, may_register_again=False)
        delete_customer(shop, anna, 1, may_register_again=True)
        assert add_customer(shop, anna, BANNED).changed


@pytest.mark.parametrize("again", [True, False])
def test_refusals(shop: ShopDatabase, again: bool) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="deleting a customer takes the role lead"):
        delete_customer(shop, staff(role="agent"), 1, may_register_again=again)
    with pytest.raises(CustomerGone):
        delete_customer(shop, staff(), 4711, may_register_again=again)
    assert data(shop) == before
    assert [entry[1] for entry in audit(shop)] == ["refused"]


class TestGuests:
    @pytest.fixture
    def guest(self, shop: ShopDatabase) -> int:
        """Customer 2, in the guests' group and in another."""
        with shop.writing():
            shop.execute_sql("UPDATE customer SET is_guest = 1, default_group_id = 1 WHERE id = 2")
            shop.execute_sql("DELETE FROM group_membership WHERE customer_id = 2")
            shop.execute_sql("INSERT INTO group_membership VALUES (2, 1), (2, ?)", (WHOLESALE,))
        return 2

    def test_a_guest_becomes_a_customer(self, shop: ShopDatabase, guest: int) -> None:
        anna, before = staff(role="agent"), data(shop)
        done = to_registered(shop, anna, guest)
        assert done.fields == {
            "is_guest": [1, 0],
            "group": ["NOT LOGGED IN", "General"],
            "groups": [["NOT LOGGED IN", "Wholesale"], ["General", "Wholesale"]],
        }
        assert examine(shop, lambda *_: None) == ()
        undo_last(shop, anna)
        assert data(shop) == before

    def test_a_group_of_its_own_stays(self, shop: ShopDatabase, guest: int) -> None:
        shop.execute_sql("UPDATE customer SET default_group_id = ? WHERE id = 2", (WHOLESALE,))
        assert to_registered(shop, staff(), guest).fields == {"is_guest": [1, 0]}

    def test_a_registered_customer_has_the_e_mail(self, shop: ShopDatabase, guest: int) -> None:
        edit_customer(shop, staff(), guest, {"email": "BANNED@x.pl"})
        before = data(shop)
        with pytest.raises(NotRegistrable, match="customer 1 has this e-mail"):
            to_registered(shop, staff(), guest)
        assert data(shop) == before

    def test_who_is_no_guest(self, shop: ShopDatabase) -> None:
        with pytest.raises(NotRegistrable, match="Customer 1 is registered already"):
            to_registered(shop, staff(), 1)
        with pytest.raises(CustomerGone):
            to_registered(shop, staff(), 4711)
        assert GENERAL == 2
