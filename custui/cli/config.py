"""The configuration file, and ``custui config``: what need not be said on every command line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.domain.roles import ROLES
from custui.locale import LANGUAGES, _
from custui.locale.system import system_reason

SETTINGS = ("database", "language", "mouse", "ascii", "staff", "mail", "links")
"""What the file may say: ``database`` (path or URL), ``language``, ``mouse``, ``ascii``, and the
tables ``staff`` (name to role), ``mail`` (the server) and ``links`` (the shop's pages)."""

LINKS = ("reset", "login")
"""The shop's pages: the one that sets a password, the one that lets staff in as a customer."""


def config_path(given: str | None) -> Path:
    """The file in use: ``--config FILE``, else the user's own."""
    if given:
        return Path(given).expanduser()
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(home).expanduser() / "custui" / "config.toml"


def read_config(given: str | None) -> dict[str, Any]:
    """The settings of the file; none when there is no file and none was asked for.

    Refuses with exit code 2 a file that cannot be read, a setting that there is not, and a value
    of the wrong kind.
    """
    path = config_path(given)
    if given is None and not path.is_file():
        return {}
    import tomllib

    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refusal(Exit.USAGE, _("There is no file {path}.").format(path=path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else error
        raise Refusal(
            Exit.USAGE, _("{path} cannot be read: {reason}").format(path=path, reason=reason)
        ) from error
    for name, value in settings.items():
        _check(path, name, value)
    return settings


def _check(path: Path, name: str, value: object) -> None:
    if name not in SETTINGS:
        raise Refusal(
            Exit.USAGE,
            _("{path}: there is no setting {name}; there are: {names}").format(
                path=path, name=name, names=", ".join(SETTINGS)
            ),
        )
    if not _is_value_of(name, value):
        raise Refusal(
            Exit.USAGE,
            _("{path}: {value} is no value for {name}").format(
                path=path, value=repr(value), name=name
            ),
        )


def _is_value_of(name: str, value: object) -> bool:
    if name == "staff":
        return isinstance(value, dict) and all(role in ROLES for role in value.values())
    if name == "language":
        return value in LANGUAGES
    if name == "mail":  # what is in it is looked at when mail is to be sent
        return isinstance(value, dict)
    if name == "links":
        return isinstance(value, dict) and all(
            link in LINKS and isinstance(template, str) for link, template in value.items()
        )
    return isinstance(value, bool if name in ("mouse", "ascii") else str)


def apply_config(options: Options) -> None:
    """Let the file speak where the command line and the environment are silent."""
    settings = read_config(options.config)
    options.db = options.db or settings.get("database", "")
    options.lang = options.lang or settings.get("language")
    options.no_mouse = options.no_mouse or not settings.get("mouse", True)
    options.ascii = options.ascii or settings.get("ascii", False)
    options.roles = settings.get("staff", {})
    options.mail = settings.get("mail", {})
    options.links = settings.get("links", {})


def default_text() -> str:
    """A configuration file that says what holds without one."""
    return "\n".join(
        (
            "# " + _("The shop: a path or a URL, where neither --db nor CUSTUI_DB names one."),
            '# database = "sqlite:////srv/shop/customers.db"',
            "",
            "# " + _("The language: pl or en, where --lang names none; else the locale decides."),
            '# language = "pl"',
            "",
            "# " + _("Whether the desk takes the mouse from the terminal."),
            "mouse = true",
            "",
            "# " + _("Whether to draw with ASCII characters only."),
            "ascii = false",
            "",
            "# " + _("Who may do what: viewer, agent, lead or admin, by the name that --as gives."),
            "# " + _("Without this table everyone is admin; with it, others are viewers."),
            "# [staff]",
            '# anna = "lead"',
            '# tom = "agent"',
            "",
            "# " + _("The server by which mail goes to customers; without it links are shown."),
            "# [mail]",
            '# host = "smtp.example.pl"',
            '# security = "starttls"  # ' + _("or tls, or none"),
            "# port = 587",
            '# user = "shop"',
            "# " + _("Where the password is: one of the three."),
            '# password_env = "CUSTUI_MAIL_PASSWORD"',
            '# password_file = "/run/secrets/mail"',
            '# password_command = ["pass", "show", "mail"]',
            '# from = "' + _("The shop") + ' <shop@example.pl>"',
            "# timeout = 20  # " + _("seconds"),
            '# templates = "/srv/shop/mail"  # ' + _("a folder with texts of your own"),
            '# ca_file = "/srv/shop/ca.pem"  # ' + _("certificates to trust"),
            "",
            "# " + _("The shop's pages that a link opens, where Preferences name none."),
            "# [links]",
            '# reset = "https://shop.example.pl/password?token={token}"',
            '# login = "https://shop.example.pl/assist?token={token}"',
        )
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``config``."""
    parser.add_argument(
        "--print-default", action="store_true", help=_("print a file with every setting")
    )


def run(options: Options) -> int:
    """Say which file is read, or print one to begin with."""
    print(default_text() if options.print_default else config_path(options.config))
    return Exit.DONE
