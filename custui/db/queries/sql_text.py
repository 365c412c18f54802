"""A list as SQL that a person may read, copy and run in the ``sqlite3`` shell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from custui.db.connection import FUNCTIONS
from custui.db.queries.columns import SQL
from custui.db.queries.conditions import Condition
from custui.db.queries.customers import CustomerList, compile_list
from custui.db.queries.lookups import Lookups
from custui.domain.text import printable
from custui.locale import _, ngettext

_MARK_OR_QUOTED = re.compile(r"\?|'(?:[^']|'')*'")


def sql_of(customers: CustomerList, lookups: Lookups, columns: Sequence[str]) -> str:
    """The statement that selects ``columns`` of ``customers`` in order, its values written in.

    It holds no character that a terminal would obey. Amounts are in hundredths, moments in Unix
    seconds; days are as of now. Comments say so, and which functions the shell does not have.
    """
    statement = compile_list(customers, lookups)
    conditions = [_written(each) for each in statement.conditions]
    own = [name for name, *_rest in FUNCTIONS if _calls(name, statement.conditions)]
    lines = [
        *_comments(own),
        "SELECT " + ",\n       ".join(map(_selected, columns)),
        "FROM customer c",
        *(f"{'  AND' if at else 'WHERE'} ({each})" for at, each in enumerate(conditions)),
        _written(Condition(statement.order)) + ";",
    ]
    return "\n".join(lines) + "\n"


def _selected(name: str) -> str:
    value = SQL[name].value
    return value if value == f"c.{name}" else f'{_written(Condition(value))} AS "{name}"'


def _comments(own: Sequence[str]) -> Iterator[str]:
    yield "-- " + _("Amounts are in hundredths, moments in seconds since 1970 (UTC).")
    if own:
        names = ", ".join(f"{name}()" for name in own)
        said = ngettext(
            "{names} is a function of custui's own: the sqlite3 shell does not have it.",
            "{names} are functions of custui's own: the sqlite3 shell does not have them.",
            len(own),
        )
        yield "-- " + said.format(names=names)


def _calls(name: str, conditions: Sequence[Condition]) -> bool:
    return any(re.search(rf"\b{name}\(", each.sql) for each in conditions)


def _written(condition: Condition) -> str:
    """The SQL with each parameter as a literal in the place of its mark."""
    values = iter(condition.parameters)

    def literal_of(found: re.Match[str]) -> str:
        if found[0] == "?":
            return _literal(next(values))
        return _text(found[0][1:-1].replace("''", "'"))

    return _MARK_OR_QUOTED.sub(literal_of, condition.sql)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return f"CAST({_text(value.decode())} AS BLOB)"
    return str(int(value))


def _text(text: str) -> str:
    """A text as a literal; characters that do not show as themselves by their numbers."""
    parts = [
        _quoted("".join(run)) if is_plain else f"char({', '.join(str(ord(char)) for char in run)})"
        for is_plain, run in groupby(text, _shows_as_itself)
    ]
    return f"({' || '.join(parts)})" if len(parts) > 1 else "".join(parts) or "''"


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _shows_as_itself(char: str) -> bool:
    return printable(char) == char
