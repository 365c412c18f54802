"""Where people live in Poland, and what is known of any country's addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A country as its addresses look.

    In ``postcode`` and ``phones`` each ``#`` stands for a digit by chance, the other characters
    for themselves; ``{}`` of ``postcode`` is the beginning that the city has to itself.
    """

    code: str
    cities: tuple[tuple[str, str], ...]  # name, beginning of the postcode
    postcode: str
    streets: tuple[str, ...]
    street_first: bool  # "ul. Długa 5", not "5 High Street"
    phones: tuple[str, ...]


def cities(text: str) -> tuple[tuple[str, str], ...]:
    """``Kraków 30`` a line: a city and the beginning of its postcode."""
    parts = (line.strip().rpartition(" ") for line in text.strip().splitlines())
    return tuple((name, code) for name, _space, code in parts)


def lines(text: str) -> tuple[str, ...]:
    """What stands on each line."""
    return tuple(line.strip() for line in text.strip().splitlines())


POLAND = Country(
    "PL",
    cities("""Warszawa 02
    Kraków 30
    Wrocław 50
    Łódź 91
    Poznań 61
    Gdańsk 80
    Szczecin 70
    Lublin 20
    Bydgoszcz 85
    Białystok 15
    Katowice 40
    Gdynia 81
    Częstochowa 42
    Radom 26
    Toruń 87
    Rzeszów 35
    Sosnowiec 41
    Kielce 25
    Gliwice 44
    Olsztyn 10
    Zabrze 41
    Bielsko-Biała 43
    Bytom 41
    Zielona Góra 65
    Rybnik 44
    Ruda Śląska 41
    Opole 45
    Tychy 43
    Gorzów Wielkopolski 66
    Elbląg 82
    Płock 09
    Dąbrowa Górnicza 41
    Wałbrzych 58
    Włocławek 87
    Tarnów 33
    Chorzów 41
    Koszalin 75
    Kalisz 62
    Legnica 59
    Grudziądz 86
    Słupsk 76
    Jaworzno 43
    Nowy Sącz 33
    Siedlce 08
    Świdnica 58
    Żory 44
    Zgierz 95
    Łomża 18
    Świnoujście 72
    Żyrardów 96
    Kołobrzeg 78
    Śrem 63
    Źlinice 46
    Zakopane 34"""),
    "{}-###",
    lines("""ul. Polna
    ul. Leśna
    ul. Słoneczna
    ul. Krótka
    ul. Szkolna
    ul. Ogrodowa
    ul. Lipowa
    ul. Łąkowa
    ul. Kwiatowa
    ul. Kościelna
    ul. Sosnowa
    ul. Mickiewicza
    ul. Kościuszki
    al. Jana Pawła II
    ul. Piłsudskiego
    ul. 3 Maja
    os. Tysiąclecia
    ul. Żwirki i Wigury
    ul. Źródlana
    ul. Świętego Marcina
    pl. Wolności
    ul. Długa
    ul. Słowackiego
    ul. Zielona"""),
    True,
    (
        "+48 ### ### ###",
        "### ### ###",
        "###-###-###",
        "#########",
        "+48#########",
        "0048 ###-###-###",
        "(+48) ### ### ###",
    ),
)
