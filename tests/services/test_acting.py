"""Acts on any table: what changes is recorded, follows, is audited, and can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from custui.db import act_rows
from custui.db.connection import ShopDatabase
from custui.db.doctor.examination import examine
from custui.db.recording import NOT_RECORDED, read_tables
from custui.db.row_changes import Value
from custui.db.rows import delete_row, insert_row, update_row
from custui.domain.permissions import EDIT
from custui.domain.text import fold, sort_key
from custui.services import acting as acting_module
from custui.services.acting import Work, acting
from custui.services.actor import Actor
from custui.services.edits import edit
from custui.services.flags import set_flag
from custui.services.refusals import ChangedSince, CustomerGone, NothingToUndo, NotPermitted
from custui.services.said import Said
from custui.services.telling import LONGEST
from custui.services.undo import undo_last, undoable
from tests.db.rows import MOMENT, add_customer, add_order, insert
from tests.services.desk import RETAILER, WHOLESALE, audit, chain_holds, data, one, staff

TESTED = Said("Tested {what}", {"what": "it"})
ADDRESS: dict[str, Value] = {
    "customer_id": 1,
    "first_name": "Jan",
    "last_name": "Żółw",
    "line1": "Rynek 1",
}


@contextmanager
def on(shop: ShopDatabase, who: Actor, customer_id: int | None = 1) -> Iterator[Work]:
    with acting(shop, who, EDIT, TESTED, customer_id=customer_id) as work:
        yield work


def rename(shop: ShopDatabase, number: int, name: str) -> None:
    texts = {"first_name": name, "first_name_fold": fold(name), "first_name_sort": sort_key(name)}
    update_row(shop, "customer", number, **texts)


def row(shop: ShopDatabase, columns: str, number: int = 1) -> tuple[object, ...]:
    found: tuple[object, ...] = shop.execute_sql(
        f"SELECT {columns} FROM customer WHERE id = ?", (number,)
    ).fetchone()
    return found


def entries(shop: ShopDatabase) -> list[dict[str, list[object]]]:
    return [json.loads(fields) for (fields,) in audit(shop, "fields")]


def rich(shop: ShopDatabase, number: int = 1) -> None:
    """Give a customer rows in every table that tells of customers."""
    order = add_order(shop, number, 12_00)
    cart = insert(shop, "cart", customer_id=number, created_at=1, updated_at=1)
    insert(shop, "cart_line", cart_id=cart, name="Kubek", quantity=1, price=5)
    thread = insert(shop, "message_thread", customer_id=number, order_id=order, updated_at=1)
    insert(shop, "message", thread_id=thread, body="Dzień\0 dobry \x1b[31m", sent_at=1)
    insert(shop, "sent_email", customer_id=number, recipient="x@x.pl", created_at=1)
    insert(shop, "address", **(ADDRESS | {"customer_id": number, "phone": "600 100 200"}))
    insert(shop, "consent", customer_id=number, kind="newsletter", given=1, at=1)
    insert(shop, "subscription", customer_id=number, service="Aqua", since=1)
    insert(shop, "voucher", customer_id=number, code=f"V{number}", percent_off=500)
    insert(shop, "customer_note", customer_id=number, body="!", written_by="tom", written_at=1)
    insert(shop, "credential", customer_id=number, password_hash="$2y$10$secret")
    insert(shop, "login_grant", customer_id=number, token_hash=f"t0k3n{number}", staff="tom",
           reason="x", created_at=1, expires_at=2)  # fmt: skip
    insert(shop, "reset_token", customer_id=number, token_hash=f"r353t{number}", staff="tom",
           created_at=1, expires_at=2)  # fmt: skip
    insert(shop, "session", customer_id=number, started_at=1, last_seen_at=1)
    insert(shop, "login_attempt", customer_id=number, at=1, email="x", email_key="x", succeeded=0)
    insert(shop, "group_membership", customer_id=number, group_id=WHOLESALE)
    from custui.db import search, totals

    totals.refresh_totals(shop, [number])
    with search.reindexing(shop, [number]):
        totals.refresh_addresses(shop, [number])


class TestRecorded:
    def test_a_customer_row_gets_its_version_time_index_and_audit(self, shop: ShopDatabase) -> None:
        with on(shop, staff()) as work:
            rename(shop, 1, "Łucja")
        done = work.done
        assert row(shop, "first_name, version") == ("Łucja", 2)
        assert row(shop, "updated_at")[0] == work.now > MOMENT
        assert (done.fields, done.version) == ({"first_name": ["Jan", "Łucja"]}, 2)
        assert (done.customer_id, done.changed) == (1, True)
        assert audit(shop) == [("anna", "edit", 1, json.dumps(done.fields, separators=(",", ":")))]
        assert examine(shop, lambda *_: None) == ()
        assert chain_holds(shop)

    def test_an_address_moves_what_is_kept_but_no_version(self, shop: ShopDatabase) -> None:
        with on(shop, staff()) as work:
            values = ADDRESS | {"city": "Łódź", "country": "PL", "phone": "600 100 200"}
            insert_row(shop, "address", **values)
        assert row(shop, "city, country, phone, phone_digits, version, updated_at") == (
            *("Łódź", "PL", "600 100 200", "600100200"),
            *(1, work.now),
        )
        assert work.done.fields == {
            f"address[1].{name}": [None, value]
            for name, value in values.items()
            if name != "customer_id"
        }
        assert examine(shop, lambda *_: None) == ()

    def test_a_membership_makes_a_version_and_is_told_by_name(self, shop: ShopDatabase) -> None:
        with on(shop, staff()) as work:
            insert_row(shop, "group_membership", customer_id=1, group_id=WHOLESALE)
        assert work.done.fields == {"groups": [["General"], ["General", "Wholesale"]]}
        assert row(shop, "version") == (2,)

    def test_what_changes_nothing_leaves_no_trace(self, shop: ShopDatabase) -> None:
        before = data(shop)
        anna = staff()
        with on(shop, anna) as work:
            rename(shop, 1, "Jan")
            number = insert_row(shop, "address", **ADDRESS)
            delete_row(shop, "address", number)
        assert not work.done.changed
        assert (data(shop), audit(shop), undoable(shop, anna)) == (before, [], None)
        assert row(shop, "version, updated_at") == (1, MOMENT)

    def test_an_error_takes_everything_back(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(ZeroDivisionError), on(shop, staff()):
            rename(shop, 1, "Łucja")
            raise ZeroDivisionError
        assert (data(shop), audit(shop)) == (before, [])
        with on(shop, staff()) as work:  # nothing of the recording is left over
            rename(shop, 1, "Ewa")
        assert work.done.fields == {"first_name": ["Jan", "Ewa"]}

    @pytest.mark.parametrize("part", ["audit", "act_rows"])
    def test_without_audit_or_undo_record_nothing_changes(
        self, shop: ShopDatabase, part: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise sqlite3.IntegrityError("no")

        before = data(shop)
        name = {"audit": "append", "act_rows": "remember"}[part]
        monkeypatch.setattr(getattr(acting_module, part), name, fail)
        with pytest.raises(sqlite3.IntegrityError), on(shop, staff()):
            rename(shop, 1, "Łucja")
        monkeypatch.undo()
        assert (data(shop), audit(shop)) == (before, [])
        assert one(shop, "SELECT count(*) FROM act") == 0

    def test_the_gate_is_before_it(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(NotPermitted), on(shop, staff(role="viewer")):
            rename(shop, 1, "Łucja")
        with pytest.raises(CustomerGone, match="31"), on(shop, staff(), 31):
            rename(shop, 1, "Łucja")
        assert data(shop) == before
        assert [entry[1] for entry in audit(shop)] == ["refused"]

    def test_without_a_sitting_nothing_is_kept(self, shop: ShopDatabase) -> None:
        with on(shop, Actor("anna", "admin")) as work:
            rename(shop, 1, "Łucja")
        assert work.done.changed
        assert work.done.act_id is None
        assert one(shop, "SELECT count(*) FROM act_row") == 0

    def test_every_table_but_those_of_acts_is_recorded(self, shop: ShopDatabase) -> None:
        tables = {
            name
            for (name,) in shop.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not name.startswith(("customer_fts", "sqlite_"))
        }
        assert set(read_tables(shop)) == tables - NOT_RECORDED
        assert all(table.keys for table in read_tables(shop).values())

    def test_references_are_to_keys_of_one_column(self, shop: ShopDatabase) -> None:
        """Putting back looks them up so."""
        for name in read_tables(shop):
            for _, _, table, _, target, *_ in shop.execute_sql(f"PRAGMA foreign_key_list ({name})"):
                assert read_tables(shop)[table].keys == (target,)


class TestAudit:
    def test_secrets_are_not_in_it(self, shop: ShopDatabase) -> None:
        rich(shop)
        anna = staff()
        with on(shop, anna):
            shop.execute_sql("UPDATE credential SET password_hash = '$argon2id$x'")
        with on(shop, anna):
            delete_row(shop, "customer", 1)
        undo_last(shop, anna)
        undo_last(shop, anna)
        text = json.dumps(entries(shop))
        assert entries(shop)[0] == {"password": ["set", "set"]}
        for secret in ("secret", "argon2id", "t0k3n", "r353t"):
            assert secret not in text

    def test_long_texts_are_told_by_their_beginning(self, shop: ShopDatabase) -> None:
        note: dict[str, Value] = {
            "customer_id": 1,
            "written_by": "anna",
            "written_at": 1,
            "body": "ż" * 100_000,
        }
        with on(shop, staff()) as work:
            insert_row(shop, "customer_note", **note)
        assert work.done.fields == {"note": [None, "ż" * LONGEST + "… (100000)"]}

    def test_many_rows_are_counted(self, shop: ShopDatabase) -> None:
        for number in range(30):
            insert(shop, "address", **(ADDRESS | {"line1": str(number)}))
        with on(shop, staff()) as work:
            shop.execute_sql("DELETE FROM address")
        assert work.done.fields == {"address": [30, 0]}

    def test_each_customer_has_an_entry(self, shop: ShopDatabase) -> None:
        anna = staff()
        with on(shop, anna, None):
            for number in (3, 4):
                rename(shop, number, "Ewa")
            insert_row(shop, "title", name="Dr")
        told = audit(shop, "customer_id, fields")
        assert [number for number, _ in told] == [None, 3, 4]
        assert json.loads(told[0][1]) == {"title[3].name": [None, "Dr"]}
        found = undoable(shop, anna)
        assert found is not None
        assert found.customers == 2
        assert undo_last(shop, anna).restored == 2


class TestUndo:
    def test_a_deleted_customer_returns_with_everything(self, shop: ShopDatabase) -> None:
        for number in (1, 2):
            rich(shop, number)
        anna, before = staff(), data(shop)
        with on(shop, anna) as work:
            delete_row(shop, "customer", 1)
        assert one(shop, "SELECT count(*) FROM customer") == 29
        assert one(shop, "SELECT count(*) FROM sales_order WHERE customer_id IS NULL") == 1
        assert work.done.fields["orders"] == [1, 0]
        assert work.done.fields["first_name"] == ["Jan", None]
        assert examine(shop, lambda *_: None) == ()
        undone = undo_last(shop, anna)
        assert (undone.description, undone.restored) == ("Tested it", 1)
        assert data(shop) == before
        assert row(shop, "version") == (2,), "an old version never returns"
        assert examine(shop, lambda *_: None) == ()
        assert chain_holds(shop)

    def test_one_after_the_other_with_toggles_between(self, shop: ShopDatabase) -> None:
        rich(shop)
        anna, states = staff(), [data(shop)]

        def renamed(name: str) -> None:
            with on(shop, anna):
                rename(shop, 1, name)

        def moved() -> None:
            with on(shop, anna):
                update_row(shop, "address", 1, city="Gdynia", phone="58 300")

        def deleted() -> None:
            with on(shop, anna):
                delete_row(shop, "customer", 1)

        for act in (
            lambda: renamed("Ewa"),
            lambda: edit(shop, anna, 1, {"enabled": 0, "group": RETAILER}),
            lambda: renamed("Łucja"),
            moved,
            lambda: set_flag(shop, anna, 1, "enabled", value=True),
            deleted,
        ):
            act()
            states.append(data(shop))
        for state in reversed(states[:-1]):
            undo_last(shop, anna)
            assert data(shop) == state
        with pytest.raises(NothingToUndo):
            undo_last(shop, anna)
        versions = [json.loads(fields) for (fields,) in audit(shop, "fields")]
        assert len(versions) == 12

    def test_what_is_renamed_twice(self, shop: ShopDatabase) -> None:
        """One act of several steps on one row."""
        anna, before = staff(), data(shop)
        with on(shop, anna):
            number = insert_row(shop, "title", name="Dr", position=9)
            update_row(shop, "title", number, name="Prof.")
            shop.execute_sql("UPDATE title SET position = position + 1")
            update_row(shop, "customer", 1, title_id=number)
            update_row(shop, "customer", 2, title_id=number)
        undo_last(shop, anna)
        assert data(shop) == before

    def test_one_row_in_the_place_of_another(self, shop: ShopDatabase) -> None:
        anna, before = staff(), data(shop)
        with on(shop, anna):
            shop.execute_sql("DELETE FROM tax_rate")
            insert_row(shop, "tax_rate", tax_class_id=1, country="PL", rate=800)
        undo_last(shop, anna)
        assert data(shop) == before

    def test_what_hung_on_a_row_that_is_gone(self, shop: ShopDatabase) -> None:
        """The customer's version moves last, after the title has left."""
        shop.execute_sql("UPDATE customer SET title_id = 1 WHERE id = 1")
        anna, before = staff(), data(shop)
        with on(shop, anna):
            update_row(shop, "customer", 1, title_id=2)
            delete_row(shop, "title", 1)
        undo_last(shop, anna)
        assert data(shop) == before

    def test_what_was_moved_to_a_row_that_is_new(self, shop: ShopDatabase) -> None:
        rule = insert(shop, "price_rule", group_id=WHOLESALE, name="Cups", percent_off=500)
        anna, before = staff(), data(shop)
        with on(shop, anna):
            group = insert_row(shop, "customer_group", name="New", tax_class_id=1)
            update_row(shop, "price_rule", rule, group_id=group)
            update_row(shop, "customer_group", group, name="Newer")
        undo_last(shop, anna)
        assert data(shop) == before

    def test_what_the_shop_writes_meanwhile_is_in_nobodys_way(self, shop: ShopDatabase) -> None:
        rich(shop)
        anna = staff()
        with on(shop, anna):
            rename(shop, 1, "Ewa")
        with on(shop, anna):
            delete_row(shop, "customer", 1)
        shop.execute_sql("UPDATE sales_order SET status_id = 6, payment = 'card'")
        shop.execute_sql("UPDATE session SET last_seen_at = 99")
        undo_last(shop, anna)
        assert row(shop, "sales, order_count, first_name") == (0, 0, "Ewa")
        assert one(shop, "SELECT payment FROM sales_order") == "card"
        shop.execute_sql("UPDATE customer SET last_visit_at = 77, locked_until = 78 WHERE id = 1")
        undo_last(shop, anna)
        assert row(shop, "first_name, last_visit_at, locked_until") == ("Jan", 77, 78)
        assert examine(shop, lambda *_: None) == ()


