"""``online``, ``radar``, ``logins``, ``may-sign-in`` and ``unlock``."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from custui.cli import main
from tests.activity.feed import T, feed, iso, line, page
from tests.db.rows import add_customer, new_shop, opened_shop
from tests.shops import execute

AT = ("--at", iso(T + 60))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A shop with a customer at the payment page, a visitor, a cart left behind and a burst."""
    path = tmp_path / "shop.db"
    shop = opened_shop(path)
    with shop.connection_context():
        add_customer(shop, id=7, first_name="Łucja", last_name="Żółw", email="l@x.pl")
        feed(shop, tmp_path / "spool", [
            line("cart_add", T - 5000, session="left", page="/cart\x1b[31m", amount="9.90",
                 cart_id=3),
            page("v", T + 10, page="/", referrer="https://g.example/x"),
            line("payment", T + 20, session="c", page="/payment", customer_id=7, amount="12.30",
                 cart_id=5),
            *(line("login_failed", T + n, email=f"c{n}@x.pl", ip="203.0.113.66") for n in range(6)),
            line("login", T + 9, email="l@x.pl", ip="203.0.113.66"),
        ])  # fmt: skip
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def act(*words: str) -> tuple[int, str, str]:
        code = main(["--db", str(path), *words])
        return (code, *capsys.readouterr())

    return act


def said(run: Run, *words: str) -> Any:
    code, out, _err = run(*words, "--json")
    assert code == 0
    return json.loads(out)


