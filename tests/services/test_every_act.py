"""Whatever acts two people do and undo, in whatever order, the shop is what a plain model says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custui.db.connection import ShopDatabase, open_database
from custui.db.doctor.examination import examine
from custui.db.notes import read_note_versions
from custui.domain.addresses import AddressValues
from custui.domain.groups import GroupValues
from custui.domain.vouchers import VoucherValues
from custui.services import bulk, moving
from custui.services.actor import Actor
from custui.services.addresses import add_address, choose_default, delete_address, edit_address
from custui.services.customer_groups import add_group, delete_group
from custui.services.customers import add_customer, edit_customer
from custui.services.deleting import delete_customer
from custui.services.edits import edit
from custui.services.memberships import set_groups
from custui.services.notes import write_note
from custui.services.preferences import change_preferences
from custui.services.refusals import ActRefused, ChangedSince, NothingToUndo
from custui.services.titles import add_title, remove_title
from custui.services.undo import undo_last
from custui.services.vouchers import give_voucher
from tests.services.desk import chain_holds, shop_of
from tests.services.model import GENERAL, Model, Row

CUSTOMERS = 3
STAFF = ("anna", "tom")
CITIES = ("Łódź", "Gdynia")
NAMES = ("Jan", "Łucja")
BLANK: Row = {
    "first_name": "A", "company": "", "email": "", "enabled": 1, "newsletter": 0,
    "partner_offers": 0, "group": GENERAL, "title": None, "banned": 0,
}  # fmt: skip

TABLES = {
    "customer": "SELECT id, first_name, company, email, enabled, newsletter, partner_offers,"
    " default_group_id AS 'group', title_id AS title, banned FROM customer",
    "note": "SELECT id, customer_id AS customer, body FROM customer_note",
    "address": "SELECT id, customer_id AS customer, city, default_billing AS billing,"
    " default_shipping AS shipping, deleted FROM address",
    "voucher": "SELECT id, customer_id AS customer, code FROM voucher",
    "consent": "SELECT id, customer_id AS customer, kind, given FROM consent",
    "title": "SELECT id, name FROM title",
    "group": "SELECT id, name FROM customer_group",
    "preference": "SELECT name AS id, value FROM preference",
}


def rows_of(shop: ShopDatabase) -> dict[Any, Row]:
    """What the model knows of a shop."""
    rows: dict[Any, Row] = {}
    for table, sql in TABLES.items():
        cursor = shop.execute_sql(sql)
        columns = [each[0] for each in cursor.description]
        for key, *values in cursor.fetchall():
            rows[table, key] = dict(zip(columns[1:], values, strict=True))
    for customer, group in shop.execute_sql("SELECT customer_id, group_id FROM group_membership"):
        rows["member", (customer, group)] = {"customer": customer, "group": group}
    return rows


class Both:
    """Does each act in the shop and, when it was not refused, in the model."""

    def __init__(self, shop: ShopDatabase, model: Model) -> None:
        self.shop = shop
        self.model = model
        self.actors = {name: Actor(name, "admin", session=f"{name}'s") for name in STAFF}

    def edit(self, who: str, number: int, wanted: Row) -> None:
        edit_customer(self.shop, self.actors[who], number, wanted, reason="x")
        with self.model.act(who):
            self.model.fields(number, wanted)

    def toggle(self, who: str, number: int, wanted: Row) -> None:
        edit(self.shop, self.actors[who], number, wanted, reason="x")
        with self.model.act(who, "toggle"):
            self.model.fields(number, wanted)

    def bulk(self, who: str, numbers: list[int], wanted: Row) -> None:
        prepared = bulk.prepare(self.shop, self.actors[who], wanted, numbers, reason="x")
        bulk.run(self.shop, self.actors[who], prepared.act_id)
        with self.model.act(who, "bulk"):
            for number in sorted(numbers):
                row = self.model.rows.get(("customer", number))
                if row and not row["banned"]:
                    self.model.fields(number, wanted)

    def add(self, who: str, name: str, email: str) -> None:
        values = {"first_name": name, "last_name": "B", "email": email}
        number = add_customer(self.shop, self.actors[who], values).customer_id or 0
        assert number == self.model.last_customer + 1
        self.model.last_customer = number
        with self.model.act(who):
            self.model.put("customer", number, **(BLANK | {"first_name": name, "email": email}))
            self.model.join(number, GENERAL)

    def delete(self, who: str, number: int, ban: bool) -> None:
        delete_customer(self.shop, self.actors[who], number, may_register_again=not ban)
        with self.model.act(who):
            if ban:
                self.model.change("customer", number, banned=1, enabled=0)
            else:
                self.model.remove("customer", number)

    def note(self, who: str, number: int, body: str) -> None:
        newest = next(iter(read_note_versions(self.shop, number, 1)), None)
        shown = newest.body if newest else ""
        write_note(self.shop, self.actors[who], number, body, shown=shown)
        with self.model.act(who):
            versions = self.model.of("note", customer=number)
            if body != (versions[-1][1]["body"] if versions else ""):
                self.model.put("note", self.model.next_id("note"), customer=number, body=body)

    def address(self, who: str, number: int, city: str) -> None:
        add_address(self.shop, self.actors[who], number, _address(city))
        with self.model.act(who):
            first = int(not self.model.of("address", customer=number, deleted=0))
            self.model.put(
                "address", self.model.next_id("address"), customer=number, city=city,
                billing=first, shipping=first, deleted=0,
            )  # fmt: skip

    def move(self, who: str, number: int, city: str) -> None:
        edit_address(self.shop, self.actors[who], number, _address(city))
        with self.model.act(who):
            self.model.change("address", number, city=city)

    def raze(self, who: str, number: int) -> None:
        delete_address(self.shop, self.actors[who], number)
        with self.model.act(who):
            self.model.change("address", number, deleted=1, billing=0, shipping=0)

    def default(self, who: str, number: int) -> None:
        choose_default(self.shop, self.actors[who], number)
        with self.model.act(who):
            customer = self.model.rows["address", number]["customer"]
            for other, _ in self.model.of("address", customer=customer):
                self.model.change("address", other, billing=0, shipping=0)
            self.model.change("address", number, billing=1, shipping=1)

    def groups(self, who: str, number: int, chosen: list[int]) -> None:
        set_groups(self.shop, self.actors[who], number, chosen, chosen[0])
        with self.model.act(who):
            for group in self.model.groups_of(number):
                self.model.leave(number, group)
            for group in chosen:
                self.model.join(number, group)
            self.model.change("customer", number, group=chosen[0])

    def voucher(self, who: str, number: int, code: str) -> None:
        give_voucher(self.shop, self.actors[who], number, VoucherValues(code, percent_off=500))
        with self.model.act(who):
            self.model.put("voucher", self.model.next_id("voucher"), customer=number, code=code)

    def preference(self, who: str, minutes: int) -> None:
        change_preferences(self.shop, self.actors[who], {"online_minutes": minutes})
        with self.model.act(who):
            self.model.put("preference", "online_minutes", value=str(minutes))

    def title(self, who: str, name: str) -> None:
        add_title(self.shop, self.actors[who], name)
        with self.model.act(who):
            self.model.put("title", self.model.next_id("title"), name=name)

    def untitle(self, who: str, title: int, to: int | None) -> None:
        remove_title(self.shop, self.actors[who], title, to)
        with self.model.act(who):
            for number, _ in self.model.of("customer", title=title):
                self.model.change("customer", number, title=to)
            self.model.remove("title", title)

    def group(self, who: str, name: str) -> None:
        add_group(self.shop, self.actors[who], GroupValues(name, 0, 1))
        with self.model.act(who):
            self.model.put("group", self.model.next_id("group"), name=name)

    def ungroup(self, who: str, group: int) -> None:
        delete_group(self.shop, self.actors[who], group)
        with self.model.act(who):
            for number, _ in self.model.of("customer", group=group):
                self.model.join(number, GENERAL)
                self.model.change("customer", number, group=GENERAL)
            for _, row in self.model.of("member", group=group):
                self.model.leave(row["customer"], group)
            self.model.remove("group", group)

    def undo(self, who: str) -> None:
        answer = self.model.undo(who)
        refusal = {"nothing": NothingToUndo, "changed since": ChangedSince}.get(answer or "")
        if refusal is None:
            undo_last(self.shop, self.actors[who])
            return
        with pytest.raises(refusal):
            undo_last(self.shop, self.actors[who])

    def feed(self, number: int) -> None:
        """The shop goes on working."""
        self.shop.execute_sql(
            "UPDATE customer SET last_visit_at = coalesce(last_visit_at, 0) + 1 WHERE id = ?",
            (number,),
        )


def _address(city: str) -> AddressValues:
    return AddressValues(
        first_name="A", last_name="B", line1="C", city=city, country="PL", phone="600 100 200"
    )


who = st.sampled_from(STAFF)
someone = st.integers(1, CUSTOMERS + 2)
small = st.integers(1, 4)
flags = {name: st.integers(0, 1) for name in ("enabled", "newsletter", "partner_offers")}
toggled = st.fixed_dictionaries({}, optional=flags | {"group": st.integers(2, 5)}).filter(bool)
edited = st.fixed_dictionaries(
    {},
    optional={
        "first_name": st.sampled_from(NAMES),
        "company": st.sampled_from(("", "X")),
        "email": st.sampled_from(("a@x.pl", "b@x.pl")),
        "title": st.sampled_from((None, 1, 2, 3)),
        "newsletter": st.integers(0, 1),
        "group": st.integers(2, 5),
    },
).filter(bool)
single = st.sampled_from([{n: v} for n in flags for v in (0, 1)] + [{"group": 3}, {"group": 5}])
chosen = st.lists(st.integers(2, 5), min_size=1, max_size=3, unique=True)
undo = st.tuples(st.just("undo"), who)
steps = st.one_of(
    st.tuples(st.just("edit"), who, someone, edited),
    st.tuples(st.just("toggle"), who, someone, toggled),
    st.tuples(st.just("bulk"), who, st.lists(someone, min_size=1, unique=True), single),
    st.tuples(st.just("add"), who, st.sampled_from(NAMES), st.sampled_from(("a@x.pl", "c@x.pl"))),
    st.tuples(st.just("delete"), who, someone, st.booleans()),
    st.tuples(st.just("note"), who, someone, st.sampled_from(("", "!", "?"))),
    st.tuples(st.just("address"), who, someone, st.sampled_from(CITIES)),
    st.tuples(st.just("move"), who, small, st.sampled_from(CITIES)),
    st.tuples(st.just("raze"), who, small),
    st.tuples(st.just("default"), who, small),
    st.tuples(st.just("groups"), who, someone, chosen),
    st.tuples(st.just("voucher"), who, someone, st.sampled_from(("ONE", "TWO"))),
    st.tuples(st.just("preference"), who, st.sampled_from((15, 20))),
    st.tuples(st.just("title"), who, st.sampled_from(("Dr", "Prof."))),
    st.tuples(st.just("untitle"), who, st.integers(1, 3), st.sampled_from((None, 1, 2, 3))),
    st.tuples(st.just("group"), who, st.sampled_from(("Gold", "Silver"))),
    st.tuples(st.just("ungroup"), who, st.integers(3, 5)),
    st.tuples(st.just("feed"), someone),
    undo,
    undo,
    undo,
    undo,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "shop.db"
    shop_of(path, CUSTOMERS)
    return path


@contextmanager
def copied(template: Path) -> Iterator[ShopDatabase]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        shutil.copy(template, path)
        database = open_database(str(path))
        with database.connection_context():
            yield database


def follow(template: Path, sequence: list[Any]) -> None:
    """Take every step in the shop and in the model, and compare after each."""
    with copied(template) as shop:
        model = Model(rows_of(shop), {name: [] for name in STAFF}, CUSTOMERS)
        both = Both(shop, model)
        for name, *arguments in sequence:
            act: Callable[..., None] = getattr(both, name)
            try:
                act(*arguments)
            except ActRefused:
                assert name != "undo", "undo says what the model says"
            assert rows_of(shop) == model.rows, name
            assert chain_holds(shop)
        assert examine(shop, lambda *_: None) == ()


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(sequence=st.lists(steps, min_size=5, max_size=20))
def test_any_sequence(template: Path, sequence: list[Any]) -> None:
    follow(template, sequence)


@pytest.mark.slow
@settings(quick, max_examples=500)
@given(sequence=st.lists(steps, min_size=10, max_size=40))
def test_five_hundred_sequences(template: Path, sequence: list[Any]) -> None:
    follow(template, sequence)


def test_with_bulk_actions_before_a_group_or_title_leaves(
    template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody else's acts on a member are in nobody's way: the others return."""
    monkeypatch.setattr(moving, "AT_ONCE", 0)
    follow(
        template,
        [
            ("bulk", "anna", [1, 2, 3], {"group": 3}),
            ("ungroup", "anna", 3),
            ("edit", "anna", 1, {"title": 1}),
            ("untitle", "anna", 1, 2),
            *[("undo", "anna")] * 5,
        ],
    )


@pytest.mark.parametrize(
    "sequence",
    [
        [("add", "tom", "Jan", "a@x.pl"), ("address", "anna", 4, "Łódź"), ("undo", "tom")],
        [("title", "tom", "Dr"), ("edit", "anna", 1, {"title": 3}), ("undo", "tom")],
        [("group", "tom", "Gold"), ("toggle", "anna", 1, {"group": 5}), ("undo", "tom")],
    ],
    ids=lambda sequence: sequence[0][0],
)
def test_what_hangs_on_a_new_row_keeps_it(template: Path, sequence: list[Any]) -> None:
    follow(template, [*sequence, ("undo", "anna"), ("undo", "tom")])
