"""Recent sessions in the shop with what was looked at, and attempts to log in."""

from __future__ import annotations

from collections.abc import Sequence

from custui.demo.catalogue import Product
from custui.demo.clock import RECENT
from custui.demo.draws import chance, draws, wheel, zipf
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import SESSIONS, SHOWCASE
from custui.domain.events.kinds import STAGES as STAGES_IN_ORDER
from custui.domain.events.kinds import Event
from custui.domain.text import email_key

STAGES = wheel(
    [("browsing", 36.0), ("product", 34.0), ("cart", 12.0), ("checkout", 7.0), ("payment", 4.0),
     ("order", 7.0)], 64,
)  # fmt: skip
_BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/142.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.6 Safari/605.1.15",
)
BROWSERS = zipf(_BROWSERS, 64, flat=1)
REFERRERS = wheel(
    [("", 45.0), ("https://www.google.pl/", 28.0), ("https://www.facebook.com/", 9.0),
     ("https://www.ceneo.pl/", 8.0), ("https://www.bing.com/", 5.0),
     ("https://blog.example/prezenty?utm=jesień", 5.0)], 64,
)  # fmt: skip
_STAGE_PAGES = {"cart": "/cart", "checkout": "/checkout", "payment": "/payment",
                "order": "/order/thanks", "browsing": "/"}  # fmt: skip
# Plain numbers: rows go from one process to another by ``marshal``.
_PAGE, _PRODUCT_VIEW = int(Event.PAGE), int(Event.PRODUCT_VIEW)
_LAST_EVENTS = {"/": _PAGE, "/cart": int(Event.CART_ADD), "/checkout": int(Event.CHECKOUT),
                "/payment": int(Event.PAYMENT), "/order/thanks": int(Event.ORDER)}  # fmt: skip
_VISITORS = 16  # one session of a visitor who never logged in for so many customers


def address_of(number: int) -> str:
    """An IP address from the ranges set aside for tests and carriers' own nets."""
    if number & 15 == 0:
        return f"2001:db8:{number >> 4 & 0xFFFF:x}::{number >> 20:x}"
    return f"100.{64 + (number >> 4) % 64}.{number >> 10 & 255}.{number >> 18 & 255}"


class Visits:
    """Makes the sessions of one shop, numbered as they are made."""

    def __init__(self, seed: int, now: int, products: Sequence[Product]) -> None:
        self._seed = seed
        self._now = now
        shuffled = chance(seed, "looked at").sample(products, len(products))
        self._products = zipf([(product.id, f"/p/{product.id}") for product in shuffled], 2048)
        self._last_id = 0

    def add(self, people: Sequence[Person], rows: Rows) -> None:
        """Record the recent visits of ``people``, and those of visitors in between."""
        stream = draws(5 * len(people) + SESSIONS, 4, self._seed, "visits", people[0].id)
        oldest = self._now - RECENT
        for person in people:
            last = person.last_visit_at
            if person.id % _VISITORS == 3:
                at = self._now - next(stream)[0] % RECENT
                self._session(None, at, next(stream), rows)
            if last is None or last < oldest:
                continue
            ended = last
            count = SESSIONS if person.id == SHOWCASE else (1, 1, 1, 2)[person.chance >> 9 & 3]
            for _visit in range(count):
                if ended < max(oldest, person.registered_at):
                    break
                numbers = next(stream)
                self._session(person, ended, numbers, rows)
                ended -= 7200 + numbers[3] % (9 * 86_400)

    def _session(
        self, person: Person | None, ended: int, numbers: tuple[int, ...], rows: Rows
    ) -> None:
        who, how, what, _gap = numbers
        self._last_id = session = self._last_id + 1
        # People come from one or two places, mostly.
        ip = address_of((person.chance * 2654435761 & 0xFFFFFFFF) + (who >> 30 == 0)
                        if person else who)  # fmt: skip
        browser = BROWSERS[(person.chance if person and how & 3 else how) >> 3 & 63]
        pages = 1 + (how >> 9 & 15) * (how >> 13 & 15) // 24
        started = ended - pages * (20 + (how >> 17 & 127))
        if person:
            started = max(started, person.registered_at)
        stage = STAGES[what & 63]
        product, page = self._products[what >> 6 & 2047]
        last_page = _STAGE_PAGES.get(stage, page)
        cart, total = None, 0
        if stage in ("cart", "checkout", "payment"):
            cart, total = (person and person.open_cart) or (None, 1990 + (what >> 17 & 1023) * 45)
        elif stage == "product":
            rows["product_view"].append((session, product, ended))
        shown = min(pages, 5)
        came = STAGES_IN_ORDER.index(stage)
        rows["session"].append((
            session, f"{session * 2654435761 % 2**32:08x}{who:08x}", person.id if person else None,
            ip, browser, REFERRERS[how >> 24 & 63], started, ended, stage, last_page, pages, cart,
            total, ended, int(total > 0), shown, person.id if person else None, ended,
            *(ended if came >= step else None for step in range(1, 6)),
        ))  # fmt: skip
        self._pages(session, started, ended, pages, last_page, what, rows)
        if person and who & 15 < 9 and not person.guest:
            self._log_in(person, started, ip, browser, what, rows)

    def _pages(
        self, session: int, started: int, ended: int, count: int, last: str, number: int, rows: Rows
    ) -> None:
        """The last pages of a session, every second one a product."""
        views, looks = rows["session_event"], rows["product_view"]
        shown = min(count, 5)
        step = (ended - started) // count
        for place in range(shown - 1):
            at = ended - step * (shown - 1 - place)
            product, page = self._products[(number >> 6) + place * 577 & 2047]
            if place & 1:
                views.append((session, place + 1, at, _PAGE, "/"))
            else:
                looks.append((session, product, at))
                views.append((session, place + 1, at, _PRODUCT_VIEW, page))
        views.append((session, shown, ended, _LAST_EVENTS.get(last, _PRODUCT_VIEW), last))

    def _log_in(
        self, person: Person, at: int, ip: str, browser: str, number: int, rows: Rows
    ) -> None:
        """A success, after a mistyped password now and then."""
        email, key = person.email, email_key(person.email)
        attempts = rows["login_attempt"]
        if number >> 28 == 0:
            attempts.append((at - 20, email, key, person.id, ip, browser, 0, "bad_password"))
        attempts.append((at, email, key, person.id, ip, browser, 1, ""))