class TestOnline:
    def test_as_text(self, run: Run) -> None:
        code, out, err = run("online", *AT)
        assert code == 0
        rows = out.splitlines()
        assert len(rows) == 3
        assert "Łucja" in rows[1] and "/payment" in rows[1] and "40 s ago" in rows[1]
        assert "visitor" in rows[2] and "50 s ago" in rows[2] and "g.example" in rows[2]
        assert err == "1 customer; 1 visitor; 1 active cart, worth 12.30\n"

    def test_filters_and_sort(self, run: Run) -> None:
        def sessions(*words: str) -> list[str]:
            return [row["session"] for row in said(run, "online", *AT, *words)["rows"]]

        assert sessions() == ["c", "v"]
        assert sessions("--sort", "last_activity") == ["v", "c"]
        assert sessions("doing=payment") == sessions("cart_value=>10") == ["c"]
        assert sessions("type=visitor") == sessions("referrer_host=g.ex") == ["v"]
        assert sessions("last_name=zolw") == sessions("id=7") == ["c"]
        assert sessions("at_step_for=>45s") == ["v"]
        assert sessions("--limit", "1") == ["c"]
        assert said(run, "online", *AT, "doing=payment")["total"] == 1

    def test_wrong_usage(self, run: Run) -> None:
        code, _out, err = run("online", "doing=dancing")
        assert code == 2 and "doing" in err
        assert run("online", "colour=red")[0] == 2
        assert run("online", "--at", "noon")[0] == 2
        assert run("online", "--at", iso(T), "--watch")[0] == 2

    def test_at_in_every_form(self, run: Run) -> None:
        for typed in (str(T + 60), iso(T + 60), iso(T + 60).replace("Z", "+00:00")):
            assert said(run, "online", "--at", typed)["total"] == 2
        assert said(run, "online", "--at", iso(T + 15))["total"] == 1
        assert said(run, "online", "--at", iso(T))["total"] == 0

    def test_a_silent_feed_is_said(self, run: Run) -> None:
        _code, _out, err = run("online", "--at", iso(T + 7200))
        assert "The feed has been silent for 1 hour; nobody knows who is in the shop." in err
        assert said(run, "online", "--at", iso(T + 7200))["feed"]["silent"]
        assert not said(run, "online", *AT)["feed"]["silent"]

    def test_a_feed_that_never_spoke(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--db", str(new_shop(tmp_path / "new.db")), "online"]) == 0
        assert "there has been no event yet" in capsys.readouterr().err

    def test_a_clock_that_runs_ahead(
        self, run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("custui.cli.moments.time.time", lambda: T - 300)
        _code, out, err = run("online", "type=customer")
        assert "now" in out
        assert "The shop's clock runs ahead by 5 minutes." in err

    def test_watch(self, path: Path) -> None:
        now = int(time.time())
        words = ["--db", str(path), "online", "--watch", "--json"]
        process = subprocess.Popen(
            [sys.executable, "-m", "custui", *words], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["rows"] == []
        shop = path.parent / "spool" / "events.jsonl"
        with shop.open("a") as file:
            file.write(page("now", now) + "\n")
        assert main(["--db", str(path), "ingest", str(shop.parent)]) == 0
        totals = [json.loads(process.stdout.readline())["total"]]
        process.terminate()
        process.communicate()
        assert totals[-1] == 1


class TestRadar:
    def test_as_text(self, run: Run) -> None:
        code, out, err = run("radar", *AT)
        assert (code, err) == (0, "")
        assert "payment" in out and "1 cart left behind, worth PLN9.90" in out
        assert "\x1b" not in out and "␛[31m" in out
        assert "#" in run("radar", *AT, "--ascii")[1]

    def test_as_json(self, run: Run) -> None:
        found = said(run, "radar", *AT)
        assert found["reached"] == {
            "product": 2, "cart": 2, "checkout": 1, "payment": 1, "order": 0,
        }  # fmt: skip
        assert found["dropped"] == {"product": 0, "cart": 1, "checkout": 0, "payment": 1}
        assert found["abandoned"] == {
            "sessions": 1, "value": "9.90", "cart": 1, "checkout": 0, "payment": 0,
        }  # fmt: skip
        assert found["pages"] == [{"page": "/cart\x1b[31m", "carts": 1, "value": "9.90"}]
        assert said(run, "radar", *AT, "--span", "1h")["abandoned"]["sessions"] == 0

    def test_nothing_yet(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--db", str(new_shop(tmp_path / "new.db")), "radar"]) == 0
        assert "0 carts left behind" in capsys.readouterr().out


class TestLogins:
    def test_all(self, run: Run) -> None:
        found = said(run, "logins", *AT)
        assert found["total"] == 7
        assert found["rows"][0]["email"] == "l@x.pl"
        assert found["rows"][0]["customer"] == "Łucja Żółw"
        assert said(run, "logins", *AT, "succeeded=no")["total"] == 6
        code, out, err = run("logins", *AT, "email=c3")
        assert code == 0 and len(out.splitlines()) == 2
        assert "1 of 1 attempt" in err

    def test_suspicious(self, run: Run) -> None:
        found = said(run, "logins", "--suspicious", *AT)
        assert found["total"] == 7
        assert found["bursts"] == [
            {
                "kind": "ip",
                "ip": "203.0.113.66",
                "reasons": ["success", "emails"],
                "first_at": iso(T).replace("Z", "+00:00"),
                "last_at": iso(T + 9).replace("Z", "+00:00"),
                "failures": 6,
                "emails": [f"c{n}@x.pl" for n in range(6)],
                "ips": ["203.0.113.66"],
                "succeeded": ["l@x.pl"],
            }
        ]
        assert said(run, "logins", "--suspicious")["total"] == 7
        code, out, _err = run("logins", "--suspicious", *AT)
        assert code == 0
        assert "203.0.113.66: got in after a burst, one IP, many e-mails" in out
        assert "c4@x.pl and 1 more" in out
        assert "got in as: l@x.pl" in out

    def test_as_customer(self, run: Run, path: Path) -> None:
        grants = [(T, T + 60, T + 30), (T + 1, T + 50, None), (T + 2, T + 100, None)]
        for number, (created, expires, used) in enumerate(grants):
            execute(
                path,
                "INSERT INTO login_grant (token_hash, customer_id, staff, reason, created_at,"
                " expires_at, used_at) VALUES (?, 7, 'anna', 'help', ?, ?, ?)",
                *(str(number), created, expires, used),
            )
        rows = said(run, "logins", "--as-customer", *AT)["rows"]
        assert [(row["state"], row["staff"], row["customer"]) for row in rows] == [
            ("open", "anna", "Łucja Żółw"),
            ("expired", "anna", "Łucja Żółw"),
            ("used", "anna", "Łucja Żółw"),
        ]


class TestSignIn:
    def test_locked_and_unlocked(self, run: Run, path: Path, tmp_path: Path) -> None:
        now = int(time.time())
        assert run("may-sign-in", "l@x.pl")[:2] == (0, "l@x.pl may sign in.\n")
        spool = tmp_path / "spool" / "events.jsonl"
        with spool.open("a") as file:
            for number in range(10):
                file.write(line("login_failed", now - 20 + number, email="L@x.pl") + "\n")
        assert run("ingest", str(spool))[0] == 0
        code, out, _err = run("may-sign-in", "7", "--json")
        assert code == 1
        assert json.loads(out) == {
            "allowed": False,
            "reason": "locked",
            "until": iso(now - 11 + 600).replace("Z", "+00:00"),
            "sessions_valid_from": None,
        }
        assert "is locked until" in run("may-sign-in", "l@x.pl")[1]
        assert run("unlock", "l@x.pl", "--as", "anna", "--reason", "called")[:2] == (0, "7\n")
        assert run("may-sign-in", "7")[0] == 0
        entries = said(run, "audit", "act=unlock")["rows"]
        assert [(e["staff"], e["customer_id"], e["reason"]) for e in entries] == [
            ("anna", 7, "called")
        ]
        assert run("audit", "--verify")[0] == 0
        code, out, err = run("unlock", "7")
        assert (code, out) == (0, "7\n")
        assert "is not locked" in err

    def test_nobody(self, run: Run) -> None:
        code, out, _err = run("may-sign-in", "nobody@x.pl", "--json")
        assert code == 1
        assert json.loads(out)["reason"] == "unknown"
        assert run("unlock", "nobody@x.pl")[0] == 1

    def test_who_may_unlock(self, run: Run) -> None:
        assert run("unlock", "7", "--role", "viewer")[0] == 4
        assert run("unlock", "7", "--role", "agent")[0] == 0
