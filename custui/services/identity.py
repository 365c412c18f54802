"""Who is calling? Three facts that the customer should know, and what came of asking for them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random, SystemRandom
from typing import Final

from custui.db import audit, facts
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.facts import read_facts
from custui.db.row_changes import Value
from custui.db.shop_terms import is_customer
from custui.domain.permissions import IDENTIFY
from custui.domain.preferences import Preferences
from custui.locale import N_, _
from custui.locale.formats import format_date, format_price, zone
from custui.services.acting import no_such_customer
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require
from custui.services.refusals import InvalidValue

ASKED: Final = 3

QUESTIONS: Final[Mapping[str, str]] = {
    facts.BIRTHDAY: N_("Date of birth"),
    facts.CITY: N_("City of the address"),
    facts.POSTCODE: N_("Postcode of the address"),
    facts.STREET: N_("Street and house number"),
    facts.PHONE: N_("Last 3 digits of the phone number"),
    facts.ORDER_DAY: N_("Day of the last order"),
    facts.ORDER_TOTAL: N_("Total of the last order"),
    facts.PRODUCT: N_("A product of the last order"),
    facts.REGISTERED: N_("Year in which the account was opened"),
    facts.TAX_NUMBER: N_("Last 3 digits of the tax number"),
}


@dataclass(frozen=True)
class Fact:
    """A fact to ask for: its ``name``, for ``answer``, and the ``question`` in a person's words."""

    name: str
    question: str


def facts_to_ask(
    database: ShopDatabase, actor: Actor, customer_id: int, chance: Random | None = None
) -> tuple[Fact, ...]:
    """``ASKED`` facts that are known of a customer, fewer when there are no more.

    Others each time, and of unlike kinds where that is possible. Raises ``NotPermitted`` and
    ``CustomerGone``.
    """
    require(database, actor, IDENTIFY, customer_id)
    if not is_customer(database, customer_id):
        raise no_such_customer(customer_id)
    names = _chosen(read_facts(database, customer_id), chance or SystemRandom())
    return tuple(Fact(name, _(QUESTIONS[name])) for name in names)


def _chosen(known: Mapping[str, Value], chance: Random) -> list[str]:
    kinds = [[name for name in kind if name in known] for kind in facts.KINDS]
    firsts, rest = [], []
    for kind in kinds:
        chance.shuffle(kind)
        firsts += kind[:1]
        rest += kind[1:]
    if facts.REGISTERED in firsts and len(firsts) > ASKED:
        firsts.remove(facts.REGISTERED)  # the easiest to guess
    chance.shuffle(firsts)
    chance.shuffle(rest)
    return (firsts + rest)[:ASKED]


def answer(database: ShopDatabase, actor: Actor, customer_id: int, name: str) -> str:
    """What the caller should say to a fact, not yet printable; ``""``: it is known no more.

    Read it when somebody asks to see it, not before. Raises ``NotPermitted``.
    """
    require(database, actor, IDENTIFY, customer_id)
    known = read_facts(database, customer_id)
    if name not in known:
        return ""
    return _said(name, known[name], read_preferences(database))


def _said(name: str, value: Value, preferences: Preferences) -> str:
    if name == facts.BIRTHDAY:
        return format_date(str(value))
    if name in (facts.ORDER_DAY, facts.REGISTERED):
        moment = datetime.fromtimestamp(int(value or 0), zone(preferences.time_zone))
        return str(moment.year) if name == facts.REGISTERED else format_date(f"{moment:%Y-%m-%d}")
    if name == facts.ORDER_TOTAL:
        return format_price(int(value or 0), preferences.currency)
    if name in (facts.PHONE, facts.TAX_NUMBER):
        return str(value)[-facts.DIGITS_ASKED :]
    return str(value)


def record_check(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    asked: Sequence[str],
    *,
    confirmed: bool,
) -> None:
    """Keep in the audit which facts were asked for and whether the caller is who they say.

    The answers are not kept. Raises ``NotPermitted``, ``CustomerGone``, and ``InvalidValue`` for a
    fact that there is not. Needs an open connection and no transaction.
    """
    require(database, actor, IDENTIFY, customer_id)
    for name in asked:
        if name not in QUESTIONS:
            raise InvalidValue("asked", _("There is no fact {name}.").format(name=name))
    told = {
        "asked": ", ".join(asked),
        "outcome": "confirmed" if confirmed else "not confirmed",
    }
    with database.writing():
        if not is_customer(database, customer_id):
            raise no_such_customer(customer_id)
        now = int(time.time())
        audit.append(database, [entry(actor, IDENTIFY.name, now, customer_id, told)])
