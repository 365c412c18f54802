"""A search as SQL: through the full-text index, or tested row by row.

The index finds words of three characters and more. Where it says too much (a shorter word beside
a longer one, a phone number with its calling code), the rows it finds are tested too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from custui.db.queries.conditions import NOTHING, Condition
from custui.db.search import MINIMUM_LENGTH, quoted
from custui.domain.ip_part import IpPart
from custui.domain.phone import Phone
from custui.domain.search import Scope, Search, Term

_NAMES = ("first_name_fold", "last_name_fold")
_TEXTS = (*_NAMES, "email_fold", "company_fold")
_NOT_IN_INDEX = frozenset("\ufffd\ufffe\uffff")
"""To the tokenizer these are one character."""


def _joined(operator: str, parts: Sequence[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    # In halves: the engine limits the depth of an expression, and a chain is as deep as it is long.
    half = len(parts) // 2
    first, second = _joined(operator, parts[:half]), _joined(operator, parts[half:])
    return Condition(f"({first.sql} {operator} {second.sql})", first.parameters + second.parameters)


# --- row by row ---------------------------------------------------------------------------------


def _has_word(word: str, columns: Sequence[str], alias: str) -> Condition:
    looks = " OR ".join(f"instr({alias}.{column}, ?)" for column in columns)
    return Condition(f"({looks})", (word,) * len(columns))


def _has_phone(phone: Phone, alias: str) -> Condition:
    needles = (*phone.parts, *(f" {beginning}" for beginning in phone.beginnings))
    looks = " OR ".join([f"instr(' ' || {alias}.phone_digits, ?)"] * len(needles))
    return Condition(f"({looks})", needles)


def _has_term(term: Term, columns: Sequence[str], alias: str) -> Condition:
    ways = []
    if term.words:
        ways.append(_joined("AND", [_has_word(word, columns, alias) for word in term.words]))
    if term.phone is not None:
        ways.append(_has_phone(term.phone, alias))
    return _joined("OR", ways)


def _has_terms(search: Search, alias: str) -> Condition:
    columns = _NAMES if search.scope is Scope.NAMES else _TEXTS
    return _joined("AND", [_has_term(term, columns, alias) for term in search.terms])


# --- through the index --------------------------------------------------------------------------


def _is_indexed(word: str) -> bool:
    return len(word) >= MINIMUM_LENGTH and _NOT_IN_INDEX.isdisjoint(word)


def _matching_term(term: Term, columns: str) -> str:
    """The term as a ``MATCH`` expression; ``""`` when the index cannot tell."""
    words = [f"{{{columns}}} : {quoted(word)}" for word in term.words if _is_indexed(word)]
    if term.words and not words:
        return ""
    ways = [f"({' AND '.join(words)})"] if words else []
    if term.phone is not None:
        ways.append(phone_expression(term.phone))
    return f"({' OR '.join(ways)})"


def _matching(search: Search) -> str:
    """The terms as a ``MATCH`` expression, as far as the index can tell; ``""``: not at all."""
    columns = "names" if search.scope is Scope.NAMES else "names email company"
    terms = [_matching_term(term, columns) for term in search.terms]
    return " AND ".join(filter(None, terms))


def _says_all(term: Term) -> bool:
    return all(map(_is_indexed, term.words)) and not (term.phone and term.phone.code)


def phone_expression(phone: Phone) -> str:
    """Those who may have ``phone``, as a ``MATCH`` expression; some of them may not."""
    return f"phones : {quoted(phone.national)}"


def _ids_by_terms(search: Search, *, exactly: bool) -> Condition:
    expression = _matching(search)
    if not exactly or all(map(_says_all, search.terms)):
        return Condition("SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?", (expression,))
    tested = _has_terms(search, "x")
    return Condition(
        "SELECT x.id FROM customer_fts JOIN customer x ON x.id = customer_fts.rowid"
        f" WHERE customer_fts MATCH ? AND {tested.sql}",
        (expression, *tested.parameters),
    )


# --- beside the texts ---------------------------------------------------------------------------


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


_CONNECTIONS = ("session", "login_attempt")


def _from_ip(ip: IpPart) -> Condition:
    ways = [Condition("ip = ?", (address,)) for address in ip.addresses]
    for beginning in ip.beginnings:
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        ways.append(Condition("(ip >= ? AND ip < ?)", (beginning, after)))
    return _joined("OR", ways)


def _ids_by_ip(ip: IpPart) -> list[Condition]:
    wanted = _from_ip(ip)
    return [
        Condition(
            f"SELECT customer_id FROM {table} WHERE customer_id IS NOT NULL AND {wanted.sql}",
            wanted.parameters,
        )
        for table in _CONNECTIONS
    ]


def _has_ip(ip: IpPart, alias: str) -> Condition:
    wanted = _from_ip(ip)
    ways = [
        Condition(
            f"EXISTS (SELECT 1 FROM {table} WHERE customer_id = {alias}.id AND {wanted.sql})",
            wanted.parameters,
        )
        for table in _CONNECTIONS
    ]
    return _joined("OR", ways)


def ids_by_number_or_order(search: Search) -> list[Condition]:
    """Statements that select the customer of the number, and those of the order references."""
    found = []
    if search.number is not None:
        found.append(Condition("SELECT id FROM customer WHERE id = ?", (search.number,)))
    if search.references:
        found.append(
            Condition(
                "SELECT customer_id FROM sales_order WHERE customer_id IS NOT NULL"
                f" AND reference IN ({_marks(search.references)})",
                search.references,
            )
        )
    return found


# --- the whole of it ----------------------------------------------------------------------------


def _union(statements: Sequence[Condition]) -> Condition:
    sql = " UNION ALL ".join(statement.sql for statement in statements)
    return Condition(sql, tuple(p for statement in statements for p in statement.parameters))


def matching_ids(search: Search, *, exactly: bool = True) -> Condition | None:
    """A statement that selects the ids; some may come twice. ``None``: every row is to be tested.

    Not ``exactly``, it may select others too. Ids come as they are found: a ``LIMIT`` ends it soon.
    """
    statements = []
    if search.terms:
        if not _matching(search):
            return None
        statements.append(_ids_by_terms(search, exactly=exactly))
    statements += ids_by_number_or_order(search)
    if search.ip is not None:
        statements += _ids_by_ip(search.ip)
    return _union(statements or [Condition("SELECT NULL WHERE 0")])


def row_condition(search: Search, alias: str = "c") -> Condition:
    """The search tested on each row of the customer ``alias``."""
    ways = [_has_terms(search, alias)] if search.terms else []
    if by_number_or_order := ids_by_number_or_order(search):
        ids = _union(by_number_or_order)
        ways.append(Condition(f"{alias}.id IN ({ids.sql})", ids.parameters))
    if search.ip is not None:
        ways.append(_has_ip(search.ip, alias))
    return _joined("OR", ways) if ways else NOTHING


def search_condition(search: Search) -> Condition:
    """The search as a condition on the customer ``c``."""
    ids = matching_ids(search)
    if ids is None:
        tested = row_condition(search, "x")
        # Along the sort's index each row would be fetched from another place.
        ids = Condition(
            f"SELECT x.id FROM customer x NOT INDEXED WHERE {tested.sql}", tested.parameters
        )
    return Condition(f"c.id IN ({ids.sql})", ids.parameters)
