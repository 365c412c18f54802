"""Waiting mail is sent once, retried, given up with a word; its link is made when it goes."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from custui.db.queries.card.correspondence import read_emails

from custui.db import mail_queue
from custui.db.connection import ShopDatabase, open_database
from custui.services import mailing
from custui.services.actor import Actor
from custui.services.mailing import can_mail, heard_of, refused_mail, send_waiting
from custui.services.messages import reply
from custui.services.outside import Outside
from custui.services.password_links import first_password, reset_password
from custui.services.redeeming import redeem
from custui.services.refusals import ChangedSince, InvalidValue, LinkRefused, NotPermitted, TooOften
from custui.services.undo import undo_last
from tests.db.rows import exit_code, insert, start_child
from tests.mail.post_office import PostOffice, free_port, open_office, text_of
from tests.services.desk import one, shop_of, staff

LINK = "https://shop.example/password?token={token}"
SHOP = staff("www", "viewer", session="")


def reach(office: PostOffice) -> Outside:
    return Outside(office.server, reset_link=LINK)


def closed() -> PostOffice:
    return PostOffice(port=free_port())


def token_in(text: str) -> str:
    (token,) = re.findall(r"https://shop\.example/password\?token=([\w-]{43})", text)
    return str(token)


def states(shop: ShopDatabase) -> list[str]:
    return [state for (state,) in shop.execute_sql("SELECT state FROM sent_email ORDER BY id")]


@pytest.fixture(autouse=True)
def polish_customer(shop: ShopDatabase) -> None:
    shop.execute_sql(
        "UPDATE customer SET email = 'Jan@x.pl', language = 'pl', last_name = 'Żółw' WHERE id = 1"
    )


class TestReset:
    def test_the_mail_arrives_and_its_link_redeems_once(self, shop: ShopDatabase) -> None:
        with open_office() as office:
            given = reset_password(shop, staff(), 1, reach(office))
        assert (given.state, given.token, given.link) == ("sent", None, None)
        ((recipient, message),) = office.letters
        assert recipient == "Jan@x.pl"
        assert message["Subject"] == "Nowe hasło do konta w sklepie Test shop"
        token = token_in(text_of(message))
        assert token in text_of(message, "html")
        assert redeem(shop, SHOP, token, "nowe hasło").password_set
        with pytest.raises(LinkRefused, match="used already"):
            redeem(shop, SHOP, token)

    def test_it_is_recorded_without_its_link(self, shop: ShopDatabase, tmp_path: Path) -> None:
        with open_office() as office:
            reset_password(shop, staff(), 1, reach(office))
        (row,) = read_emails(shop, 1).rows
        assert (row.state, row.template, row.language, row.recipient) == (
            *("sent", "reset_password", "pl", "Jan@x.pl"),
        )
        assert row.subject == "Nowe hasło do konta w sklepie Test shop"
        body = one(shop, "SELECT body FROM sent_email")
        assert "https://shop.example/password?token=…" in body
        shop.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        token = token_in(office.texts()[0])
        assert token.encode() not in (tmp_path / "shop.db").read_bytes()
        assert one(shop, "SELECT email_id FROM reset_token") == row.id

    def test_the_hour_begins_when_the_mail_goes(self, shop: ShopDatabase) -> None:
        office = closed()
        reset_password(shop, staff(), 1, reach(office))
        assert one(shop, "SELECT count(*) FROM reset_token") == 0, "no link while it waits"
        shop.execute_sql("UPDATE sent_email SET created_at = created_at - 7200")
        with open_office(office):
            send_waiting(shop, staff(), reach(office), at_once=True)
        left = one(shop, "SELECT expires_at FROM reset_token") - time.time()
        assert 3590 < left <= 3600

    def test_a_new_account(self, shop: ShopDatabase) -> None:
        with open_office() as office:
            given = first_password(shop, staff(), 1, reach(office))
        assert given.state == "sent"
        ((_, message),) = office.letters
        assert message["Subject"] == "Państwa konto w sklepie Test shop"
        assert redeem(shop, SHOP, token_in(text_of(message))).purpose == "set_password"

    def test_the_shops_own_text(self, shop: ShopDatabase, tmp_path: Path) -> None:
        (tmp_path / "pl").mkdir()
        (tmp_path / "pl" / "reset_password.txt").write_text("Hej $name\n\n$link do $until")
        with open_office() as office:
            outside = Outside(replace(office.server, templates=tmp_path), reset_link=LINK)
            reset_password(shop, staff(), 1, outside)
        ((_, message),) = office.letters
        assert message["Subject"] == "Hej Jan Żółw"
        assert re.search(r"do \d\d\.\d\d\.\d{4} \d\d:\d\d", text_of(message))

    def test_a_broken_text_is_refused_at_once(self, shop: ShopDatabase, tmp_path: Path) -> None:
        (tmp_path / "pl").mkdir()
        (tmp_path / "pl" / "reset_password.txt").write_text("Hej\n\n$lnik")
        with open_office() as office:
            outside = Outside(replace(office.server, templates=tmp_path), reset_link=LINK)
            with pytest.raises(InvalidValue, match=r"has \$lnik"):
                reset_password(shop, staff(), 1, outside)
        assert states(shop) == []

    @pytest.mark.parametrize("email", ["jan@shop.invalid", "JAN@SHOP.INVALID"])
    def test_a_placeholder_is_never_mailed(self, shop: ShopDatabase, email: str) -> None:
        shop.execute_sql("UPDATE customer SET email = ? WHERE id = 1", (email,))
        with open_office() as office:
            given = reset_password(shop, staff(), 1, reach(office))
        assert given.state == "shown"
        assert "is a placeholder" in given.why
        assert office.letters == []

    def test_without_a_page_the_token_is_shown(self, shop: ShopDatabase) -> None:
        with open_office() as office:
            given = reset_password(shop, staff(), 1, Outside(office.server))
        assert (given.state, given.link) == ("shown", None)
        assert given.token
        assert office.letters == []

    def test_mail_counts_towards_the_limit(self, shop: ShopDatabase) -> None:
        with open_office() as office:
            for _ in range(5):
                reset_password(shop, staff(), 1, reach(office))
            with pytest.raises(TooOften):
                reset_password(shop, staff(), 1, reach(office))
        assert len(office.letters) == 5
        with pytest.raises(LinkRefused, match="newer link"):
            redeem(shop, SHOP, token_in(office.texts()[3]))


class TestServerDown:
    def test_down_then_up_it_is_delivered_once(self, shop: ShopDatabase) -> None:
        office, anna = closed(), staff()
        given = reset_password(shop, anna, 1, reach(office))
        assert given.state == "waiting"
        assert "does not take mail now" in given.problem
        (mail,) = mail_queue.waiting_mail(shop)
        assert (mail.attempts, mail.problem) == (1, given.problem)
        assert send_waiting(shop, anna, reach(office)) == [], "not yet due"
        (outcome,) = send_waiting(shop, anna, reach(office), at_once=True)
        assert (outcome.state, states(shop)) == ("waiting", ["waiting"])
        with open_office(office):
            assert [o.state for o in send_waiting(shop, anna, reach(office), at_once=True)] == [
                "sent"
            ]
            assert send_waiting(shop, anna, reach(office), at_once=True) == []
        assert len(office.letters) == 1
        assert redeem(shop, SHOP, token_in(office.texts()[0])).customer_id == 1

    def test_asking_again_while_it_waits_makes_no_second_mail(self, shop: ShopDatabase) -> None:
        office = closed()
        first = reset_password(shop, staff(), 1, reach(office))
        again = reset_password(shop, staff(), 1, reach(office))
        assert again.email_id == first.email_id
        with open_office(office):
            assert reset_password(shop, staff(), 1, reach(office)).state == "sent"
        assert len(office.letters) == 1

    def test_it_waits_longer_each_time(self, shop: ShopDatabase) -> None:
        office = closed()
        reset_password(shop, staff(), 1, reach(office))
        waits = []
        for _ in range(9):
            send_waiting(shop, staff(), reach(office), at_once=True)
            waits.append(round(one(shop, "SELECT retry_at FROM sent_email") - time.time()))
        assert waits == pytest.approx([120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600], abs=5)

    def test_it_is_due_again(self, shop: ShopDatabase) -> None:
        office = closed()
        reset_password(shop, staff(), 1, reach(office))
        shop.execute_sql("UPDATE sent_email SET retry_at = ?", (int(time.time()),))
        with open_office(office):
            assert [o.state for o in send_waiting(shop, staff(), reach(office))] == ["sent"]

    def test_one_attempt_for_all_while_it_is_down(self, shop: ShopDatabase) -> None:
        office = closed()
        for number in (1, 2, 3):
            reset_password(shop, staff(), number, reach(office))
        assert len(send_waiting(shop, staff(), reach(office), at_once=True)) == 1
        assert states(shop) == ["waiting"] * 3
        with open_office(office):
            assert len(send_waiting(shop, staff(), reach(office), at_once=True)) == 3
        assert len(office.letters) == 3

    def test_it_is_given_up_after_two_days(self, shop: ShopDatabase) -> None:
        office, anna = closed(), staff()
        reset_password(shop, anna, 1, reach(office))
        shop.execute_sql(
            "UPDATE sent_email SET created_at = created_at - ?", (mailing.GIVE_UP_SECONDS + 1,)
        )
        (outcome,) = send_waiting(shop, anna, reach(office), at_once=True)
        assert outcome.state == "failed"
        assert [mail.id for mail in refused_mail(shop, anna)] == [outcome.email_id]

    def test_undo_takes_back_what_was_not_sent_yet(self, shop: ShopDatabase) -> None:
        office, anna = closed(), staff()
        insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
        reply(shop, anna, 1, "Jutro.")
        undo_last(shop, anna)
        assert states(shop) == []
        reply(shop, anna, 1, "Jutro.")
        with open_office(office):
            send_waiting(shop, anna, reach(office))
        with pytest.raises(ChangedSince):
            undo_last(shop, anna)
        assert len(office.letters) == 1


class TestRefused:
    def test_it_is_given_up_with_a_word_to_the_staff_member(self, shop: ShopDatabase) -> None:
        anna, tom = staff(), staff("tom")
        insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
        reply(shop, anna, 1, "Jutro.")
        with open_office() as office:
            office.answers["Jan@x.pl"] = "550 5.1.1 No such user"
            (outcome,) = send_waiting(shop, tom, reach(office))
            assert send_waiting(shop, tom, reach(office), at_once=True) == []
        assert (outcome.state, outcome.problem) == ("failed", "550 5.1.1 No such user")
        assert refused_mail(shop, tom) == []
        (word,) = refused_mail(shop, anna)
        assert (word.recipient, word.subject, word.problem) == (
            *("Jan@x.pl", "Re: Zwrot", "550 5.1.1 No such user"),
        )
        heard_of(shop, anna, [word])
        assert refused_mail(shop, anna) == []
        assert states(shop) == ["failed"]

    def test_whoever_waits_for_the_answer_hears_it_once(self, shop: ShopDatabase) -> None:
        anna = staff()
        with open_office() as office:
            office.answers["Jan@x.pl"] = "550 No such user"
            given = reset_password(shop, anna, 1, reach(office))
        assert (given.state, given.problem) == ("failed", "550 No such user")
        assert refused_mail(shop, anna) == []
        assert one(shop, "SELECT count(*) FROM reset_token") == 0, "nobody has that link"

    def test_not_now(self, shop: ShopDatabase) -> None:
        with open_office() as office:
            office.answers["Jan@x.pl"] = "451 greylisted"
            given = reset_password(shop, staff(), 1, reach(office))
            assert (given.state, given.problem) == ("waiting", "451 greylisted")
            assert one(shop, "SELECT count(*) FROM reset_token") == 0
            assert reset_password(shop, staff(), 2, reach(office)).state == "sent"
            office.answers.clear()
            send_waiting(shop, staff(), reach(office), at_once=True)
        assert [to for to, _ in office.letters][-1] == "Jan@x.pl"

    def test_the_address_was_changed_meanwhile(self, shop: ShopDatabase) -> None:
        """A link must not go where the customer is no more."""
        office = closed()
        reset_password(shop, staff(), 1, reach(office))
        shop.execute_sql("UPDATE customer SET email = 'new@x.pl' WHERE id = 1")
        with open_office(office):
            (outcome,) = send_waiting(shop, staff(), reach(office), at_once=True)
        assert outcome.state == "failed"
        assert "another e-mail address" in outcome.problem
        assert office.letters == []


class TestReply:
    def test_in_the_customers_language_with_both_parts(self, shop: ShopDatabase) -> None:
        insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
        reply(shop, staff(), 1, "Dzień dobry,\n\n<i>jutro</i>.\n")
        with open_office() as office:
            (outcome,) = send_waiting(shop, staff(), reach(office))
        assert outcome.state == "sent"
        ((_, message),) = office.letters
        assert (message["Subject"], message["Content-Language"]) == ("Re: Zwrot", "pl")
        assert message["Auto-Submitted"] is None
        assert "Dzień dobry,\n\n<i>jutro</i>." in text_of(message)
        assert "&lt;i&gt;jutro" in text_of(message, "html")
        assert one(shop, "SELECT count(*) FROM reset_token") == 0


class TestTogether:
    def test_two_processes_send_each_mail_once(self, shop: ShopDatabase, tmp_path: Path) -> None:
        for number in range(1, 13):
            insert(shop, "message_thread", customer_id=number, subject=f"{number}", updated_at=1)
            reply(shop, staff(), number, "Jutro.")

        with open_office() as office:
            outside = reach(office)

            def sender() -> int:
                database = open_database(str(tmp_path / "shop.db"))
                with database.connection_context():
                    send_waiting(database, staff(), outside)
                return 0

            codes = [exit_code(child) for child in [start_child(sender) for _ in range(3)]]
        assert codes == [0, 0, 0]
        assert sorted(m["Subject"] for _, m in office.letters) == sorted(
            f"Re: {number}" for number in range(1, 13)
        )
        assert states(shop) == ["sent"] * 12

    def test_a_claim_runs_out(self, shop: ShopDatabase) -> None:
        """Of a process that died: the mail goes under the same message number."""
        insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
        reply(shop, staff(), 1, "Jutro.")
        now = int(time.time())
        with shop.writing():
            mail_queue.number(shop, 1, "number@example.pl")
            assert mail_queue.claim(shop, now, now + 300, at_once=False) is not None
        with open_office() as office:
            assert send_waiting(shop, staff(), reach(office), at_once=True) == []
            shop.execute_sql("UPDATE sent_email SET claimed_until = ?", (now - 1,))
            assert len(send_waiting(shop, staff(), reach(office))) == 1
        assert office.letters[0][1]["Message-ID"] == "<number@example.pl>"


class TestWho:
    @pytest.mark.parametrize(
        "who",
        [staff(role="viewer"), staff(role="agent", read_only=True)],
        ids=["role", "read-only"],
    )
    def test_may_not_send(self, shop: ShopDatabase, who: Actor) -> None:
        with pytest.raises(NotPermitted):
            send_waiting(shop, who, reach(closed()))

    def test_the_sender(self, shop: ShopDatabase) -> None:
        insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
        reply(shop, staff(), 1, "Jutro.")
        with open_office() as office:
            nameless = Outside(replace(office.server, sender=""))
            assert not can_mail(shop, nameless)
            (outcome,) = send_waiting(shop, staff(), nameless, at_once=True)
            assert outcome.state == "waiting"
            assert outcome.problem.startswith("No sender is set")
            shop.execute_sql(
                "INSERT OR REPLACE INTO preference VALUES ('mail_from', ?)", (json.dumps("s@y.pl"),)
            )
            assert can_mail(shop, nameless)
            send_waiting(shop, staff(), nameless, at_once=True)
        assert office.letters[0][1]["From"] == "s@y.pl"


def test_mail_of_an_erased_or_removed_customer_is_gone(tmp_path: Path) -> None:
    shop = shop_of(tmp_path / "other.db", 3)
    with shop.connection_context():
        office = closed()
        reset_password(shop, staff(), 1, reach(office))
        shop.execute_sql("DELETE FROM customer WHERE id = 1")
        with open_office(office):
            assert send_waiting(shop, staff(), reach(office), at_once=True) == []
    assert office.letters == []
