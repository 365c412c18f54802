"""Where the mail server's password is: it stands in no file of custui's own."""

from __future__ import annotations

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from custui.locale import _
from custui.locale.system import system_reason
from custui.mail.problems import Unsendable

_COMMAND_SECONDS: Final = 30


@dataclass(frozen=True)
class Secret:
    """A password that is read when it is needed: ``kind`` is ``env``, ``file`` or ``command``."""

    kind: str
    where: str

    def read(self) -> str:
        """The password. Raises ``Unsendable`` when it is not there."""
        readers = {"env": _of_environment, "file": _of_file, "command": _of_command}
        password = readers[self.kind](self.where)
        if not password:
            raise Unsendable(_("The mail server's password is empty: {where}").format(where=self))
        return password

    def __str__(self) -> str:
        return f"password_{self.kind} = {self.where}"


def _of_environment(name: str) -> str:
    if name not in os.environ:
        raise Unsendable(
            _("The mail server's password is not there: {name} is not set.").format(name=name)
        )
    return os.environ[name]


def _of_file(name: str) -> str:
    """The first line: editors put a line break after it."""
    path = Path(name).expanduser()
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise _unreadable(path, str(error)) from error
    except OSError as error:
        raise _unreadable(path, system_reason(error)) from error


def _unreadable(path: Path, reason: str) -> Unsendable:
    return Unsendable(
        _("The mail server's password cannot be read from {path}: {reason}").format(
            path=path, reason=reason
        )
    )


def _of_command(command: str) -> str:
    """The first line that a command prints; no shell sees the command."""
    try:
        done = subprocess.run(
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_COMMAND_SECONDS,
            check=True,
            encoding="utf-8",
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise Unsendable(
            _("The command that tells the mail server's password failed: {command}").format(
                command=command
            )
        ) from error
    return done.stdout.partition("\n")[0].rstrip("\r")
