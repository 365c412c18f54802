"""The audit finds every foreign sequence and lets pass what a full-screen program sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pty.sequences import Kind, foreign_sequences, tokens, unfinished

OWN_SCREEN = b"\x1b[?1049h"

CLEAN = [
    b"",
    "Łucja Żółw │ ● ○ … 日本".encode(),
    b"\x1b[38;2;224;224;224;48;2;18;18;18mready\x1b[0m",
    b"\x1b[1;1H\x1b[H\x1b[24;80Hx",
    b"\x1b[?2026h\x1b[?2026l\x1b[?2026$p\x1b[?2048$p",
    b"\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1003h\x1b[?1006h\x1b[?2004h\x1b[?7l\x1b[?1004h",
    b"\x1b[>25u\x1b[<u\x1b[?1049l\x1b[?25h",
    b"\x1b]22;pointer\x07",
    OWN_SCREEN + b"row\x1b[0m\r\n\x1b[2;1Hrow",
    OWN_SCREEN + b"\x1b[?1049lbye\r\nfor now\r\n",
]

FOREIGN = [
    (b"\x1b[2J", b"\x1b[2J"),
    (b"\x1b[5n", b"\x1b[5n"),
    (b"\x1b[6n", b"\x1b[6n"),
    (b"\x1b[3;3r", b"\x1b[3;3r"),
    (b"\x1b[10A", b"\x1b[10A"),
    (b"\x1b[?47h", b"\x1b[?47h"),
    (b"\x1b[?1;25h", b"\x1b[?1;25h"),
    (b"\x1b[21t", b"\x1b[21t"),
    (b"\x1b]0;stolen\x07", b"\x1b]0;stolen\x07"),
    (b"\x1b]0;stolen\x1b\\", b"\x1b]0;stolen\x1b\\"),
    (b"\x1b]8;;http://x\x1b\\", b"\x1b]8;;http://x\x1b\\"),
    (b"\x1b]52;c;eA==\x07", b"\x1b]52;c;eA==\x07"),
    (b"\x1b]22;;evil\x07", b"\x1b]22;;evil\x07"),
    (b"\x1bPq#0\x1b\\", b"\x1bPq#0\x1b\\"),
    (b"\x1b_apc\x1b\\", b"\x1b_apc\x1b\\"),
    (b"\x1bc", b"\x1bc"),
    (b"\x1b(0", b"\x1b(0"),
    (b"\x1b#8", b"\x1b#8"),
    (b"\x1b]0;never ends", b"\x1b"),
    (b"ends in\x1b", b"\x1b"),
    (b"\x1b\x1b[0m", b"\x1b"),
    (b"a\x07b", b"\x07"),
    (b"a\x00b", b"\x00"),
    (b"a\x08b", b"\x08"),
    (b"a\tb", b"\t"),
    (b"a\x0eb", b"\x0e"),
    (b"a\x7fb", b"\x7f"),
    (b"a\rb", b"\r"),
    (b"a\nb", b"\n"),
    (OWN_SCREEN + b"broken\r\nname\x1b[2;1H", b"\r\n"),
    (OWN_SCREEN + b"broken\r\n\x1b[0m\x1b[2;1H", b"\r\n"),
    ("a\x9bb".encode(), "\x9b".encode()),  # C1 as a character
    (b"a\x9bb", b"\x9b"),  # C1 as a byte, not UTF-8
    ("a\u202eb".encode(), "\u202e".encode()),
    ("a\u2066b".encode(), "\u2066".encode()),
    ("a\u200bb".encode(), "\u200b".encode()),
    ("a\ufeffb".encode(), "\ufeff".encode()),
    ("a\u2028b".encode(), "\u2028".encode()),
]


@pytest.mark.parametrize("raw", CLEAN)
def test_what_a_full_screen_program_sends_passes(raw: bytes) -> None:
    assert foreign_sequences(raw) == []


@pytest.mark.parametrize(("raw", "found"), FOREIGN)
def test_foreign_sequences_are_found(raw: bytes, found: bytes) -> None:
    assert foreign_sequences(raw) == [found]
    assert foreign_sequences(b"\x1b[0mbefore" + raw + b"\x1b[1;1H")[0] == found


def test_clipboard_and_bell_pass_only_when_asked_for() -> None:
    copied = b"\x1b]52;c;eA==\x07"
    assert foreign_sequences(copied, clipboard=True) == []
    assert foreign_sequences(b"\x07", bell=True) == []
    assert foreign_sequences(b"\x1b]52;c;?\x07", clipboard=True) == [b"\x1b]52;c;?\x07"]


def test_all_are_found_in_their_order() -> None:
    raw = b"\x1b[0mJan\x1b[2J \x07\x1b]0;x\x07" + "\u202e".encode()
    expected = [b"\x1b[2J", b"\x07", b"\x1b]0;x\x07", "\u202e".encode()]
    assert foreign_sequences(raw) == expected


@given(st.lists(st.sampled_from([b"\x1b", b"[", b"]", b"0;", b"m", b"\x07", b"\\", b"P", b"x"])))
def test_tokens_lose_nothing(pieces: list[bytes]) -> None:
    raw = b"".join(pieces)
    assert b"".join(token.raw for token in tokens(raw)) == raw


def commands(raw: bytes) -> list[bytes]:
    return [token.raw for token in tokens(raw) if token.kind is not Kind.TEXT]


@pytest.mark.parametrize("whole", [raw for raw in CLEAN if b"\x1b" in raw])
def test_a_sequence_cut_in_two_waits_for_its_rest(whole: bytes) -> None:
    for cut in range(len(whole)):
        end = unfinished(whole[:cut])
        assert commands(whole[:end]) + commands(whole[end:]) == commands(whole)
