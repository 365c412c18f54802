"""The texts of argparse itself, in the language in use.

argparse asks the stdlib's gettext for them, which knows the environment's language alone and not
``--lang``, and looks for catalogues on the disk at every text.
"""

from __future__ import annotations

import argparse

from custui.locale import N_, _

TEXTS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What custui's parsers can say, as argparse spells it."""


def translate_usage() -> None:
    """Let argparse take its texts from custui's catalogues."""
    setattr(argparse, "_", _)  # noqa: B010 - argparse's types do not name it


def write_out_usage(parser: argparse.ArgumentParser) -> None:
    """Fix the parser's usage line, once it has all its arguments.

    Parsing intermixed arguments, argparse cuts the length of the English ``usage: `` off its line.
    """
    usage = parser.format_usage().removeprefix(_("usage: "))
    parser.usage = usage.replace("%", "%%")
