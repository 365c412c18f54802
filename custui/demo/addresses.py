"""Where the people live and how they are called, and what the customer keeps of it."""

from __future__ import annotations

from collections.abc import Sequence

from custui.demo.draws import draws, wheel
from custui.demo.nations import PhoneForm
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import ADDRESSES, CITY, PHONE, SHOWCASE
from custui.domain.text import digits

_DIGITS = [f"{number:03d}" for number in range(1000)]
_MOBILE = [f"{prefix}{digit}" for prefix in (50, 51, 53, 57, 60, 66, 69, 72, 73, 78, 79, 88)
           for digit in range(10)]  # fmt: skip
_HOW_MANY = wheel([(0, 11.0), (1, 74.0), (2, 12.0), (3, 3.0)], 128)
_ALIASES = {"pl": ("Dom", "Praca", "Rodzice"), "": ("Home", "Work", "Parents")}


def _phone(forms: Sequence[PhoneForm], number: int) -> tuple[str, str]:
    """A number as somebody wrote it, and its digits."""
    form, prefix, length = forms[number & 63]
    drawn = _MOBILE[(number >> 6 & 0xFFF) % len(_MOBILE)] + _DIGITS[(number >> 10) % 1000]
    drawn = (drawn + _DIGITS[(number >> 20) % 1000])[:length]
    return form % tuple(drawn), prefix + drawn


def _how_many(person: Person) -> int:
    if person.id == SHOWCASE:
        return ADDRESSES
    count = _HOW_MANY[person.chance & 127]
    return count or (1 if person.orders or person.guest else 0)


def add_addresses(people: Sequence[Person], seed: int, rows: Rows) -> None:
    """Give each of ``people`` their addresses; the first is the default one."""
    counts = [_how_many(person) for person in people]
    stream = draws(sum(counts), 3, seed, "addresses", people[0].id)
    addresses = rows["address"]
    for person, count in zip(people, counts, strict=True):
        known: list[str] = []
        for number, (where, house, called) in zip(range(count), stream, strict=False):
            first = number == 0
            nation = person.nation
            city = nation.cities[where & 255]
            showcase = first and person.id == SHOWCASE
            if showcase:
                city = CITY
            street = nation.streets[where >> 8 & 255]
            home = _house(house)
            street = f"{street} {home}" if nation.street_first else f"{home} {street}"
            code = city.postcode % tuple(_DIGITS[(where >> 16) % 1000][: city.postcode.count("%")])
            phone, mobile = "", ""
            if showcase:
                phone = PHONE
                known.append(digits(PHONE))
            elif called >> 26 < 59:
                phone, found = _phone(nation.phones, called)
                known.append(found)
            if called & 7 == 0:
                mobile, found = _phone(nation.phones, house)
                known.append(found)
            if first:
                person.city, person.postcode, person.country = city, code, nation.country
                person.street = street
                person.phone = phone or mobile
            aliases = _ALIASES.get(nation.language, _ALIASES[""])
            firm = person.company
            addresses.append((
                person.id, aliases[number % 3], firm.name if first else "", person.first.text,
                person.last.text, street, code, city.text, nation.country, phone, mobile,
                firm.vat_id if first else "", int(first), int(first),
            ))  # fmt: skip
        person.phone_digits = " ".join(dict.fromkeys(known))


def _house(number: int) -> str:
    """A house number, now and then with that of a flat."""
    house = number % 120 + 1
    return f"{house}/{(number >> 8) % 60 + 1}" if number >> 16 & 3 == 0 else str(house)
