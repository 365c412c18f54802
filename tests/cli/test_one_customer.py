"""``custui add``, ``set``, ``delete`` and ``to-registered``: one customer for scripts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.test_set import Desk
from tests.shops import execute

NEW = ("first_name=Łucja", "last_name=Żółw", "email=lucja@example.pl")


@pytest.fixture
def desk(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(own_shop, capsys)


class TestAdd:
    def test_it_prints_the_number(self, desk: Desk) -> None:
        assert (
            desk("--as", "anna", "--role", "agent", "add", *NEW, "company=X", "group=retailer") == 0
        )
        number = int(desk.out)
        row = desk.customer(number)
        assert (row["first_name"], row["company"], row["group"]) == ("Łucja", "X", "Retailer")
        (entry,) = desk.audit()
        assert (entry["staff"], entry["act"], entry["customer_id"]) == ("anna", "add", number)
        assert desk("list", "--search", "zolw lucja", f"id={number}", "--json") == 0
        assert json.loads(desk.out)["total"] == 1

    def test_values_as_people_write_them(self, desk: Desk) -> None:
        words = ("birthday=17.05.1980", "language=Polish", "title=mrs", "newsletter=tak",
                 "allowed_outstanding=1 500,50", "risk=wysokie", "groups=General, Wholesale",
                 "max_payment_days=14")  # fmt: skip
        assert desk("add", *NEW, *words, "--reason", "letter", "--lang", "pl") == 0
        row = desk.customer(int(desk.out))
        assert (row["birthday"], row["language"], row["newsletter"]) == ("1980-05-17", "pl", True)
        assert (row["title"], row["risk"]) == ("Mrs", "high")
        assert set(row["groups"]) == {"General", "Wholesale"}  # type: ignore[call-overload]

    def test_every_rule_is_asked(self, desk: Desk) -> None:
        assert desk("add", "first_name=4", "last_name=B", "email=x@y.pl") == 3
        assert desk.err == "First name: has a digit. Nothing was changed.\n"
        assert desk("add", "first_name=A") == 3
        assert desk("add", *NEW, "newsletter=yes") == 2
        assert "say how the customer gave it" in desk.err
        assert desk("add", *NEW) == 0
        assert desk("add", *NEW) == 3
        assert "has this e-mail" in desk.err
        assert len(desk.audit()) == 1

    def test_a_password_from_stdin(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("kubek z uszkiem \nmore"))
        assert desk("add", *NEW, "--password-stdin") == 0
        ((stored,),) = desk.sql(
            f"SELECT password_hash FROM credential WHERE customer_id = {desk.out}"
        )
        from argon2 import PasswordHasher

        assert PasswordHasher().verify(str(stored), "kubek z uszkiem ")
        monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
        assert desk("set", "1", "--password-stdin", "enabled=yes") == 3
        assert desk.err == "Password: is shorter than 8 bytes. Nothing was changed.\n"
        assert desk("set", "1", "--password-stdin", "password=kubek-kubek") == 2

    def test_into_a_shop(self, desk: Desk) -> None:
        execute(desk.path, "INSERT INTO shop (id, code, name) VALUES (2, 'de', 'Deutsch')")
        assert desk("--shop", "de", "add", *NEW) == 0
        assert desk.customer(int(desk.out))["shop"] == "de"
        assert desk("--shop", "fr", "add", *NEW) == 1
        assert desk.err == "There is no shop fr.\n"

    def test_a_doubtful_number_is_saved_and_told(self, desk: Desk) -> None:
        assert desk("add", *NEW, "vat_id=PL8567346216") == 0
        assert "check digits do not fit. It was saved all the same." in desk.err
        assert desk.customer(int(desk.out))["vat_id"] == "PL8567346216"

    def test_a_viewer_adds_nobody(self, desk: Desk) -> None:
        before = desk.sql("SELECT count(*) FROM customer")
        assert desk("--role", "viewer", "add", *NEW) == 4
        assert desk("--read-only", "add", *NEW) == 4
        assert desk.sql("SELECT count(*) FROM customer") == before


class TestSet:
    def test_any_field(self, desk: Desk) -> None:
        words = ("email=New@x.pl", "last_name=Nowa", "birthday=", "website=x.pl",
                 "groups=Wholesale", "group=Wholesale")  # fmt: skip
        assert desk("set", "1", *words) == 0
        row = desk.customer()
        assert (row["email"], row["last_name"], row["birthday"]) == ("New@x.pl", "Nowa", None)
        assert row["groups"] == ["Wholesale"]
        assert len(desk.audit()) == 1
        assert desk("show", "new@X.pl", "--json") == 0

    def test_of_a_viewer_only_the_refusal_is_kept(self, desk: Desk) -> None:
        """The issue's own example."""
        before = desk.customer()
        assert desk("--as", "tom", "--role", "viewer", "set", "1", "enabled=no") == 4
        assert desk.customer() == before
        assert [entry["act"] for entry in desk.audit()] == ["refused"]


class TestDelete:
    def test_who_may_register_again(self, desk: Desk) -> None:
        orders = desk.sql("SELECT count(*) FROM sales_order")
        email = str(desk.customer()["email"])
        assert desk("delete", "1", "--may-register-again", "--reason", "asked") == 0
        assert desk.out == "1\n"
        assert desk("show", "1") == 1
        assert desk.sql("SELECT count(*) FROM sales_order") == orders
        assert desk("add", "first_name=A", "last_name=B", f"email={email}") == 0
        assert int(desk.out) > 1

    def test_who_may_not(self, desk: Desk) -> None:
        email = str(desk.customer()["email"])
        assert desk("delete", email, "--ban") == 0
        assert desk("add", "first_name=A", "last_name=B", f"email={email.upper()}") == 3
        assert "may not register again" in desk.err
        assert desk("list", "id=1", "--json") == 0
        assert json.loads(desk.out)["total"] == 0
        assert desk("delete", "1", "--ban") == 0
        assert desk.err == "Nothing to change: customer 1 is like that already.\n"

    def test_wrong_usage_and_roles(self, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
        for words in ([], ["--ban", "--may-register-again"]):
            with pytest.raises(SystemExit) as ended:
                desk("delete", "1", *words)
            assert ended.value.code == 2
        assert desk("delete", "4711", "--ban") == 1
        assert desk("--role", "agent", "delete", "1", "--ban") == 4
        assert desk.customer()["id"] == 1


class TestToRegistered:
    def test_a_guest_becomes_a_customer(self, desk: Desk) -> None:
        execute(desk.path, "UPDATE customer SET is_guest = 1 WHERE id = 1")
        assert desk("to-registered", "1") == 0
        assert desk.out == "1\n"
        assert desk.customer()["is_guest"] is False
        assert desk("to-registered", "1") == 1
        assert "is registered already" in desk.err

    def test_a_registered_customer_has_the_e_mail(self, desk: Desk) -> None:
        execute(
            desk.path,
            "UPDATE customer SET is_guest = 1, email_key = (SELECT email_key FROM customer"
            " WHERE id = 2), email = (SELECT email FROM customer WHERE id = 2) WHERE id = 1",
        )
        assert desk("to-registered", "1") == 1
        assert "customer 2 has this e-mail" in desk.err
