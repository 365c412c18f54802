"""What visitors do: each journey is a generator of what is said next, and how long it takes.

Nobody here knows the time: ``traffic`` gives each event its moment when it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from custui.db.feed.stage import Regular, Stage, Ware

Said = dict[str, Any]
Journey = Iterator[tuple[float, Said]]
"""Seconds from what was said before, and the event without its moment."""

_BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
)
_REFERRERS = (
    *("", "", "", "https://www.google.pl/", "https://www.google.pl/", "https://www.bing.com/"),
    *("https://www.facebook.com/", "https://www.ceneo.pl/", "https://blog.example/prezenty"),
)
_PAGES = ("/", "/new", "/sale", "/mugs", "/books", "/contact", "/delivery")
_FIRST = ("Anna", "Jan", "Zofia", "Piotr", "Łucja", "Émile", "Ewa", "Tomasz")
_LAST = ("Nowak", "Kowalska", "Żółw", "Wiśniewski", "Dąbrowska", "Meyer", "Lewandowski")
_CITIES = (("Łódź", "90-001"), ("Warszawa", "00-950"), ("Gdańsk", "80-831"), ("Kraków", "30-059"))
_PAYMENTS = ("card", "BLIK", "bank transfer", "cash on delivery")
_TOOL = "python-requests/2.32"


def money(minor_units: int) -> str:
    """An amount as the feed has it."""
    return f"{minor_units // 100}.{minor_units % 100:02d}"


class Cast:
    """Who may come to a shop, and the numbers that it gives out next."""

    def __init__(self, stage: Stage, rng: Random) -> None:
        self.rng = rng
        self.regulars = stage.regulars
        self.wares = stage.wares or [Ware(1, "Kubek Żółw", "Mugs", 3990)]
        self._customer = stage.last_customer
        self._cart = stage.last_cart

    def next_customer(self) -> int:
        """A customer number that nobody has."""
        self._customer += 1
        return self._customer

    def next_cart(self) -> int:
        """A cart number that nobody has."""
        self._cart += 1
        return self._cart

    def regular(self) -> Regular | None:
        """A registered customer, if there are any."""
        return self.rng.choice(self.regulars) if self.regulars else None

    def ware(self) -> Ware:
        """A product; the first ones are looked at most."""
        return self.wares[int(len(self.wares) * self.rng.random() ** 2)]

    def address(self) -> str:
        """An IP address out of a carrier's own net."""
        rng = self.rng
        if rng.random() < 0.06:
            return f"2001:db8:{rng.getrandbits(16):x}::{rng.getrandbits(12):x}"
        return f"100.{64 + rng.getrandbits(6)}.{rng.getrandbits(8)}.{rng.getrandbits(8)}"

    def token(self) -> str:
        """A name for a session."""
        return f"{self.rng.getrandbits(64):016x}"


class Visitor:
    """Somebody in the shop: who they are, and what is in their cart."""

    def __init__(self, cast: Cast) -> None:
        rng = cast.rng
        self.cast = cast
        self.rng = rng
        self.who = cast.regular() if rng.random() < 0.4 else None
        self.customer = self.who.id if self.who and rng.random() < 0.5 else None
        self.cart: int | None = None
        self.total = 0
        self.lines: dict[int, tuple[Ware, int]] = {}
        self._base = {
            "session": cast.token(),
            "ip": cast.address(),
            "user_agent": rng.choice(_BROWSERS),
        }
        self._referrer = rng.choice(_REFERRERS)

    def says(self, event: str, page: str = "", **more: Any) -> Said:
        """An event of this visitor."""
        said: Said = {"event": event, **self._base}
        if self.customer is not None:
            said["customer_id"] = self.customer
        if page:
            said["page"] = page
        if self._referrer:
            said["referrer"], self._referrer = self._referrer, ""
        if self.cart is not None:
            said["cart_id"] = self.cart
            said["amount"] = money(self.total)
        return said | more

    def adds(self, ware: Ware, quantity: int) -> Said:
        """Put something into the cart."""
        if self.cart is None:
            self.cart = self.cast.next_cart()
        _ware, held = self.lines.get(ware.id, (ware, 0))
        self.lines[ware.id] = (ware, held + quantity)
        self.total += quantity * ware.price
        return self.says("cart_add", f"/p/{ware.id}", **self._line(ware, quantity))

    def removes(self, ware: Ware) -> Said:
        """Take all of something out of the cart."""
        _ware, held = self.lines.pop(ware.id)
        self.total -= held * ware.price
        return self.says("cart_remove", "/cart", **self._line(ware, held))

    @staticmethod
    def _line(ware: Ware, quantity: int) -> Said:
        return {
            "product_id": ware.id,
            "name": ware.name,
            "category": ware.category,
            "quantity": quantity,
            "price": money(ware.price),
        }


