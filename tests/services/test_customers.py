"""Adding customers and changing their fields: one act each, two people at once, and back."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.customers import next_id, read_values
from custui.db.doctor.examination import examine
from custui.domain.field_kinds import Value
from custui.services.customers import add_customer, edit_customer, new_values
from custui.services.deleting import delete_customer
from custui.services.emails import placeholder_email, typed_email_problem
from custui.services.flags import set_flag
from custui.services.passwords import STRENGTHS, new_password, strength
from custui.services.refusals import (
    ChangedSince,
    Conflict,
    CustomerGone,
    Difference,
    InvalidValue,
    InvalidValues,
    NotPermitted,
    ReasonNeeded,
)
from custui.services.registry_numbers import doubts
from custui.services.undo import undo_last, undoable
from tests.db.rows import insert
from tests.services.desk import (
    GENERAL,
    RETAILER,
    WHOLESALE,
    audit,
    chain_holds,
    data,
    one,
    staff,
)

NEW: dict[str, Value] = {"first_name": "Łucja", "last_name": "Żółw", "email": "Lucja@x.pl"}
WHOLE: dict[str, Value] = NEW | {
    "title": 2,
    "password": "kubek-z-uszkiem",
    "birthday": "1980-02-29",
    "language": "pl",
    "enabled": 0,
    "newsletter": 1,
    "partner_offers": 1,
    "assistance_allowed": 1,
    "groups": (GENERAL, WHOLESALE),
    "group": WHOLESALE,
    "company": "Żółw sp. z o.o.",
    "regon": "192598184",
    "vat_id": "PL8567346215",
    "website": "https://x.pl",
    "allowed_outstanding": 150_000,
    "max_payment_days": 14,
    "risk": 2,
}


def values_of(shop: ShopDatabase, number: int | None) -> dict[str, Value]:
    values = read_values(shop, number or 0)
    assert values is not None
    return values


class TestAdding:
    def test_every_field(self, shop: ShopDatabase) -> None:
        anna, before, began = staff(role="agent"), data(shop), int(time.time())
        done = add_customer(shop, anna, WHOLE, reason="letter")
        number = done.customer_id or 0
        assert values_of(shop, number) == {k: v for k, v in WHOLE.items() if k != "password"}
        assert PasswordHasher().verify(
            one(shop, "SELECT password_hash FROM credential WHERE customer_id = ?", number),
            "kubek-z-uszkiem",
        )
        at = one(shop, "SELECT registered_at FROM customer WHERE id = ?", number)
        assert began <= at <= time.time()
        assert shop.execute_sql(
            "SELECT kind, given, source, recorded_by FROM consent ORDER BY id"
        ).fetchall() == [
            (kind, 1, "letter", "anna") for kind in ("newsletter", "partner_offers", "assistance")
        ]
        assert examine(shop, lambda *_: None) == ()
        ((who, act, customer, fields),) = audit(shop)
        told = json.loads(fields)
        assert (who, act, customer) == ("anna", "add", number)
        assert told["first_name"] == [None, "Łucja"]
        assert told["group"] == [None, "Wholesale"]
        assert told["groups"] == [[], ["General", "Wholesale"]]
        assert told["risk"] == [None, "medium"]
        assert told["password"] == [None, "set"]
        found = undoable(shop, anna)
        assert found is not None
        assert found.description == "Customer added: Łucja Żółw"
        undo_last(shop, anna)
        assert data(shop) == before
        assert chain_holds(shop)

    def test_the_rest_is_as_a_new_form_has_it(self, shop: ShopDatabase) -> None:
        number = add_customer(shop, staff(), NEW).customer_id
        expected = new_values(shop) | NEW
        del expected["password"]
        assert values_of(shop, number) == expected
        assert one(shop, "SELECT count(*) FROM credential WHERE customer_id = ?", number) == 0
        assert one(shop, "SELECT version FROM customer WHERE id = ?", number) == 1

    def test_the_search_finds_who_is_new(self, shop: ShopDatabase) -> None:
        number = add_customer(shop, staff(), NEW).customer_id
        found = shop.execute_sql(
            "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?", (search.quoted("zolw"),)
        ).fetchall()
        assert found == [(number,)]

    def test_a_consent_needs_how(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(ReasonNeeded) as refused:
            add_customer(shop, staff(), NEW | {"assistance_allowed": 1})
        assert refused.value.field == "assistance_allowed"
        assert data(shop) == before

    def test_a_form_wants_a_password(self, shop: ShopDatabase) -> None:
        with pytest.raises(InvalidValues) as refused:
            add_customer(shop, staff(), NEW | {"password": ""}, needs_password=True)
        assert refused.value.problems == {"password": "is missing"}

    @pytest.mark.parametrize(
        ("language", "subject"), [("pl", "Ustaw swoje hasło"), ("de", "Set your password")]
    )
    def test_a_link_waits_to_be_mailed(
        self, shop: ShopDatabase, language: str, subject: str
    ) -> None:
        anna, before = staff(), data(shop)
        done = add_customer(shop, anna, NEW | {"language": language}, mail_link=True)
        assert shop.execute_sql(
            "SELECT customer_id, recipient, subject, template, language, state FROM sent_email"
        ).fetchall() == [
            (done.customer_id, "Lucja@x.pl", subject, "set_password", language, "waiting")
        ]
        undo_last(shop, anna)
        assert data(shop) == before

    def test_no_link_goes_to_a_placeholder(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(InvalidValues) as refused:
            add_customer(shop, staff(), NEW | {"email": "x@x.invalid"}, mail_link=True)
        assert refused.value.problems == {"mail_link": "nothing is mailed to a placeholder"}
        assert data(shop) == before

    def test_every_problem_at_once(self, shop: ShopDatabase) -> None:
        with pytest.raises(InvalidValues) as refused:
            add_customer(shop, staff(), {"first_name": "4", "email": "x", "birthday": "3000-01-01"})
        assert list(refused.value.problems) == ["first_name", "last_name", "email", "birthday"]

    def test_what_is_no_field(self, shop: ShopDatabase) -> None:
        with pytest.raises(InvalidValue, match="sales cannot be set"):
            add_customer(shop, staff(), NEW | {"sales": 5})

    def test_a_number_is_never_given_again(self, shop: ShopDatabase) -> None:
        anna = staff()
        number = add_customer(shop, anna, NEW).customer_id or 0
        delete_customer(shop, anna, number, may_register_again=True)
        assert next_id(shop) == number + 1
        again = add_customer(shop, anna, NEW).customer_id
        assert again == number + 1
        undo_last(shop, anna)
        undo_last(shop, anna)
        assert values_of(shop, number)["email"] == "Lucja@x.pl"

    def test_a_giant_number_does_not_use_them_up(self, shop: ShopDatabase) -> None:
        shop.execute_sql("DELETE FROM group_membership WHERE customer_id = 30")
        shop.execute_sql("UPDATE customer SET id = ? WHERE id = 30", (2**63 - 1,))
        assert add_customer(shop, staff(), NEW).customer_id == 30

    def test_in_another_shop_the_e_mail_is_free(self, shop: ShopDatabase) -> None:
        other = insert(shop, "shop", code="b", name="B")
        add_customer(shop, staff(), NEW)
        number = add_customer(shop, staff(), NEW, shop_id=other).customer_id
        assert one(shop, "SELECT shop_id FROM customer WHERE id = ?", number) == other
        with pytest.raises(InvalidValues, match=f"customer {number} has this e-mail"):
            add_customer(shop, staff(), NEW, shop_id=other)

    def test_a_viewer_does_not(self, shop: ShopDatabase) -> None:
        before = data(shop)
        with pytest.raises(NotPermitted, match="adding a customer takes the role agent"):
            add_customer(shop, staff(role="viewer"), NEW)
        assert data(shop) == before

    def test_an_e_mail_that_somebody_took_meanwhile_stays_out_of_undo(
        self, shop: ShopDatabase
    ) -> None:
        anna = staff()
        number = add_customer(shop, anna, NEW).customer_id or 0
        delete_customer(shop, anna, number, may_register_again=True)
        add_customer(shop, staff("tom"), NEW)
        with pytest.raises(ChangedSince):
            undo_last(shop, anna)


class TestChanging:
    def test_every_field_and_back(self, shop: ShopDatabase) -> None:
        anna, before = staff(role="agent"), data(shop)
        done = edit_customer(shop, anna, 1, WHOLE, reason="letter")
        assert values_of(shop, 1) == {k: v for k, v in WHOLE.items() if k != "password"}
        assert (done.version, done.fields["email"][1]) == (2, "Lucja@x.pl")
        assert set(done.fields) == set(WHOLE)
        assert examine(shop, lambda *_: None) == ()
        undo_last(shop, anna)
        assert data(shop) == before
        assert examine(shop, lambda *_: None) == ()

    def test_nothing_new(self, shop: ShopDatabase) -> None:
        before = data(shop)
        assert not edit_customer(shop, staff(), 1, values_of(shop, 1) | {"password": ""}).changed
        assert (data(shop), audit(shop)) == (before, [])

    def test_a_password_alone(self, shop: ShopDatabase) -> None:
        anna = staff()
        insert(shop, "credential", customer_id=1, password_hash="$2y$10$old", sessions_valid_from=5)
        done = edit_customer(shop, anna, 1, {"password": "kubek-z-uszkiem"})
        assert done.fields == {"password": ["set", "set"]}
        assert one(shop, "SELECT sessions_valid_from FROM credential") == 5
        undo_last(shop, anna)
        assert one(shop, "SELECT password_hash FROM credential") == "$2y$10$old"

    def test_a_group_alone_joins_the_others(self, shop: ShopDatabase) -> None:
        edit_customer(shop, staff(), 1, {"group": WHOLESALE})
        assert values_of(shop, 1)["groups"] == (GENERAL, WHOLESALE)
        edit_customer(shop, staff(), 1, {"groups": (WHOLESALE, RETAILER, RETAILER)})
        assert values_of(shop, 1)["groups"] == (WHOLESALE, RETAILER)

    def test_what_a_shop_once_accepted_may_stay(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE customer SET last_name = 'R2' WHERE id = 1")
        edit_customer(shop, staff(), 1, values_of(shop, 1) | {"enabled": 0})
        with pytest.raises(InvalidValues, match="Last name: has a digit"):
            edit_customer(shop, staff(), 1, values_of(shop, 1) | {"last_name": "R3"})

    def test_consents_are_kept_with_how(self, shop: ShopDatabase) -> None:
        with pytest.raises(ReasonNeeded):
            edit_customer(shop, staff(), 1, {"newsletter": 1})
        edit_customer(shop, staff(), 1, {"newsletter": 1}, reason="phone")
        edit_customer(shop, staff(), 1, {"newsletter": 0})
        rows = shop.execute_sql("SELECT kind, given, source FROM consent ORDER BY id").fetchall()
        assert rows == [("newsletter", 1, "phone"), ("newsletter", 0, "")]

    def test_nobody_is_there(self, shop: ShopDatabase) -> None:
        with pytest.raises(CustomerGone, match="4711"):
            edit_customer(shop, staff(), 4711, NEW)

    def test_guests_may_share_an_e_mail(self, shop: ShopDatabase) -> None:
        shop.execute_sql("UPDATE customer SET is_guest = 1 WHERE id IN (1, 2)")
        for number in (1, 2, 3):
            edit_customer(shop, staff(), number, {"email": "same@x.pl"})
        with pytest.raises(InvalidValues, match="customer 3 has this e-mail"):
            edit_customer(shop, staff(), 4, {"email": "same@x.pl"})


class TestTwoPeople:
    def test_the_second_sees_field_by_field(self, shop: ShopDatabase) -> None:
        shown = values_of(shop, 1)
        theirs = {"first_name": "Ewa", "company": "X", "groups": (GENERAL, WHOLESALE)}
        edit_customer(shop, staff("tom"), 1, theirs)
        before = data(shop)
        mine = shown | {"first_name": "Anna", "birthday": "1980-01-01"}
        with pytest.raises(Conflict, match="tom changed this meanwhile") as conflict:
            edit_customer(shop, staff("anna"), 1, mine, shown=shown)
        assert conflict.value.differences == (
            Difference("first_name", "Jan", "Ewa", "Anna"),
            Difference("groups", (GENERAL,), (GENERAL, WHOLESALE), (GENERAL,)),
            Difference("company", "", "X", ""),
        )
        assert [each.field for each in conflict.value.clashes] == ["first_name"]
        assert data(shop) == before
        theirs_by_field: Any = {each.field: each.theirs for each in conflict.value.differences}
        chosen: dict[str, Value] = mine | theirs_by_field | {"first_name": "Anna"}
        edit_customer(shop, staff("anna"), 1, chosen, shown=values_of(shop, 1))
        assert values_of(shop, 1) == {k: v for k, v in chosen.items() if k != "password"}

    def test_a_toggle_meanwhile_is_seen_too(self, shop: ShopDatabase) -> None:
        shown = values_of(shop, 1)
        set_flag(shop, staff("tom"), 1, "enabled", value=False)
        with pytest.raises(Conflict) as conflict:
            edit_customer(shop, staff(), 1, shown | {"company": "X"}, shown=shown)
        assert conflict.value.differences == (Difference("enabled", 1, 0, 1),)

    def test_both_wanted_the_same(self, shop: ShopDatabase) -> None:
        shown = values_of(shop, 1)
        edit_customer(shop, staff("tom"), 1, {"company": "X"})
        assert edit_customer(
            shop, staff(), 1, shown | {"company": "X", "enabled": 0}, shown=shown
        ).fields == {"enabled": [1, 0]}

    def test_what_neither_form_has_is_nobody_s_conflict(self, shop: ShopDatabase) -> None:
        shown = values_of(shop, 1)
        shop.execute_sql("UPDATE customer SET last_visit_at = 5, sales = 7 WHERE id = 1")
        assert edit_customer(shop, staff(), 1, shown | {"company": "X"}, shown=shown).changed

    def test_deleted_meanwhile(self, shop: ShopDatabase) -> None:
        shown = values_of(shop, 1)
        delete_customer(shop, staff("tom"), 1, may_register_again=True)
        with pytest.raises(CustomerGone):
            edit_customer(shop, staff(), 1, shown, shown=shown)

    def test_who_has_the_role_no_more(self, shop: ShopDatabase) -> None:
        with pytest.raises(NotPermitted):
            edit_customer(shop, replace(staff(), role="viewer"), 1, NEW)


class TestPasswords:
    def test_made_up_ones_are_strong_and_fit_the_rule(self) -> None:
        passwords = {new_password() for _ in range(50)}
        assert len(passwords) == 50
        for password in passwords:
            assert 8 <= len(password.encode()) <= 72
            assert not set(password) & set("0O1lIio")
        assert strength(next(iter(passwords))).score == 4

    def test_strength(self) -> None:
        assert strength("").label == STRENGTHS[0]
        assert strength("password1").score == 0
        alone, with_name = strength("lucja.zolw.kubek"), strength("lucjazolw", ["Lucja Zolw"])
        assert with_name.score < alone.score
        assert strength("x" * 5000).score >= 0


class TestPlaceholders:
    def test_made_up_ones_are_nobody_s(self) -> None:
        emails = {placeholder_email() for _ in range(50)}
        assert len(emails) == 50
        assert all(email.endswith(".invalid") for email in emails)
        assert all(typed_email_problem(email) is None for email in emails)


class TestDoubts:
    def test_polish_numbers_by_their_check_digits(self) -> None:
        right = {"regon": "192598184", "vat_id": "856-734-62-15"}
        wrong = {"regon": "192598183", "vat_id": "8567346216"}
        assert doubts(right, "PL") == {}
        assert set(doubts(wrong, "PL")) == {"regon", "vat_id"}
        assert doubts(wrong, "DE") == {}
        assert doubts({"regon": "", "vat_id": ""}, "PL") == {}

    def test_numbers_of_the_european_union_by_their_country(self) -> None:
        for right in ("PL8567346215", "DE136695976", "EL094259216", "us 12"):
            assert doubts({"vat_id": right}, "") == {}
        for wrong in ("PL8567346216", "DE136695978", "de 1"):
            assert list(doubts({"vat_id": wrong}, "")) == ["vat_id"]

    def test_any_value_is_saved(self, shop: ShopDatabase) -> None:
        assert edit_customer(shop, staff(), 1, {"regon": "?", "vat_id": "PL0"}).changed
