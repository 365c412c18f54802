"""The nations that a shop's customers come from: names, language and home country together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from custui.demo import foreign_names as foreign
from custui.demo import foreign_places as abroad
from custui.demo import places, polish_names
from custui.demo.draws import wheel, zipf
from custui.demo.names import Name, NameBook, Place, place
from custui.demo.places import Country
from custui.domain.text import digits

NAME_SLOTS = 1024
"""Slots of each name table, a power of two."""

PLACE_SLOTS = 256


class PhoneForm(NamedTuple):
    """How phone numbers are written: ``%s`` for each of ``drawn`` digits, those before them."""

    form: str
    prefix: str
    drawn: int


@dataclass(frozen=True, slots=True)
class Nation:
    """What a customer's nationality decides. The tables are wheels: see ``draws.wheel``.

    ``first`` and ``last`` hold the names of men, then those of women.
    """

    country: str
    language: str
    first: tuple[list[Name], list[Name]]
    last: tuple[list[Name], list[Name]]
    cities: list[Place]
    streets: list[str]
    street_first: bool
    phones: list[PhoneForm]
    domains: list[str]


@dataclass(frozen=True)
class _Source:
    weight: float
    country: Country
    language: str
    women: Sequence[str]
    men: Sequence[str]
    surnames: Sequence[str]
    feminine: Callable[[str], str]
    domains: tuple[tuple[str, float], ...]


_EVERYWHERE = (("gmail.com", 30.0), ("outlook.com", 6.0), ("yahoo.com", 4.0), ("icloud.com", 3.0))
_POLISH_DOMAINS = (
    ("gmail.com", 34.0),
    ("wp.pl", 16.0),
    ("onet.pl", 9.0),
    ("o2.pl", 9.0),
    ("interia.pl", 8.0),
    ("op.pl", 4.0),
    ("poczta.onet.pl", 3.0),
    ("vp.pl", 3.0),
    ("outlook.com", 3.0),
    ("tlen.pl", 2.0),
    ("gazeta.pl", 2.0),
    ("icloud.com", 2.0),
    ("example.pl", 1.0),
)


def _domains(*local: str) -> tuple[tuple[str, float], ...]:
    return _EVERYWHERE + tuple((domain, 20 / place) for place, domain in enumerate(local, 1))


_POLISH_SURNAMES = polish_names.LAST_NAMES
_SOURCES = (
    _Source(
        62,
        places.POLAND,
        "pl",
        polish_names.FIRST_NAMES_F,
        polish_names.FIRST_NAMES_M,
        _POLISH_SURNAMES,
        polish_names.feminine,
        _POLISH_DOMAINS,
    ),
    _Source(
        9,
        abroad.GERMANY,
        "de",
        foreign.GERMAN_F,
        foreign.GERMAN_M,
        foreign.GERMAN_LAST,
        foreign.unchanged,
        _domains("gmx.de", "web.de", "t-online.de"),
    ),
    _Source(
        5,
        abroad.CZECHIA,
        "cs",
        foreign.CZECH_F,
        foreign.CZECH_M,
        foreign.CZECH_LAST,
        foreign.czech_feminine,
        _domains("seznam.cz", "centrum.cz"),
    ),
    _Source(
        4,
        abroad.FRANCE,
        "fr",
        foreign.FRENCH_F,
        foreign.FRENCH_M,
        foreign.FRENCH_LAST,
        foreign.unchanged,
        _domains("orange.fr", "free.fr"),
    ),
    _Source(
        5,
        abroad.BRITAIN,
        "en",
        foreign.ENGLISH_F,
        foreign.ENGLISH_M,
        foreign.ENGLISH_LAST,
        foreign.unchanged,
        _domains("btinternet.com", "hotmail.co.uk"),
    ),
    _Source(
        3,
        abroad.SPAIN,
        "es",
        foreign.SPANISH_F,
        foreign.SPANISH_M,
        foreign.SPANISH_LAST,
        foreign.unchanged,
        _domains("hotmail.es", "telefonica.net"),
    ),
    _Source(
        4,
        abroad.UKRAINE,
        "uk",
        foreign.UKRAINIAN_F,
        foreign.UKRAINIAN_M,
        foreign.UKRAINIAN_LAST,
        foreign.ukrainian_feminine,
        _domains("ukr.net", "i.ua"),
    ),
    _Source(
        2,
        abroad.SWEDEN,
        "sv",
        foreign.SWEDISH_F,
        foreign.SWEDISH_M,
        foreign.SWEDISH_LAST,
        foreign.unchanged,
        _domains("telia.com"),
    ),
    _Source(
        1.5,
        abroad.NORWAY,
        "nb",
        foreign.NORWEGIAN_F,
        foreign.NORWEGIAN_M,
        foreign.NORWEGIAN_LAST,
        foreign.unchanged,
        _domains("online.no"),
    ),
    _Source(
        1.5,
        abroad.DENMARK,
        "da",
        foreign.DANISH_F,
        foreign.DANISH_M,
        foreign.DANISH_LAST,
        foreign.unchanged,
        _domains("mail.dk"),
    ),
    _Source(
        2,
        abroad.SLOVAKIA,
        "sk",
        foreign.SLOVAK_F,
        foreign.SLOVAK_M,
        foreign.SLOVAK_LAST,
        foreign.czech_feminine,
        _domains("azet.sk"),
    ),
    _Source(
        1,
        abroad.ITALY,
        "it",
        foreign.ITALIAN_F,
        foreign.ITALIAN_M,
        foreign.ITALIAN_LAST,
        foreign.unchanged,
        _domains("libero.it"),
    ),
)


def _phone_form(written: str) -> PhoneForm:
    return PhoneForm(written.replace("#", "%s"), digits(written), written.count("#"))


def _nation(source: _Source, first_book: NameBook, last_book: NameBook) -> Nation:
    country = source.country
    men = zipf(last_book.names(source.surnames), NAME_SLOTS, flat=20)
    women = zipf(
        last_book.names([source.feminine(name) for name in source.surnames]), NAME_SLOTS, flat=20
    )
    if country is places.POLAND:
        forms = [polish_names.feminine(name) for name in source.surnames]
        pairs = last_book.names(polish_names.double_barrelled(forms, NAME_SLOTS // 24))
        women[-len(pairs) :] = pairs
    return Nation(
        country=country.code,
        language=source.language,
        first=(
            zipf(first_book.names(source.men), NAME_SLOTS),
            zipf(first_book.names(source.women), NAME_SLOTS),
        ),
        last=(men, women),
        cities=zipf(
            [place(city, country.postcode.format(code)) for city, code in country.cities],
            PLACE_SLOTS,
        ),
        streets=zipf(country.streets, PLACE_SLOTS, flat=40),
        street_first=country.street_first,
        phones=zipf([_phone_form(written) for written in country.phones], 64),
        domains=wheel(source.domains, 256),
    )


def make_nations(first_book: NameBook, last_book: NameBook) -> list[Nation]:
    """A wheel of 256 slots of nations; their names are entered into the two books."""
    nations = [(_nation(source, first_book, last_book), source.weight) for source in _SOURCES]
    return wheel(nations, 256)
