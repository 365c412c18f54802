"""``reset-password``, ``login-as``, ``sign-out``, ``redeem`` and ``mail``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custui.cli import main
from tests.mail.post_office import PostOffice, free_port, open_office
from tests.shops import execute


class Shop:
    """``custui`` on one shop, with what it said."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys
        self.config = path.with_name("config.toml")
        self.config.write_text("")
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        code = main(["--db", str(self.path), "--config", str(self.config), *words])
        self.out, self.err = self._capsys.readouterr()
        return int(code)

    def json(self, *words: str, code: int = 0) -> Any:
        assert self(*words, "--json") == code, self.err
        return json.loads(self.out)

    def mail_by(self, office: PostOffice) -> None:
        self.config.write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {office.port}\nsecurity = "none"\n'
            'from = "Sklep <sklep@example.pl>"\n'
        )


@pytest.fixture
def shop(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> Shop:
    """A shop whose first customer is a@x.pl."""
    execute(
        own_shop,
        "UPDATE customer SET email = 'a@x.pl', email_key = 'a@x.pl', is_guest = 0, language = 'en'"
        " WHERE id = 1",
    )
    return Shop(own_shop, capsys)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Let stdin be some bytes."""

    def stdin(text: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    return stdin


class TestResetPassword:
    def test_json_has_token_and_link(self, shop: Shop) -> None:
        given = shop.json("reset-password", "A@X.pl")
        assert (given["customer_id"], given["email"], given["state"]) == (1, "a@x.pl", "shown")
        assert given["link"] == f"https://shop.example/password?token={given['token']}"
        assert given["expires_at"].endswith("+00:00")
        assert given["problem"] == "no mail server is set"

    def test_text_is_the_link(self, shop: Shop) -> None:
        assert shop("reset-password", "1") == 0
        assert shop.out.startswith("https://shop.example/password?token=")
        assert shop.out.count("\n") == 1
        assert shop.err.startswith("Not mailed: no mail server is set. Good once, until ")

    def test_the_shops_page_of_the_configuration(self, shop: Shop) -> None:
        shop.config.write_text('[links]\nreset = "https://x.pl/{token}"\n')
        assert shop.json("reset-password", "1")["link"].startswith("https://x.pl/")
        shop.config.write_text('[links]\nreset = "https://x.pl/"\n')
        assert shop("reset-password", "1") == 2
        assert "has no {token}" in shop.err

    def test_mailed(self, shop: Shop) -> None:
        with open_office() as office:
            shop.mail_by(office)
            given = shop.json("reset-password", "1")
            assert shop("reset-password", "1") == 0
        assert (given["state"], given["token"], given["link"]) == ("sent", None, None)
        assert (shop.out, shop.err) == ("sent\n", "A link was mailed to a@x.pl.\n")
        assert [to for to, _ in office.letters] == ["a@x.pl", "a@x.pl"]

    def test_refused(self, shop: Shop) -> None:
        with open_office() as office:
            office.answers["a@x.pl"] = "550 no \x1b[2J user"
            shop.mail_by(office)
            assert shop("reset-password", "1") == 1
        assert shop.out == "failed\n"
        assert "The mail to a@x.pl was refused: 550 no" in shop.err
        assert "\x1b" not in shop.err

    def test_nobody(self, shop: Shop) -> None:
        assert shop("reset-password", "nobody@x.pl") == 1
        assert shop("--role", "viewer", "reset-password", "1") == 4
        assert shop.out == ""

    def test_too_often(self, shop: Shop) -> None:
        codes = [shop("reset-password", "1") for _ in range(6)]
        assert codes == [0] * 5 + [1]
        assert "got 5 links within the last hour" in shop.err


class TestRedeem:
    def token(self, shop: Shop) -> str:
        return str(shop.json("reset-password", "1")["token"])

    def test_once(self, shop: Shop) -> None:
        token = self.token(shop)
        assert shop("redeem", token) == 0
        assert json.loads(shop.out) == {
            "purpose": "reset_password",
            "customer_id": 1,
            "email": "a@x.pl",
            "staff": json.loads(shop.out)["staff"],
            "password_set": False,
        }
        assert shop("redeem", token) == 1
        assert json.loads(shop.out) == {"purpose": None, "refused": "used"}
        assert shop.err == "This link was used already.\n"

    @pytest.mark.parametrize("password", [b"nowe has\xc5\x82o", b"nowe has\xc5\x82o\r\nmore\n"])
    def test_the_password_of_stdin(
        self, shop: Shop, typed: Callable[[bytes], None], password: bytes
    ) -> None:
        from argon2 import PasswordHasher

        token = self.token(shop)
        typed(password)
        assert shop("redeem", token, "--password-stdin") == 0
        assert json.loads(shop.out)["password_set"] is True
        ((kept,),) = execute(
            shop.path, "SELECT password_hash FROM credential WHERE customer_id = 1"
        )
        assert PasswordHasher().verify(kept, "nowe hasło")

    @pytest.mark.parametrize("password", [b"", b"\n", b"short\n", b"\xff" * 9, b"x" * 5000])
    def test_a_bad_password_leaves_the_link_good(
        self, shop: Shop, typed: Callable[[bytes], None], password: bytes
    ) -> None:
        token = self.token(shop)
        typed(password)
        assert shop("redeem", token, "--password-stdin") == 2
        assert shop.out == ""
        assert shop("redeem", token) == 0

    def test_the_shop_needs_no_role(self, shop: Shop) -> None:
        token = self.token(shop)
        shop.config.write_text('[staff]\nanna = "admin"\n')
        assert shop("--as", "www-data", "redeem", token) == 0

    def test_nothing_strange_comes_back(self, shop: Shop) -> None:
        assert shop("redeem", "\x1b[2J") == 1
        assert json.loads(shop.out)["refused"] == "unknown"
        assert "\x1b" not in shop.out + shop.err


class TestLoginAs:
    def test_json(self, shop: Shop) -> None:
        cart = execute(
            shop.path,
            "INSERT INTO cart (customer_id, created_at, updated_at) VALUES (1, 1, 1) RETURNING id",
        )[0][0]
        given = shop.json("login-as", "1", "--reason", "stuck", "--cart", str(cart))
        assert given["link"] == f"https://shop.example/assist?token={given['token']}"
        assert (given["customer_id"], given["cart_id"]) == (1, cart)
        assert shop("redeem", given["token"]) == 0
        redeemed = json.loads(shop.out)
        assert (redeemed["purpose"], redeemed["cart_id"]) == ("login_as", cart)
        assert "password_set" not in redeemed

    def test_text_is_the_link(self, shop: Shop) -> None:
        assert shop("login-as", "1", "--reason", "stuck") == 0
        assert shop.out.startswith("https://shop.example/assist?token=")
        assert shop.err == "Good once, for 60 seconds.\n"

    def test_it_takes_a_reason_and_the_role(self, shop: Shop) -> None:
        assert shop("login-as", "1", "--reason", " ") == 2
        with pytest.raises(SystemExit) as usage:
            shop("login-as", "1")
        assert usage.value.code == 2
        assert shop("--role", "agent", "login-as", "1", "--reason", "x") == 4


def test_sign_out(shop: Shop) -> None:
    assert shop("sign-out", "a@x.pl", "--reason", "lost phone") == 0
    assert shop.out == "1\n"
    ((moment,),) = execute(
        shop.path, "SELECT sessions_valid_from FROM credential WHERE customer_id = 1"
    )
    assert moment > 1_700_000_000
    (entry,) = shop.json("audit")["rows"]
    assert (entry["act"], entry["reason"]) == ("sign_out", "lost phone")


class TestMail:
    def test_down_then_up(self, shop: Shop) -> None:
        office = PostOffice(port=free_port())
        shop.mail_by(office)
        assert shop("reset-password", "1") == 0
        assert shop.out == "waiting\n"
        (waiting,) = shop.json("mail")
        assert (waiting["recipient"], waiting["attempts"]) == ("a@x.pl", 1)
        assert "does not take mail now" in waiting["problem"]
        assert shop("mail") == 0
        assert "a@x.pl" in shop.out
        assert shop.err == "1 mail waits.\n"
        assert shop("mail", "--retry") == 1
        with open_office(office):
            assert shop("mail", "--retry") == 0
            assert shop.err == "1 mail was sent.\n"
            assert shop.json("mail", "--retry") == []
        assert len(office.letters) == 1
        assert shop.json("mail") == []

    def test_without_a_server(self, shop: Shop) -> None:
        assert shop("mail") == 0
        assert shop("mail", "--retry") == 1
        assert "No mail server is set" in shop.err

    @pytest.mark.parametrize(
        ("table", "said"),
        [
            ("[mail]\nport = 25\n", "in the table [mail], host: is missing"),
            ('[mail]\nhost = "x"\nsecurity = "ssl"\n', "security: one of starttls, tls, none"),
            ('[mail]\nhost = "x"\nuser = "a"\n', "password_env: user and password"),
            ('mail = "x"\n', "is no value for mail"),
            ('[links]\nbasket = "x"\n', "is no value for links"),
        ],
    )
    def test_wrong_settings(self, shop: Shop, table: str, said: str) -> None:
        shop.config.write_text(table)
        assert shop("mail") == 2
        assert said in shop.err


def test_the_printed_configuration_can_be_used(shop: Shop) -> None:
    assert shop("config", "--print-default") == 0
    lines = [line.removeprefix("# ") for line in shop.out.splitlines()]
    settings = [line for line in lines if "=" in line.partition("#")[0] or line.startswith("[")]
    once = [line for line in settings if not line.startswith(("password_env", "password_file"))]
    shop.config.write_text("\n".join(once).replace("customers.db", "x.db"))
    assert shop("mail") == 0, shop.err
