"""``custui import``: customers from a CSV file.

Exit code 3 when the file was turned away: it cannot be read at all, it has bad rows (and they were
not to be skipped), it needed repairs under ``--strict``, or no row of it could be taken.

It takes the role that importing takes; a dry run changes nothing, so everybody may make one.
"""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import json_text, narrate
from custui.cli.staff import actor, origin, staff_name
from custui.domain.permissions import IMPORT
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.locale.system import system_reason

if TYPE_CHECKING:
    from custui.db.connection import ShopDatabase
    from custui.exchange.importing import Request
    from custui.exchange.report import Problem, Report

_SHOWN_PROBLEMS = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``import``."""
    from custui.exchange.formats import BY_NAME

    parser.add_argument("file", metavar="FILE", help=_("the file; - is standard input"))
    parser.add_argument(
        "--format",
        choices=("auto", *BY_NAME),
        default="auto",
        help=_("the file's format (told by its header)"),
    )
    parser.add_argument("--encoding", metavar="E", help=_("UTF-8, cp1250, iso-8859-2, …"))
    parser.add_argument("--delimiter", metavar="D", help=_("what parts the cells (found)"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument(
        "--on-error",
        choices=("abort", "skip"),
        default="abort",
        help=_("a bad row turns the file away, or is left out"),
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help=_("write the bad rows here, with the reason")
    )
    parser.add_argument("--strict", action="store_true", help=_("turn away what needs repairs"))
    parser.add_argument("--create-groups", action="store_true", help=_("add unknown groups"))
    parser.add_argument(
        "--hash-passwords",
        action="store_true",
        help=_("keep hashes of the passwords that stand in the file"),
    )
    parser.add_argument(
        "--allow-delete", action="store_true", help=_("let the rows that ask for it delete")
    )
    parser.add_argument("--json", action="store_true", help=_("the outcome as JSON"))


def run(options: Options) -> int:
    """Import the file."""
    from custui.cli.progress import ended_by_signals, shown_progress
    from custui.db.problems import explained
    from custui.exchange.importing import imported
    from custui.exchange.parts import WorkerDied
    from custui.exchange.room import NoRoom
    from custui.services.permission import require

    if options.read_only and not options.dry_run:
        raise Refusal(Exit.FORBIDDEN, _("--read-only changes nothing; add --dry-run to check."))
    options.read_only = False  # a rehearsal writes beside the shop, never in it
    database = opened(options)
    try:
        with explained(database.path), ended_by_signals(), database.connection_context():
            if not options.dry_run:
                require(database, actor(options), IMPORT)
            request = _request(options, database)
            with shown_progress() as progress, imported(database, request, progress) as report:
                progress.end()
                _tell(options, report)
                return _exit_code(report)
    except (NoRoom, WorkerDied) as problem:
        raise Refusal(Exit.DATABASE, str(problem)) from problem
    except LookupError as error:
        raise Refusal(
            Exit.USAGE, _("There is no encoding {name}.").format(name=options.encoding)
        ) from error
    except OSError as error:
        raise Refusal(
            Exit.REFUSED,
            _("{file}: {reason}. Nothing was changed.").format(
                file=error.filename or options.file, reason=system_reason(error)
            ),
        ) from error


def _request(options: Options, database: ShopDatabase) -> Request:
    from custui.exchange.formats import BY_NAME, FORMATS
    from custui.exchange.importing import Request

    if options.delimiter and (len(options.delimiter) != 1 or options.delimiter in '"\r\n'):
        raise Refusal(Exit.USAGE, _("--delimiter takes one character."))
    return Request(
        path=options.file,
        shop_id=chosen_shop(options, database),
        shop_given=options.shop is not None,
        formats=FORMATS if options.format == "auto" else (BY_NAME[options.format],),
        encoding=options.encoding,
        delimiter=options.delimiter,
        dry_run=options.dry_run,
        skip_bad=options.on_error == "skip",
        strict=options.strict,
        create_groups=options.create_groups,
        hash_passwords=options.hash_passwords,
        allow_delete=options.allow_delete,
        rejects=Path(options.rejects) if options.rejects else None,
        staff=staff_name(options),
        origin=origin(),
    )


def chosen_shop(options: Options, database: ShopDatabase) -> int:
    """The shop that ``--shop`` names, or the first one."""
    from custui.db.shop_terms import shop_id_of

    shop_id = shop_id_of(database, options.shop)
    if shop_id is None:
        raise Refusal(Exit.REFUSED, _("There is no shop {code}.").format(code=repr(options.shop)))
    return shop_id


def _exit_code(report: Report) -> int:
    nothing_taken = report.read > 0 and report.rejected == report.read
    return Exit.REJECTED if report.refused or nothing_taken else Exit.DONE


def _tell(options: Options, report: Report) -> None:
    if options.json:
        _print_json(report)
    else:
        _tell_problems(report)
    for note in report.notes:
        narrate(note)
    narrate(_summary(options, report))


def _tell_problems(report: Report) -> None:
    for problem in islice(report.problems, _SHOWN_PROBLEMS):
        narrate(_line(problem))
    more = report.problem_count - _SHOWN_PROBLEMS
    if more > 0:
        narrate(ngettext("… and {n} more.", "… and {n} more.", more).format(n=more))


def _line(problem: Problem) -> str:
    """One problem for a person: where, what, why."""
    where = _("line {line}").format(line=problem.line)
    if problem.column:
        where += f", {problem.column}"
    value = f" {problem.value!r}" if problem.value else ""
    return f"{where}:{value} {problem.reason}"


def _summary(options: Options, report: Report) -> str:
    if report.refused:
        return _("{file} was turned away; nothing was changed.").format(file=options.file)
    counts = ngettext(
        "{read} row: {added} added, {updated} updated, {unchanged} unchanged, "
        "{deleted} deleted, {rejected} rejected; {repaired} repaired.",
        "{read} rows: {added} added, {updated} updated, {unchanged} unchanged, "
        "{deleted} deleted, {rejected} rejected; {repaired} repaired.",
        report.read,
    ).format(**{name: format_number(count) for name, count in report.counts().items()})
    if options.dry_run:
        return _("This would happen: {counts}").format(counts=counts)
    return counts


def _print_json(report: Report) -> None:
    """The report as one JSON object; the problems are never all in memory."""
    head = json_text({"format": report.format, **report.counts()})
    write = sys.stdout.write
    write(head.removesuffix("\n}") + ',\n  "problems": [')
    separator = "\n"
    for problem in report.problems:
        entry = {
            "line": problem.line,
            "column": problem.column,
            "value": problem.value,
            "reason": problem.reason,
        }
        write(separator + indent(json_text(entry), "    "))
        separator = ",\n"
    write("]\n}\n" if separator == "\n" else "\n  ]\n}\n")
