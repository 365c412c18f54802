"""Writes customers to a file of any format, streaming."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from custui.db import audit, shop_terms
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.export import one_view, related, stream, used_groups
from custui.db.queries.lookups import read_lookups
from custui.domain.permissions import EXPORT
from custui.exchange.field import Format
from custui.exchange.report import Progress, Step, silent
from custui.exchange.shown import Shown
from custui.locale import _
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require

_AT_ONCE = 1024
_BLOCK = 1 << 18


def export_customers(
    database: ShopDatabase,
    actor: Actor,
    target: str,
    fmt: Format,
    customers: CustomerList,
    *,
    language: str,
    raw: bool = False,
    progress: Progress = silent,
) -> int:
    """Let ``actor`` export, as ``export_file`` does it, and tell the audit; returns how many.

    Raises ``NotPermitted``, and what ``export_file`` raises. Whatever ends it leaves no file.
    """
    require(database, actor, EXPORT)

    def tell(written: int) -> None:
        if not (actor.read_only or database.read_only):
            fields = {"file": target, "format": fmt.name, "rows": written, **_told(customers)}
            told = entry(actor, EXPORT.name, int(time.time()), None, fields)
            with database.writing():
                audit.append(database, [told])

    return export_file(
        database,
        target,
        fmt,
        customers,
        language=language,
        raw=raw,
        progress=progress,
        before_it_counts=tell,
    )


def _told(customers: CustomerList) -> dict[str, object]:
    """Which customers, for the audit."""
    fields: dict[str, object] = {
        # One text: a list of two would read as before and after.
        "filters": " ".join(f"{each.column}={each}" for each in customers.filters),
        "sort": ",".join(map(str, customers.sort)),
    }
    if customers.search is not None:
        fields["search"] = str(customers.search)
    if customers.among is not None:
        fields["marked"] = len(customers.among)
    return fields


def export_file(
    database: ShopDatabase,
    target: str,
    fmt: Format,
    customers: CustomerList,
    *,
    language: str,
    raw: bool = False,
    progress: Progress = silent,
    before_it_counts: Callable[[int], object] = lambda _written: None,
) -> int:
    """Write the customers of ``customers`` to ``target`` (``-`` is stdout); returns how many.

    The file appears under its name when it is whole; ``before_it_counts`` is called, with how many
    it has, just before that, and can still prevent it. ``raw`` leaves formulas as they are. Needs
    an open connection; raises ``OSError`` when the target cannot be written.
    """
    if fmt.of_everybody and not _is_selection(customers):
        customers = replace(customers, banned_too=True)
    with _whole_file(target) as file:
        with one_view(database):
            writer = fmt.writer(_shown(database, customers, language, raw))
            total = count_rows(database, customers, read_lookups(database))
            rows = stream(database, writer.columns, customers)
            file.write(writer.header())
            written = 0
            while batch := list(islice(rows, _AT_ONCE)):
                file.write("".join(writer.lines(batch)))
                written += len(batch)
                progress(Step(_("writing"), written, written, total))
        before_it_counts(written)
    return written


def _is_selection(customers: CustomerList) -> bool:
    return bool(customers.filters or customers.search or customers.among is not None)


def _shown(database: ShopDatabase, customers: CustomerList, language: str, raw: bool) -> Shown:
    titles = shop_terms.titles(database)
    return Shown(
        preferences=read_preferences(database),
        language=language,
        raw=raw,
        titles={number: name for number, name, _gender in titles},
        genders={number: gender for number, _name, gender in titles},
        groups=dict(shop_terms.groups(database)),
        shops=read_lookups(database).shops,
        used_groups=partial(used_groups, database, customers),
        related=partial(related, database),
    )


@contextmanager
def _whole_file(target: str) -> Iterator[TextIO]:
    """A text file that takes the name ``target`` once it is written to the end."""
    path = Path(target)
    if target == "-":
        out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield out
            out.flush()
        finally:
            out.detach()
    elif path.exists() and not path.is_file():  # a pipe or a device cannot take a name
        with path.open("w", encoding="utf-8", newline="", buffering=_BLOCK) as file:
            yield file
    else:
        path = path.resolve()
        unfinished = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
        try:
            with unfinished.open("x", encoding="utf-8", newline="", buffering=_BLOCK) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
