"""Which customer is meant by a number or an e-mail address."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.domain.text import email_key

_LARGEST_ID = 2**63 - 1
_MOST_DIGITS = len(str(_LARGEST_ID))


@dataclass(frozen=True)
class Found:
    """A customer that may be meant; ``shop`` is its code."""

    id: int
    shop: str
    is_guest: bool


def find_customer(
    database: ShopDatabase, number_or_email: str, shop: str | None = None
) -> tuple[Found, ...]:
    """Those with that number, or that e-mail whatever its case; of one ``shop`` when it is given.

    Registered customers hide guests with the same e-mail. More than one is found when guests
    share an e-mail, or when customers of several shops do.
    """
    wanted = number_or_email.strip()
    if wanted.isascii() and wanted.isdigit():
        digits = wanted.lstrip("0")
        if len(digits) > _MOST_DIGITS or int(digits or 0) > _LARGEST_ID:
            return ()
        return _found(database, "c.id = ?", int(digits or 0), shop)
    key = email_key(wanted)
    return _found(database, "c.email_key = ? AND c.is_guest = 0", key, shop) or _found(
        database, "c.email_key = ? AND c.is_guest = 1", key, shop
    )


def _found(
    database: ShopDatabase, where: str, value: int | str, shop: str | None
) -> tuple[Found, ...]:
    rows = database.execute_sql(
        "SELECT c.id, s.code, c.is_guest FROM customer c JOIN shop s ON s.id = c.shop_id"
        f" WHERE {where} AND s.code = coalesce(?, s.code) ORDER BY c.id",
        (value, shop),
    )
    return tuple(Found(number, code, bool(is_guest)) for number, code, is_guest in rows)
