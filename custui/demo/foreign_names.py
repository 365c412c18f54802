"""Names of people from elsewhere, the more frequent first."""

from __future__ import annotations

from custui.demo.names import listed

GERMAN_F = listed("""
    Maria Anna Emma Hannah Mia Sophie Lena Lea Marie Johanna Katharina Ursula Monika Petra
    Sabine Renate Käthe Jördis Gisela Heike Anneliese Birgit Elfriede Grete Frauke
""")
GERMAN_M = listed("""
    Peter Michael Thomas Andreas Wolfgang Jürgen Günther Klaus Hans Uwe Björn Jörg Lukas Finn
    Jonas Leon Paul Felix Maximilian Götz Rüdiger Sören Heinz Dieter Karl-Heinz Matthias
""")
GERMAN_LAST = listed("""
    Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch
    Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann
    Lange Krause Köhler Jäger Böhm Größl Weiß Strauß Groß Kühn Vogel Günther Löwe Huber Mayer
    Öhler Ziegler Götze Brückner von_Bülow Pfeiffer Sauer Thoma Ullrich Voß Walther Zöllner
""")

CZECH_F = listed("""
    Jana Marie Eva Hana Anna Lenka Kateřina Věra Lucie Alena Petra Veronika Jaroslava Martina
    Tereza Jitka Ludmila Zdeňka Růžena Božena Adéla Eliška Barbora Šárka Žofie
""")
CZECH_M = listed("""
    Jiří Jan Petr Josef Pavel Martin Tomáš Jaroslav Miroslav Zdeněk František Václav Michal
    Karel Milan Vladimír Lukáš Ladislav Ondřej Stanislav Matěj Vojtěch Šimon Bořivoj Řehoř
""")
CZECH_LAST = listed("""
    Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Pospíšil
    Marek Hájek Jelínek Král Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Krejčí Navrátil
    Čermák Urban Vaněk Blažek Kříž Kopecký Vlček Holub Polák Žák Říha Šťastný Ševčík Štěpánek
""")

FRENCH_F = listed("""
    Marie Nathalie Isabelle Sylvie Catherine Françoise Hélène Chloé Léa Émilie Zoé Aurélie
    Céline Bénédicte Éloïse Anaïs Camille Manon Inès Jeanne Geneviève
""")
FRENCH_M = listed("""
    Jean Pierre Michel André Philippe Alain François Jérôme Éric Noël Stéphane Loïc Benoît
    Sébastien René Rémi Léo Hugo Théo Gaël Cédric Jean-Baptiste
""")
FRENCH_LAST = listed("""
    Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefèvre
    Michel García David Bertrand Roux Vincent Fournier Morel Girard André Mercier Lefebvre
    Lambert Bonnet Legrand Gauthier Perrin Müller Clément Hébert Béranger Guérin Boyer Noël
    L'Hôte D'Aubigné Saint-Exupéry Çelik Prévost Chevalier
""")

SPANISH_F = listed("""
    María Carmen Ana Isabel Laura Cristina Marta Lucía Sofía Paula Begoña Inés Rocío Belén
    Mónica Ángela Concepción Núria Montserrat Beatriz
""")
SPANISH_M = listed("""
    Antonio José Manuel Francisco David Juan Javier Daniel Jesús Ángel Rubén Íñigo Óscar Álvaro
    Iván Joaquín Tomás Andrés Ramón Víctor Raúl
""")
SPANISH_LAST = listed("""
    García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz
    Hernández Díaz Moreno Muñoz Álvarez Romero Gutiérrez Núñez Ibáñez Peña Ordóñez Vázquez
    Castaño Ñíguez Zúñiga García_López Pérez_Galdós Ramírez Cañete Güell Yáñez
""")

ENGLISH_F = listed("""
    Olivia Amelia Emily Sarah Jessica Charlotte Sophie Grace Lily Ruby Margaret Elizabeth Siân
    Zoë Chloe Niamh Deirdre Alice Florence Rosie Mary Susan Karen
""")
ENGLISH_M = listed("""
    James John Oliver Harry George William Jack Thomas Charlie Oscar Edward Henry Seán Liam
    Callum Rhys Alasdair Graham Nigel Trevor Simon David Robert
""")
ENGLISH_LAST = listed("""
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Thompson
    Hughes Edwards Green Hall Wood Harris Clarke O'Brien O'Neill McDonald MacLeod Fitzgerald
    Brontë Lewis Khan Baker Hill Cooper Ward Turner Singh Bell Cholmondeley Featherstonehaugh
    Smith-Jones Ng
""")

