"""The mail server that the shop sends by, as the configuration file describes it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from custui.domain.rules import email_problem
from custui.locale import _
from custui.mail.problems import WrongSetting
from custui.mail.secret import Secret

STARTTLS, TLS, NONE = SECURITIES = ("starttls", "tls", "none")
"""Encrypted after a greeting in the clear; encrypted from the start; not at all."""

PORTS: Final[Mapping[str, int]] = {STARTTLS: 587, TLS: 465, NONE: 25}
TIMEOUT: Final = 20.0
"""Seconds for which each answer of the server is waited for."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SECRETS = ("env", "file", "command")
SETTINGS: Final = (
    *("host", "port", "security", "user", "from", "timeout", "templates", "ca_file"),
    *(f"password_{kind}" for kind in _SECRETS),
)


@dataclass(frozen=True)
class MailServer:
    """A mail server (SMTP); ``timeout`` in seconds, ``sender`` as it stands in ``From:``.

    ``templates`` is a folder with the shop's own texts; ``ca_file`` holds the certificates to
    trust where the system's do not do.
    """

    host: str
    port: int
    security: str = STARTTLS
    user: str = ""
    secret: Secret | None = None
    sender: str = ""
    timeout: float = TIMEOUT
    templates: Path | None = None
    ca_file: Path | None = None

    @property
    def is_here(self) -> bool:
        """Whether nothing said to the server leaves this machine."""
        return self.host in _LOOPBACK


def mail_server(table: Mapping[str, object]) -> MailServer:
    """The server that a table of settings describes. Raises ``WrongSetting``."""
    for name in table:
        if name not in SETTINGS:
            raise WrongSetting(
                name,
                _("there is no setting {name}; there are: {names}").format(
                    name=name, names=", ".join(SETTINGS)
                ),
            )
    host = _text(table, "host")
    if not host:
        raise WrongSetting("host", _("is missing"))
    security = _text(table, "security") or STARTTLS
    if security not in SECURITIES:
        raise WrongSetting("security", _one_of(SECURITIES))
    server = MailServer(
        host=host,
        port=_port(table, security),
        security=security,
        user=_text(table, "user"),
        secret=_secret(table),
        sender=_sender(table),
        timeout=_timeout(table),
        templates=_path(table, "templates"),
        ca_file=_path(table, "ca_file"),
    )
    _check_log_in(server)
    return server


def _check_log_in(server: MailServer) -> None:
    if bool(server.user) != bool(server.secret):
        missing = "password_env" if server.user else "user"
        raise WrongSetting(missing, _("user and password come together"))
    if server.user and server.security == NONE and not server.is_here:
        raise WrongSetting("security", _("the password would go in the clear: starttls or tls"))


def _one_of(names: tuple[str, ...]) -> str:
    return _("one of {names} is expected").format(names=", ".join(names))


def _text(table: Mapping[str, object], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str) or not value.isprintable():
        raise WrongSetting(name, _("a text is expected"))
    return value.strip()


def _path(table: Mapping[str, object], name: str) -> Path | None:
    value = _text(table, name)
    return Path(value).expanduser() if value else None


def _port(table: Mapping[str, object], security: str) -> int:
    port = table.get("port", PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 1 <= port <= 65535:
        raise WrongSetting("port", _("a number from 1 to 65535 is expected"))
    return port


def _timeout(table: Mapping[str, object]) -> float:
    timeout = table.get("timeout", TIMEOUT)
    if not isinstance(timeout, int | float) or isinstance(timeout, bool) or not 0 < timeout <= 600:
        raise WrongSetting("timeout", _("seconds from 1 to 600 are expected"))
    return float(timeout)


def _sender(table: Mapping[str, object]) -> str:
    sender = _text(table, "from")
    problem = sender_problem(sender) if sender else None
    if problem:
        raise WrongSetting("from", problem)
    return sender


def sender_problem(sender: str) -> str | None:
    """What is wrong with a sender: ``shop@example.pl`` or ``The shop <shop@example.pl>``."""
    return email_problem(parseaddr(sender)[1])


def _secret(table: Mapping[str, object]) -> Secret | None:
    given = [kind for kind in _SECRETS if table.get(f"password_{kind}")]
    if not given:
        return None
    if len(given) > 1:
        raise WrongSetting(f"password_{given[1]}", _("the password can be in one place only"))
    (kind,) = given
    name = f"password_{kind}"
    value = table[name]
    if kind == "command" and isinstance(value, list) and all(isinstance(w, str) for w in value):
        return Secret(kind, shlex.join(value))
    return Secret(kind, _text(table, name))
