"""What the made-up shop sells, and the baskets that people fill with it."""

from __future__ import annotations

from typing import NamedTuple

from custui.demo.draws import chance, wheel, zipf

# category: kinds of goods, price from-to in whole units of the currency
_KINDS = {
    "en": {
        "Mugs": ("mug|thermal mug|teacup|travel mug", 19, 89),
        "Books": ("notebook|cookbook|atlas|novel|diary", 15, 120),
        "Clothing": ("T-shirt|jumper|raincoat|scarf|hat", 39, 399),
        "Kitchen": ("teapot|pan|chopping board|knife|kettle|grater", 25, 480),
        "Garden": ("watering can|spade|flower pot|lantern", 18, 260),
        "Toys": ("puzzle|wooden train|teddy bear|kite|board game", 22, 310),
        "Lighting": ("desk lamp|string lights|candle holder|floor lamp", 29, 890),
        "Furniture": ("stool|bookshelf|armchair|coffee table", 149, 2900),
        "Paper": ("poster|greeting card|calendar|wrapping paper", 6, 75),
        "Coffee and tea": ("coffee beans|green tea|herbal tea|filter coffee", 16, 140),
    },
    "pl": {
        "Kubki": ("kubek|kubek termiczny|filiżanka|kubek podróżny", 19, 89),
        "Książki": ("notes|książka kucharska|atlas|powieść|pamiętnik", 15, 120),
        "Odzież": ("koszulka|sweter|płaszcz przeciwdeszczowy|szalik|czapka", 39, 399),
        "Kuchnia": ("czajniczek|patelnia|deska do krojenia|nóż|czajnik|tarka", 25, 480),
        "Ogród": ("konewka|łopata|doniczka|latarenka", 18, 260),
        "Zabawki": ("układanka|drewniany pociąg|pluszowy miś|latawiec|gra planszowa", 22, 310),
        "Oświetlenie": ("lampka biurkowa|girlanda|świecznik|lampa stojąca", 29, 890),
        "Meble": ("stołek|regał|fotel|stolik kawowy", 149, 2900),
        "Papier": ("plakat|kartka z życzeniami|kalendarz|papier ozdobny", 6, 75),
        "Kawa i herbata": ("kawa ziarnista|zielona herbata|zioła|kawa przelewowa", 16, 140),
    },
}
_PATTERNS = {
    "en": ("Żółw", "Fox", "Sunset", "Tatra", "Baltic", "Oak Leaf", "Blue Łowicz", "Graphite",
           "Hummingbird", "Mountain"),
    "pl": ("Żółw", "Lisek", "Zachód słońca", "Tatry", "Bałtyk", "Dąb", "Łowicz", "Grafit",
           "Koliber", "Góry"),
}  # fmt: skip
PRODUCTS = 500
BASKETS = 8192
"""How many different baskets there are, a power of two."""


class Product(NamedTuple):
    """A row of the catalogue; ``price`` in minor units."""

    id: int
    reference: str
    name: str
    category: str
    price: int


class Basket(NamedTuple):
    """Lines (product id, name, category, quantity, price each) and their sum in minor units."""

    lines: tuple[tuple[int, str, str, int, int], ...]
    total: int


def make_products(seed: int, language: str, more_names: tuple[str, ...] = ()) -> list[Product]:
    """The catalogue. ``more_names`` stand among the goods that sell best."""
    dice = chance(seed, "products")
    kinds = [
        (category, kind, low, high)
        for category, (names, low, high) in _KINDS[language].items()
        for kind in names.split("|")
    ]
    patterns = _PATTERNS[language]
    products = []
    for number in range(1, PRODUCTS + 1):
        category, kind, low, high = kinds[number % len(kinds)]
        name = f"{kind[0].upper()}{kind[1:]} {patterns[number // len(kinds) % len(patterns)]}"
        if number > len(kinds) * len(patterns):
            name += f" {number // (len(kinds) * len(patterns)) + 1}"
        price = int(low + (high - low) * dice.random() ** 2) * 100 + dice.choice((0, 49, 90, 99))
        products.append(Product(number, f"demo_{number}", name, category, price))
    for number, name in enumerate(more_names):
        place = 7 + number * 11 % (PRODUCTS - 7)
        products[place] = products[place]._replace(name=name)
    return products


def make_baskets(seed: int, products: list[Product]) -> list[Basket]:
    """The baskets that orders and carts are filled from, one to four lines each."""
    dice = chance(seed, "baskets")
    popular = zipf(dice.sample(products, len(products)), 4096, flat=20)
    lengths = wheel([(1, 52.0), (2, 27.0), (3, 14.0), (4, 7.0)], 256)
    quantities = wheel([(1, 80.0), (2, 14.0), (3, 3.0), (6, 2.0), (24, 0.4)], 256)
    baskets = []
    for _number in range(BASKETS):
        chosen = {product.id: product for product in dice.choices(popular, k=dice.choice(lengths))}
        lines = tuple(
            (product.id, product.name, product.category, dice.choice(quantities), product.price)
            for product in chosen.values()
        )
        baskets.append(Basket(lines, sum(line[3] * line[4] for line in lines)))
    return baskets
