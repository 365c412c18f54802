"""``COLUMN=VALUE`` words that say what a customer group is to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from custui.cli.exits import Exit, Refusal
from custui.db.connection import ShopDatabase
from custui.db.groups import StoredGroup, read_groups
from custui.db.named_rows import names_in
from custui.domain.field_kinds import called
from custui.domain.groups import GroupValues
from custui.domain.parsing import parse_flag, parse_percent
from custui.domain.text import fold, printable
from custui.locale import _


def group_called(database: ShopDatabase, name: str) -> StoredGroup:
    """The group of a number, or called ``name`` exactly or whatever its case and diacritics."""
    groups = read_groups(database)
    for same in (
        lambda each: str(each.id) == name,
        lambda each: each.values.name == name,
        lambda each: fold(each.values.name) == fold(name),
    ):
        found = [each for each in groups if same(each)]
        if len(found) == 1:
            return found[0]
    raise Refusal(
        Exit.REFUSED,
        _("There is no group {name}; there are: {names}").format(
            name=printable(name), names=", ".join(printable(each.values.name) for each in groups)
        ),
    )


def changed_group(database: ShopDatabase, values: GroupValues, words: Sequence[str]) -> GroupValues:
    """``values`` with what the words set; refuses with exit code 2 what cannot be understood."""
    readers = _readers(database)
    given: dict[str, Any] = {}
    for word in words:
        column, equals, typed = word.partition("=")
        if not equals:
            raise Refusal(
                Exit.USAGE, _("{word}: COLUMN=VALUE is expected.").format(word=printable(word))
            )
        if column not in readers:
            raise Refusal(
                Exit.USAGE,
                _("There is no column {column}; these can be set: {columns}").format(
                    column=printable(column), columns=", ".join(readers)
                ),
            )
        if column in given:
            raise Refusal(Exit.USAGE, _("{column} is given twice.").format(column=column))
        given[column] = _read(column, typed, readers[column])
    return replace(values, **given)


def _read(column: str, typed: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(typed)
    except ValueError as error:
        raise Refusal(Exit.USAGE, printable(f"{column}={typed}: {error}")) from None


def _readers(database: ShopDatabase) -> Mapping[str, Callable[[str], Any]]:
    taxes, sections = names_in(database, "tax_class"), names_in(database, "shop_section")
    return {
        "name": str.strip,
        "discount": parse_percent,
        "tax_class": lambda typed: called(typed, taxes),
        "prices_with_tax": lambda typed: bool(parse_flag(typed)),
        "sections": lambda typed: tuple(
            sorted({called(name, sections) for name in typed.split(",") if name.strip()})
        ),
    }
