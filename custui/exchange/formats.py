"""The formats that files come in. A new one is a module of its own and a line here."""

from custui.exchange.field import Format
from custui.exchange.full import FULL
from custui.exchange.grid import GRID
from custui.exchange.magento import MAGENTO
from custui.exchange.magento_address import MAGENTO_ADDRESS
from custui.exchange.magento_composite import MAGENTO_COMPOSITE
from custui.exchange.prestashop import PRESTASHOP

DEFAULT = GRID.name
FORMATS: tuple[Format, ...] = (
    GRID,
    PRESTASHOP,
    MAGENTO,
    MAGENTO_ADDRESS,
    MAGENTO_COMPOSITE,
    FULL,
)
BY_NAME: dict[str, Format] = {fmt.name: fmt for fmt in FORMATS}


def format_named(name: str) -> Format:
    """The format called ``name``."""
    return BY_NAME[name]
