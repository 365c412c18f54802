"""Roles, read-only mode, and what a refusal leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.domain import permissions
from custui.domain.permissions import ACTS, BULK_EDIT, EDIT, EXPORT, may
from custui.domain.roles import ROLES
from custui.services import bulk, undo
from custui.services.actor import Actor
from custui.services.flags import set_flag
from custui.services.groups import assign_group
from custui.services.permission import permitted, require
from custui.services.refusals import NotPermitted
from tests.services.desk import WHOLESALE, audit, chain_holds, data, staff

ALLOWED = {  # SPEC: viewer reads; agent also edits …; lead also …; admin everything
    "viewer": {"read", "own_settings", "redeem"},  # a link is its own permission
    "agent": {
        *("add", "edit", "note", "address", "voucher", "consent", "reply"),
        *("reset_password", "unlock", "sign_out", "identify", "mail"),
    },
    "lead": {
        *("bulk_edit", "import", "export", "send_data", "delete", "erase", "merge"),
        *("login_as", "groups", "shared_views", "backup"),
    },
    "admin": {"preferences", "repair", "restore"},
}

Do = Callable[[ShopDatabase, Actor], object]
EDITS: dict[str, Do] = {
    "flag": lambda shop, who: set_flag(shop, who, 1, "enabled", value=False),
    "group": lambda shop, who: assign_group(shop, who, 1, WHOLESALE),
}
BULKS: dict[str, Do] = {
    "prepare": lambda shop, who: bulk.prepare(shop, who, {"enabled": 0}, [1, 2]),
    "run": lambda shop, who: bulk.run(shop, who, 1),
    "take back": lambda shop, who: bulk.take_back(shop, who, 1),
    "discard": lambda shop, who: bulk.discard(shop, who, 1),
}


def test_the_table_of_roles_and_acts() -> None:
    allowed: set[str] = set()
    for role in ROLES:
        allowed |= ALLOWED[role]
        assert {act.name for act in ACTS if may(role, act)} == allowed, role
    assert set(permissions.BY_NAME) == allowed


def test_of_two_roles_the_lower() -> None:
    assert permissions.lower("admin", "agent") == permissions.lower("agent", "lead") == "agent"


@pytest.mark.parametrize("do", [*EDITS.values(), *BULKS.values()], ids=[*EDITS, *BULKS])
def test_a_viewer_changes_nothing_and_leaves_an_entry(shop: ShopDatabase, do: Do) -> None:
    before = data(shop)
    with pytest.raises(NotPermitted, match="has the role viewer"):
        do(shop, staff("tom", "viewer"))
    assert data(shop) == before
    ((who, act, _customer, fields),) = audit(shop)
    assert (who, act) == ("tom", "refused")
    assert json.loads(fields) == {
        "act": EDIT.name if do in EDITS.values() else BULK_EDIT.name,
        "role": "viewer",
    }
    assert shop.execute_sql("SELECT count(*) FROM act").fetchone() == (0,)
    assert chain_holds(shop)


@pytest.mark.parametrize("do", BULKS.values(), ids=BULKS)
def test_an_agent_changes_one_but_not_many(shop: ShopDatabase, do: Do) -> None:
    agent = staff("tom", "agent")
    assert set_flag(shop, agent, 1, "enabled", value=False).changed
    with pytest.raises(NotPermitted, match="a bulk action takes the role lead"):
        do(shop, agent)


@pytest.mark.parametrize("do", [*EDITS.values(), *BULKS.values()], ids=[*EDITS, *BULKS])
@pytest.mark.parametrize("how", ["actor", "database"])
def test_read_only_writes_nothing_at_all(shop: ShopDatabase, do: Do, how: str) -> None:
    who = staff(role="admin", read_only=how == "actor")
    version = shop.execute_sql("PRAGMA data_version").fetchone()
    database = open_database(str(shop.path), read_only=how == "database")
    with database.connection_context(), pytest.raises(NotPermitted, match="--read-only"):
        do(database, who)
    assert shop.execute_sql("PRAGMA data_version").fetchone() == version
    assert audit(shop) == []


def test_undo_takes_the_role_of_the_act(shop: ShopDatabase) -> None:
    who = staff(role="agent")
    set_flag(shop, who, 1, "enabled", value=False)
    with pytest.raises(NotPermitted):
        undo.undo_last(shop, replace(who, role="viewer"))
    assert undo.undo_last(shop, who).restored == 1


def test_a_read_only_desk_exports_but_needs_the_role(shop: ShopDatabase) -> None:
    require(shop, staff(role="lead", read_only=True), EXPORT)
    with pytest.raises(NotPermitted) as refused:
        require(shop, staff(role="agent", read_only=True), EXPORT)
    assert audit(shop) == []
    assert "audit" not in str(refused.value)


def test_what_a_screen_may_offer(shop: ShopDatabase) -> None:
    assert permitted(shop, staff(role="lead"), BULK_EDIT)
    assert not permitted(shop, staff(role="agent"), BULK_EDIT)
    assert not permitted(shop, staff(role="lead", read_only=True), BULK_EDIT)
    assert permitted(shop, staff(role="lead", read_only=True), EXPORT)


def test_a_refusal_says_where_and_whom(shop: ShopDatabase) -> None:
    with pytest.raises(NotPermitted):
        set_flag(
            shop, staff("tom", "viewer", origin="tom pts/3 10.0.0.7"), 7, "enabled", value=True
        )
    assert audit(shop, "origin, customer_id") == [("tom pts/3 10.0.0.7", 7)]
