"""Names of people in Poland, the more frequent first."""

from __future__ import annotations

from custui.demo.names import listed

FIRST_NAMES_F = listed("""
    Anna Katarzyna Maria Małgorzata Agnieszka Barbara Ewa Magdalena Elżbieta Joanna Aleksandra
    Monika Zofia Krystyna Teresa Natalia Danuta Julia Karolina Marta Beata Dorota Alicja Jadwiga
    Janina Halina Grażyna Jolanta Iwona Irena Paulina Wiktoria Justyna Zuzanna Renata Urszula
    Hanna Bożena Helena Łucja Izabela Kinga Weronika Emilia Dominika Sylwia Gabriela Aneta
    Klaudia Patrycja Martyna Stanisława Wanda Oliwia Kamila Ewelina Edyta Mariola Nikola Róża
    Daria Bogumiła Żaneta Nadzieja Michalina Lena Maja Antonina Pola Jagoda Milena Olga Wiesława
    Lidia Sabina Eliza Kalina Zdzisława
""")

FIRST_NAMES_M = listed("""
    Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Stanisław Marek Łukasz
    Grzegorz Mateusz Wojciech Mariusz Dariusz Maciej Zbigniew Jerzy Rafał Robert Kamil Jacek
    Kacper Józef Szymon Ryszard Tadeusz Bartosz Dawid Artur Sławomir Filip Jarosław Daniel
    Przemysław Janusz Antoni Sebastian Karol Mirosław Henryk Aleksander Kazimierz Damian Roman
    Adrian Patryk Wiesław Radosław Leszek Franciszek Mikołaj Hubert Konrad Ignacy Bolesław
    Żelisław Świętosław Wacław Błażej Oskar Dominik Witold Bogdan Arkadiusz Edward Leon
    Eugeniusz Waldemar Krystian Gabriel Oliwer
""")

LAST_NAMES = listed("""
    Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
    Dąbrowski Kozłowski Mazur Jankowski Kwiatkowski Wojciechowski Krawczyk Kaczmarek Piotrowski
    Grabowski Zając Pawłowski Król Michalski Wróbel Wieczorek Jabłoński Nowakowski Majewski
    Olszewski Dudek Jaworski Stępień Malinowski Adamczyk Górski Pawlak Sikora Nowicki Witkowski
    Rutkowski Walczak Baran Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski
    Marciniak Jasiński Zawadzki Jakubowski Sadowski Duda Włodarczyk Bąk Chmielewski Wilk
    Borkowski Sokołowski Szczepański Sawicki Lis Kucharski Mazurek Kubiak Kalinowski Wysocki
    Maciejewski Czarnecki Kołodziej Kaźmierczak Urbański Sobczak Głowacki Krajewski Sikorski
    Zakrzewski Ziółkowski Gajewski Krupa Szulc Laskowski Wasilewski Szymczak Brzeziński Makowski
    Przybylski Mróz Baranowski Kaczmarczyk Borowski Błaszczyk Adamski Cieślak Górecki
    Szczepaniak Chojnacki Kania Urbaniak Leszczyński Czerwiński Kozak Lipiński Mikołajczyk
    Andrzejewski Wesołowski Mucha Cieślik Konieczny Jarosz Kowalewski Zięba Domański
    Kołodziejczyk Markowski Nowacki Stankiewicz Musiał Kruk Wrona Sobczyk Tomczak Orłowski Pająk
    Dobrowolski Stasiak Stefański Polak Bielecki Leśniak Żak Maj Łuczak Krzemiński Krasowski
    Góra Wójtowicz Łukasik Świątek Śliwiński Żurawski Kurowski Gołębiowski Tkaczyk Małecki
    Rogowski Ptak Rybak Mazurkiewicz Cybulski Milewski Kacprzak Żukowski Wolski Białek Żółw Wąs
    Bednarek Owczarek Gutowski Sowa Banaś Jóźwiak Wąsik Ciesielski Staniszewski Socha
    Matuszewski Kosiński Stachowiak Kmiecik Biernacki Osiński Bednarz Rudnicki Kubicki Czaja
    Gołąb Murawski Filipek Żebrowski Bielski Janicki Kędzierski Rosiński Karpiński Łapiński
    Tomczyk Skowroński Sroka Zych Marczak Gawroński Biały Czarny Cichy Wesoły Śnieżny Głuchy
    Chrzan Grzyb Szczęsny Wąsowicz Brzęczyszczykiewicz Gżegżółka Źrebiec Ćwik Ćwiertnia
    Świderski Śledź Łoś Łabędź Łysiak Ząbek Zdrojewski Żmuda Żyła Źdźbło Ożóg Szostak Trzaska
    Trzeciak Przybyła Brzoza Jaźwiński Ździebło Pękala Kłos Kępa Dębski
""")


def feminine(surname: str) -> str:
    """The form of an adjectival surname that a woman bears: Kowalski, Kowalska; Cichy, Cicha."""
    return surname[:-1] + "a" if surname.endswith(("ki", "y")) else surname


def double_barrelled(surnames: list[str], count: int) -> list[str]:
    """Surnames of women who kept their own: ``Wiśniewska-Żak``."""
    total = len(surnames)
    pairs = [(surnames[i * 7 % total], surnames[(i * 13 + 5) % total]) for i in range(count)]
    return [f"{own}-{taken}" for own, taken in pairs if own != taken]
