"""A real mail server on this machine, that keeps what it gets, or will not."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from custui.mail.server import MailServer

CERTIFICATE = Path(__file__).with_name("localhost.pem")
USER, PASSWORD = "shop", "s3cret ż"


@dataclass
class PostOffice:
    """The letters that came, with the address each went to; ``answers`` to what it does not take.

    ``answers`` maps a recipient to what is said at RCPT; ``at_the_end`` is said to the next text.
    """

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    at_the_end: list[str] = field(default_factory=list)
    logged_in: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_the_end:
            return self.at_the_end.pop()
        message = BytesParser(policy=default).parsebytes(envelope.content)
        (recipient,) = envelope.rcpt_tos
        self.encrypted.append(session.ssl is not None or server.transport.get_extra_info(
            "ssl_object") is not None)  # fmt: skip
        self.letters.append((recipient, message))  # type: ignore[arg-type]
        return "250 OK"

    @property
    def server(self) -> MailServer:
        """How to reach it."""
        return MailServer(
            "127.0.0.1", self.port, "none", sender="The shop <shop@example.pl>", timeout=10
        )

    def texts(self) -> list[str]:
        return [text_of(message) for _recipient, message in self.letters]


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def free_port() -> int:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return int(finder.getsockname()[1])


@contextmanager
def open_office(
    office: PostOffice | None = None,
    *,
    tls: bool = False,
    starttls: bool = False,
    log_in: bool = False,
    utf8: bool = True,
) -> Iterator[PostOffice]:
    """Let a post office take mail inside; one that was closed opens on the same port again."""
    office = office or PostOffice()
    office.port = office.port or free_port()

    def authenticate(server: Any, session: Any, envelope: Any, kind: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data == LoginPassword(
            USER.encode(), PASSWORD.encode()
        )
        if right:
            office.logged_in.append(USER)
        return AuthResult(success=right, handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    settings: dict[str, Any] = {"enable_SMTPUTF8": utf8}
    if tls:
        settings["ssl_context"] = context
    if starttls:
        settings |= {"tls_context": context, "require_starttls": True}
    if log_in:
        settings |= {
            "authenticator": authenticate,
            "auth_required": True,
            "auth_require_tls": tls is False and starttls,
        }
    controller = Controller(office, hostname="127.0.0.1", port=office.port, **settings)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
