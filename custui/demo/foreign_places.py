"""Where people live abroad: cities with their postcodes, streets, forms of phone numbers."""

from __future__ import annotations

from custui.demo.places import Country, cities, lines

GERMANY = Country(
    "DE",
    cities("""Berlin 10
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
    lines("""Hauptstraße
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
    cities("""Praha 11
    Brno 60
    Ostrava 70
    Plzeň 30
    Ústí nad Labem 40
    České Budějovice 37
    Olomouc 77"""),
    "{}# ##",
    lines("""Dlouhá
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
    cities("""Paris 75
    Lyon 69
    Marseille 13
    Nîmes 30
    Besançon 25
    Orléans 45
    Saint-Étienne 42"""),
    "{}0##",
    lines("""rue de la République
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
    cities("""London SW
    Manchester M
    Leeds LS
    Bristol BS
    Edinburgh EH
    Stoke-on-Trent ST
    Bury St Edmunds IP"""),
    "{}# #AB",
    lines("""High Street
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
    cities("""Madrid 28
    Barcelona 08
    València 46
    Sevilla 41
    A Coruña 15
    Málaga 29
    León 24"""),
    "{}###",
    lines("""Calle Mayor
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
    cities("""Kyiv 01
    Lviv 79
    Kharkiv 61
    Odesa 65
    Ivano-Frankivsk 76
    Chernivtsi 58"""),
    "{}###",
    lines("""vul. Shevchenka
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
    cities("""Stockholm 11
    Göteborg 41
    Malmö 21
    Västerås 72
    Umeå 90
    Örebro 70"""),
    "{}# ##",
    lines("""Storgatan
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
    cities("""Oslo 0
    Bergen 5
    Trondheim 7
    Tromsø 9
    Ålesund 6"""),
    "{}###",
    lines("""Storgata
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
    cities("""København 1
    Aarhus 8
    Odense 5
    Ærøskøbing 5
    Helsingør 3"""),
    "{}###",
    lines("""Vestergade
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
    cities("""Bratislava 81
    Košice 04
    Žilina 01
    Banská Bystrica 97
    Ľubochňa 03"""),
    "{}# ##",
    lines("""Hlavná
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
    cities("""Roma 00
    Milano 20
    Napoli 80
    Forlì 47
    L'Aquila 67"""),
    "{}1##",
    lines("""Via Roma
    Via Garibaldi
    Corso Vittorio Emanuele
    Piazza della Libertà"""),
    True,
    (
        "+39 3## #######",
        "3##.#######",
    ),
)