def visit(cast: Cast) -> Journey:
    """One visit: looks round and, less and less often, fills a cart, goes to pay, buys."""
    visitor, rng = Visitor(cast), cast.rng
    yield 0, visitor.says("page", rng.choice(_PAGES))
    while rng.random() < 0.75:
        ware = cast.ware()
        yield _pause(rng, 8), visitor.says("product_view", f"/p/{ware.id}", product_id=ware.id)
        if rng.random() < 0.22:
            yield _pause(rng, 6), visitor.adds(ware, rng.choice((1, 1, 1, 2, 3)))
        elif rng.random() < 0.4:
            yield _pause(rng, 6), visitor.says("page", rng.choice(_PAGES))
        if len(visitor.lines) > 1 and rng.random() < 0.15:
            yield _pause(rng, 5), visitor.removes(rng.choice(list(visitor.lines.values()))[0])
        if rng.random() < 0.05 and visitor.who and visitor.customer is None:
            yield from _logs_in(visitor)
    if visitor.total and rng.random() < 0.8:
        yield from _goes_to_pay(visitor)
    elif visitor.customer is not None and rng.random() < 0.1:
        yield _pause(rng, 6), visitor.says("logout", email=visitor.who.email if visitor.who else "")


def _pause(rng: Random, mean: float) -> float:
    return min(rng.expovariate(1 / mean) + 0.5, 60)


def _logs_in(visitor: Visitor) -> Journey:
    """Logs in, sometimes at the second or third attempt."""
    rng, who = visitor.rng, visitor.who
    if who is None:
        return
    while rng.random() < 0.15:
        yield (
            _pause(rng, 5),
            visitor.says("login_failed", "/login", email=who.email, reason="bad_password"),
        )
    visitor.customer = who.id
    yield _pause(rng, 5), visitor.says("login", "/login", email=who.email)
    yield 0.2, visitor.says("page", "/account")


def _goes_to_pay(visitor: Visitor) -> Journey:
    rng = visitor.rng
    yield _pause(rng, 5), visitor.says("page", "/cart")
    if rng.random() < 0.35:
        return
    yield _pause(rng, 5), visitor.says("checkout", "/checkout")
    if visitor.customer is None and visitor.who is not None:
        yield from _logs_in(visitor)
        yield 0.5, visitor.says("checkout", "/checkout")
    if rng.random() < 0.3:
        return
    yield _pause(rng, 10), visitor.says("payment", "/payment")
    if rng.random() < 0.25:
        return
    if visitor.customer is None:
        yield from _leaves_details(visitor)
    yield from _buys(visitor)


def _leaves_details(visitor: Visitor) -> Journey:
    """Buys without an account: the shop makes a guest of the visitor."""
    rng, number = visitor.rng, visitor.cast.next_customer()
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    city, postcode = rng.choice(_CITIES)
    visitor.customer = number
    yield (
        0.3,
        {
            "event": "customer",
            "customer_id": number,
            "email": f"guest{number}@example.com",
            "first_name": first,
            "last_name": last,
            "is_guest": True,
            "language": "pl",
        },
    )
    yield (
        0.1,
        {
            "event": "address",
            "id": 1_000_000_000 + number,
            "customer_id": number,
            "first_name": first,
            "last_name": last,
            "line1": f"ul. Długa {rng.randint(1, 120)}",
            "postcode": postcode,
            "city": city,
            "country": "PL",
            "phone": f"+48 {rng.randint(500, 799)} {rng.randint(100, 999)} {rng.randint(100, 999)}",
            "default_billing": True,
        },
    )


def _buys(visitor: Visitor) -> Journey:
    rng = visitor.rng
    reference = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=9))
    order = {
        "event": "order",
        "reference": reference,
        "session": visitor.says("order")["session"],
        "customer_id": visitor.customer,
        "cart_id": visitor.cart,
        "status": "payment_accepted",
        "payment": rng.choice(_PAYMENTS),
        "carrier": "InPost",
        "total": money(visitor.total),
        "lines": [visitor._line(ware, held) for ware, held in visitor.lines.values()],
    }
    visitor.cart, visitor.total, visitor.lines = None, 0, {}
    yield _pause(rng, 6), order
    yield 0.1, visitor.says("page", "/order/thanks")
    if visitor.who is not None:
        yield (
            1.0,
            {
                "event": "email_sent",
                "customer_id": visitor.customer,
                "email": visitor.who.email,
                "subject": f"Order {reference}",
                "template": "order_conf",
                "language": "pl",
            },
        )
    if rng.random() < 0.5:
        yield (
            _pause(rng, 20),
            {
                "event": "order_status",
                "reference": reference,
                "status": "processing",
            },
        )


def stuffing(cast: Cast, attempts: int, seconds: float) -> Journey:
    """One address goes through a list of e-mails, and gets in once in a while."""
    ip, rng = cast.address(), cast.rng
    for number in range(attempts):
        who = cast.regular() if rng.random() < 0.6 else None
        email = who.email if who else f"info{rng.getrandbits(20)}@example.net"
        said: Said = {"event": "login_failed", "email": email, "ip": ip, "user_agent": _TOOL}
        if who and number > attempts // 2 and rng.random() < 0.1:
            said |= {"event": "login", "customer_id": who.id}
        else:
            said["reason"] = "bad_password" if who else "unknown_email"
        yield seconds / attempts, said


def guessing(cast: Cast, attempts: int, seconds: float) -> Journey:
    """Password after password for one account."""
    who, ip = cast.regular(), cast.address()
    for _attempt in range(attempts if who else 0):
        yield (
            seconds / attempts,
            {
                "event": "login_failed",
                "email": who.email if who else "",
                "ip": ip,
                "user_agent": _TOOL,
                "reason": "bad_password",
            },
        )
