"""Bulk actions: exactly the customers counted, in short transactions, undone as a whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest

from custui.db import acts
from custui.db.connection import ShopDatabase, open_database
from custui.db.customer_fields import Settings
from custui.db.queries.customers import CustomerList
from custui.domain.filters import parse_filter
from custui.services import batches, bulk, forgetting
from custui.services.actor import Actor
from custui.services.describing import describe
from custui.services.flags import set_flag
from custui.services.refusals import InvalidValue, NothingToUndo, NotUnfinished, ReasonNeeded
from custui.services.undo import undo_last, undoable
from tests.services.desk import GENERAL, WHOLESALE, audit, chain_holds, data, one, staff

EVERYBODY = CustomerList()
ACTIONS: tuple[Settings, ...] = (*bulk.FLAG_ACTIONS, bulk.assign_to(WHOLESALE))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches for thirty customers, and no waiting between them."""
    monkeypatch.setattr(batches, "_FIRST", 4)
    monkeypatch.setattr(batches, "_FEWEST", 4)
    monkeypatch.setattr(batches, "_MOST", 4)
    monkeypatch.setattr(batches, "AIM_SECONDS", 0)


def started(
    shop: ShopDatabase, actor: Actor, settings: Settings, *, stop_after: int | None = None
) -> bulk.Outcome:
    """Prepare for everybody and run; stopped once so many customers are done."""
    prepared = bulk.prepare(shop, actor, settings, EVERYBODY, reason="letter")
    return bulk.run(shop, actor, prepared.act_id, *stopping(stop_after))


def stopping(after: int | None) -> tuple[Callable[[int, int], None], threading.Event]:
    cancelled = threading.Event()

    def progress(done: int, total: int) -> None:
        if after is not None and done >= after:
            cancelled.set()

    return progress, cancelled


@pytest.mark.parametrize("settings", ACTIONS, ids=str)
def test_it_changes_everybody_and_undo_restores_everybody(
    shop: ShopDatabase, settings: Settings
) -> None:
    anna, before = staff(), data(shop)
    outcome = started(shop, anna, settings)
    ((field, value),) = settings.items()
    column = "default_group_id" if field == "group" else field
    assert one(shop, f"SELECT count(*) FROM customer WHERE {column} = ?", value) == 30
    assert (outcome.total, outcome.finished, outcome.left) == (30, True, 0)
    assert outcome.changed + outcome.unchanged == 30
    assert 0 < outcome.unchanged < 30 or field in ("partner_offers", "group")
    changed = one(shop, "SELECT count(*) FROM customer WHERE version = 2")
    assert changed == outcome.changed == one(shop, "SELECT count(*) FROM act_undo")
    if outcome.changed:
        undone = undo_last(shop, anna)
        assert (undone.restored, undone.kept, undone.finished) == (outcome.changed, 0, True)
    assert data(shop) == before
    assert chain_holds(shop)


def test_the_audit_has_one_entry_for_each_and_one_for_all(shop: ShopDatabase) -> None:
    outcome = started(shop, staff(), {"newsletter": 1})
    *each, (_who, act, number, fields) = audit(shop)
    assert [(act, number) for _w, act, number, _f in each] == [
        ("bulk_edit", n) for n in range(1, 31) if n % 3
    ]
    assert {fields for *_, fields in each} == {'{"newsletter":[0,1]}'}
    assert (act, number) == ("bulk_edit", None)
    assert json.loads(fields) == {
        "set": {"newsletter": 1}, "total": 30, "changed": 20, "unchanged": 10, "gone": 0
    }  # fmt: skip
    assert outcome.changed == 20
    assert {reason for (reason,) in audit(shop, "reason")} == {"letter"}


def test_consents_are_recorded_for_those_who_changed(shop: ShopDatabase) -> None:
    started(shop, staff(), {"newsletter": 1})
    rows = shop.execute_sql("SELECT customer_id, kind, given, source, recorded_by FROM consent")
    assert sorted(rows) == [(n, "newsletter", 1, "letter", "anna") for n in range(1, 31) if n % 3]


def test_undo_leaves_one_entry_for_each_and_one_for_all(shop: ShopDatabase) -> None:
    anna = staff()
    started(shop, anna, bulk.assign_to(WHOLESALE))
    entries = len(audit(shop))
    undo_last(shop, anna)
    *each, (_who, act, number, fields) = audit(shop)[entries:]
    assert [(act, number) for _w, act, number, _f in each] == [("undo", n) for n in range(1, 31)]
    assert (act, number) == ("undo", None)
    assert json.loads(fields) == {
        "act": "bulk_edit", "set": {"group": "Wholesale"}, "restored": 30, "kept": 0
    }  # fmt: skip