UKRAINIAN_F = listed("""
    Oksana Olena Natalia Tetiana Iryna Svitlana Liudmyla Yuliia Kateryna Anastasiia Mariia
    Halyna Hanna Viktoriia Solomiia Khrystyna Zoriana Daryna Bohdana
""")
UKRAINIAN_M = listed("""
    Oleksandr Serhii Volodymyr Mykola Andrii Yurii Ivan Vasyl Dmytro Taras Bohdan Oleh Yevhen
    Maksym Artem Viktor Pavlo Ostap Sviatoslav
""")
UKRAINIAN_LAST = listed("""
    Melnyk Shevchenko Kovalenko Bondarenko Boiko Tkachenko Kravchenko Kovalchuk Koval Oliinyk
    Shevchuk Polishchuk Lysenko Savchenko Rudenko Petrenko Marchenko Khomenko Moroz Pavlenko
    Zelenskyi Khmelnytskyi Bilyi Chornyi Hrytsenko Yushchenko Vynnychenko Zahrebelnyi
""")

SWEDISH_F = listed("""
    Anna Eva Maria Karin Kristina Lena Kerstin Sara Malin Åsa Åse Märta Linnéa Elsa Astrid Frida
    Saga Ebba Görel
""")
SWEDISH_M = listed("""
    Lars Mikael Anders Johan Erik Per Karl Björn Göran Håkan Åke Sören Mårten Gustav Nils Östen
    Viktor Jörgen
""")
SWEDISH_LAST = listed("""
    Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson
    Lindström Öberg Åkesson Åberg Sjöberg Bergström Söderberg Nyström Hägg Björklund Sjögren
    Ahlén
""")

NORWEGIAN_F = listed("""
    Anne Inger Kari Marit Ingrid Liv Solveig Åshild Bjørg Gunn Ragnhild Sigrid Tone Nora Øydis
    Frøya Synnøve Guro
""")
NORWEGIAN_M = listed("""
    Jan Per Bjørn Ole Lars Kjell Knut Svein Arne Thor Øyvind Håkon Jørgen Pål Eirik Ståle
    Øystein Asbjørn
""")
NORWEGIAN_LAST = listed("""
    Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Bjørnstad Sørensen Ødegård
    Bø Strøm Aas Håland Sæther Solbakken Bråten Næss Tømmerås
""")

DANISH_F = listed("""
    Anne Kirsten Mette Hanne Søs Bodil Karen Ida Sofie Freja Gitte Birgitte Åse Maren Jytte
    Kæthe
""")
DANISH_M = listed("""
    Peter Michael Lars Jens Søren Niels Jørgen Torben Bjarne Rasmus Mads Kåre Åge Anders Asger
    Kjeld
""")
DANISH_LAST = listed("""
    Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Kjær
    Møller Thøgersen Bæk Østergaard Skovgård Nørgaard Juhl
""")

SLOVAK_F = listed("""
    Mária Anna Zuzana Katarína Eva Jana Helena Monika Ľubica Soňa Gabriela Viera Darina Alžbeta
    Žofia Ľudmila
""")
SLOVAK_M = listed("""
    Jozef Ján Peter Martin Milan Štefan Miroslav Ľubomír Ondrej Tomáš Rastislav Vladimír Juraj
    Ľudovít Matúš Šimon
""")
SLOVAK_LAST = listed("""
    Horváth Kováč Varga Tóth Nagy Baláž Molnár Balog Lukáč Novák Kováčik Šimko Ďurica Žiak
    Čierny Hudák Kráľ Ďuriš Oravec Hruška Šťastný
""")

ITALIAN_F = listed("""
    Maria Anna Giulia Francesca Chiara Sara Martina Elena Alessia Federica Nicoletta Loredana
    Letizia Aurora Sofia Ginevra
""")
ITALIAN_M = listed("""
    Giuseppe Giovanni Antonio Mario Luigi Francesco Marco Nicolò Andrea Matteo Alessandro
    Lorenzo Davide Mosè Renato Ettore
""")
ITALIAN_LAST = listed("""
    Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo D'Angelo
    De_Luca Di_Stefano Forlì Nicolò Cantù Dal_Pozzo
""")


def czech_feminine(surname: str) -> str:
    """The form a Czech or Slovak woman bears: Novák, Nováková; Černý, Černá; Svoboda, Svobodová."""
    if surname.endswith("ý"):
        return surname[:-1] + "á"
    if surname.endswith(("í", "y")):
        return surname[:-1] + "á" if surname.endswith("y") else surname
    if surname.endswith(("ek", "ec")):
        return surname[:-2] + surname[-1] + "ová"
    return surname.removesuffix("a") + "ová"


def ukrainian_feminine(surname: str) -> str:
    """The form a Ukrainian woman bears: Zelenskyi, Zelenska; Chornyi, Chorna."""
    return surname[:-2] + "a" if surname.endswith("yi") else surname


def unchanged(surname: str) -> str:
    """Women and men bear the same form."""
    return surname
