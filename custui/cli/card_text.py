"""A customer's card as text, for eyes at a shell prompt."""

from __future__ import annotations

from collections.abc import Iterator

from custui.cli.card_table import Table, Writer, drawn
from custui.db.queries.card.presence import Presence
from custui.db.queries.card.sales import ORDERS
from custui.db.queries.card.standing import Standing
from custui.db.queries.card.whole import Card, Page
from custui.domain.cells import UNICODE, cell_text
from custui.domain.columns import BY_NAME
from custui.domain.panels.visits import STAGES
from custui.domain.preferences import Preferences
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_money, format_number, zone


def card_lines(card: Card, preferences: Preferences) -> Iterator[str]:
    """The card, line by line; nothing in it can steer a terminal."""
    write = Writer(zone(preferences.time_zone), preferences.currency)
    yield from _heading(card, write)
    for table in (
        *_person_tables(card, write),
        *(_panel(page, card, write) for page in card.pages),
        *_plots(card),
    ):
        yield ""
        yield from drawn(table)


def _heading(card: Card, write: Writer) -> Iterator[str]:
    person, presence, note = card.head.person, card.head.presence, card.head.note
    columns = person.columns
    names = (columns["title"], columns["first_name"], columns["last_name"])
    name = " ".join(filter(None, names))
    yield printable(f"#{columns['id']}  {name}  <{columns['email']}>")
    states = [
        (person.banned, _("banned")),
        (not columns["enabled"], _("disabled")),
        (columns["is_guest"], _("guest")),
    ]
    words = [word for holds, word in states if holds]
    if columns["locked"]:
        words.append(_("locked until {moment}").format(moment=write.moment(person.locked_until)))
    if words:
        yield ", ".join(words)
    if presence:
        yield _in_shop(presence, write)
    if note:
        yield _("Note: {text}").format(text=printable(note.first_line))


def _in_shop(presence: Presence, write: Writer) -> str:
    doing = dict(STAGES).get(presence.stage, "")
    where = _("in the shop now: {doing}, {page}").format(
        doing=_(doing) if doing else presence.stage, page=printable(presence.page)
    )
    if not presence.cart_total:
        return where
    return where + ", " + _("cart {value}").format(value=write.money(presence.cart_total))


def _person_tables(card: Card, write: Writer) -> Iterator[Table]:
    person, standing = card.head.person, card.head.standing
    rows = [
        (_(column.label), _cell(card, name, write))
        for name, column in BY_NAME.items()
        if name not in ("id", "title", "first_name", "last_name", "email")
    ]
    if person.age is not None:
        rows.append((_("Age"), str(person.age)))
    if card.rank is not None:
        rows.append((_("Best-customer rank"), format_number(card.rank)))
    if person.last_change is not None:
        rows.append((_("Changed by"), person.last_change.staff))
    yield Table(_("Personal data"), ("", ""), rows)
    if standing is not None:
        yield Table(_("Company account"), ("", ""), _standing_rows(standing, write))
    yield _note_table(card, write)


def _cell(card: Card, name: str, write: Writer) -> str:
    value = card.head.person.columns[name]
    if name == "last_visit_at":
        return write.moment(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "sales":
        return write.money(value)
    return cell_text(BY_NAME[name], write.zone, UNICODE)(value)


def _standing_rows(standing: Standing, write: Writer) -> list[tuple[str, str]]:
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


def _note_table(card: Card, write: Writer) -> Table:
    note = card.head.note
    if note is None:
        return Table(_("Private note"), ("",), ())
    signed = f"({note.written_by}, {write.moment(note.written_at)})"
    return Table(_("Private note"), ("",), [(line,) for line in (*note.body.splitlines(), signed)])


def _panel(page: Page, card: Card, write: Writer) -> Table:
    columns = [page.panel.columns.by_name[name] for name in page.names]
    writers = [cell_text(column, write.zone, UNICODE) for column in columns]
    return Table(
        _orders_title(card, write) if page.panel is ORDERS else _(page.panel.columns.label),
        [_(column.header) for column in columns],
        [[cell(value) for cell, value in zip(writers, row, strict=True)] for row in page.rows],
        frozenset(place for place, column in enumerate(columns) if column.right_aligned),
        page.more,
    )


def _orders_title(card: Card, write: Writer) -> str:
    summary = card.order_summary
    return _("Orders: {valid} valid, {value}; {invalid} not valid").format(
        valid=format_number(summary.valid_count),
        value=write.money(summary.valid_value),
        invalid=format_number(summary.invalid_count),
    )


def _plots(card: Card) -> Iterator[Table]:
    """Months and weeks in which there was something."""
    yield Table(
        _("Sales by month"),
        (_("Month"), _("Orders"), _("Value")),
        [
            (each.month, format_number(each.orders), format_money(each.value))
            for each in reversed(card.sales_by_month)
            if each.orders
        ],
        frozenset({1, 2}),
    )
    yield Table(
        _("Visits by week"),
        (_("Week from"), _("Visits")),
        [
            (each.monday, format_number(each.visits))
            for each in reversed(card.visits_by_week)
            if each.visits
        ],
        frozenset({1}),
    )
