"""Who the customers are: name, nation, company, when they came and when they were last seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.demo.clock import RECENT, at_a_likely_hour, birthdays, registered_at
from custui.demo.companies import NO_COMPANY, Company, company
from custui.demo.draws import chance, draws
from custui.demo.emails import Mailboxes
from custui.demo.names import Name, NameBook, Place
from custui.demo.nations import NAME_SLOTS, Nation, make_nations
from custui.demo.showcase import BIRTHDAY, COMPANY_NUMBERS, FIRST_NAME, LAST_NAME, ORDERS, SHOWCASE

_NAME_MASK = NAME_SLOTS - 1
_BIRTHDAYS = 16_384
_EARLIER_GUESTS = 64
NOWHERE = Place("", "", "", "")


_Identity = tuple[Nation, int, Name, Name, str]
"""Nation, 1 for a woman, first name, last name, e-mail."""


@dataclass(slots=True)
class Person:
    """A customer while the shop is being made; each table adds what it decides.

    ``chance`` is 32 bits for whoever needs a small decision about the person.
    """

    id: int
    chance: int
    nation: Nation
    female: bool
    first: Name
    last: Name
    email: str
    guest: bool
    registered_at: int
    last_visit_at: int | None
    birthday: str | None
    company: Company
    orders: int
    # decided by the addresses
    city: Place = NOWHERE
    postcode: str = ""
    country: str = ""
    phone: str = ""
    phone_digits: str = ""
    street: str = ""
    # decided by the orders
    sales: int = 0
    opening_sales: int = 0
    order_count: int = 0
    # decided by the carts: number and total of the last one left behind
    open_cart: tuple[int, int] | None = None
    # decided by the attempts to log in
    locked_until: int | None = None
    recent_orders: list[tuple[int, str, int]] = field(default_factory=list)


def _orders_wheel(mean: float) -> list[int]:
    """A wheel of 4096 slots: how many orders a customer who came back has made.

    Half of them none or one, a heavy tail beyond (Pareto, exponent 1.6).
    """
    counts = [0] * 1400
    share = 4096 - len(counts)
    for slot in range(share):
        counts.append(int(mean * (1 - (slot + 0.5) / share) ** (-1 / 1.6)))
    return counts


def collectors(customers: int, seed: int) -> dict[int, int]:
    """The customers who buy without end, and how many orders each of them has made.

    The first has 20,000 in a shop of a million and 200 in a shop of a thousand.
    """
    top = 2 * customers ** (2 / 3)
    many = min(max(1, customers // 500), 40)
    early = range(2, max(3, customers // 2))
    ids = chance(seed, "collectors").sample(early, min(many, len(early)))
    return {customer: int(top / place**0.8) for place, customer in enumerate(ids, 1)}


class People:
    """Makes the people of one shop, a batch after the other."""

    def __init__(self, customers: int, seed: int, now: int) -> None:
        self._customers = customers
        self._seed = seed
        self._now = now
        first_names, last_names = NameBook(), NameBook()
        self.nations: list[Nation] = make_nations(first_names, last_names)
        self._mailboxes = Mailboxes(seed, len(first_names), len(last_names))
        self._birthdays = birthdays(now, _BIRTHDAYS)
        self._orders = _orders_wheel(1.55)
        self._collectors: Mapping[int, int] = collectors(customers, seed)
        self._earlier_guests: deque[_Identity] = deque(maxlen=_EARLIER_GUESTS)
        polish = next(nation for nation in self.nations if nation.country == "PL")
        first, last = first_names.name(FIRST_NAME), last_names.name(LAST_NAME)
        # Sets the mailbox aside before anybody can ask for it.
        email = f"{self._mailboxes.local_part(first, last, 0)}@example.pl"
        self._showcase: _Identity = (polish, 1, first, last, email)

    def batch(self, first_id: int, count: int) -> list[Person]:
        """The people with ids from ``first_id``; batches must be asked for in order."""
        rows = draws(count, 7, self._seed, "people", first_id)
        return [self._person(number, *row) for number, row in enumerate(rows, first_id)]

    def _person(
        self,
        number: int,
        who: int,
        names: int,
        mail: int,
        come: int,
        seen: int,
        born: int,
        firm: int,
    ) -> Person:
        collector = number in self._collectors
        showcase = number == SHOWCASE
        guest = who >> 9 & 63 < 3 and not (collector or showcase)
        business = not guest and (firm % 100 < 9 or collector or showcase)
        registered = registered_at((number - 1 + come / 2**32) / self._customers, self._now)
        last_visit = self._last_visit(registered, seen, collector or showcase, guest)
        if showcase:
            nation, female, first, last, email = self._showcase
            firm, born = COMPANY_NUMBERS
        elif guest:
            nation, female, first, last, email = self._guest(who, names, mail)
        else:
            nation, female, first, last, email = self._identity(who, names, mail, business)
        return Person(
            id=number,
            chance=who >> 15 | (names >> 20 << 17),
            nation=nation,
            female=bool(female),
            first=first,
            last=last,
            email=email,
            guest=guest,
            registered_at=registered,
            last_visit_at=last_visit,
            birthday=BIRTHDAY if showcase else self._birthday(born),
            company=self._company(last, nation, firm, born) if business else NO_COMPANY,
            orders=self._order_count(number, last_visit, seen, guest),
        )

    def _identity(self, who: int, names: int, mail: int, business: bool) -> _Identity:
        """Somebody with a mailbox of their own, at their firm's domain when they have a firm."""
        nation = self.nations[who & 255]
        female = who >> 8 & 1
        first = nation.first[female][names & _NAME_MASK]
        last = nation.last[female][names >> 10 & _NAME_MASK]
        domain = f"{last.slug}.example" if business else nation.domains[mail >> 24]
        email = f"{self._mailboxes.local_part(first, last, mail)}@{domain}"
        if mail >> 8 & 127 == 0:
            email = email.title()
        return nation, female, first, last, email

    def _guest(self, who: int, names: int, mail: int) -> _Identity:
        """A guest; one in four was here before under the same e-mail address."""
        known = self._earlier_guests
        if known and mail & 3 == 0:
            return known[(mail >> 2) % len(known)]
        identity = self._identity(who, names, mail, False)
        known.append(identity)
        return identity

    def _company(self, last: Name, nation: Nation, firm: int, number: int) -> Company:
        return company(last.text, f"{last.slug}.example", nation.country, firm, number)

    def _birthday(self, number: int) -> str | None:
        """Seven in ten gave a date of birth."""
        told = number >> 16 & 1023 < 717
        return self._birthdays[number & _BIRTHDAYS - 1] if told else None

    def _last_visit(self, registered: int, seen: int, regular: bool, guest: bool) -> int | None:
        """A quarter came lately, 15 % never again, the others somewhere in between."""
        now = self._now
        share = seen & 0xFFF
        depth = (seen >> 12) / 2**20
        if regular:
            return now - int(depth * 86_400)
        if guest:
            return registered
        if share < 614:
            return None
        if share < 614 + 1229:
            return max(registered, now - int(depth * RECENT))
        return min(now, max(registered, at_a_likely_hour(now - int(depth * (now - registered)))))

    def _order_count(self, number: int, last_visit: int | None, seen: int, guest: bool) -> int:
        if number in self._collectors:
            return self._collectors[number]
        if number == SHOWCASE:
            return ORDERS
        if last_visit is None:
            return 0
        if guest:
            return 1 if seen & 7 else 0
        return self._orders[(seen ^ seen >> 17) & 4095]
