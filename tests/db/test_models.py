"""The models say what the migrations made: neither drifts from the other."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import peewee
import pytest

from custui.db import models
from custui.db.connection import ShopDatabase
from custui.db.models import Customer, Order, Shop, ShopModel, Title, using
from tests.db.rows import add_customer, add_order, opened_shop

MODELS = sorted(ShopModel.__subclasses__(), key=lambda model: model.__name__)
OF_ENGINES = {"schema_migration", "customer_fts"}  # the migration runner's, the search index's


def test_every_table_has_its_model(shop: ShopDatabase) -> None:
    tables = {
        name
        for (name,) in shop.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if name not in OF_ENGINES and not name.startswith(("customer_fts_", "sqlite_"))
    }
    assert {model._meta.table_name for model in MODELS} == tables
    assert {model.__name__ for model in MODELS} == set(models.__all__) - {"ShopModel", "using"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_its_table(model: Any, shop: ShopDatabase) -> None:
    table = model._meta.table_name
    in_database = {
        name: (kind, not (not_null or key), bool(key))
        for _, name, kind, not_null, _default, key in shop.execute_sql(
            f"PRAGMA table_info ({table})"
        )
    }
    keys = {field.column_name for field in model._meta.get_primary_keys()}
    in_model = {
        field.column_name: (affinity(shop, field), field.null, field.column_name in keys)
        for field in model._meta.sorted_fields
    }
    assert in_model == in_database
    assert list(in_model) == list(in_database), "the order of columns"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_references_are_the_tables_own(model: Any, shop: ShopDatabase) -> None:
    in_database = {
        (column, table, target, on_delete)
        for _, _, table, column, target, _on_update, on_delete, _ in shop.execute_sql(
            f"PRAGMA foreign_key_list ({model._meta.table_name})"
        )
    }
    in_model = {
        (
            field.column_name,
            field.rel_model._meta.table_name,
            field.rel_field.column_name,
            field.on_delete or "NO ACTION",
        )
        for field in model._meta.refs
    }
    assert in_model == in_database


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_unique_columns_are_unique_in_the_table(model: Any, shop: ShopDatabase) -> None:
    rows = shop.execute_sql(f"PRAGMA index_list ({model._meta.table_name})").fetchall()
    in_database = set()
    for _, index, unique, origin, partial in rows:
        columns = [name for *_, name in shop.execute_sql(f"PRAGMA index_info ({index})")]
        if unique and origin == "u" and not partial and len(columns) == 1:
            in_database.add(columns[0])
    in_model = {field.column_name for field in model._meta.sorted_fields if field.unique}
    assert in_model == in_database


def affinity(database: ShopDatabase, field: Any) -> str:
    context = database.get_sql_context()
    kind = field.rel_field if isinstance(field, peewee.ForeignKeyField) else field
    return str(context.sql(kind.ddl_datatype(context)).query()[0]).replace("BOOL", "INTEGER")


def test_without_a_database_in_use_the_models_refuse() -> None:
    with pytest.raises(peewee.InterfaceError):
        Shop.select().count()


def test_two_databases_in_one_process(tmp_path: Path) -> None:
    one, two = opened_shop(tmp_path / "one.db"), opened_shop(tmp_path / "two.db")
    with one.connection_context(), two.connection_context(), using(one), one.writing():
        Title.create(name="Dr", gender="", position=3)
        with using(two):
            assert Title.select().count() == 2
        assert Title.select().count() == 3
    with pytest.raises(peewee.InterfaceError):
        Title.select().count()


def test_a_thread_without_a_database_in_use_gets_none(shop: ShopDatabase) -> None:
    seen: list[BaseException] = []

    def elsewhere() -> None:
        try:
            Shop.select().count()
        except peewee.InterfaceError as error:
            seen.append(error)

    with using(shop):
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_each_thread_uses_its_own_database(tmp_path: Path) -> None:
    both_in_use = threading.Barrier(2, timeout=10)
    names: dict[str, str] = {}

    def rename_and_read(database: ShopDatabase) -> None:
        name = database.path.stem
        with database.connection_context(), using(database), database.writing():
            both_in_use.wait()
            Shop.update(name=name).execute()
            both_in_use.wait()
            names[name] = Shop.get().name

    threads = [
        threading.Thread(target=rename_and_read, args=(opened_shop(tmp_path / f"{name}.db"),))
        for name in ("one", "two")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == {"one": "one", "two": "two"}


def test_models_read_and_write_rows(shop: ShopDatabase) -> None:
    customer_id = add_customer(shop, first_name="Łucja", newsletter=1)
    add_order(shop, customer_id, 19120)
    with using(shop):
        customer = Customer.get_by_id(customer_id)
        assert (customer.first_name, customer.newsletter, customer.enabled) == ("Łucja", True, True)
        assert [order.total for order in customer.orders] == [19120]
        assert customer.default_group.name == "General"
        Customer.update(enabled=False).where(Customer.id == customer_id).execute()
        assert Order.select().join(Customer).where(~Customer.enabled).count() == 1
