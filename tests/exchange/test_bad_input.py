"""What is wrong in a file is said with line, column, value, reason; nothing half comes in."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.exchange import room
from custui.exchange.room import NoRoom
from tests.exchange.conftest import HEADER, Shop, row

GOOD = row(1, "good@example.pl")


def nothing_in(shop: Shop) -> bool:
    return (
        shop.one("SELECT count(*) FROM customer") == 0
        and shop.one("SELECT count(*) FROM audit_entry") == 0
    )


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "the file is empty"),
        (b"\n\n\n", 1, "the file is empty"),
        (b"ID\n1\n", 1, "only one column"),
        (b"Name;Surname\nA;B\n", 1, "not a header"),
        (b"\nID;Adres e-mail;Shoe size\n1;a@b.pl;43\n", 2, "no such column"),
        (b"ID;Adres e-mail;Email\n1;a@b.pl;a@b.pl\n", 1, "twice"),
        ("ID;Imię\n1;Jan\n".encode(), 1, "missing"),
        (HEADER.encode("cp1250"), 1, "--encoding"),
        (HEADER.encode("utf-16-le"), 1, "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 1, ""),
        ((HEADER + GOOD).encode("utf-16")[:-1], 1, "--encoding"),
        ((";" * 200_000).encode(), 1, ""),
        (b'"' + b"x" * 200_000, 1, ""),
    ],
    ids=lambda value: "",
)
def test_a_file_that_is_no_such_file(shop: Shop, content: bytes, line: int, reason: str) -> None:
    outcome = shop.take_text(content)
    assert outcome.report.refused
    assert outcome.problems[0].line == line
    assert reason in outcome.problems[0].reason
    assert nothing_in(shop)


BAD_CELLS = [
    ({"number": 0}, "ID", "0"),
    ({"number": -5}, "ID", "-5"),
    ({"number": 2**63}, "ID", str(2**63)),
    ({"number": "9" * 5000}, "ID", "9" * 200),
    ({"number": "٣"}, "ID", "٣"),
    ({"first": ""}, "Imię", ""),
    ({"first": "   "}, "Imię", "   "),
    ({"first": "R2D2"}, "Imię", "R2D2"),
    ({"last": "x" * 256}, "Nazwisko", "x" * 200),
    ({"last": "Ko\0wal"}, "Nazwisko", "Ko\0wal"),
    ({"last": "a.b"}, "Nazwisko", "a.b"),
    ({"email": ""}, "Adres e-mail", ""),
    ({"email": "jan"}, "Adres e-mail", "jan"),
    ({"email": "jan@example.pl\0"}, "Adres e-mail", "jan@example.pl\0"),
    ({"company": "x" * 256}, "Firma", "x" * 200),
    ({"company": "A\0"}, "Firma", "A\0"),
    ({"title": "x" * 33}, "Nazwa kontaktu", "x" * 33),
    ({"sales": "much"}, "Sprzedaż", "much"),
    ({"sales": "9" * 18}, "Sprzedaż", "9" * 18),
    ({"enabled": "perhaps"}, "Włączony", "perhaps"),
    ({"newsletter": ""}, "Newsletter", ""),
    ({"registered": "31.02.2021"}, "Rejestracja", "31.02.2021"),
    ({"visit": "yesterday"}, "Ostatnia wizyta", "yesterday"),
    ({"visit": "31.12.9999 24:00"}, "Ostatnia wizyta", "31.12.9999 24:00"),
]


@pytest.mark.parametrize(("cells", "column", "value"), BAD_CELLS)
def test_a_bad_cell(shop: Shop, cells: dict[str, str], column: str, value: str) -> None:
    text = HEADER + GOOD + row(**{"number": 2, **cells})  # type: ignore[arg-type]
    outcome = shop.take_text(text)
    assert outcome.report.refused
    (problem,) = outcome.problems
    assert (problem.line, problem.column, problem.value) == (3, column, value)
    assert problem.reason
    assert nothing_in(shop)
    outcome = shop.take_text(text, skip_bad=True)
    assert (outcome.counts["added"], outcome.counts["rejected"]) == (1, 1)
    assert shop.rows("SELECT email FROM customer") == [("good@example.pl",)]
    shop.sound()


def test_every_bad_cell_of_a_row_is_told(shop: Shop) -> None:
    outcome = shop.take_text(HEADER + row("x", "y", first="1", enabled="?"))
    assert [p.column for p in outcome.problems] == ["ID", "Imię", "Adres e-mail", "Włączony"]


@pytest.mark.parametrize(
    ("spoilt", "column"),
    [(b"Kowal\xff", "Nazwisko"), (b"\xed\xa0\x80", "Nazwisko")],
)
def test_bytes_that_are_no_characters(shop: Shop, spoilt: bytes, column: str) -> None:
    text = (HEADER + GOOD + row(2, last="NAME")).encode().replace(b"NAME", spoilt)
    outcome = shop.take_text(text)
    (problem,) = outcome.problems
    assert (problem.line, problem.column) == (3, column)
    assert "--encoding" in problem.reason
    assert nothing_in(shop)


def test_half_a_surrogate_pair_in_utf_16(shop: Shop) -> None:
    text = (HEADER + row(last="A\ud800")).encode("utf-16", "surrogatepass")
    (problem,) = shop.take_text(text).problems
    assert (problem.line, problem.column) == (2, "Nazwisko")


def test_a_cell_that_is_too_long(shop: Shop) -> None:
    text = HEADER + GOOD + row(2, "b@example.pl", company="x" * 131_073) + row(3, "c@example.pl")
    outcome = shop.take_text(text, skip_bad=True)
    assert [(p.line, "131072 characters" in p.reason) for p in outcome.problems] == [(3, True)]
    assert shop.rows("SELECT id FROM customer ORDER BY id") == [(1,), (3,)]


def test_a_quote_that_is_never_closed(shop: Shop) -> None:
    text = HEADER + GOOD + row(2, "b@example.pl", company='"x') + row(3, "c@example.pl")
    outcome = shop.take_text(text)
    assert [(p.line, "never closed" in p.reason) for p in outcome.problems] == [(3, True)]
    assert nothing_in(shop)


def test_ragged_rows(shop: Shop) -> None:
    text = HEADER + "1;Pan\n" + GOOD + GOOD.strip() + ";;x;\n"
    outcome = shop.take_text(text)
    assert [p.line for p in outcome.problems] == [2, 4]
    assert nothing_in(shop)


def test_the_same_email_twice_in_any_case(shop: Shop) -> None:
    text = HEADER + row(1, "Żan@example.pl") + row(2, "b@example.pl") + row(3, "żAN@EXAMPLE.pl")
    outcome = shop.take_text(text)
    assert outcome.reasons() == [(4, "Adres e-mail", "the same e-mail stands on line 2")]
    assert outcome.problems[0].value == "żAN@EXAMPLE.pl"
    assert nothing_in(shop)
    assert shop.take_text(text, skip_bad=True).counts["added"] == 2


@pytest.mark.parametrize("quote", ["", '"', 'Zakład "Ryś" '])
def test_two_processes_come_to_the_same_as_one(
    new_shop: Callable[..., Shop], tmp_path: Path, quote: str
) -> None:
    """Whatever quotes and line breaks mislead the cut, lines and rows are those of one reader."""
    path = tmp_path / "large.csv"
    lines = [HEADER]
    for n in range(1, 3001):
        company = '"Alfa\nBeta ""x"";"' if n % 3 == 0 else ("" if quote == '"' else quote)
        lines.append(row(n, f"a{n}@example.pl", title=f"T{n % 5}", company=company))
    if quote == '"':
        lines[700] = row(700, "a700@example.pl", company='5" pipe')  # a stray quote
    lines[100] = row(100, "A2900@example.pl")
    lines[2500] = row(2500, "a7@example.pl")
    lines[2600] = row(2600, "bad")
    path.write_text("".join(lines))
    ones, twos = new_shop("one.db"), new_shop("two.db")
    one = ones.take(path, skip_bad=True)
    two = twos.take(path, skip_bad=True, large=1000)
    assert two.counts == one.counts
    assert two.problems == one.problems
    assert one.counts["rejected"] == 3
    every = (
        "SELECT c.id, email, first_name, company, name FROM customer c"
        " JOIN title t ON t.id = title_id ORDER BY c.id"
    )
    assert twos.rows(every) == ones.rows(every)
    twos.sound()


def test_rejects_can_be_corrected_and_imported_again(shop: Shop, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    text = HEADER + GOOD + row(2, "b@example.pl", first="J4n", company='A "q"') + "3;Pan\n"
    text = text.replace(";", ",")
    shop.take_text(text, skip_bad=True, rejects=rejects)
    written = rejects.read_text()
    assert "J4n" in written
    assert "has a digit" in written
    assert "3,Pan" in written
    corrected = written.replace("J4n", "Jan").splitlines(keepends=True)
    rejects.write_text("".join(line for line in corrected if not line.startswith("3,")))
    assert shop.take(rejects).counts["added"] == 1
    assert shop.one("SELECT company FROM customer WHERE id = 2") == 'A "q"'


def test_rejects_keep_the_files_own_bytes(shop: Shop, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    text = (HEADER + row(last="NAME")).encode().replace(b"NAME", b"W\xb9s")
    shop.take_text(text, rejects=rejects)
    assert b";W\xb9s;" in rejects.read_bytes()


def test_a_file_that_changes_while_it_is_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from custui.exchange import importing

    def meddled(*arguments: object, **named: object) -> object:
        with (shop.folder / "file.csv").open("a") as file:
            file.write(row(2, "b@example.pl"))
        return stage_parts(*arguments, **named)  # type: ignore[arg-type]

    stage_parts = importing.stage_parts
    monkeypatch.setattr(importing, "stage_parts", meddled)
    outcome = shop.take_text(HEADER + GOOD)
    assert outcome.report.refused
    assert nothing_in(shop)


def test_a_full_disk_is_noticed_before(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_SPARE", 1 << 60)
    with pytest.raises(NoRoom, match="free some space"):
        shop.take_text(HEADER + GOOD)
    assert nothing_in(shop)


def custui(database: Path, *arguments: object, **how: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "custui", "--db", str(database), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **how)  # type: ignore[call-overload]


def test_exit_codes(tmp_path: Path) -> None:
    database, file = tmp_path / "s.db", tmp_path / "f.csv"
    custui(database, "init")
    file.write_text(HEADER + GOOD + row(2, "bad"))
    refused = custui(database, "import", file, "--json")
    assert refused.returncode == 3
    assert json.loads(refused.stdout)["rejected"] == 2
    assert "turned away" in refused.stderr
    assert custui(database, "import", file, "--on-error", "skip").returncode == 0
    file.write_text(HEADER + row(2, "bad\x1b[31m"))
    hopeless = custui(database, "import", file, "--on-error", "skip")
    assert hopeless.returncode == 3
    assert "\x1b" not in hopeless.stderr
    assert custui(database, "import", tmp_path / "none.csv").returncode == 1
    assert custui(database, "import", file, "--encoding", "klingon").returncode == 2
    assert custui(database, "import", file, "--shop", "none").returncode == 1
    assert custui(database, "--read-only", "import", file).returncode == 4
    piped = custui(database, "--read-only", "import", "-", "--dry-run", input=HEADER + GOOD)
    assert (piped.returncode, "1 unchanged" in piped.stderr) == (0, True)
    assert custui(tmp_path / "no.db", "import", file).returncode == 5


def _wait_until_read(pipe: int) -> None:
    """Wait until the other end has read all and waits for more."""
    end = time.monotonic() + 10
    while struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]:
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_import_that_is_ended_changes_nothing(
    new_shop: Callable[..., Shop], tmp_path: Path, how: signal.Signals
) -> None:
    shop = new_shop()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "custui", "--db", str(shop.database.path), "import", str(pipe)],
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        # Whoever runs the tests in the background has SIGINT ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with pipe.open("w") as file:  # opens once the import reads
        file.write(HEADER + GOOD)
        file.flush()
        _wait_until_read(file.fileno())
        process.send_signal(how)
        assert process.wait(10) != 0
    assert b"Traceback" not in (process.stderr.read() if process.stderr else b"")
    assert nothing_in(shop)
    if how is not signal.SIGKILL:
        assert not list(tmp_path.glob("custui-import-*"))


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.5, 1.0, 1.5, 2.0, 2.5])
def test_a_killed_load_leaves_the_shop_as_it_was(
    new_shop: Callable[..., Shop], tmp_path: Path, after: float
) -> None:
    shop = new_shop()
    file = tmp_path / "large.csv"
    file.write_text(HEADER + "".join(row(n, f"a{n}@example.pl") for n in range(1, 150_001)))
    process = subprocess.Popen(
        [sys.executable, "-m", "custui", "--db", str(shop.database.path), "import", str(file)],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.kill()
    process.wait()
    assert shop.one("SELECT count(*) FROM customer") in (0, 150_000)
    shop.sound()
