"""What a shop lends to the reading of one file, read when the reading begins."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from custui.db import shop_terms
from custui.db.connection import ShopDatabase
from custui.db.customers import read_form_terms
from custui.db.defaults import read_preferences
from custui.exchange.field import Terms
from custui.exchange.header import Header, first_lines
from custui.exchange.naming import choice_key
from custui.exchange.source import Source

if TYPE_CHECKING:
    from custui.exchange.importing import Request

_TITLE_WORDS = {
    "m": ("pan", "mr", "m", "herr", "monsieur"),
    "f": ("pani", "mrs", "ms", "miss", "mme", "madame", "frau"),
}
"""What shops of other languages call their titles, by gender."""

_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(?:\d{4}|\d\d)\b")


def read_terms(database: ShopDatabase, request: Request, source: Source, header: Header) -> Terms:
    """The terms on which ``request`` reads ``source``."""
    return replace(
        _of_shop(database),
        other_shop=_other_shop(database, request),
        create_groups=request.create_groups,
        hash_passwords=request.hash_passwords,
        allow_delete=request.allow_delete,
        rehearsal=request.dry_run,
        month_first=month_first(source, header),
    )


def still_holds(database: ShopDatabase, terms: Terms) -> bool:
    """Whether the shop has not changed what ``terms`` say of it."""
    now = _of_shop(database)
    return (
        replace(
            now,
            today=terms.today,
            other_shop=terms.other_shop,
            create_groups=terms.create_groups,
            hash_passwords=terms.hash_passwords,
            allow_delete=terms.allow_delete,
            rehearsal=terms.rehearsal,
            month_first=terms.month_first,
        )
        == terms
    )


def _of_shop(database: ShopDatabase) -> Terms:
    known = shop_terms.titles(database)
    titles: dict[str, int] = {}
    genders: dict[str, int] = {}
    for number, name, gender in known:
        titles.setdefault(choice_key(name), number)
        genders.setdefault(gender, number)
        for word in _TITLE_WORDS.get(gender, ()):
            titles.setdefault(word, number)
    # A title's own name goes before what another shop calls one of its gender.
    titles |= {choice_key(name): number for number, name, _gender in known}
    groups = shop_terms.groups(database)
    form = read_form_terms(database, int(time.time()))
    return Terms(
        time_zone=read_preferences(database).time_zone,
        today=form.today.isoformat(),
        name_rule=form.name_rule,
        titles=titles,
        title_names={name: number for number, name, _gender in known},
        title_ids=frozenset(number for number, _name, _gender in known),
        gender_titles={gender: number for gender, number in genders.items() if gender},
        groups={choice_key(name): number for number, name in groups},
        group_names={name: number for number, name in groups},
        group_ids=frozenset(number for number, _name in groups),
        shops={code.casefold(): number for number, code in shop_terms.shops(database)},
        required=form.required,
    )


def _other_shop(database: ShopDatabase, request: Request) -> int | None:
    """The shop of a code that no shop has: the one asked for, or the only one there is."""
    return request.shop_id if request.shop_given or len(shop_terms.shops(database)) == 1 else None


def month_first(source: Source, header: Header) -> bool:
    """How the dates of a file that are written as ``5/6/2012`` are read.

    A number over 12 in its first lines tells. Else they are American.
    """
    return not any(int(first) > 12 for first, _second in _slashed(source, header))


def _slashed(source: Source, header: Header) -> Iterator[tuple[str, str]]:
    lines = first_lines(source)[header.lines :]
    try:
        for row in csv.reader(lines, delimiter=header.delimiter):
            for cell in row:
                found = _SLASHED.match(cell.strip())
                if found:
                    yield found[1], found[2]
    except csv.Error:
        return
