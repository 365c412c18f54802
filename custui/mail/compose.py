"""A mail as it goes over the wire: headers, a text part, an HTML part."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr

from custui.locale import _
from custui.mail.problems import Refused
from custui.mail.texts import Written, in_one_line


@dataclass(frozen=True)
class Envelope:
    """Who sends to whom, under which number (without angle brackets), and when (Unix seconds).

    ``automatic`` mail asks other programs not to answer it (RFC 3834).
    """

    sender: str
    recipient: str
    message_id: str
    at: int
    automatic: bool = True


def new_message_id(sender: str) -> str:
    """A number for a mail that no other has."""
    return make_msgid(domain=_ascii_domain(parseaddr(sender)[1])).strip("<>")


def composed(envelope: Envelope, text: Written) -> EmailMessage:
    """The mail. Raises ``Refused`` when an address cannot stand in one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(envelope.sender)
    message["To"] = _address(envelope.recipient)
    message["Subject"] = in_one_line(text.subject)
    message["Date"] = formatdate(envelope.at)
    message["Message-ID"] = f"<{envelope.message_id}>"
    if envelope.automatic:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.text)
    if text.html is not None:
        message.add_alternative(text.html, subtype="html")
    message["Content-Language"] = text.language
    return message


def bare(address: str) -> str:
    """The address alone, its domain as the network has it: ``jan@xn--d-uga.pl``."""
    return _address(address).addr_spec


def _address(address: str) -> Address:
    name, plain = parseaddr(address) if "<" in address else ("", address)
    local, _at, domain = plain.rpartition("@")
    if not local or not domain:
        raise _no_address(address)
    try:
        return Address(in_one_line(name), local, _ascii_domain(plain))
    except ValueError as error:  # a line break, for one
        raise _no_address(address) from error


def _no_address(address: str) -> Refused:
    return Refused(_("{email} is no address to mail to").format(email=address))


def _ascii_domain(address: str) -> str:
    domain = address.rpartition("@")[2]
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise _no_address(address) from error
