"""Who is at the keyboard, where, and in which role."""

from __future__ import annotations

import os
import pwd
import sys

from custui.cli.options import Options
from custui.domain.permissions import lower
from custui.domain.roles import ROLES
from custui.services.actor import Actor


def staff_name(options: Options) -> str:
    """The staff member: ``--as``, else the log-in user."""
    return options.staff or login_user()


def role_of(options: Options) -> str:
    """The role of the staff member: that of the configuration's table, ``--role`` only lowers it.

    Without a table everyone is admin; with one, whoever is not in it is a viewer.
    """
    given = options.roles.get(staff_name(options), ROLES[0]) if options.roles else ROLES[-1]
    return lower(given, options.role) if options.role else given


def actor(options: Options, session: str = "") -> Actor:
    """The staff member as the one who acts; ``session`` is the sitting that can undo."""
    return Actor(
        staff=staff_name(options),
        role=role_of(options),
        origin=origin(),
        session=session,
        read_only=options.read_only,
    )


def login_user() -> str:
    """The name of the user whose process this is."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def origin() -> str:
    """Log-in user, terminal and SSH source, as the audit keeps them."""
    try:
        terminal = os.ttyname(sys.stdin.fileno())
    except (OSError, ValueError):
        terminal = ""
    source = os.environ.get("SSH_CLIENT", "").partition(" ")[0]
    return " ".join(filter(None, (login_user(), terminal, source)))
