"""What every write of the customer card owes: gate, audit, undo, no harm when it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.doctor.examination import examine
from custui.domain.addresses import AddressValues
from custui.domain.vouchers import VoucherValues
from custui.services.acting import Done
from custui.services.actor import Actor
from custui.services.addresses import add_address, choose_default, delete_address, edit_address
from custui.services.consents import set_consent, set_service
from custui.services.memberships import set_groups
from custui.services.messages import reply, set_thread_status
from custui.services.notes import write_note
from custui.services.refusals import ChangedSince, CustomerGone, InvalidValue, NotPermitted
from custui.services.undo import undo_last, undoable
from custui.services.vouchers import give_voucher
from tests.db.rows import insert
from tests.services.desk import RETAILER, WHOLESALE, audit, chain_holds, data, one, staff

HOME = AddressValues(
    alias="Dom",
    first_name="Łucja",
    last_name="Żółw",
    line1="Rynek 1",
    postcode="90-001",
    city="Łódź",
    country="PL",
    phone="600 100 200",
)
Act = Callable[[ShopDatabase, Actor, int], Done]


@dataclass(frozen=True)
class Write:
    """One write: how it is done to a customer, how it is described, what the audit calls it."""

    act: Act
    description: str
    name: str
    fields: tuple[str, ...]
    bad: Act
    field: str


WRITES = {
    "note": Write(
        lambda shop, who, number: write_note(shop, who, number, "Uwaga!", shown="Old"),
        "Private note",
        "note",
        ("note",),
        lambda shop, who, number: write_note(shop, who, number, "a\0b", shown="Old"),
        "note",
    ),
    "add address": Write(
        lambda shop, who, number: add_address(shop, who, number, HOME, default_billing=True),
        "Address added: Łódź",
        "address",
        ("address[101].city", "address[101].phone", "address[7].default_billing"),
        lambda shop, who, number: add_address(shop, who, number, replace(HOME, city=" ")),
        "city",
    ),
    "edit address": Write(
        lambda shop, who, number: edit_address(shop, who, number, HOME),
        "Address changed: Gdynia",
        "address",
        ("address[7].city", "address[7].postcode"),
        lambda shop, who, number: edit_address(shop, who, number, replace(HOME, postcode="90001")),
        "postcode",
    ),
    "delete address": Write(
        lambda shop, who, number: delete_address(shop, who, number),
        "Address deleted: Gdynia",
        "address",
        ("address[7].deleted", "address[7].default_billing"),
        lambda shop, who, number: edit_address(shop, who, number, replace(HOME, last_name="")),
        "last_name",
    ),
    "default address": Write(
        lambda shop, who, number: choose_default(shop, who, number + 1),
        "Default address: Sopot",
        "address",
        ("address[7].default_billing", "address[8].default_billing"),
        lambda shop, who, number: edit_address(shop, who, number, replace(HOME, country="Polska")),
        "country",
    ),
    "voucher": Write(
        lambda shop, who, number: give_voucher(
            shop, who, number, VoucherValues("sorry-10", percent_off=1000, quantity=2)
        ),
        "Voucher given: SORRY-10",
        "voucher",
        ("voucher[SORRY-10].percent_off", "voucher[SORRY-10].quantity"),
        lambda shop, who, number: give_voucher(shop, who, number, VoucherValues("x y")),
        "code",
    ),
    "groups": Write(
        lambda shop, who, number: set_groups(shop, who, number, [WHOLESALE, RETAILER], RETAILER),
        "Groups chosen",
        "edit",
        ("group", "groups"),
        lambda shop, who, number: set_groups(shop, who, number, [WHOLESALE], RETAILER),
        "group",
    ),
    "newsletter": Write(
        lambda shop, who, number: set_consent(
            shop, who, number, "newsletter", given=True, source="letter"
        ),
        "Newsletter on",
        "edit",
        ("newsletter",),
        lambda shop, who, number: set_consent(shop, who, number, "newsletter", given=True),
        "newsletter",
    ),
    "assistance": Write(
        lambda shop, who, number: set_consent(
            shop, who, number, "assistance", given=True, source="phone"
        ),
        "Assistance allowed",
        "consent",
        ("assistance_allowed",),
        lambda shop, who, number: set_consent(
            shop, who, number, "assistance", given=True, source=" "
        ),
        "assistance_allowed",
    ),
    "service": Write(
        lambda shop, who, number: set_service(
            shop, who, number, " Aqua ", active=True, source="form"
        ),
        "Service on: Aqua",
        "consent",
        ("service[Aqua].active", "service[Aqua].since", "service[Aqua].source"),
        lambda shop, who, number: set_service(shop, who, number, "Aqua", active=True),
        "source",
    ),
    "reply": Write(
        lambda shop, who, number: reply(shop, who, number, "Dzień dobry,\nodpowiadam."),
        "Reply: Zwrot",
        "reply",
        ("message", "thread[7].status", "mail[1].recipient", "mail[1].subject", "mail[1].state"),
        lambda shop, who, number: reply(shop, who, number, " \n"),
        "message",
    ),
    "thread": Write(
        lambda shop, who, number: set_thread_status(shop, who, number, "closed"),
        "Message status: Zwrot",
        "reply",
        ("thread[7].status",),
        lambda shop, who, number: set_thread_status(shop, who, number, "lost"),
        "status",
    ),
}
WHOM = 7
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


@pytest.fixture
def shop(shop: ShopDatabase) -> ShopDatabase:
    """Customer 7 has a note, addresses 7 (the default one) and 8, and thread 7."""
    from custui.db import search, totals

    with shop.writing(), search.reindexing(shop, [1, WHOM]):
        insert(shop, "customer_note", customer_id=WHOM, body="Old", written_by="x", written_at=1)
        for number, city in ((7, "Gdynia"), (8, "Sopot")):
            insert(shop, "address", id=number, customer_id=WHOM, first_name="A", last_name="B",
                   line1="C", city=city, country="PL", phone="58 300 0" + str(number),
                   default_billing=number == 7, default_shipping=number == 7)  # fmt: skip
        insert(shop, "address", id=100, customer_id=1, city="Elsewhere")
        insert(shop, "message_thread", id=7, customer_id=WHOM, subject="Zwrot", updated_at=1)
        totals.refresh_addresses(shop, [1, WHOM])
    return shop


@every_write
def test_it_is_done_audited_and_undone(shop: ShopDatabase, write: Write) -> None:
    anna, before = staff(role="agent"), data(shop)
    done = write.act(shop, anna, WHOM)
    assert (done.changed, done.customer_id) == (True, WHOM)
    assert set(write.fields) <= set(done.fields)
    ((who, name, number, fields),) = audit(shop)
    assert (who, name, number, json.loads(fields)) == ("anna", write.name, WHOM, done.fields)
    assert data(shop) != before
    assert examine(shop, lambda *_: None) == ()
    found = undoable(shop, anna)
    assert found is not None
    assert (found.description, found.customers) == (write.description, 1)
    undone = undo_last(shop, anna)
    assert (undone.description, undone.restored) == (write.description, 1)
    assert data(shop) == before
    assert examine(shop, lambda *_: None) == ()
    assert [entry[1] for entry in audit(shop)] == [write.name, "undo"]
    assert chain_holds(shop)


@every_write
def test_done_twice_it_changes_nothing_more_or_is_another(shop: ShopDatabase, write: Write) -> None:
    write.act(shop, staff(), WHOM)
    before = data(shop)
    try:
        done = write.act(shop, staff(), WHOM)
    except (InvalidValue, CustomerGone):  # the code is taken, the address is gone
        assert data(shop) == before
        return
    assert done.changed == (data(shop) != before)
    assert len(audit(shop)) == 1 + done.changed


@every_write
def test_a_viewer_does_not(shop: ShopDatabase, write: Write) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="takes the role agent"):
        write.act(shop, staff("tom", "viewer"), WHOM)
    assert data(shop) == before
    ((_who, name, number, fields),) = audit(shop)
    assert (name, number) == ("refused", WHOM)
    assert json.loads(fields) == {"act": write.name, "role": "viewer"}


@every_write
def test_a_read_only_desk_does_not(shop: ShopDatabase, write: Write) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="--read-only"):
        write.act(shop, staff(read_only=True), WHOM)
    database = open_database(str(shop.path), read_only=True)
    with database.connection_context(), pytest.raises(NotPermitted, match="--read-only"):
        write.act(database, staff(), WHOM)
    assert (data(shop), audit(shop)) == (before, [])


@every_write
def test_a_bad_value_is_refused_at_its_field(shop: ShopDatabase, write: Write) -> None:
    before = data(shop)
    with pytest.raises(InvalidValue) as refused:
        write.bad(shop, staff(), WHOM)
    assert refused.value.field == write.field
    assert "Nothing was changed" in str(refused.value)
    assert (data(shop), audit(shop)) == (before, [])


@every_write
def test_nobody_is_there(shop: ShopDatabase, write: Write) -> None:
    before = data(shop)
    with pytest.raises(CustomerGone, match="471"):
        write.act(shop, staff(), 4711)
    assert (data(shop), audit(shop)) == (before, [])


@every_write
def test_from_a_command_line_nothing_is_kept_for_undo(shop: ShopDatabase, write: Write) -> None:
    done = write.act(shop, Actor("anna", "agent"), WHOM)
    assert (done.changed, done.act_id) == (True, None)
    assert one(shop, "SELECT count(*) FROM act") == 0


@every_write
def test_two_of_them_are_undone_in_turn(shop: ShopDatabase, write: Write) -> None:
    """With every other write before it: none is in another's way."""
    for other in WRITES.values():
        anna, before = staff(), data(shop)
        write.act(shop, anna, WHOM)
        try:
            if not other.act(shop, anna, WHOM).changed:
                raise CustomerGone
        except (InvalidValue, CustomerGone):
            pass
        else:
            undo_last(shop, anna)
        undo_last(shop, anna)
        assert data(shop) == before


@every_write
def test_with_the_customer_everything_goes_and_returns(shop: ShopDatabase, write: Write) -> None:
    write.act(shop, staff(), WHOM)
    before, anna = data(shop), staff()
    from custui.db.rows import delete_row
    from custui.domain.permissions import DELETE
    from custui.services.acting import acting
    from custui.services.said import Said

    with acting(shop, anna, DELETE, Said("Deleted"), customer_id=WHOM):
        delete_row(shop, "customer", WHOM)
    assert one(shop, "SELECT count(*) FROM address WHERE customer_id = ?", WHOM) == 0
    undo_last(shop, anna)
    assert data(shop) == before


@every_write
def test_what_is_gone_by_now_is_not_undone(shop: ShopDatabase, write: Write) -> None:
    anna = staff()
    write.act(shop, anna, WHOM)
    shop.execute_sql("DELETE FROM customer WHERE id = ?", (WHOM,))
    with pytest.raises(ChangedSince):
        undo_last(shop, anna)
