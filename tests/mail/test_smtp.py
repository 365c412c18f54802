"""Mail reaches a real server, encrypted and logged in; and what is said when it does not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from custui.mail.compose import Envelope, bare, composed, new_message_id
from custui.mail.problems import Postponed, Refused, Unsendable
from custui.mail.secret import Secret
from custui.mail.server import MailServer
from custui.mail.smtp import connected
from custui.mail.texts import Written
from tests.mail.post_office import (
    CERTIFICATE,
    PASSWORD,
    USER,
    PostOffice,
    free_port,
    open_office,
    text_of,
)

LETTER = Written("pl", "Zażółć", "Gęślą jaźń\n", "<p>Gęślą <b>jaźń</b></p>")


def send(server: MailServer, *recipients: str, letter: Written = LETTER) -> None:
    with connected(server) as line:
        for recipient in recipients or ("jan@x.pl",):
            number = new_message_id(server.sender)
            envelope = Envelope(server.sender, recipient, number, 1_700_000_000)
            line.send(composed(envelope, letter), server.sender, recipient)


def test_it_arrives_as_it_was_written() -> None:
    with open_office() as office:
        send(office.server)
    ((recipient, message),) = office.letters
    assert recipient == "jan@x.pl"
    assert (message["Subject"], message["From"]) == ("Zażółć", "The shop <shop@example.pl>")
    assert (message["To"], message["Content-Language"]) == ("jan@x.pl", "pl")
    assert message["Date"] == "Tue, 14 Nov 2023 22:13:20 -0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.pl>")
    assert text_of(message) == "Gęślą jaźń\n"
    assert text_of(message, "html").strip() == "<p>Gęślą <b>jaźń</b></p>"


def test_several_over_one_line() -> None:
    with open_office() as office:
        send(office.server, "a@x.pl", "b@x.pl", "c@x.pl")
    assert [recipient for recipient, _ in office.letters] == ["a@x.pl", "b@x.pl", "c@x.pl"]
    assert len({message["Message-ID"] for _, message in office.letters}) == 3


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_and_logged_in(security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", PASSWORD)
    with open_office(tls=security == "tls", starttls=security == "starttls", log_in=True) as office:
        server = replace(
            office.server,
            security=security,
            user=USER,
            secret=Secret("env", "MAIL_PASSWORD"),
            ca_file=CERTIFICATE,
        )
        send(server)
        monkeypatch.setenv("MAIL_PASSWORD", "wrong")
        with pytest.raises(Unsendable, match="does not let shop log in"):
            send(server)
        with pytest.raises(Unsendable, match="certificate is not to be trusted"):
            send(replace(server, ca_file=None))
    assert office.encrypted == [True]
    assert office.logged_in == [USER]


def test_without_encryption_on_offer_nothing_is_said() -> None:
    """A server in between that hides STARTTLS gets neither password nor mail."""
    with (
        open_office() as office,
        pytest.raises(Unsendable, match=r"offers no encryption \(starttls\)"),
    ):
        send(replace(office.server, security="starttls", ca_file=CERTIFICATE))
    assert office.letters == []


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(Unsendable, match=r"127\.0\.0\.1:\d+ does not take mail now: "):
        send(PostOffice(port=free_port()).server)


def test_a_server_that_does_not_answer() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = replace(PostOffice(port=silent.getsockname()[1]).server, timeout=0.2)
        with pytest.raises(Unsendable, match="no answer within"):
            send(server)


@contextmanager
def rude(*lines: bytes) -> Iterator[MailServer]:
    """A server that says ``lines`` one after the other, whatever it hears, and hangs up."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                for line in lines:
                    caller.sendall(line + b"\r\n")
                    if not caller.recv(4096):
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield PostOffice(port=listening.getsockname()[1]).server
        thread.join(10)


@pytest.mark.parametrize(
    "lines",
    [
        (b"554 go away",),
        (b"220 hello", b"550 not you", b"550 not you"),
        (b"\xff\x1b[2J",),
        (b"220 hello",),
        (b"220 hello", b"250 ok"),
        (b"220 hello", b"250 ok", b"250 ok"),
        (b"220 hello", b"250 ok", b"530 log in first"),
        (b"220 hello", b"250 ok", b"250 ok", b"250 ok", b"354 go on"),
    ],
)
def test_a_rude_server(lines: tuple[bytes, ...]) -> None:
    with rude(*lines) as server, pytest.raises(Unsendable):
        send(server)


def test_it_refuses_one_and_takes_the_others() -> None:
    with open_office() as office, connected(office.server) as line:
        office.answers["gone@x.pl"] = "550 5.1.1 No such\tuser"
        office.answers["full@x.pl"] = "452 4.2.2 Mailbox full"
        for recipient, expected in (
            ("gone@x.pl", Refused),
            ("a@x.pl", None),
            ("full@x.pl", Postponed),
            ("b@x.pl", None),
        ):
            message = composed(Envelope("s@x.pl", recipient, "1@x.pl", 1), LETTER)
            if expected is None:
                line.send(message, "s@x.pl", recipient)
            else:
                with pytest.raises(expected, match=r"5\d\d|4\d\d"):
                    line.send(message, "s@x.pl", recipient)
        office.at_the_end = ["554 spam"]
        message = composed(Envelope("s@x.pl", "c@x.pl", "1@x.pl", 1), LETTER)
        with pytest.raises(Refused, match="554 spam"):
            line.send(message, "s@x.pl", "c@x.pl")
    assert [recipient for recipient, _ in office.letters] == ["a@x.pl", "b@x.pl"]


class TestAddresses:
    def test_a_domain_in_other_letters(self) -> None:
        assert bare("jan@żółw.pl") == "jan@xn--w-uga1v8h.pl"
        with open_office(utf8=False) as office:
            send(office.server, "jan@żółw.pl")
        assert office.letters[0][0] == "jan@xn--w-uga1v8h.pl"

    def test_a_mailbox_in_other_letters(self) -> None:
        with open_office() as office:
            send(office.server, "łucja@x.pl")
        assert office.letters[0][0] == "łucja@x.pl"
        with open_office(utf8=False) as old, pytest.raises(Refused, match="beyond a to z: łucja"):
            send(old.server, "łucja@x.pl")

    @pytest.mark.parametrize(
        "address", ["a@x.pl\r\nBcc: b@x.pl", "a\n@x.pl", "@x.pl", "a@", "", "a@" + "ż" * 80 + ".pl"]
    )
    def test_no_address_at_all(self, address: str) -> None:
        with pytest.raises(Refused, match="no address to mail to"):
            composed(Envelope("s@x.pl", address, "1@x.pl", 1), LETTER)

    @pytest.mark.parametrize("address", ["o'neil@x.pl", "a+b@x.pl", "jan..k@x.pl", '"a b"@x.pl'])
    def test_odd_but_right(self, address: str) -> None:
        with open_office() as office:
            send(office.server, address)
        assert len(office.letters) == 1


def test_a_subject_cannot_make_headers() -> None:
    letter = replace(LETTER, subject="Hi\r\nBcc: evil@x.pl\x1b[2J\u2028x" + "y" * 400)
    with open_office() as office:
        send(office.server, letter=letter)
    ((_, message),) = office.letters
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Hi Bcc: evil@x.pl [2J xyyy")
    assert len(message["Subject"]) == 255


def test_long_lines_and_dots_arrive_whole() -> None:
    text = ".\n..\n" + "ż" * 5000 + "\n" + "x" * 5000 + "\nFrom me\n"
    with open_office() as office:
        send(office.server, letter=replace(LETTER, text=text))
    assert office.texts() == [text]