def test_exactly_those_counted(shop: ShopDatabase) -> None:
    """Who comes to match, or ceases to, after the count makes no difference."""
    anna = staff()
    disabled = CustomerList((parse_filter("enabled", "no"),))
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), disabled)
    assert (prepared.count, prepared.description) == (6, "Assign to group Wholesale")
    set_flag(shop, staff("tom"), 5, "enabled", value=True)
    set_flag(shop, staff("tom"), 6, "enabled", value=False)
    assert bulk.run(shop, anna, prepared.act_id).changed == 6
    rows = shop.execute_sql("SELECT id FROM customer WHERE default_group_id = 3 ORDER BY id")
    assert [number for (number,) in rows] == [5, 10, 15, 20, 25, 30]


def test_given_numbers_are_counted_once_and_only_customers(shop: ShopDatabase) -> None:
    anna = staff()
    shop.execute_sql("UPDATE customer SET banned = 1 WHERE id = 4")
    prepared = bulk.prepare(shop, anna, {"enabled": 0}, [7, 2, 2, 99, 4])
    assert prepared.count == 2
    bulk.run(shop, anna, prepared.act_id)
    rows = shop.execute_sql("SELECT id FROM customer WHERE version = 2 ORDER BY id")
    assert [number for (number,) in rows] == [2, 7]


def test_customers_deleted_after_the_count_are_told(shop: ShopDatabase) -> None:
    anna = staff()
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), [1, 2, 3])
    shop.execute_sql("DELETE FROM customer WHERE id = 2")
    outcome = bulk.run(shop, anna, prepared.act_id)
    assert (outcome.total, outcome.changed, outcome.gone, outcome.left) == (3, 2, 1, 0)


def test_a_consent_needs_its_source_before_anything_is_counted(shop: ShopDatabase) -> None:
    for settings in bulk.FLAG_ACTIONS:
        asked = bulk.asks_how(settings)
        assert asked == (settings in ({"newsletter": 1}, {"partner_offers": 1}))
        if asked:
            with pytest.raises(ReasonNeeded):
                bulk.prepare(shop, staff(), settings, EVERYBODY, reason=" ")
    with pytest.raises(InvalidValue):
        bulk.prepare(shop, staff(), bulk.assign_to(99), EVERYBODY)
    assert one(shop, "SELECT count(*) FROM act") == 0


def test_progress_counts_up_to_all(shop: ShopDatabase) -> None:
    anna, told = staff(), list[tuple[int, int]]()
    prepared = bulk.prepare(shop, anna, {"enabled": 0}, EVERYBODY)
    bulk.run(shop, anna, prepared.act_id, lambda done, total: told.append((done, total)))
    assert told == [(done, 30) for done in (4, 8, 12, 16, 20, 24, 28, 30)]


def test_others_write_between_two_batches(shop: ShopDatabase) -> None:
    """The write lock is free when progress is told: nobody has to wait longer than one batch."""
    anna, tom = staff(), staff("tom")
    elsewhere = open_database(str(shop.path), busy_seconds=0)
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), EVERYBODY)

    def write(done: int, _total: int) -> None:
        set_flag(elsewhere, tom, 31 - done, "partner_offers", value=True, reason="phone")

    with elsewhere.connection_context():
        outcome = bulk.run(shop, anna, prepared.act_id, write)
        assert outcome.changed == 30
        undone = undo_last(shop, anna, lambda done, total: None)
    # Those whom tom changed after the bulk action had reached them stay as they are.
    assert undone.restored + undone.kept == 30
    assert undone.kept == one(
        shop,
        "SELECT count(*) FROM customer WHERE default_group_id = ? AND partner_offers = 1",
        WHOLESALE,
    )
    assert 0 < undone.kept < 8
    assert chain_holds(shop)