class TestRefused:
    """An act that is not as it was left stays as it is, and the one before it is next."""

    @pytest.fixture
    def anna(self, shop: ShopDatabase) -> Actor:
        rich(shop)
        anna = staff()
        set_flag(shop, anna, 30, "newsletter", value=False)
        return anna

    def refused(self, shop: ShopDatabase, anna: Actor, why: str) -> None:
        before, told = data(shop), audit(shop)
        with pytest.raises(ChangedSince, match=why):
            undo_last(shop, anna)
        assert (data(shop), audit(shop)) == (before, told)
        assert undo_last(shop, anna).restored == 1, "the act before it"
        assert one(shop, "SELECT newsletter FROM customer WHERE id = 30") == 1

    def test_changed_by_somebody(self, shop: ShopDatabase, anna: Actor) -> None:
        with on(shop, anna):
            rename(shop, 1, "Ewa")
        set_flag(shop, staff("tom"), 1, "enabled", value=False)
        self.refused(shop, anna, "tom changed customer 1 since")

    def test_changed_past_the_desk(self, shop: ShopDatabase, anna: Actor) -> None:
        with on(shop, anna):
            update_row(shop, "address", 1, city="Gdynia")
        shop.execute_sql("UPDATE address SET line2 = 'm. 2'")
        self.refused(shop, anna, "Customer 1 was changed since")

    def test_one_of_several_rows(self, shop: ShopDatabase, anna: Actor) -> None:
        with on(shop, anna, None):
            for number in (3, 4, 5):
                rename(shop, number, "Ewa")
        set_flag(shop, staff("tom"), 4, "enabled", value=False)
        self.refused(shop, anna, "Tested it: it was changed again since")

    def test_a_made_row_that_is_gone(self, shop: ShopDatabase, anna: Actor) -> None:
        with on(shop, anna):
            insert_row(shop, "address", **ADDRESS)
        shop.execute_sql("DELETE FROM address WHERE id = 2")
        self.refused(shop, anna, "since")

    def test_a_note_with_a_newer_one(self, shop: ShopDatabase, anna: Actor) -> None:
        note: dict[str, Value] = {
            "customer_id": 1,
            "body": "x",
            "written_by": "anna",
            "written_at": 1,
        }
        with on(shop, anna):
            insert_row(shop, "customer_note", **note)
        with on(shop, staff("tom")):
            insert_row(shop, "customer_note", **(note | {"body": "y"}))
        self.refused(shop, anna, "tom changed customer 1 since")

    @pytest.mark.parametrize("table", ["address", "sales_order", "session"])
    def test_a_made_customer_on_whom_something_hangs(
        self, shop: ShopDatabase, anna: Actor, table: str
    ) -> None:
        with on(shop, anna, None) as work:
            work.customer_id = add_customer(shop)
        if table == "sales_order":
            add_order(shop, work.customer_id or 0, 1)
        elif table == "session":
            insert(shop, "session", customer_id=work.customer_id, started_at=1, last_seen_at=1)
        else:
            insert(shop, "address", **(ADDRESS | {"customer_id": work.customer_id}))
        self.refused(shop, anna, "since")

    def test_an_email_that_somebody_else_has_by_now(self, shop: ShopDatabase, anna: Actor) -> None:
        (email, key) = row(shop, "email, email_key")
        with on(shop, anna):
            delete_row(shop, "customer", 1)
        from custui.db import search

        search.add(shop, [add_customer(shop, id=99, email=email, email_key=key)])
        self.refused(shop, anna, "Customer 1 was changed since")

    def test_a_number_that_somebody_else_has_by_now(self, shop: ShopDatabase, anna: Actor) -> None:
        with on(shop, anna):
            delete_row(shop, "voucher", 1)
        insert(shop, "voucher", id=1, customer_id=2, code="OTHER", percent_off=1)
        self.refused(shop, anna, "since")

    def test_what_it_referred_to_is_gone(self, shop: ShopDatabase, anna: Actor) -> None:
        insert(shop, "customer_group", id=9, name="Old", tax_class_id=1)
        with shop.writing():
            shop.execute_sql("INSERT INTO group_membership VALUES (1, 9)")
        with on(shop, anna):
            shop.execute_sql("DELETE FROM group_membership WHERE group_id = 9")
        shop.execute_sql("DELETE FROM customer_group WHERE id = 9")
        self.refused(shop, anna, "since")
        assert shop.execute_sql("PRAGMA foreign_key_check").fetchall() == []

    def test_it_takes_the_role_of_the_act(self, shop: ShopDatabase) -> None:
        anna = staff()
        with on(shop, anna):
            rename(shop, 1, "Ewa")
        viewer = Actor("anna", "viewer", session=anna.session)
        with pytest.raises(NotPermitted):
            undo_last(shop, viewer)
        assert audit(shop, "act, customer_id")[-1] == ("refused", 1)
        assert undo_last(shop, anna).restored == 1

    def test_an_error_while_putting_back_leaves_it_undoable(
        self, shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        anna = staff()
        with on(shop, anna):
            rename(shop, 1, "Ewa")
        before = data(shop)

        def fail(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as broken:
            broken.setattr(act_rows, "forget", fail)
            with pytest.raises(ZeroDivisionError):
                undo_last(shop, anna)
        assert data(shop) == before
        assert undo_last(shop, anna).restored == 1
