"""What may be typed into the search box, by example."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from custui.locale import N_, _

EXAMPLES = (
    ("kowalski jan", N_("names in any order, without diacritics; a company")),
    ("@example.pl", N_("an e-mail address, or any part of one")),
    ("600-100-200", N_("a phone number of any address, with or without +48")),
    ("XKBKNABJK", N_("the reference of an order")),
    ("977", N_("a customer's number")),
    ("203.0.113", N_("an IP address of the last connections, or its first octets")),
)


def hint() -> Content:
    """The examples, one a line."""
    width = max(cell_len(example) for example, _meaning in EXAMPLES) + 3
    lines = [
        Content.assemble((example.ljust(width), "$accent"), _(meaning))
        for example, meaning in EXAMPLES
    ]
    return Content("\n").join(lines)
