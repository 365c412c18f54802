"""Who is at the keyboard, and where."""

from __future__ import annotations

import os
import pwd
import sys

from custui.cli.options import Options


def staff_name(options: Options) -> str:
    """The staff member: ``--as``, else the log-in user."""
    return options.staff or login_user()


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