def test_cancel_stops_between_two_batches_and_it_can_be_run_on(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    outcome = started(shop, anna, bulk.assign_to(WHOLESALE), stop_after=8)
    assert (outcome.changed, outcome.left, outcome.finished) == (8, 22, False)
    assert one(shop, "SELECT count(*) FROM customer WHERE version = 2") == 8
    (left,) = bulk.unfinished(shop, anna)
    assert (left.done, left.total, left.was_taken_back) == (8, 30, False)
    assert (left.staff, left.description) == ("anna", "Assign to group Wholesale")
    outcome = bulk.run(shop, anna, left.act_id)
    assert (outcome.changed, outcome.finished) == (30, True)
    assert bulk.unfinished(shop, anna) == []
    undo_last(shop, anna)
    assert data(shop) == before


def test_cancel_and_take_back(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    outcome = started(shop, anna, bulk.assign_to(WHOLESALE), stop_after=8)
    undone = bulk.take_back(shop, anna, outcome.act_id)
    assert (undone.restored, undone.kept, undone.finished) == (8, 0, True)
    assert data(shop) == before
    assert bulk.unfinished(shop, anna) == []
    assert one(shop, "SELECT count(*) FROM act_target") == 0
    for again in (bulk.take_back, bulk.run):
        with pytest.raises((NothingToUndo, NotUnfinished)):
            again(shop, anna, outcome.act_id)


def test_undo_takes_back_one_that_was_cancelled(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    started(shop, anna, bulk.assign_to(WHOLESALE), stop_after=8)
    undo_last(shop, anna)
    assert data(shop) == before


def test_taking_back_can_be_cancelled_and_goes_on(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    started(shop, anna, bulk.assign_to(WHOLESALE))
    undone = undo_last(shop, anna, *stopping(12))
    assert (undone.restored, undone.finished) == (12, False)
    (left,) = bulk.unfinished(shop, anna)
    assert left.was_taken_back
    with pytest.raises(NotUnfinished):
        bulk.run(shop, anna, left.act_id)
    found = undoable(shop, anna)
    assert found is not None
    assert found.customers == 18
    undone = undo_last(shop, anna)
    assert (undone.restored, undone.finished) == (30, True)
    assert data(shop) == before
    assert [fields for _w, _a, number, fields in audit(shop) if number is None][1:] == [
        '{"act":"bulk_edit","kept":0,"restored":30,"set":{"group":"Wholesale"}}'
    ]


def test_another_staff_member_finishes_and_can_undo_it(shop: ShopDatabase) -> None:
    anna, eve, before = staff(), staff("eve"), data(shop)
    outcome = started(shop, anna, bulk.assign_to(WHOLESALE), stop_after=8)
    bulk.run(shop, eve, outcome.act_id)
    assert undoable(shop, anna) is None
    assert [who for who, _a, number, _f in audit(shop) if number is not None] == (
        ["anna"] * 8 + ["eve"] * 22
    )
    undo_last(shop, eve)
    assert data(shop) == before


def test_only_who_may_is_offered_what_is_unfinished(shop: ShopDatabase) -> None:
    started(shop, staff(), bulk.assign_to(WHOLESALE), stop_after=8)
    assert bulk.unfinished(shop, staff("tom", "agent")) == []
    assert bulk.unfinished(shop, staff(read_only=True)) == []
    assert len(bulk.unfinished(shop, staff("eve"))) == 1


def test_one_at_work_is_nobody_elses_to_finish(shop: ShopDatabase) -> None:
    seen: list[int] = []
    prepared = bulk.prepare(shop, staff(), {"enabled": 0}, EVERYBODY)
    bulk.run(
        shop, staff(), prepared.act_id, lambda *_: seen.append(len(bulk.unfinished(shop, staff())))
    )
    assert set(seen) == {0}


@pytest.mark.parametrize(
    ("runner", "silent_for", "offered"),
    [
        ("{host}:{living}", 0, False),
        ("{host}:{living}", 3600, True),  # its number was given anew
        ("{host}:{dead}", 0, True),
        ("elsewhere:{dead}", 0, False),
        ("elsewhere:{dead}", 3600, True),
        ("", 0, True),
    ],
)
def test_who_is_dead_leaves_it_to_others(
    shop: ShopDatabase, runner: str, silent_for: int, offered: bool
) -> None:
    import os
    import socket

    from tests.db.rows import exit_code, start_child

    dead = start_child(lambda: 0)
    exit_code(dead)
    outcome = started(shop, staff(), {"enabled": 0}, stop_after=8)
    acts.update(
        shop,
        outcome.act_id,
        state=acts.RUNNING,
        runner=runner.format(host=socket.gethostname(), living=os.getpid(), dead=dead),
    )
    shop.execute_sql("UPDATE act SET active_at = active_at - ?", (silent_for,))
    assert bool(bulk.unfinished(shop, staff("eve"))) == offered


def test_one_taken_back_by_another_stops(shop: ShopDatabase) -> None:
    anna, eve, before = staff(), staff("eve"), data(shop)
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), EVERYBODY)

    def interfere(done: int, _total: int) -> None:
        if done == 12:
            bulk.take_back(shop, eve, prepared.act_id)

    with pytest.raises(NotUnfinished, match="Somebody else"):
        bulk.run(shop, anna, prepared.act_id, interfere)
    assert data(shop) == before


def test_nobody_is_reached_any_more_once_taking_back_began(shop: ShopDatabase) -> None:
    anna = staff()
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), EVERYBODY)

    def begin(done: int, _total: int) -> None:
        if done == 12:
            acts.update(shop, prepared.act_id, state=acts.TAKING_BACK)

    with pytest.raises(NotUnfinished):
        bulk.run(shop, anna, prepared.act_id, begin)
    assert one(shop, "SELECT count(*) FROM customer WHERE version = 2") == 12


