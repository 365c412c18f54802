"""The formats that files come in. A new one is a module of its own and a line here."""

from custui.exchange.field import Format
from custui.exchange.grid import GRID

DEFAULT = GRID.name
FORMATS: tuple[Format, ...] = (GRID,)
BY_NAME: dict[str, Format] = {fmt.name: fmt for fmt in FORMATS}


def format_named(name: str) -> Format:
    """The format called ``name``."""
    return BY_NAME[name]
