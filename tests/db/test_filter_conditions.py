"""What each form of a filter finds among a handful of customers."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.queries import plans
from custui.db.queries.choices import check_filters, choices
from custui.db.queries.customers import CustomerList, count_rows, read_rows
from custui.db.queries.lookups import read_lookups
from custui.domain.columns import BY_NAME
from custui.domain.filters import FilterError, OneOf, Sort, parse_filter
from tests.db.rows import add_customer, insert

WARSAW = "Europe/Warsaw"


def at(clock: str, zone: str = WARSAW) -> int:
    return int(datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone)).timestamp())


def indexed(shop: ShopDatabase, *people: dict[str, object]) -> list[int]:
    ids = [add_customer(shop, **person) for person in people]
    search.add(shop, ids)
    return ids


def found(
    shop: ShopDatabase, *filters: str, now: str = "2024-05-17T12:00", zone: str = WARSAW
) -> list[int]:
    parsed = tuple(parse_filter(*word.split("=", 1)) for word in filters)
    customers = CustomerList(parsed, (Sort("id"),), time_zone=zone, now=at(now, zone))
    lookups = read_lookups(shop)
    ids = [row[0] for row in read_rows(shop, customers, lookups, ["id"], limit=100)]
    assert count_rows(shop, customers, lookups) == len(ids)
    return ids


@pytest.fixture(params=["looked up", "scanned"], autouse=True)
def plan(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "scanned":
        monkeypatch.setattr(plans, "FEW", -1)
        monkeypatch.setattr(plans, "SOME", -1)


NAMES = [
    "Kowalski",
    "Żółw",
    "Wąsik-Kowal",
    "50%_*",
    "O'Hara",
    'Ann"x',
    "a\\b",
    "!x",
    "^y$",
    "z\0kow",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kow", ["Kowalski", "Wąsik-Kowal", "z\0kow"]),
        ("KÓW", ["Kowalski", "Wąsik-Kowal", "z\0kow"]),
        ("^kow", ["Kowalski"]),
        ("kowal$", ["Wąsik-Kowal"]),
        ("kow$", ["z\0kow"]),
        ("=kowalski", ["Kowalski"]),
        ("=zolw", ["Żółw"]),
        ("zolw", ["Żółw"]),
        ("!k", [name for name in NAMES if "k" not in name.lower()]),
        ("!=Kowalski", [name for name in NAMES if name != "Kowalski"]),
        ("%", ["50%_*"]),
        ("_", ["50%_*"]),
        ("50%_*", ["50%_*"]),
        ("o'h", ["O'Hara"]),
        ('"', ['Ann"x']),
        ('nn"x', ['Ann"x']),
        ("\\", ["a\\b"]),
        (r"\!", ["!x"]),
        (r"\^y\$", ["^y$"]),
        ("NEAR(", []),
        ("=", None),
        ('""', []),
        ('!""', NAMES),
    ],
)
def test_texts(shop: ShopDatabase, typed: str, expected: list[str] | None) -> None:
    ids = dict(zip(indexed(shop, *({"last_name": name} for name in NAMES)), NAMES, strict=True))
    if expected is None:
        with pytest.raises(FilterError):
            found(shop, f"last_name={typed}")
        return
    assert [ids[number] for number in found(shop, f"last_name={typed}")] == expected


def test_texts_that_are_not_kept_folded(shop: ShopDatabase) -> None:
    one, two, three = indexed(
        shop, {"website": "https://Żółw.pl"}, {"website": "HTTP://ZOLW.PL\0Ż"}, {}
    )
    assert found(shop, "website=zolw.pl") == [one, two]
    assert found(shop, "website=z$") == [two]
    assert found(shop, 'website=""') == [three]
    assert found(shop, "website=!zolw") == [three]


PHONES = {
    "national": "600100200",
    "coded": "48600100200",
    "with zeros": "221234567 0048600100200",
    "another": "500600100",
    "german": "49600100200",
    "british": "07570706051",
    "none": "",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("600 100 200", ["national", "coded", "with zeros", "german"]),
        ("+48600100200", ["national", "coded", "with zeros"]),
        ("0048 600-100-200", ["national", "coded", "with zeros"]),
        ("48600100200", ["national", "coded", "with zeros"]),
        ("=600100200", ["national", "coded", "with zeros", "german"]),
        ("=+48 600100200", ["national", "coded", "with zeros"]),
        ("=60010020", []),
        ("^600100", ["national", "coded", "with zeros", "german"]),
        ("^100", []),
        ("100$", ["another"]),
        ("600100", ["national", "coded", "with zeros", "another", "german"]),
        ("60", ["national", "coded", "with zeros", "another", "german", "british"]),
        ("+48 22", ["with zeros"]),
        ("+48 2", ["with zeros"]),
        ("+48", ["coded", "with zeros"]),
        ("22 123", ["with zeros"]),
        ("+44 7570", ["british"]),
        ("+44 (0)7570 706 051", ["british"]),
        ("!600", ["british", "none"]),
        ('""', ["none"]),
        ('!""', ["national", "coded", "with zeros", "another", "german", "british"]),
    ],
)
def test_phones(shop: ShopDatabase, typed: str, expected: list[str]) -> None:
    people = ({"phone": digits, "phone_digits": digits} for digits in PHONES.values())
    ids = dict(zip(indexed(shop, *people), PHONES, strict=True))
    assert [ids[number] for number in found(shop, f"phone={typed}")] == expected


def test_numbers_and_money(shop: ShopDatabase) -> None:
    amounts = [-100, 0, 499, 500, 501, 1000]
    ids = dict(zip(indexed(shop, *({"sales": s} for s in amounts)), amounts, strict=True))

    def sold(typed: str) -> list[int]:
        return [ids[number] for number in found(shop, f"sales={typed}")]

    assert sold("5") == [500]
    assert sold(">5") == [501, 1000]
    assert sold(">=5,00") == [500, 501, 1000]
    assert sold("<5") == [-100, 0, 499]
    assert sold("<=5") == [-100, 0, 499, 500]
    assert sold("4.99..5.01") == [499, 500, 501]
    assert sold("..0") == [-100, 0]
    assert sold("-1") == [-100]
    assert sold("!5") == [-100, 0, 499, 501, 1000]
    assert found(shop, f"id={2**63 - 1}") == []
    assert found(shop, f"id=<={2**63 - 1}") == list(ids)


def test_moments_by_the_day_of_the_shop(shop: ShopDatabase) -> None:
    clocks = ["2023-12-31T23:59:59", "2024-01-01T00:00", "2024-03-31T00:00", "2024-12-31T23:59"]
    visits = [*map(at, clocks), None]
    a, b, c, d, never = indexed(shop, *({"last_visit_at": visit} for visit in visits))
    assert found(shop, "last_visit_at=2024") == [b, c, d]
    assert found(shop, "last_visit_at=>2023") == [b, c, d]
    assert found(shop, "last_visit_at=<2024") == [a]
    assert found(shop, "last_visit_at=31.03.2024") == [c]
    assert found(shop, "last_visit_at=2023..2024-03") == [a, b, c]
    assert found(shop, "last_visit_at=never") == [never]
    assert found(shop, "last_visit_at=!never") == [a, b, c, d]
    assert found(shop, "last_visit_at=!2024") == [a, never]
    assert found(shop, "last_visit_at=2024", zone="UTC") == [c, d]


def test_days_counted_from_today(shop: ShopDatabase) -> None:
    clocks = ["2024-03-25T00:00", "2024-03-24T23:59:59", "2024-03-31T23:59:59", "2024-04-01T00:00"]
    visits = [*map(at, clocks), None]
    a, b, c, d, never = indexed(shop, *({"last_visit_at": visit} for visit in visits))
    sunday = "2024-03-31T03:30"  # the clocks have just gone forward
    assert found(shop, "last_visit_at=7d", now=sunday) == [a, c]
    assert found(shop, "last_visit_at=!7d", now=sunday) == [b, d, never]
    assert found(shop, "last_visit_at=today", now=sunday) == [c]
    assert found(shop, "last_visit_at=>today", now=sunday) == [d]
    assert found(shop, "last_visit_at=2024-03-24..today", now=sunday) == [a, b, c]


def test_the_clock_decides_when_nobody_else_does(shop: ShopDatabase) -> None:
    import time

    (now,) = indexed(shop, {"registered_at": int(time.time())})
    lookups = read_lookups(shop)
    customers = CustomerList((parse_filter("registered_at", "today"),), time_zone="UTC")
    assert read_rows(shop, customers, lookups, ["id"], limit=5) == [(now,)]


def test_birthdays(shop: ShopDatabase) -> None:
    born = ["1990-12-30", "1985-01-02", "2000-02-29", "1970-05-17", None]
    a, b, leap, may, unknown = indexed(shop, *({"birthday": day} for day in born))
    assert found(shop, "birthday=+7d", now="2023-12-28T12:00") == [a, b]
    assert found(shop, "birthday=7d", now="2024-01-03T12:00") == [a, b]
    assert found(shop, "birthday=today", now="2024-05-17T00:30") == [may]
    assert found(shop, "birthday=today", now="2023-02-28T12:00") == [leap]
    assert found(shop, "birthday=today", now="2024-02-28T12:00") == []
    assert found(shop, "birthday=!+7d", now="2023-12-28T12:00") == [leap, may, unknown]
    assert found(shop, "birthday=400d") == [a, b, leap, may]
    assert found(shop, "birthday=29.02") == [leap]
    assert found(shop, "birthday=1970..1985") == [b, may]
    assert found(shop, "birthday=>1985-01-02") == [a, leap]
    assert found(shop, "birthday=<=1985-01-01") == [may]
    assert found(shop, 'birthday=""') == [unknown]


def test_choices_and_flags(shop: ShopDatabase) -> None:
    wholesale, polish, nobody = indexed(
        shop,
        {"default_group_id": 3, "country": "DE", "title_id": 1, "newsletter": 1, "risk": 2},
        {"country": "PL", "language": "PL"},
        {"is_guest": 1},
    )
    assert found(shop, "group=wholesale") == [wholesale]
    assert found(shop, "group=General,Wholesale") == [wholesale, polish, nobody]
    assert found(shop, "groups=Wholesale") == [wholesale]
    assert found(shop, "groups=!Wholesale") == [polish, nobody]
    assert found(shop, "country=Polska") == [polish]
    assert found(shop, "country=!PL") == [wholesale, nobody]
    assert found(shop, 'country=""') == [nobody]
    assert found(shop, "language=pl") == [polish]
    assert found(shop, "title=Pan") == [wholesale]
    assert found(shop, "title=!Pan") == [polish, nobody]
    assert found(shop, 'title=""') == [polish, nobody]
    assert found(shop, "risk=medium,high") == [wholesale]
    assert found(shop, "newsletter=tak") == [wholesale]
    assert found(shop, "newsletter=!tak") == [polish, nobody]
    assert found(shop, "is_guest=1") == [nobody]
    assert found(shop, 'enabled=""') == []


def test_shops_by_code_and_name(shop: ShopDatabase) -> None:
    insert(shop, "shop", id=2, code="b2b", name="Hurtownia Żuk")
    _first, second = indexed(shop, {}, {"shop_id": 2})
    assert found(shop, "shop=B2B") == [second]
    assert found(shop, "shop=hurtownia zuk") == [second]
    check_filters([parse_filter("shop", "hurtownia zuk,main")], read_lookups(shop))


def test_a_name_that_is_not_there_is_refused_when_typed(shop: ShopDatabase) -> None:
    lookups = read_lookups(shop)
    check_filters([parse_filter("group", "RETAILER"), parse_filter("country", "PL")], lookups)
    for column in ("group", "groups", "title", "shop"):
        with pytest.raises(FilterError, match="Nobody␛") as caught:
            check_filters([OneOf(column, ("Nobody\x1b",))], lookups)
        assert caught.value.column == column
    with pytest.raises(FilterError, match="General, NOT LOGGED IN, Retailer, Wholesale"):
        check_filters([parse_filter("group", "Whole")], lookups)


def test_a_saved_filter_whose_group_is_gone_finds_nobody(shop: ShopDatabase) -> None:
    (one,) = indexed(shop, {})
    assert found(shop, "group=Gone") == []
    assert found(shop, "group=!Gone") == [one]


def test_every_choice_offered_is_a_filter(shop: ShopDatabase) -> None:
    insert(shop, "customer_group", name="!Retail, VIP", tax_class_id=1)
    lookups = read_lookups(shop)
    for name in ("title", "group", "groups", "shop", "risk", "country", "language"):
        offered = choices(BY_NAME[name], lookups)
        assert offered
        for one in offered:
            wanted = parse_filter(name, one)
            assert isinstance(wanted, OneOf)
            assert not wanted.negated
            check_filters([wanted], lookups)
    assert choices(BY_NAME["group"], lookups) == [
        r"\!Retail\, VIP",
        "General", "NOT LOGGED IN", "Retailer", "Wholesale",
    ]  # fmt: skip
    assert choices(BY_NAME["last_name"], lookups) == []
