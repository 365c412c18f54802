"""``custui mail``: the mail that waits to be sent."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from custui.cli.card_table import Table, Writer, drawn
from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.moments import iso
from custui.cli.options import Options
from custui.cli.output import narrate, print_json
from custui.cli.outside import outside
from custui.cli.staff import actor
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.mail_queue import QueuedMail, waiting_mail
from custui.locale import _, ngettext
from custui.locale.formats import format_number, zone
from custui.services.mailing import Outcome, send_waiting


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``mail``."""
    parser.add_argument("--retry", action="store_true", help=_("send what waits, now"))
    parser.add_argument("--json", action="store_true")


def run(options: Options) -> int:
    """List what waits, oldest first, or send it; exit code 1 when some was not sent."""
    reach = outside(options)
    if options.retry and reach.mail is None:
        raise Refusal(
            Exit.REFUSED,
            _("No mail server is set: the table [mail] of the configuration file names it."),
        )
    database = opened(options)
    with database.connection_context():
        if options.retry:
            return _send(send_waiting(database, actor(options), reach, at_once=True), options)
        _list(database, options)
    return Exit.DONE


def _list(database: ShopDatabase, options: Options) -> None:
    waiting = waiting_mail(database)
    if options.json:
        print_json([_record(mail) for mail in waiting])
        return
    preferences = read_preferences(database)
    write = Writer(zone(preferences.time_zone), preferences.currency)
    headers = (_("Number"), _("Date"), _("Recipient"), _("Subject"), _("Attempts"), _("Problem"))
    rows = [
        (
            str(mail.id),
            write.moment(mail.created_at),
            mail.recipient,
            mail.subject,
            format_number(mail.attempts),
            mail.problem,
        )
        for mail in waiting
    ]
    if rows:
        for line in drawn(Table(_("Mail that waits"), headers, rows, frozenset({0, 4}))):
            print(line)
    narrate(_waiting(len(rows)))


def _waiting(count: int) -> str:
    return ngettext("{count} mail waits.", "{count} mails wait.", count).format(
        count=format_number(count)
    )


def _record(mail: QueuedMail) -> dict[str, object]:
    return {
        "id": mail.id,
        "customer_id": mail.customer_id,
        "recipient": mail.recipient,
        "subject": mail.subject,
        "template": mail.template,
        "created_at": iso(mail.created_at),
        "attempts": mail.attempts,
        "retry_at": iso(mail.retry_at),
        "problem": mail.problem or None,
    }


def _send(outcomes: Sequence[Outcome], options: Options) -> int:
    if options.json:
        print_json(
            [
                {
                    "id": each.email_id,
                    "customer_id": each.customer_id,
                    "recipient": each.recipient,
                    "state": each.state,
                    "problem": each.problem or None,
                }
                for each in outcomes
            ]
        )
    for each in outcomes:
        if each.problem:
            narrate(f"{each.recipient}: {each.problem}")
    sent = sum(each.state == "sent" for each in outcomes)
    narrate(
        ngettext("{count} mail was sent.", "{count} mails were sent.", sent).format(
            count=format_number(sent)
        )
    )
    return Exit.DONE if sent == len(outcomes) else Exit.REFUSED
