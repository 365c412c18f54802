"""``custui groups``: list the customer groups, add, change or delete one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.group_values import changed_group, group_called
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.cli.progress import ended_by_signals, shown_progress
from custui.cli.staff import actor
from custui.db.connection import ShopDatabase
from custui.db.groups import StoredGroup, members_of_groups, read_group_terms, read_groups
from custui.db.named_rows import names_in
from custui.domain.groups import GroupValues
from custui.domain.prices import RuleTerms
from custui.domain.text import printable
from custui.locale import N_, _, ngettext
from custui.locale.formats import format_number, format_percent
from custui.services.customer_groups import add_group, delete_group, edit_group

ACTIONS = ("add", "set", "delete")
COLUMNS = ("name", "discount", "tax_class", "prices_with_tax", "sections")

_ROLES = {"guests": N_("(guests)"), "new": N_("(new customers)")}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``groups``."""
    parser.add_argument(
        "action", nargs="?", choices=ACTIONS, help=_("without one the groups are listed")
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="GROUP|COLUMN=VALUE",
        help=_("the group (number or name; not for add), then what to set: {columns}").format(
            columns=", ".join(COLUMNS)
        ),
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("why; for the audit"))
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """List the groups, or change one and print its number."""
    database = opened(options)
    with database.connection_context():
        match options.action:
            case "add":
                print(_add(database, options))
            case "set":
                print(_set(database, options))
            case "delete":
                print(_delete(database, options))
            case _:
                _list(database, options)
    return Exit.DONE


def _add(database: ShopDatabase, options: Options) -> int | None:
    first = read_groups(database)[0].values
    blank = GroupValues(tax_class=first.tax_class)
    values = changed_group(database, blank, options.words)
    return add_group(database, actor(options), values, reason=options.reason).row_id


def _set(database: ShopDatabase, options: Options) -> int:
    group = _named(database, options)
    values = changed_group(database, group.values, options.words[1:])
    done = edit_group(database, actor(options), group.id, values, reason=options.reason)
    if not done.changed:
        narrate(_("Nothing to change: the group is like that already."))
    return group.id


def _delete(database: ShopDatabase, options: Options) -> int:
    group = _named(database, options)
    if options.words[1:]:
        raise Refusal(Exit.USAGE, _("delete takes one group and nothing else."))
    members = members_of_groups(database).get(group.id, 0)
    with ended_by_signals(), shown_progress() as line:
        delete_group(database, actor(options), group.id, line.customers, reason=options.reason)
    narrate(
        ngettext(
            "{count} member went to the group of new customers, or only left.",
            "{count} members went to the group of new customers, or only left.",
            members,
        ).format(count=format_number(members))
    )
    return group.id


def _named(database: ShopDatabase, options: Options) -> StoredGroup:
    if not options.words:
        raise Refusal(Exit.USAGE, _("Name the group, by its number or name."))
    return group_called(database, options.words[0])


def _list(database: ShopDatabase, options: Options) -> None:
    records = _records(database)
    if options.json:
        print_json({"total": len(records), "rows": records})
        return
    for record in records:
        role = _ROLES.get(record["role"])
        shown = (
            f"{record['id']:>4}",
            f"{record['name']:<32}",
            f"{record['discount']:>7}",
            _("with tax") if record["prices_with_tax"] else _("without tax"),
            record["tax_class"],
            ngettext("{count} member", "{count} members", record["members"]).format(
                count=format_number(record["members"])
            ),
            _(role) if role else "",
        )
        print(printable("  ".join(shown).rstrip()))


def _records(database: ShopDatabase) -> list[dict[str, Any]]:
    with database.atomic("DEFERRED"):  # all of one moment
        members = members_of_groups(database)
        taxes, sections = names_in(database, "tax_class"), names_in(database, "shop_section")
        return [
            _record(database, each, members.get(each.id, 0), taxes, sections)
            for each in read_groups(database)
        ]


def _record(
    database: ShopDatabase,
    group: StoredGroup,
    members: int,
    taxes: Mapping[int, str],
    sections: Mapping[int, str],
) -> dict[str, Any]:
    values, terms = group.values, read_group_terms(database, group.id)
    rules, rates = (terms.rules, terms.tax_rates) if terms else ((), {})
    return {
        "id": group.id,
        "name": values.name,
        "discount": format_percent(values.discount),
        "tax_class": taxes.get(values.tax_class or 0, ""),
        "tax_rates": {country: format_percent(rate) for country, rate in rates.items()},
        "prices_with_tax": values.prices_with_tax,
        "sections": [sections[number] for number in values.sections],
        "role": group.role,
        "members": members,
        "price_rules": [_rule(each) for each in rules],
    }


def _rule(rule: RuleTerms) -> dict[str, Any]:
    percent, amount = rule.percent_off, rule.amount_off
    return {
        "name": rule.name,
        "percent_off": None if percent is None else format_percent(percent),
        "amount_off": None if amount is None else f"{amount // 100}.{amount % 100:02d}",
        "category": rule.category,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "active": rule.active,
    }