def test_two_take_back_the_same(shop: ShopDatabase) -> None:
    anna, eve, before = staff(), staff("eve"), data(shop)
    outcome = started(shop, anna, bulk.assign_to(WHOLESALE))

    def join_in(done: int, _total: int) -> None:
        if done == 12:
            bulk.take_back(shop, eve, outcome.act_id)

    undone = bulk.take_back(shop, anna, outcome.act_id, join_in)
    assert (undone.restored, undone.finished) == (30, True)
    assert data(shop) == before
    summaries = [who for who, act, number, _f in audit(shop) if act == "undo" and number is None]
    assert summaries == ["eve"]


def test_what_is_unfinished_is_not_forgotten(shop: ShopDatabase) -> None:
    anna, before = staff(), data(shop)
    started(shop, anna, bulk.assign_to(WHOLESALE), stop_after=8)
    month = 30 * 24 * 3600
    shop.execute_sql("UPDATE act SET at = at - ?, active_at = active_at - ?", (month, month))
    forgetting.forget_old_acts(shop)
    (left,) = bulk.unfinished(shop, anna)
    bulk.take_back(shop, anna, left.act_id)
    assert data(shop) == before
    forgetting.forget_old_acts(shop)
    assert one(shop, "SELECT count(*) FROM act") == 1, "it was worked on just now"


def test_a_failure_half_way_keeps_what_was_done(
    shop: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    from custui.db import undo

    anna, before = staff(), data(shop)
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), EVERYBODY)
    remember = undo.remember

    def fail_at_9(database: ShopDatabase, act_id: int, changes: list[undo.Change]) -> None:
        remember(database, act_id, changes)
        if changes[0].customer_id == 9:
            raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(undo, "remember", fail_at_9)
        with pytest.raises(ZeroDivisionError):
            bulk.run(shop, anna, prepared.act_id)
    assert one(shop, "SELECT count(*) FROM customer WHERE version = 2") == 8
    assert len(audit(shop)) == one(shop, "SELECT count(*) FROM act_undo") == 8
    (left,) = bulk.unfinished(shop, anna)
    assert left.done == 8
    bulk.run(shop, anna, left.act_id)
    undo_last(shop, anna)
    assert data(shop) == before


def test_a_group_deleted_meanwhile_stops_it(shop: ShopDatabase) -> None:
    anna = staff()
    prepared = bulk.prepare(shop, anna, bulk.assign_to(WHOLESALE), EVERYBODY)
    shop.execute_sql("DELETE FROM customer_group WHERE id = ?", (WHOLESALE,))
    with pytest.raises(InvalidValue, match="no such group"):
        bulk.run(shop, anna, prepared.act_id)
    assert one(shop, "SELECT count(*) FROM customer WHERE default_group_id = ?", GENERAL) == 30


def test_what_is_not_wanted_is_discarded(shop: ShopDatabase) -> None:
    anna = staff()
    prepared = bulk.prepare(shop, anna, {"enabled": 0}, EVERYBODY)
    assert bulk.unfinished(shop, anna) == []
    assert undoable(shop, anna) is None
    bulk.discard(shop, anna, prepared.act_id)
    for table in ("act", "act_target"):
        assert one(shop, f"SELECT count(*) FROM {table}") == 0
    with pytest.raises(NotUnfinished):
        bulk.run(shop, anna, prepared.act_id)


def test_discarding_spares_one_that_runs_or_ran(shop: ShopDatabase) -> None:
    anna = staff()
    outcome = started(shop, anna, {"enabled": 0}, stop_after=8)
    bulk.discard(shop, anna, outcome.act_id)
    assert len(bulk.unfinished(shop, anna)) == 1


def test_the_actions_have_names(shop: ShopDatabase) -> None:
    assert [describe(shop, settings) for settings in ACTIONS] == [
        "Enable", "Disable", "Newsletter on", "Newsletter off", "Partner offers on",
        "Partner offers off", "Assign to group Wholesale",
    ]  # fmt: skip


def test_what_nobody_matches_is_nothing(shop: ShopDatabase) -> None:
    anna = staff()
    nobody = CustomerList((parse_filter("id", "99"),))
    prepared = bulk.prepare(shop, anna, {"enabled": 0}, nobody)
    assert prepared.count == 0
    assert bulk.run(shop, anna, prepared.act_id).finished
    assert undoable(shop, anna) is None
