"""Search text, sort keys, and what may reach a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.text import digits, email_key, fold, printable, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Żółw", "zolw"),
        ("ŁÓDŹ", "lodz"),
        ("Straße", "strasse"),
        ("Ångström", "angstrom"),
        ("Đorđe", "dorde"),
        ("Ørsted", "orsted"),
        ("ﬁn", "fin"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_fold_drops_case_and_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_leaves_no_nul_at_which_an_index_would_stop() -> None:
    assert fold("Nul\0Byte") == "nul byte"
    assert fold("Żół\0w") == "zol w"


@given(st.text())
def test_fold_is_settled_after_one_pass(text: str) -> None:
    # Compatibility characters may unfold into upper case: a second pass settles those.
    twice = fold(fold(text))
    assert fold(twice) == twice


def reversed_names(names: list[str]) -> list[str]:
    """A starting order from which sorting has everything to do."""
    return list(reversed(names))


def test_names_stand_as_a_pole_expects() -> None:
    alphabet = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
    names = [letter + "na" for letter in alphabet]
    assert sorted(reversed_names(names), key=sort_key) == names


def test_sorting_ignores_case_and_foreign_marks() -> None:
    names = ["Lutz", "łaba", "Mazur", "Müller", "Muniz"]
    assert sorted(reversed_names(names), key=sort_key) == names


def test_decomposed_letters_sort_like_composed_ones() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Żółć")) == sort_key("Żółć")


def test_an_email_is_the_same_whatever_its_case_but_not_its_diacritics() -> None:
    assert email_key("Jan@X.pl") == email_key("jan@x.PL")
    assert email_key("żółw@x.pl") != email_key("zolw@x.pl")


def test_digits_of_a_phone() -> None:
    assert digits("+48 (600) 100-200") == "48600100200"


HOSTILE = [
    "\x1b[31mred",
    "\x1b]52;c;aGk=\x07",
    "\x9b31m",
    "a\x00b",
    "line\nbreak\ttab\rcr",
    "\x7f",
    "\u202eabc\u202c",
    "\u2066x\u2069",
    "\u200b\u200d\ufeff",
    "a\u2028b",
    "\ud800",
    "\U000e0001",
    "e" + "\u0301" * 50,
    "\u0301begins",
    "soft\u00adhyphen",
    "\u00a0nbsp",
    "\x85next",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_terminal_obeys_comes_out(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert "\x1b" not in shown


@given(st.text(alphabet=st.characters()))
def test_whatever_comes_out_prints(text: str) -> None:
    assert printable(text).isprintable()


def test_ordinary_text_is_left_alone() -> None:
    for text in ("Paweł Wąs", "日本語", "[b]not markup[/b]", "🐢", "Ünïcödé"):
        assert printable(text) == text


def test_control_characters_are_seen_not_swallowed() -> None:
    assert printable("\x1b[31m") == "␛[31m"
    assert printable("a\x00b") == "a␀b"


def test_marks_do_not_pile_up_nor_hang_on_the_neighbour() -> None:
    assert printable("e" + "\u0301" * 50) == "e" + "\u0301" * 3
    assert printable("\u0301a").startswith("\u25cc")
