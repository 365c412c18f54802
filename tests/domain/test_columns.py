"""The registry of columns."""

import pytest

from custui.db.queries.columns import SQL
from custui.domain.columns import BY_NAME, COLUMNS, CUSTOMERS, DEFAULT, ColumnSet, Kind
from custui.domain.filters import parse_sort
from custui.domain.panels import account, contact, sales, visits

LISTS = [
    CUSTOMERS,
    *(
        each
        for module in (account, contact, sales, visits)
        for each in vars(module).values()
        if isinstance(each, ColumnSet)
    ),
]

SPEC_COLUMNS = [
    *("id", "title", "first_name", "last_name", "email", "company", "sales", "enabled"),
    *("newsletter", "partner_offers", "registered_at", "last_visit_at", "group", "phone"),
    *("country", "groups", "birthday", "language", "orders", "risk", "vat_id", "regon"),
    *("website", "is_guest", "locked", "city", "postcode", "updated_at"),
    *("assistance_allowed", "shop"),
]


def test_every_column_is_there_in_its_default_order() -> None:
    assert [column.name for column in COLUMNS] == SPEC_COLUMNS


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(COLUMNS)


def test_every_column_can_be_read_from_the_database() -> None:
    assert set(SQL) == set(BY_NAME)


def test_the_grid_begins_with_fifteen_columns() -> None:
    assert list(DEFAULT) == SPEC_COLUMNS[:15]


def test_no_csv_header_means_two_columns() -> None:
    headers = [
        header for column in COLUMNS for header in {header.casefold() for header in column.csv}
    ]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize("columns", LISTS, ids=lambda columns: columns.name)
def test_a_list_has_a_key_an_order_and_something_to_show(columns: ColumnSet) -> None:
    assert len(columns.by_name) == len(columns.columns)
    assert columns.by_name[columns.key].kind is Kind.NUMBER
    assert parse_sort("", columns)
    assert columns.default
