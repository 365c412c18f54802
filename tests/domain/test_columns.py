"""The registry of columns."""

from custui.db.queries.columns import SQL
from custui.domain.columns import BY_NAME, COLUMNS, DEFAULT

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
