"""The addresses of the shop's pages that a token opens, as a shop writes them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

from custui.locale import _

PLACES: Final = ("token", "cart", "shop", "language")
"""What may stand in braces: the token; the cart's number or nothing; the shop's code; ``pl``."""

_PLACE = re.compile(r"\{([^{}]*)\}")


def link_problem(template: str) -> str | None:
    """What is wrong with the template of a link; it may be empty, which is none."""
    if not template:
        return None
    names = _PLACE.findall(template)
    strange = [name for name in names if name not in PLACES]
    if strange:
        return _("has {{{name}}}; there are: {places}").format(
            name=strange[0], places=", ".join(f"{{{place}}}" for place in PLACES)
        )
    if "token" not in names:
        return _("has no {token}, where the token goes")
    try:
        parts = urlsplit(template)
    except ValueError:
        return _("is not a web address")
    if parts.scheme not in ("http", "https") or not parts.netloc or "{" in parts.netloc:
        return _("is not a web address")
    if not template.isprintable() or " " in template:
        return _("is not a web address")
    return None


def filled(template: str, token: str, *, cart: int | None, shop: str, language: str) -> str:
    """The link of ``template`` for one token."""
    values = {
        "token": token,
        "cart": "" if cart is None else str(cart),
        "shop": quote(shop, safe=""),
        "language": quote(language, safe=""),
    }
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)
