"""An event of the feed from its JSON object: what is read, and why what is not is not."""

from __future__ import annotations

from typing import Any

import pytest

from custui.domain.events import BadEvent, Event, Login, Presence, Record, parse_event

AT = "2026-11-22T10:15:30Z"
MOMENT = 1_795_342_530
PAGE = {
    "at": AT, "session": "a1", "event": "page", "customer_id": 12, "ip": "203.0.113.9",
    "user_agent": "Mozilla", "page": "/pl/kubek", "referrer": "https://x.example/",
    "product_id": 7, "cart_id": 5, "amount": "12.30",
}  # fmt: skip


def presence(**more: Any) -> Presence:
    event = parse_event(PAGE | more)
    assert isinstance(event, Presence)
    return event


def record(**fields: Any) -> Record:
    event = parse_event({"at": AT} | fields)
    assert isinstance(event, Record)
    return event


def refused(fields: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(BadEvent) as caught:
        parse_event(fields)
    return caught.value.field, caught.value.reason


def test_a_page() -> None:
    assert presence() == Presence(
        MOMENT, Event.PAGE, "/pl/kubek", 5, 1230, 12, "a1", "203.0.113.9", "Mozilla",
        "https://x.example/", 7, None,
    )  # fmt: skip


def test_the_least_there_is() -> None:
    event = parse_event({"at": AT, "session": "a1", "event": "page"})
    assert event == Presence(MOMENT, Event.PAGE, "", None, None, None, "a1")


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        (AT, MOMENT),
        ("2026-11-22T11:15:30+01:00", MOMENT),
        ("2026-11-22 10:15:30.999Z", MOMENT),
        ("20261122T101530Z", MOMENT),
        (MOMENT, MOMENT),
        (MOMENT + 0.75, MOMENT),
    ],
)
def test_moments(at: object, seconds: int) -> None:
    assert presence(at=at).at == seconds


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (None, "is missing"),
        ("", "is missing"),
        ("2026-11-22T10:15:30", "has no time zone"),
        ("yesterday", "is not a moment"),
        ("2026-13-22T10:15:30Z", "is not a moment"),
        ("1999-12-31T23:59:59Z", "is not between the years"),
        ("9999-12-31T23:59:59Z", "is not between the years"),
        (True, "is not a moment"),
        ([], "is not a moment"),
        (1e300, "is not between"),
        (float("nan"), "is not a moment"),
    ],
)
def test_no_moments(at: object, reason: str) -> None:
    field, said = refused(PAGE | {"at": at})
    assert field == "at"
    assert reason in said


@pytest.mark.parametrize("nobody", [None, "", 0, "0"])
def test_nobody(nobody: object) -> None:
    assert presence(customer_id=nobody).customer is None


def test_numbers_may_be_texts() -> None:
    event = presence(customer_id="12", cart_id="5", product_id="7", amount=12.3)
    assert (event.customer, event.cart, event.product, event.amount) == (12, 5, 7, 1230)


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("12.30", 1230), ("12", 1200), (12, 1200), (0.1, 10), ("0.005", 1), ("", None), (None, None)],
)
def test_amounts(amount: object, minor: int | None) -> None:
    for _again in range(2):  # the second time it is remembered
        assert presence(amount=amount).amount == minor


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("session", None),
        ("session", ""),
        ("session", "x" * 129),
        ("session", "a\0b"),
        ("session", {}),
        ("event", None),
        ("event", "pageview"),
        ("event", []),
        ("customer_id", -1),
        ("customer_id", 2**63),
        ("customer_id", 1.5),
        ("customer_id", "twelve"),
        ("customer_id", True),
        ("amount", "-1"),
        ("amount", "12,30"),
        ("amount", "1e9"),
        ("amount", True),
        ("amount", float("inf")),
        ("amount", 10**18),
        ("page", 1.5),
        ("page", ["/"]),
        ("page", "\ud800"),
        ("ip", "x" * 65),
        ("user_agent", {}),
        ("referrer", "\0"),
        ("product_id", "1" * 40),
    ],
)
def test_what_is_refused(field: str, value: object) -> None:
    presence()  # fills what is remembered
    assert refused(PAGE | {field: value})[0] == field


def test_what_is_shown_is_cut() -> None:
    assert presence(page="/" + "x" * 5000).page == "/" + "x" * 999
    assert presence(page="/" + "x" * 5000).page == "/" + "x" * 999


def test_remembering_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    from custui.domain.events import fields

    monkeypatch.setattr(fields, "_REMEMBERED", 5)
    for number in range(20):
        event = presence(page=f"/{number}", amount=f"{number}.00", ip=f"192.0.2.{number}")
        assert (event.page, event.amount) == (f"/{number}", number * 100)
        assert parse_event({"at": AT, "session": "a", "event": "page"})[2:6] == (
            "",
            None,
            None,
            None,
        )
    assert len(fields.known_texts) <= 6


def test_a_cart_event_carries_its_line() -> None:
    line = {"name": "Kubek", "category": "Mugs", "quantity": "2", "price": "6.15"}
    assert presence(event="cart_add", **line).line == (7, "Kubek", "Mugs", 2, 615)
    assert presence(event="cart_add").line == (7, "", "", 1, None)
    assert presence(event="cart_remove").line == (7, "", "", None, None)
    assert presence(event="cart_add", product_id=None).line is None
    assert presence(event="page", **line).line is None


