"""The format *prestashop*: the layout that PrestaShop's import of customers reads, by position.

Twelve columns in 1.6, thirteen with the registration date after that, fourteen with the shop. The
header's words do not matter, and there may be none. Groups and titles are numbers or names.
"""

from __future__ import annotations

from custui.db.staging.layout import MADE
from custui.exchange import credentials, fields
from custui.exchange.field import Field, Format, RowWriter
from custui.exchange.moments import MomentWriter
from custui.exchange.shown import Shown
from custui.exchange.table import Table, TableWriter, Texts, Written, empty, named, numbers
from custui.locale import N_

_RULE = "prestashop"

_TITLES = "Titles ID (Mr = 1, Ms = 2, else 0)"
_BIRTHDAY = "Birthday (yyyy-mm-dd)"
_SINCE = "Registration date (yyyy-mm-dd)"

# The headers of PrestaShop's own examples, through the years.
_REGISTERED = fields.moment("registered_at", _SINCE, "Registration date")
_SHOP = fields.shop("ID / Name of shop", "Shop")
_FIRST = (
    fields.number("Customer ID", "ID", "ID klienta"),
    fields.flag("enabled", "Active (0/1)", "Active", "Aktywny (0/1)", may_be_empty=True),
    fields.title(_TITLES, "Titles ID (Mr = 1 , Ms = 2, else 0)", "Titles ID", by_number=True),
    fields.email("Email *", "Email*", "Email", "E-mail *"),
    Field("password", ("Password *", "Password*", "Password"), (MADE,), credentials.made),
    fields.birthday(_BIRTHDAY, "Birth date (yyyy-mm-dd)", "Birthday"),
    fields.name("last_name", _RULE, "Last Name *", "Last Name*", "Last name", "Nazwisko *"),
    fields.name("first_name", _RULE, "First Name *", "First Name*", "First name", "Imię *"),
    fields.flag("newsletter", "Newsletter (0/1)", "Newsletter", may_be_empty=True),
    fields.flag("partner_offers", "Opt-in (0/1)", "Partner offers (0/1)", may_be_empty=True),
)
_LAST = (
    fields.groups("Groups (x,y,z...)", "Groups(x,y,z...)", "Groups", by_number=True),
    fields.group("Default group ID", "Default group", by_number=True),
)


def _writer(shown: Shown) -> RowWriter:
    safe = Texts(";", raw=shown.raw)
    text = safe.of
    moment = MomentWriter(shown.preferences.time_zone, "%Y-%m-%d", seconds=True).texts
    codes = {number: safe[code] for number, code in shown.shops.items()}
    written = [
        Written("Customer ID", "id", numbers),
        Written("Active (0/1)", "enabled", numbers),
        Written(_TITLES, "title", lambda values: [number or 0 for number in values]),
        Written("Email *", "email", text),
        Written("Password *", "", empty),
        Written(_BIRTHDAY, "birthday", numbers),
        Written("Last Name *", "last_name", text),
        Written("First Name *", "first_name", text),
        Written("Newsletter (0/1)", "newsletter", numbers),
        Written("Opt-in (0/1)", "partner_offers", numbers),
        Written(_SINCE, "registered_at", moment),
        Written("Groups (x,y,z...)", "group_ids", numbers),
        Written("Default group ID", "group", numbers),
    ]
    if len(codes) > 1:
        written.append(Written("ID / Name of shop", "shop", named(codes)))
    return TableWriter(Table(written, ";"))


PRESTASHOP = Format(
    name="prestashop",
    label=N_("PrestaShop's import of customers (CSV, by position)"),
    fields=(*_FIRST, _REGISTERED, *_LAST, _SHOP),
    needs=("email",),
    delimiter=";",
    writer=_writer,
    by_place=(
        (*_FIRST, *_LAST),
        (*_FIRST, _REGISTERED, *_LAST),
        (*_FIRST, _REGISTERED, *_LAST, _SHOP),
    ),
)
