"""Global options, and finding the module of the verb that was asked for.

Only the requested verb's module is imported and only its parser is built: the command line starts
as fast as its lightest verb.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

from custui import __version__
from custui.cli.usage import translate_usage, write_out_usage
from custui.domain.roles import ROLES
from custui.locale import LANGUAGES, N_, _

VERBS: dict[str, tuple[str, str]] = {  # verb -> (module in custui.cli, what it does)
    "demo": ("demo", N_("open a made-up shop in a temporary database")),
    "init": ("init", N_("create an empty shop")),
    "generate": ("generate", N_("create a made-up shop")),
    "list": ("list_", N_("list customers as the grid does")),
    "show": ("show", N_("show everything about one customer")),
    "add": ("add", N_("add a customer")),
    "set": ("set_", N_("change one customer")),
    "delete": ("delete", N_("delete a customer, or ban one")),
    "to-registered": ("to_registered", N_("make a registered customer of a guest")),
    "reset-password": ("reset_password", N_("let a customer set a new password")),
    "sign-out": ("sign_out", N_("make a customer sign in again")),
    "login-as": ("login_as", N_("log in to the shop as a customer")),
    "redeem": ("redeem", N_("use a link up, for the shop")),
    "mail": ("mail", N_("list or send the mail that waits")),
    "import": ("import_", N_("read customers from a CSV file")),
    "export": ("export", N_("write customers to a CSV file")),
    "groups": ("groups", N_("list the customer groups, add, change or delete one")),
    "audit": ("audit", N_("list the changes that were made, or check them")),
    "info": ("info", N_("say what the database holds")),
    "backup": ("backup", N_("copy the database, whoever writes meanwhile")),
    "restore": ("restore", N_("put a backup in the place of the database")),
    "keys": ("keys", N_("list the keys of the desk")),
    "config": ("config", N_("say which configuration file is read, or print one")),
    "doctor": ("doctor", N_("check the database, its index and its totals")),
}
DESK = "desk"
"""The module that runs when no verb is given."""


class Options(argparse.Namespace):
    """Global options, with those of the verb beside them."""

    db: str
    shop: str | None
    staff: str | None
    role: str | None
    lang: str | None
    read_only: bool
    no_mouse: bool
    ascii: bool
    plain: bool
    config: str | None
    # From the file alone: roles by staff member, the mail server, the shop's pages.
    roles: Mapping[str, str] = MappingProxyType({})
    mail: Mapping[str, object] = MappingProxyType({})
    links: Mapping[str, str] = MappingProxyType({})


class Verb(Protocol):
    """A module of ``custui.cli``."""

    @staticmethod
    def arguments(parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    @staticmethod
    def run(options: Options) -> int:
        """Do it; returns the exit code."""


def _global_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("global options"))
    group.add_argument(
        "--db",
        metavar="PATH|URL",
        default=os.environ.get("CUSTUI_DB", ""),
        help=_("the shop's database (else CUSTUI_DB, else the configuration file)"),
    )
    group.add_argument("--shop", metavar="CODE", help=_("one shop of several"))
    group.add_argument("--as", dest="staff", metavar="NAME", help=_("staff member"))
    group.add_argument("--role", choices=ROLES, help=_("act with a lower role"))
    group.add_argument("--lang", choices=LANGUAGES, help=_("language"))
    group.add_argument("--read-only", action="store_true", help=_("change nothing"))
    group.add_argument("--no-mouse", action="store_true", help=_("leave the mouse to the terminal"))
    group.add_argument("--ascii", action="store_true", help=_("draw with ASCII only"))
    group.add_argument("--plain", action="store_true", help=_("no colours"))
    group.add_argument("--config", metavar="FILE", help=_("configuration file"))


def _overview() -> str:
    lines = [f"  {verb:<14} {_(text)}" for verb, (_module, text) in VERBS.items()]
    return _("verbs (custui VERB --help tells more):") + "\n" + "\n".join(lines)


def _language_of(argv: Sequence[str]) -> str | None:
    """``--lang`` before parsing proper: help and usage errors are spoken in it too."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        value = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in LANGUAGES:
            return value
    return None


_MAY_BEGIN_WITH_DASH = ("--sort", "--search")


def _joined(argv: Sequence[str]) -> list[str]:
    """``--sort -sales`` as one word: argparse would take ``-sales`` for an option."""
    words: list[str] = []
    for word in argv:
        if words and words[-1] in _MAY_BEGIN_WITH_DASH:
            words[-1] = f"{words[-1]}={word}"
        else:
            words.append(word)
    return words


def parse(argv: Sequence[str]) -> tuple[Options, Verb]:
    """The options of a command line and the module of its verb.

    A global option may stand before or after the verb. Wrong usage ends with exit code 2.
    """
    from custui import locale

    locale.choose(_language_of(argv))
    translate_usage()
    first = argparse.ArgumentParser(prog="custui", add_help=False, allow_abbrev=False)
    _global_options(first)
    options, rest = first.parse_known_args(_joined(argv), Options())
    name = next((word for word in rest if not word.startswith("-")), None)
    if name is None:
        return _finish(DESK, "custui", rest, options, _overview())
    if name not in VERBS:
        first.error(_("there is no verb {verb}; custui --help lists them").format(verb=repr(name)))
    rest.remove(name)
    module, description = VERBS[name]
    return _finish(module, f"custui {name}", rest, options, "", _(description))


def _finish(
    module: str,
    program: str,
    rest: Sequence[str],
    options: Options,
    epilog: str,
    description: str = "",
) -> tuple[Options, Verb]:
    verb: Verb = import_module(f"custui.cli.{module}")  # type: ignore[assignment]
    parser = argparse.ArgumentParser(
        prog=program,
        allow_abbrev=False,
        epilog=epilog,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if module == DESK:
        parser.add_argument(
            "--version",
            action="version",
            version=f"custui {__version__}",
            help=_("show the version and exit"),
        )
    _global_options(parser)
    verb.arguments(parser)
    write_out_usage(parser)
    given = parser.parse_intermixed_args(rest, argparse.Namespace(**vars(options)))
    return Options(**{**vars(given), **vars(options)}), verb
