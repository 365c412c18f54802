"""Getting mail to the server: SMTP, encrypted, with time-outs.

What goes wrong is of three kinds: nothing can be sent at present (``Unsendable``), this mail not
now (``Postponed``), this mail never (``Refused``).
"""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr

from custui.locale import _
from custui.locale.system import system_reason
from custui.mail.compose import bare
from custui.mail.problems import MailProblem, Postponed, Refused, Unsendable
from custui.mail.server import NONE, STARTTLS, TLS, MailServer

_LOGGED_IN = 235
"""RFC 4954."""


class Line:
    """A connection to the server on which mail can be sent, one after the other."""

    def __init__(self, smtp: smtplib.SMTP, server: MailServer) -> None:
        self._smtp = smtp
        self._server = server

    def send(self, message: EmailMessage, sender: str, recipient: str) -> None:
        """Give the server a mail; it has it when this returns. Raises ``MailProblem``."""
        try:
            self._smtp.send_message(message, bare(sender), [bare(recipient)])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise _of_answer(code, said) from error
        except smtplib.SMTPSenderRefused as error:
            raise Unsendable(
                _("{host} does not take mail from {sender}: {answer}").format(
                    host=self._server.host, sender=error.sender, answer=_said(error.smtp_error)
                )
            ) from error
        except smtplib.SMTPResponseException as error:
            raise _of_answer(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(
                _("{host} knows no addresses with letters beyond a to z: {email}").format(
                    host=self._server.host, email=recipient
                )
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise _unreachable(self._server, error) from error


def _of_answer(code: int, said: bytes | str) -> MailProblem:
    kind = Refused if 500 <= code < 600 else Postponed
    return kind(f"{code} {_said(said)}")


def _said(said: bytes | str) -> str:
    """The server's words on one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())


@contextmanager
def connected(server: MailServer) -> Iterator[Line]:
    """A line to the server, logged in. Raises ``Unsendable``."""
    password = server.secret.read() if server.secret else ""
    try:
        smtp = _greeted(server, parseaddr(server.sender)[1])
    except (OSError, smtplib.SMTPException) as error:
        raise _unreachable(server, error) from error
    try:
        if server.user:
            _log_in(smtp, server, password)
        yield Line(smtp, server)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _greeted(server: MailServer, sender: str) -> smtplib.SMTP:
    # smtplib would look its own name up, which takes long where no name server answers.
    own_name = sender.rpartition("@")[2] or "localhost"
    name = own_name if own_name.isascii() else own_name.encode("idna").decode("ascii")
    smtp = _reached(server, name)
    try:
        if server.security == STARTTLS:
            smtp.starttls(context=_trust(server))
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _reached(server: MailServer, name: str) -> smtplib.SMTP:
    if server.security == TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=server.timeout, context=_trust(server)
        )
    return smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)


def _trust(server: MailServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def _log_in(smtp: smtplib.SMTP, server: MailServer, password: str) -> None:
    try:
        _give_password(smtp, server.user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise Unsendable(
            _("{host} does not let {user} log in: {answer}").format(
                host=server.host, user=server.user, answer=_said(error.smtp_error)
            )
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Unsendable(
            _("{host} lets nobody log in on this line.").format(host=server.host)
        ) from error
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        raise _unreachable(server, error) from error


def _give_password(smtp: smtplib.SMTP, user: str, password: str) -> None:
    if (user + password).isascii():
        smtp.login(user, password)
        return
    # smtplib knows ASCII alone; RFC 4616 has UTF-8.
    answer = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, said = smtp.docmd("AUTH", f"PLAIN {answer}")
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, said)


def _unreachable(server: MailServer, error: Exception) -> Unsendable:
    return Unsendable(
        _("The mail server {host}:{port} does not take mail now: {reason}").format(
            host=server.host, port=server.port, reason=_reason(error, server)
        )
    )


def _reason(error: Exception, server: MailServer) -> str:
    if isinstance(error, smtplib.SMTPNotSupportedError) and server.security != NONE:
        return _("it offers no encryption ({security})").format(security=server.security)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("its certificate is not to be trusted ({reason})").format(
            reason=error.verify_message
        )
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_said(error.smtp_error)}"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return _("no answer within {seconds} s").format(seconds=round(server.timeout))
    if isinstance(error, OSError) and error.errno:
        return system_reason(error)
    return str(error) or type(error).__name__
