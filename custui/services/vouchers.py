"""Gives vouchers to customers."""

from __future__ import annotations

from datetime import datetime

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.rows import insert_row
from custui.db.vouchers import is_taken
from custui.domain.permissions import VOUCHER
from custui.domain.vouchers import VoucherValues, new_code, voucher_problems
from custui.locale import N_, _
from custui.locale.formats import zone
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.moments import first_second, last_second
from custui.services.refusals import InvalidValues
from custui.services.said import Said

_GIVEN = N_("Voucher given: {code}")


def give_voucher(
    database: ShopDatabase, actor: Actor, customer_id: int, values: VoucherValues
) -> Done:
    """Give a customer a voucher; ``row_id`` is its number, and the undo's description its code.

    Raises ``NotPermitted``, ``CustomerGone`` and ``InvalidValues``: the code must be nobody's.
    """
    values = values.tidied()
    with acting(database, actor, VOUCHER, Said(_GIVEN), customer_id=customer_id) as work:
        clock = zone(read_preferences(database).time_zone)
        today = datetime.fromtimestamp(work.now, clock).date()
        problems = voucher_problems(values, today)
        if values.code and is_taken(database, values.code):
            problems.setdefault("code", _("there is a voucher with this code"))
        if problems:
            raise InvalidValues(problems)
        code = values.code or _free_code(database)
        work.said = Said(_GIVEN, {"code": code})
        work.row_id = insert_row(
            database,
            "voucher",
            customer_id=customer_id,
            code=code,
            name=values.name,
            percent_off=values.percent_off,
            amount_off=values.amount_off,
            quantity=values.quantity,
            valid_from=first_second(values.valid_from, clock),
            valid_to=last_second(values.valid_until, clock),
        )
    return work.done


def _free_code(database: ShopDatabase) -> str:
    while is_taken(database, code := new_code()):
        pass
    return code
