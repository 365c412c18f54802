"""A customer's card as text, for eyes at a shell prompt."""

from __future__ import annotations

from collections.abc import Iterator

from custui.cli.card_panels import account_tables, contact_tables, sales_tables
from custui.cli.card_table import Table, Writer, drawn
from custui.db.queries.card.whole import Card
from custui.domain.cells import UNICODE, cell_text
from custui.domain.columns import BY_NAME
from custui.domain.preferences import Preferences
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_number, zone


def card_lines(card: Card, preferences: Preferences) -> Iterator[str]:
    """The card, line by line; nothing in it can steer a terminal."""
    write = Writer(zone(preferences.time_zone), preferences.currency)
    yield from _heading(card, write)
    for table in (
        *_person_tables(card, write, preferences),
        *sales_tables(card, write),
        *contact_tables(card, write),
        *account_tables(card, write),
    ):
        yield ""
        yield from drawn(table)


def _heading(card: Card, write: Writer) -> Iterator[str]:
    columns = card.person.columns
    names = (columns["title"], columns["first_name"], columns["last_name"])
    name = " ".join(filter(None, names))
    yield printable(f"#{columns['id']}  {name}  <{columns['email']}>")
    states = [
        (card.person.online, _("in the shop now")),
        (card.person.banned, _("banned")),
        (not columns["enabled"], _("disabled")),
        (columns["is_guest"], _("guest")),
    ]
    words = [word for holds, word in states if holds]
    if columns["locked"]:
        words.append(
            _("locked until {moment}").format(moment=write.moment(card.person.locked_until))
        )
    if words:
        yield ", ".join(words)
    if card.note:
        yield _("Note: {text}").format(text=printable(card.note.body.partition("\n")[0]))


def _person_tables(card: Card, write: Writer, preferences: Preferences) -> Iterator[Table]:
    person = card.person
    rows = [
        (_(column.label), _cell(card, name, write))
        for name, column in BY_NAME.items()
        if name not in ("id", "title", "first_name", "last_name", "email")
    ]
    if person.age is not None:
        rows.append((_("Age"), str(person.age)))
    if person.rank is not None:
        rows.append((_("Best-customer rank"), format_number(person.rank)))
    yield Table(_("Personal data"), ("", ""), rows)
    if preferences.b2b:
        yield Table(_("Company account"), ("", ""), _standing_rows(card, write))


def _cell(card: Card, name: str, write: Writer) -> str:
    value = card.person.columns[name]
    if name == "last_visit_at" or (name.endswith("_at") and value is not None):
        return write.moment(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "sales":
        return write.money(value)
    try:
        return cell_text(BY_NAME[name], write.zone, UNICODE)(value)
    except ValueError:  # a day that no calendar has
        return printable(str(value))


def _standing_rows(card: Card, write: Writer) -> list[tuple[str, str]]:
    standing = card.standing
    rows = [
        (
            _("Owed"),
            _("{owed} of {allowed}").format(
                owed=write.money(standing.owed), allowed=write.money(standing.allowed_outstanding)
            ),
        ),
        (
            _("Oldest unpaid"),
            _("{days} of at most {most} days").format(
                days=format_number(standing.oldest_unpaid_days),
                most=format_number(standing.max_payment_days),
            ),
        ),
    ]
    if standing.payment_required:
        rows.append((_("Payment required"), _("yes")))
    return rows
