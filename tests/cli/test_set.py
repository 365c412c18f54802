"""``custui set``: one customer from the command line, with roles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from custui.cli import main
from tests.shops import execute


class Desk:
    """``custui`` on one shop, with what it said."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        code = main(["--db", str(self.path), *words])
        self.out, self.err = self._capsys.readouterr()
        return int(code)

    def customer(self, number: int = 1) -> dict[str, object]:
        assert self("list", f"id={number}", "--json") == 0
        (row,) = json.loads(self.out)["rows"]
        return dict(row)

    def audit(self) -> list[dict[str, object]]:
        assert self("audit", "--json") == 0
        return list(json.loads(self.out)["rows"])

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        return execute(self.path, statement)


@pytest.fixture
def desk(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A shop whose first customer is enabled, without consents, in General."""
    execute(
        own_shop,
        "UPDATE customer SET enabled = 1, newsletter = 0, partner_offers = 0,"
        " default_group_id = 2, email = 'a@x.pl', email_key = 'a@x.pl' WHERE id = 1",
    )
    execute(own_shop, "DELETE FROM consent WHERE customer_id = 1")
    execute(own_shop, "INSERT OR IGNORE INTO group_membership VALUES (1, 2)")
    return Desk(own_shop, capsys)


@pytest.mark.parametrize("customer", ["1", "A@x.pl"])
def test_it_prints_the_number(desk: Desk, customer: str) -> None:
    assert desk("--as", "anna", "set", customer, "enabled=no", "--reason", "asked") == 0
    assert desk.out == "1\n"
    assert desk.customer()["enabled"] is False
    (entry,) = desk.audit()
    told = (entry["staff"], entry["act"], entry["customer_id"], entry["fields"], entry["reason"])
    assert told == ("anna", "edit", 1, {"enabled": [1, 0]}, "asked")


@pytest.mark.parametrize(
    ("no", "yes"), [("no", "yes"), ("nie", "tak"), ("0", "1"), ("N", "Y"), (" No ", "YES")]
)
def test_yes_and_no_as_filters_have_them(desk: Desk, no: str, yes: str) -> None:
    assert desk("set", "1", f"enabled={no}") == 0
    assert desk.customer()["enabled"] is False
    assert desk("set", "1", f"enabled={yes}") == 0
    assert desk.customer()["enabled"] is True


def test_several_columns_are_one_act(desk: Desk) -> None:
    assert desk("set", "1", "enabled=no", "newsletter=yes", "group=wholesale", "--reason", "x") == 0
    row = desk.customer()
    assert (row["enabled"], row["newsletter"], row["group"]) == (False, True, "Wholesale")
    assert set(row["groups"]) >= {"General", "Wholesale"}  # type: ignore[call-overload]
    assert len(desk.audit()) == 1


def test_nothing_to_change(desk: Desk) -> None:
    assert desk("set", "1", "enabled=yes", "group=General") == 0
    assert desk.out == "1\n"
    assert desk.err == "Nothing to change: customer 1 is like that already.\n"
    assert desk.audit() == []


def test_a_consent_needs_a_reason(desk: Desk) -> None:
    assert desk("set", "1", "newsletter=yes") == 2
    assert (
        desk.err == "Newsletter is a consent: say how the customer gave it. Nothing was changed.\n"
    )
    assert desk.customer()["newsletter"] is False
    assert desk.audit() == []
    assert desk("--as", "anna", "set", "1", "newsletter=yes", "--reason", "letter") == 0
    assert desk("--as", "tom", "set", "1", "newsletter=no") == 0
    assert desk.sql(
        "SELECT kind, given, source, recorded_by FROM consent WHERE customer_id = 1 ORDER BY id"
    ) == [("newsletter", 1, "letter", "anna"), ("newsletter", 0, "", "tom")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["enabled=perhaps"], "enabled=perhaps: yes or no is expected"),
        (["sales=5"], "sales cannot be set"),
        (["colour=red"], "There is no column colour"),
        (["enabled"], "enabled: COLUMN=VALUE is expected"),
        (["enabled=no", "enabled=yes"], "enabled is given twice"),
        (["group=Wholesalers"], "group=Wholesalers: is none of NOT LOGGED IN, General"),
        (["group="], "group=: is none of"),
    ],
)
def test_wrong_usage(desk: Desk, words: list[str], said: str) -> None:
    assert desk("set", "1", *words) == 2
    assert desk.err.startswith(said)
    assert desk.audit() == []


def test_no_such_customer(desk: Desk) -> None:
    assert desk("set", "4711", "enabled=no") == 1
    assert desk("set", "nobody@x.pl", "enabled=no") == 1
    assert desk.audit() == []


def test_a_viewer_changes_nothing(desk: Desk) -> None:
    before = desk.customer()
    assert desk("--role", "viewer", "--as", "tom", "set", "1", "enabled=no") == 4
    assert desk.out == ""
    assert desk.err == (
        "tom has the role viewer; changing a customer takes the role agent. "
        "Nothing was changed; the attempt is in the audit.\n"
    )
    assert desk.customer() == before
    (entry,) = desk.audit()
    assert (entry["act"], entry["staff"], entry["customer_id"]) == ("refused", "tom", 1)
    assert entry["fields"] == {"act": "edit", "role": "viewer"}


def test_read_only_changes_nothing_and_writes_nothing(desk: Desk) -> None:
    before = desk.path.read_bytes()
    assert desk("--read-only", "set", "1", "enabled=no") == 4
    assert desk("--read-only", "--role", "viewer", "set", "1", "enabled=no") == 4
    assert "--read-only changes nothing" in desk.err
    assert desk.path.read_bytes() == before
    assert desk.audit() == []


def test_from_the_command_line_nothing_is_kept_for_undo(desk: Desk) -> None:
    assert desk("set", "1", "enabled=no") == 0
    assert desk.sql("SELECT count(*) FROM act") == [(0,)]


def test_strangers_words_do_not_reach_the_terminal(desk: Desk) -> None:
    for words in (["\x1b[2Jx=1"], ["\x1b[2J"], ["group=\x1b[2J"]):
        assert desk("set", "1", *words) == 2
        assert "\x1b" not in desk.err


class TestExportAndImport:
    """Exporting and importing take the role lead, from the command line too."""

    def test_export(self, desk: Desk, tmp_path: Path) -> None:
        target = tmp_path / "out.csv"
        assert desk("--role", "agent", "export", str(target)) == 4
        assert not target.exists()
        (entry,) = desk.audit()
        assert entry["fields"] == {"act": "export", "role": "agent"}
        assert desk("--role", "lead", "export", str(target), "id=1") == 0
        assert desk("--read-only", "--role", "lead", "export", str(target), "id=1") == 0
        entry, _refused = desk.audit()
        assert (entry["act"], entry["fields"]["rows"]) == ("export", 1)
        assert entry["fields"]["filters"] == "id=1"

    def test_import(self, desk: Desk, tmp_path: Path) -> None:
        file = tmp_path / "in.csv"
        assert desk("export", str(file), "id=1") == 0
        file.write_text(file.read_text(encoding="utf-8-sig").replace("a@x.pl", "new@x.pl"))
        before = desk.sql("SELECT count(*) FROM customer")
        assert desk("--role", "agent", "import", str(file)) == 4
        assert desk.sql("SELECT count(*) FROM customer") == before
        entry, _exported = desk.audit()
        assert entry["fields"] == {"act": "import", "role": "agent"}
        assert desk("--role", "agent", "import", str(file), "--dry-run") == 0
        assert desk("--role", "lead", "import", str(file)) == 0
        assert desk.sql("SELECT count(*) FROM customer") != before


class TestStaff:
    """The configuration says who is what; ``--role`` only lowers."""

    @pytest.fixture
    def mapped(self, desk: Desk, tmp_path: Path) -> Desk:
        config = tmp_path / "config.toml"
        config.write_text('[staff]\nanna = "lead"\ntom = "agent"\n"Ewa Żółw" = "viewer"\n')
        original = desk.__call__

        class Mapped(Desk):
            def __call__(self, *words: str) -> int:
                code = original("--config", str(config), *words)
                self.out, self.err = desk.out, desk.err
                return code

        return Mapped(desk.path, desk._capsys)

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (["--as", "anna"], 0),
            (["--as", "tom"], 0),
            (["--as", "Ewa Żółw"], 4),
            (["--as", "stranger"], 4),
            (["--as", "Tom"], 4),
            (["--as", "tom", "--role", "admin"], 0),
            (["--as", "stranger", "--role", "admin"], 4),
            (["--as", "anna", "--role", "viewer"], 4),
        ],
    )
    def test_roles(self, mapped: Desk, words: list[str], code: int) -> None:
        assert mapped(*words, "set", "1", "enabled=no") == code

    def test_role_does_not_raise(self, mapped: Desk, tmp_path: Path) -> None:
        target = str(tmp_path / "out.csv")
        assert mapped("--as", "tom", "--role", "admin", "export", target) == 4
        assert mapped("--as", "anna", "--role", "admin", "export", target, "id=1") == 0

    def test_without_a_table_everybody_is_admin(self, desk: Desk) -> None:
        assert desk("--as", "whoever", "set", "1", "enabled=no") == 0

    @pytest.mark.parametrize(
        "table", ['staff = "anna"', '[staff]\nanna = "boss"', "[staff]\na = 1"]
    )
    def test_a_wrong_table_is_refused(self, desk: Desk, tmp_path: Path, table: str) -> None:
        config = tmp_path / "config.toml"
        config.write_text(table)
        assert desk("--config", str(config), "set", "1", "enabled=no") == 2
        assert "is no value for staff" in desk.err