@pytest.mark.parametrize("quantity", [-1, 1.5, 10**7, "many"])
def test_no_quantity(quantity: object) -> None:
    assert refused(PAGE | {"event": "cart_add", "quantity": quantity})[0] == "quantity"


def test_log_ins() -> None:
    said = {"at": AT, "email": "Jan@X.pl", "ip": "192.0.2.1", "session": "a1"}
    success = parse_event(said | {"event": "login", "customer_id": 3})
    assert isinstance(success, Login)
    assert (success.succeeded, success.email, success.customer) == (True, "Jan@X.pl", 3)
    failure = parse_event(said | {"event": "login_failed", "reason": "Bad password"})
    assert isinstance(failure, Login)
    assert (failure.succeeded, failure.reason) == (False, "bad_password")
    logout = parse_event({"at": AT, "event": "logout", "session": "a1"})
    assert isinstance(logout, Login)
    assert logout.succeeded is None
    assert refused({"at": AT, "event": "login_failed"}) == ("email", "is missing")
    assert refused({"at": AT, "event": "login"}) == ("email", "is missing")


def test_what_somebody_typed_as_an_email_is_evidence_whatever_it_is() -> None:
    event = parse_event({"at": AT, "event": "login_failed", "email": "' OR 1=1 --" + "x" * 999})
    assert isinstance(event, Login)
    assert len(event.email) == 254


def test_a_customer() -> None:
    event = record(
        event="customer", customer_id=12, email="jan@x.pl", first_name="Jan", last_name="Żółw",
        newsletter=True, enabled="0", birthday="1980-02-29", groups=["General"], future="field",
    )  # fmt: skip
    assert (event.kind, event.key, event.customer, event.email) == (
        "customer",
        "12",
        12,
        "jan@x.pl",
    )
    assert event.values == {
        "first_name": "Jan", "last_name": "Żółw", "email": "jan@x.pl", "newsletter": 1,
        "enabled": 0, "birthday": "1980-02-29", "groups": ("General",),
    }  # fmt: skip


def test_an_order() -> None:
    line = {"product_id": 7, "name": "Kubek", "quantity": 2, "price": "6.15"}
    event = record(
        event="order", reference="XKB", customer_id=12, date="2026-11-20T00:00:00Z", total="12.30",
        status="paid", payment="card", lines=[line], session="a1", cart_id=5,
    )  # fmt: skip
    assert (event.key, event.customer, event.session) == ("XKB", 12, "a1")
    assert event.values["lines"] == ((7, "Kubek", "", 2, 615),)
    assert (event.values["total"], event.values["cart_id"]) == (1230, 5)
    assert event.values["placed_at"] < event.at == MOMENT


def test_a_copy_is_known_by_all_but_its_moment() -> None:
    fields = {"event": "product", "product_id": 7, "name": "Kubek", "price": "1.00"}
    first, later = record(**fields), record(**fields, at="2026-11-23T00:00:00Z")
    assert first.digest == later.digest
    assert first.digest != record(**fields | {"price": "1.01"}).digest


GOOD: dict[str, dict[str, Any]] = {
    "customer": {"email": "a@x.pl", "first_name": "A", "last_name": "B"},
    "address": {"id": 1, "customer_id": 2, "first_name": "A", "last_name": "B", "line1": "x",
                "city": "Łódź", "country": "PL"},
    "product": {"product_id": 7, "name": "Kubek"},
    "order": {"reference": "X", "status": "paid", "total": "1.00"},
    "order_status": {"reference": "X", "status": "paid"},
    "message": {"customer_id": 2, "body": "Hello"},
    "voucher": {"code": "X", "percent": 10},
    "email_sent": {"email": "a@x.pl"},
}  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_the_least_of_each_record(kind: str) -> None:
    assert record(event=kind, **GOOD[kind]).kind == kind


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in GOOD.items() for field in fields]
)
def test_each_field_of_the_least_is_needed(kind: str, field: str) -> None:
    less = {name: value for name, value in GOOD[kind].items() if name != field}
    refused({"at": AT, "event": kind, **less})


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("customer", "email", "nobody"),
        ("customer", "first_name", "x" * 256),
        ("customer", "birthday", "2999-01-01"),
        ("customer", "newsletter", "perhaps"),
        ("customer", "groups", "General"),
        ("customer", "registered_at", "2021"),
        ("address", "country", "Poland"),
        ("address", "country", "ŁŁ"),
        ("address", "phone", "1" * 65),
        ("order", "lines", {}),
        ("order", "lines", [1]),
        ("order", "lines", [{"name": "x"}]),
        ("order", "lines", [{"price": "1"}]),
        ("order", "lines", [{}] * 1001),
        ("order", "total", "-1.00"),
        ("message", "status", "lost"),
        ("voucher", "percent", 101),
        ("voucher", "amount", "1.00"),
        ("voucher", "quantity", -1),
        ("email_sent", "email", "nobody"),
        ("product", "name", " "),
    ],
)
def test_what_is_refused_of_records(kind: str, field: str, value: object) -> None:
    refused({"at": AT, "event": kind, **GOOD[kind], field: value})


def test_a_bad_line_says_where() -> None:
    fields = GOOD["order"] | {"lines": [{"name": "a", "price": "1"}, {"name": "b", "price": "x"}]}
    assert refused({"at": AT, "event": "order", **fields})[0] == "lines[2].price"
