"""Consents, recurring services and groups of one customer."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from custui.db.connection import ShopDatabase
from custui.db.queries.card.account import CONSENT_LOG, GROUPS, SUBSCRIPTIONS
from custui.db.subscriptions import service_names
from custui.services.consents import KINDS, set_consent, set_service
from custui.services.edits import edit
from custui.services.memberships import set_groups
from custui.services.refusals import (
    ChangedSince,
    Conflict,
    Difference,
    InvalidValue,
    InvalidValues,
    ReasonNeeded,
)
from custui.services.undo import undo_last
from tests.services.desk import GENERAL, RETAILER, WHOLESALE, data, one, staff
from tests.services.panels import rows


def service(shop: ShopDatabase) -> SimpleNamespace:
    """The one service that is no flag of the customer's."""
    (found,) = (each for each in rows(shop, SUBSCRIPTIONS) if each.id > 0)
    return found


class TestConsents:
    @pytest.mark.parametrize("kind", KINDS)
    def test_given_and_withdrawn(self, shop: ShopDatabase, kind: str) -> None:
        began = int(time.time())
        assert set_consent(shop, staff(), 1, kind, given=True, source=" letter ").changed
        assert not set_consent(shop, staff(), 1, kind, given=True, source="again").changed
        assert set_consent(shop, staff("tom"), 1, kind, given=False).changed
        assert not set_consent(shop, staff("tom"), 1, kind, given=False).changed
        last, first = rows(shop, CONSENT_LOG)
        assert (first.kind, first.given, first.source, first.recorded_by) == (
            *(kind, True, "letter", "anna"),
        )
        assert (last.kind, last.given, last.source, last.recorded_by) == (kind, False, "", "tom")
        assert began <= first.at <= last.at

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("source", ["", "  "])
    def test_not_given_without_how(self, shop: ShopDatabase, kind: str, source: str) -> None:
        before = data(shop)
        with pytest.raises(ReasonNeeded, match="say how the customer gave it"):
            set_consent(shop, staff(), 1, kind, given=True, source=source)
        assert data(shop) == before

    def test_another_kind(self, shop: ShopDatabase) -> None:
        with pytest.raises(InvalidValue, match="cookies cannot be set"):
            set_consent(shop, staff(), 1, "cookies", given=True, source="x")


class TestServices:
    def test_on_off_and_on_again(self, shop: ShopDatabase) -> None:
        anna = staff()
        set_service(shop, anna, 1, "Aqua", active=True, source="form", since=1000)
        set_service(shop, anna, 1, "Aqua", active=True, source="other")
        aqua = service(shop)
        assert (aqua.service, aqua.active, aqua.since, aqua.source) == ("Aqua", True, 1000, "form")
        began = int(time.time())
        set_service(shop, anna, 1, "Aqua", active=False)
        aqua = service(shop)
        assert (aqua.active, aqua.source) == (False, "")
        assert (aqua.since or 0) >= began
        set_service(shop, anna, 1, "Aqua", active=True, source="phone", since=2000)
        assert service(shop).since == 2000
        undo_last(shop, anna)
        undo_last(shop, anna)
        assert service(shop).since == 1000
        assert one(shop, "SELECT count(*) FROM subscription") == 1

    def test_off_what_never_was_on(self, shop: ShopDatabase) -> None:
        assert not set_service(shop, staff(), 1, "Aqua", active=False).changed

    @pytest.mark.parametrize(
        ("service", "source", "since", "field"),
        [
            ("", "x", None, "service"),
            (" ", "x", None, "service"),
            ("x" * 65, "x", None, "service"),
            ("a\0", "x", None, "service"),
            ("Aqua", "", None, "source"),
            ("Aqua", "x" * 256, None, "source"),
            ("Aqua", "x", 4_000_000_000, "since"),
        ],
    )
    def test_bad_values(
        self, shop: ShopDatabase, service: str, source: str, since: int | None, field: str
    ) -> None:
        before = data(shop)
        with pytest.raises(InvalidValues) as refused:
            set_service(shop, staff(), 1, service, active=True, source=source, since=since)
        assert list(refused.value.problems) == [field]
        assert data(shop) == before

    def test_the_services_to_choose_from(self, shop: ShopDatabase) -> None:
        for number, service in ((1, "Woda"), (2, "Aqua"), (3, "Aqua")):
            set_service(shop, staff(), number, service, active=True, source="x")
        assert service_names(shop) == ["Aqua", "Woda"]


class TestGroups:
    def test_chosen(self, shop: ShopDatabase) -> None:
        done = set_groups(
            shop, staff(), 1, [WHOLESALE, RETAILER, RETAILER], RETAILER, reason="asked"
        )
        groups = [(each.id, each.name, each.is_default) for each in rows(shop, GROUPS)]
        assert groups == [(RETAILER, "Retailer", True), (WHOLESALE, "Wholesale", False)]
        assert done.fields == {
            "group": ["General", "Retailer"],
            "groups": [["General"], ["Wholesale", "Retailer"]],
        }
        assert (done.version, one(shop, "SELECT reason FROM audit_entry")) == (2, "asked")
        assert not set_groups(shop, staff(), 1, [WHOLESALE, RETAILER], RETAILER).changed

    @pytest.mark.parametrize(
        ("groups", "default", "field"),
        [
            ([], GENERAL, "group"),
            ([WHOLESALE], GENERAL, "group"),
            ([WHOLESALE, 99], WHOLESALE, "groups"),
            ([99], 99, "groups"),
        ],
    )
    def test_bad(self, shop: ShopDatabase, groups: list[int], default: int, field: str) -> None:
        before = data(shop)
        with pytest.raises(InvalidValue) as refused:
            set_groups(shop, staff(), 1, groups, default)
        assert refused.value.field == field
        assert data(shop) == before

    def test_two_people(self, shop: ShopDatabase) -> None:
        edit(shop, staff("tom"), 1, {"group": WHOLESALE})
        with pytest.raises(Conflict, match="tom changed this meanwhile: Groups, Group") as conflict:
            set_groups(shop, staff(), 1, [GENERAL, RETAILER], RETAILER, shown=([GENERAL], GENERAL))
        assert conflict.value.differences == (
            Difference("groups", (GENERAL,), (GENERAL, WHOLESALE), (GENERAL, RETAILER)),
            Difference("group", GENERAL, WHOLESALE, RETAILER),
        )
        shown = ([WHOLESALE, GENERAL], WHOLESALE)
        assert set_groups(shop, staff(), 1, [RETAILER], RETAILER, shown=shown).changed

    def test_a_group_that_somebody_made_the_default_one_is_not_taken_away_by_undo(
        self, shop: ShopDatabase
    ) -> None:
        anna = staff()
        set_groups(shop, anna, 1, [GENERAL, WHOLESALE], GENERAL)
        edit(shop, staff("tom"), 1, {"group": WHOLESALE})
        with pytest.raises(ChangedSince, match="tom"):
            undo_last(shop, anna)
        assert [each.id for each in rows(shop, GROUPS)] == [WHOLESALE, GENERAL]
