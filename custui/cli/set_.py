"""``custui set``: change one customer."""

from __future__ import annotations

import argparse

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.show import the_one
from custui.cli.staff import actor
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import COLUMNS, GROUP
from custui.db.queries.lookups import ids_called
from custui.db.shop_terms import groups
from custui.domain.columns import BY_NAME
from custui.domain.parsing import parse_flag
from custui.domain.text import printable
from custui.locale import _
from custui.services.edits import edit


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``set``."""
    parser.add_argument("customer", metavar="ID|EMAIL", help=_("customer number or e-mail"))
    parser.add_argument(
        "values",
        nargs="+",
        metavar="COLUMN=VALUE",
        help=_("what to set: {columns}").format(columns=", ".join(COLUMNS)),
    )
    parser.add_argument(
        "--reason",
        default="",
        metavar="TEXT",
        help=_("why; for newsletter=yes and partner_offers=yes how the customer agreed"),
    )


def run(options: Options) -> int:
    """Change the customer and print the number."""
    database = opened(options)
    with database.connection_context():
        settings = _settings(database, options.values)
        customer_id = the_one(database, options)
        edited = edit(database, actor(options), customer_id, settings, reason=options.reason)
    if not edited.changed:
        narrate(_("Nothing to change: customer {id} is like that already.").format(id=customer_id))
    print(customer_id)
    return Exit.DONE


def _settings(database: ShopDatabase, words: list[str]) -> dict[str, int]:
    """What the ``COLUMN=VALUE`` words set; refuses with exit code 2."""
    settings: dict[str, int] = {}
    for word in words:
        column, equals, typed = word.partition("=")
        if not equals:
            raise Refusal(
                Exit.USAGE, _("{word}: COLUMN=VALUE is expected.").format(word=printable(word))
            )
        _check_column(column)
        if column in settings:
            raise Refusal(Exit.USAGE, _("{column} is given twice.").format(column=column))
        settings[column] = _group(database, typed) if column == GROUP else _flag(column, typed)
    return settings


def _check_column(column: str) -> None:
    if column in COLUMNS:
        return
    if column in BY_NAME:
        sentence = _("{column} cannot be set; these can: {columns}")
    else:
        sentence = _("There is no column {column}; these can be set: {columns}")
    raise Refusal(Exit.USAGE, sentence.format(column=printable(column), columns=", ".join(COLUMNS)))


def _flag(column: str, typed: str) -> int:
    try:
        return parse_flag(typed)
    except ValueError:
        raise Refusal(Exit.USAGE, f"{column}: {_('yes or no is expected')}") from None


def _group(database: ShopDatabase, typed: str) -> int:
    """The number of the group called ``typed``, exactly or whatever its case and diacritics."""
    names = dict(groups(database))
    exact = [number for number, name in names.items() if name == typed.strip()]
    found = exact or ids_called(names, (typed.strip(),))
    if len(found) == 1:
        return found[0]
    raise Refusal(
        Exit.USAGE,
        _("There is no group {name}; there are: {names}").format(
            name=printable(typed), names=", ".join(map(printable, names.values()))
        ),
    )
