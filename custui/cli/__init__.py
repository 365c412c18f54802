"""The command line: stdout is data, stderr is narration, exit codes mean something."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from custui import locale
from custui.cli.config import apply_config
from custui.cli.exits import Exit, Refusal
from custui.cli.options import VERBS, parse
from custui.cli.output import narrate, prepare_streams
from custui.db.problems import DatabaseProblem, Interrupted, explained
from custui.services.refusals import ActRefused, InvalidValue, InvalidValues, NotPermitted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    try:
        options, verb = parse(argv)
        apply_config(options)
        locale.choose(options.lang)
        with explained(options.db):
            code = verb.run(options)
        return code  # noqa: RET504 - to the type checker the context might swallow
    except DatabaseProblem as problem:
        narrate(str(problem))
        return Exit.DATABASE
    except Refusal as refusal:
        narrate(str(refusal))
        return refusal.code
    except ActRefused as refused:
        narrate(str(refused))
        return _code_of(refused)
    except BrokenPipeError:
        # The reader went away (``custui list | head``). Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except (KeyboardInterrupt, Interrupted):
        return 130


def _code_of(refused: ActRefused) -> Exit:
    if isinstance(refused, NotPermitted):
        return Exit.FORBIDDEN
    if isinstance(refused, InvalidValues):
        return Exit.REJECTED
    return Exit.USAGE if isinstance(refused, InvalidValue) else Exit.REFUSED


__all__ = ["VERBS", "main"]
