"""Events of somebody who is in the shop."""

from __future__ import annotations

from typing import NamedTuple

from custui.domain.events.fields import (
    LONGEST_TOKEN,
    BadEvent,
    Json,
    address,
    known_amounts,
    known_ips,
    known_texts,
    moment,
    moments,
    money,
    needed_text,
    number,
    shown,
    text,
)
from custui.domain.events.kinds import Event
from custui.locale import _

MOST_PIECES = 1_000_000

_CART_ADD = int(Event.CART_ADD)
_OF_LINES = (_CART_ADD, int(Event.CART_REMOVE))


class CartLine(NamedTuple):
    """What was put into a cart, or taken out; ``price`` of one piece in minor units.

    Of what was taken out ``quantity`` may be ``None``: all of it.
    """

    product_id: int | None
    name: str
    category: str
    quantity: int | None
    price: int | None


class Presence(NamedTuple):
    """Somebody did something in the shop at a moment (Unix seconds UTC).

    ``amount`` is the cart's total afterwards, in minor units; ``None`` says nothing about it.
    ``customer`` is the number that the shop knows the customer by.
    """

    at: int
    event: int
    page: str
    cart: int | None
    amount: int | None
    customer: int | None
    session: str
    ip: str = ""
    user_agent: str = ""
    referrer: str = ""
    product: int | None = None
    line: CartLine | None = None


def read_presence(record: Json, event: int) -> Presence:
    """The event that ``record`` tells of; raises ``BadEvent``.

    What is usual is taken at first sight: a token of letters and digits, numbers as numbers, texts
    and moments that stood in an event before.
    """
    get = record.get
    session = get("session")
    if session.__class__ is not str or not session.isalnum() or len(session) > LONGEST_TOKEN:
        session = needed_text(record, "session", LONGEST_TOKEN)
    customer, product, cart = get("customer_id"), get("product_id"), get("cart_id")
    try:
        at = moments[get("at")]
        page, ip = known_texts[get("page")], known_ips[get("ip")]
        agent, referrer = known_texts[get("user_agent")], known_texts[get("referrer")]
        amount = known_amounts[get("amount")]
    except (KeyError, TypeError, ValueError):
        at = moment(record, "at")
        page, ip = shown(record, "page"), address(record, "ip")
        agent, referrer = shown(record, "user_agent"), shown(record, "referrer")
        amount = money(record, "amount")
    return Presence(
        at,
        event,
        page,
        cart if cart is None else number(record, "cart_id"),
        amount,
        customer if customer is None else number(record, "customer_id"),
        session,
        ip,
        agent,
        referrer,
        product if product is None else number(record, "product_id"),
        read_line(record, event) if event in _OF_LINES else None,
    )


def read_line(record: Json, event: int) -> CartLine | None:
    """The line of a cart's event; ``None`` when it names no product."""
    product, name = number(record, "product_id"), text(record, "name")
    if product is None and not name:
        return None
    quantity = pieces(record, "quantity")
    if quantity is None and event == _CART_ADD:
        quantity = 1
    return CartLine(product, name, text(record, "category"), quantity, money(record, "price"))


def pieces(record: Json, field: str) -> int | None:
    """How many pieces, at least one; ``None`` where it does not say."""
    found = number(record, field)
    if found is not None and found > MOST_PIECES:
        raise BadEvent(field, _("is more than {most}").format(most=MOST_PIECES))
    return found
