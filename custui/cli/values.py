"""``COLUMN=VALUE`` words of the verbs that add and change customers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.db.connection import ShopDatabase
from custui.db.customers import country_of
from custui.domain.columns import BY_NAME
from custui.domain.customer_form import FIELD, PASSWORD, Values
from custui.domain.field_kinds import FormTerms, Value
from custui.domain.labels import field_label
from custui.domain.text import printable
from custui.locale import _
from custui.services.registry_numbers import doubts


def value_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``add`` and ``set`` share."""
    parser.add_argument(
        "values",
        nargs="+",
        metavar="COLUMN=VALUE",
        help=_("what to set: {columns}").format(columns=", ".join(FIELD)),
    )
    parser.add_argument(
        "--reason",
        default="",
        metavar="TEXT",
        help=_("why; for newsletter=yes and partner_offers=yes how the customer agreed"),
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help=_("read the password from the first line of stdin, where nobody sees it"),
    )


def parse_values(words: Sequence[str], terms: FormTerms) -> dict[str, Value]:
    """What the words set; refuses with exit code 2 what cannot be understood."""
    values: dict[str, Value] = {}
    for word in words:
        column, equals, typed = word.partition("=")
        if not equals:
            raise Refusal(
                Exit.USAGE, _("{word}: COLUMN=VALUE is expected.").format(word=printable(word))
            )
        _check_column(column)
        if column in values:
            raise Refusal(Exit.USAGE, _("{column} is given twice.").format(column=column))
        values[column] = _read(column, typed, terms)
    return values


def _check_column(column: str) -> None:
    if column in FIELD:
        return
    if column in BY_NAME:
        sentence = _("{column} cannot be set; these can: {columns}")
    else:
        sentence = _("There is no column {column}; these can be set: {columns}")
    raise Refusal(Exit.USAGE, sentence.format(column=printable(column), columns=", ".join(FIELD)))


def _read(column: str, typed: str, terms: FormTerms) -> Value:
    try:
        return FIELD[column].of.parse(typed, terms)
    except ValueError as error:
        sentence = f"{column}={typed}: {error}"
        raise Refusal(Exit.USAGE, printable(sentence)) from None


def with_password(values: dict[str, Value], options: Options) -> dict[str, Value]:
    """``values`` with the password that ``--password-stdin`` reads."""
    if not options.password_stdin:
        return values
    if PASSWORD in values:
        raise Refusal(Exit.USAGE, _("{column} is given twice.").format(column=PASSWORD))
    return {**values, PASSWORD: sys.stdin.readline().rstrip("\n")}


def tell_doubts(database: ShopDatabase, values: Values, customer_id: int) -> None:
    """Say which registry numbers look wrong; they are saved all the same."""
    for field, doubt in doubts(values, country_of(database, customer_id)).items():
        narrate(
            _("{field}: {doubt}. It was saved all the same.").format(
                field=_(field_label(field)), doubt=doubt
            )
        )
