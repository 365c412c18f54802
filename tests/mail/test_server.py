"""The settings of the mail server, and where its password is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from custui.mail.problems import Unsendable, WrongSetting
from custui.mail.secret import Secret
from custui.mail.server import MailServer, mail_server


def test_the_least() -> None:
    assert mail_server({"host": "smtp.x.pl"}) == MailServer("smtp.x.pl", 587, "starttls")


def test_everything(tmp_path: Path) -> None:
    table = {
        "host": "smtp.x.pl",
        "port": 2525,
        "security": "tls",
        "user": "shop",
        "password_command": ["pass", "show", "the mail"],
        "from": "Sklep <sklep@x.pl>",
        "timeout": 5,
        "templates": str(tmp_path),
        "ca_file": "~/ca.pem",
    }
    server = mail_server(table)
    assert server.secret == Secret("command", "pass show 'the mail'")
    assert (server.port, server.timeout, server.templates) == (2525, 5.0, tmp_path)
    assert server.ca_file == Path("~/ca.pem").expanduser()


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_usual_ports(security: str, port: int) -> None:
    assert mail_server({"host": "x", "security": security}).port == port


@pytest.mark.parametrize(
    ("table", "setting"),
    [
        ({}, "host"),
        ({"host": " "}, "host"),
        ({"host": 5}, "host"),
        ({"host": "x\r\ny"}, "host"),
        ({"host": "x", "smtp": "y"}, "smtp"),
        ({"host": "x", "security": "ssl"}, "security"),
        ({"host": "x", "port": 0}, "port"),
        ({"host": "x", "port": True}, "port"),
        ({"host": "x", "port": "25"}, "port"),
        ({"host": "x", "timeout": 0}, "timeout"),
        ({"host": "x", "timeout": "5"}, "timeout"),
        ({"host": "x", "from": "nobody"}, "from"),
        ({"host": "x", "from": "A <a@x.pl>\n"}, "from"),
        ({"host": "x", "user": "shop"}, "password_env"),
        ({"host": "x", "password_env": "A"}, "user"),
        ({"host": "x", "user": "a", "password_env": "A", "password_file": "b"}, "password_file"),
        ({"host": "x", "user": "a", "password_env": "A", "security": "none"}, "security"),
        ({"host": "x", "user": "a", "password_command": 5}, "password_command"),
    ],
)
def test_wrong_ones(table: dict[str, object], setting: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        mail_server(table)
    assert wrong.value.setting == setting
    assert str(wrong.value)


def test_in_the_clear_only_to_this_machine() -> None:
    table = {"host": "127.0.0.1", "user": "a", "password_env": "A", "security": "none"}
    assert mail_server(table).is_here


class TestSecret:
    def test_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MAIL_PASSWORD", "s3cret")
        assert Secret("env", "MAIL_PASSWORD").read() == "s3cret"
        monkeypatch.delenv("MAIL_PASSWORD")
        with pytest.raises(Unsendable, match="MAIL_PASSWORD is not set"):
            Secret("env", "MAIL_PASSWORD").read()

    def test_of_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "password"
        file.write_bytes(b"s3cret \xc5\xbc\r\nmore\n")
        assert Secret("file", str(file)).read() == "s3cret ż"
        file.write_bytes(b"\xff\n")
        with pytest.raises(Unsendable, match="cannot be read from"):
            Secret("file", str(file)).read()
        file.write_bytes(b"\n")
        with pytest.raises(Unsendable, match="is empty: password_file = "):
            Secret("file", str(file)).read()
        file.unlink()
        with pytest.raises(Unsendable, match="no such file"):
            Secret("file", str(file)).read()

    def test_of_a_command(self, tmp_path: Path) -> None:
        script = tmp_path / "say it"
        script.write_text("import sys; print(sys.argv[1]); print('more')")
        command = f"{sys.executable} '{script}' '$HOME; s3cret'"
        assert Secret("command", command).read() == "$HOME; s3cret"
        for broken in ("false", "no-such-command-anywhere", "unfinished 'quote"):
            with pytest.raises(Unsendable, match="failed: " + broken.split("'")[0]):
                Secret("command", broken).read()
