"""Where people live: cities with their postcodes, streets, and how phone numbers are written."""

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


def _cities(text: str) -> tuple[tuple[str, str], ...]:
    """``Kraków 30`` a line: a city and the beginning of its postcode."""
    parts = (line.strip().rpartition(" ") for line in text.strip().splitlines())
    return tuple((name, code) for name, _space, code in parts)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


POLAND = Country(
    "PL",
    _cities("""Warszawa 02
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
    _lines("""ul. Polna
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
GERMANY = Country(
    "DE",
    _cities("""Berlin 10
    Hamburg 20
    München 80
    Köln 50
    Frankfurt am Main 60
    Düsseldorf 40
    Nürnberg 90
    Görlitz 02
    Würzburg 97
    Dresden 01
    Saarbrücken 66
    Lübeck 23"""),
    "{}###",
    _lines("""Hauptstraße
    Bahnhofstraße
    Gartenweg
    Schillerplatz
    Mühlenweg
    Königsallee"""),
    True,
    (
        "+49 17# ########",
        "0151 #######",
        "0049 30/########",
    ),
)
CZECHIA = Country(
    "CZ",
    _cities("""Praha 11
    Brno 60
    Ostrava 70
    Plzeň 30
    Ústí nad Labem 40
    České Budějovice 37
    Olomouc 77"""),
    "{}# ##",
    _lines("""Dlouhá
    Nádražní
    Školní
    Žižkova
    Na Příkopě"""),
    True,
    (
        "+420 6## ### ###",
        "7## ### ###",
    ),
)
FRANCE = Country(
    "FR",
    _cities("""Paris 75
    Lyon 69
    Marseille 13
    Nîmes 30
    Besançon 25
    Orléans 45
    Saint-Étienne 42"""),
    "{}0##",
    _lines("""rue de la République
    avenue des Champs-Élysées
    rue de l'Église
    boulevard Voltaire
    place du Marché"""),
    False,
    (
        "+33 6 ## ## ## ##",
        "06 ## ## ## ##",
        "07.##.##.##.##",
    ),
)
BRITAIN = Country(
    "GB",
    _cities("""London SW
    Manchester M
    Leeds LS
    Bristol BS
    Edinburgh EH
    Stoke-on-Trent ST
    Bury St Edmunds IP"""),
    "{}# #AB",
    _lines("""High Street
    Church Lane
    Station Road
    Victoria Road
    King's Parade
    The Green"""),
    False,
    (
        "+44 7### ######",
        "07### ######",
        "020 7### ####",
    ),
)
SPAIN = Country(
    "ES",
    _cities("""Madrid 28
    Barcelona 08
    València 46
    Sevilla 41
    A Coruña 15
    Málaga 29
    León 24"""),
    "{}###",
    _lines("""Calle Mayor
    Avenida de la Constitución
    Plaza España
    Calle Núñez de Balboa"""),
    True,
    (
        "+34 6## ### ###",
        "6##-###-###",
    ),
)
UKRAINE = Country(
    "UA",
    _cities("""Kyiv 01
    Lviv 79
    Kharkiv 61
    Odesa 65
    Ivano-Frankivsk 76
    Chernivtsi 58"""),
    "{}###",
    _lines("""vul. Shevchenka
    vul. Ivana Franka
    prosp. Svobody
    vul. Sadova"""),
    True,
    (
        "+380 67 ### ## ##",
        "+38050#######",
        "+380 (44) ###-##-##",
    ),
)
SWEDEN = Country(
    "SE",
    _cities("""Stockholm 11
    Göteborg 41
    Malmö 21
    Västerås 72
    Umeå 90
    Örebro 70"""),
    "{}# ##",
    _lines("""Storgatan
    Kungsgatan
    Skolgatan
    Björkvägen"""),
    True,
    (
        "+46 70 ### ## ##",
        "070-### ## ##",
    ),
)
NORWAY = Country(
    "NO",
    _cities("""Oslo 0
    Bergen 5
    Trondheim 7
    Tromsø 9
    Ålesund 6"""),
    "{}###",
    _lines("""Storgata
    Kirkeveien
    Skolegata
    Fjordgløttveien"""),
    True,
    (
        "+47 4## ## ###",
        "9## ## ###",
    ),
)
DENMARK = Country(
    "DK",
    _cities("""København 1
    Aarhus 8
    Odense 5
    Ærøskøbing 5
    Helsingør 3"""),
    "{}###",
    _lines("""Vestergade
    Skolevej
    Kirkestræde
    Møllevej"""),
    True,
    (
        "+45 ## ## ## ##",
        "########",
    ),
)
SLOVAKIA = Country(
    "SK",
    _cities("""Bratislava 81
    Košice 04
    Žilina 01
    Banská Bystrica 97
    Ľubochňa 03"""),
    "{}# ##",
    _lines("""Hlavná
    Školská
    Železničná
    Štúrova"""),
    True,
    (
        "+421 9## ### ###",
        "09##/### ###",
    ),
)
ITALY = Country(
    "IT",
    _cities("""Roma 00
    Milano 20
    Napoli 80
    Forlì 47
    L'Aquila 67"""),
    "{}1##",
    _lines("""Via Roma
    Via Garibaldi
    Corso Vittorio Emanuele
    Piazza della Libertà"""),
    True,
    (
        "+39 3## #######",
        "3##.#######",
    ),
)
