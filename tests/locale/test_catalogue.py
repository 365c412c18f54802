"""The Polish catalogue is whole, and says what the code says."""

from __future__ import annotations

import gettext
import io
import re
import string
import unicodedata

import pytest
from babel.messages import Catalog
from babel.messages import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from rich.cells import cell_len

from custui import locale
from custui.domain.columns import COLUMNS, ColumnSet
from custui.domain.text import printable
from custui.locale import _, ngettext
from tests.domain.test_columns import LISTS
from tests.locale.source import ROOT, extracted

FILE = ROOT / "locale" / "pl" / "LC_MESSAGES" / "custui.po"
HINT = "run `make catalogue` and translate what is empty"

SAME_IN_BOTH = {
    *(
        "Alias",
        "Format",
        "ID",
        "IP",
        "Import",
        "Import…",
        "News",
        "Newsletter",
        "Problem",
        "REGON",
        "Region",
        "Status",
        "newsletter",
    ),
    "UTF-8, cp1250, iso-8859-2, …",
    "argument %(argument_name)s: %(message)s",
    "{size} MB",
}
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z]")
_LITERAL = re.compile(r"--[a-z]+(?:-[a-z]+)*|CUSTUI_DB|TERM\b|custui [a-z]+\b|\bCtrl\+\w")


def read() -> Catalog:
    with FILE.open("rb") as file:
        return read_po(file, locale="pl", abort_invalid=True)


CATALOGUE = read()
ENTRIES = [entry for entry in CATALOGUE if entry.id]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The forms of a message: one, or several of a counted one."""
    return (text,) if isinstance(text, str) else tuple(text)


def pairs(entry: Entry) -> list[tuple[str, str]]:
    """Each Polish form beside the English one that it stands for."""
    english, polish = forms(entry.id), forms(entry.string)
    return [(english[min(place, len(english) - 1)], form) for place, form in enumerate(polish)]


def placeholders(text: str) -> list[str]:
    named = [name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name]
    return sorted(named + _PLACEHOLDER.findall(text))


def test_no_message_is_missing() -> None:
    ids = {entry.id for entry in ENTRIES}
    missing = extracted() - ids
    assert not missing, HINT


def test_no_message_is_left_over() -> None:
    unused = {entry.id for entry in ENTRIES} - extracted()
    assert not unused, HINT
    assert not CATALOGUE.obsolete, HINT


def test_every_message_is_translated() -> None:
    for entry in ENTRIES:
        assert not entry.fuzzy, entry.id
        assert len(forms(entry.string)) == (3 if isinstance(entry.id, tuple) else 1), entry.id
        assert all(form.strip() for form in forms(entry.string)), f"{entry.id}: {HINT}"


def test_only_these_are_the_same_in_both_languages() -> None:
    same = {entry.id for entry in ENTRIES if entry.id == entry.string}
    assert same == SAME_IN_BOTH & {entry.id for entry in ENTRIES}


def test_placeholders_stay() -> None:
    for entry in ENTRIES:
        for english, polish in pairs(entry):
            assert placeholders(polish) == placeholders(english), entry.id


def test_options_verbs_and_keys_stay() -> None:
    for entry in ENTRIES:
        for english, polish in pairs(entry):
            for word in _LITERAL.findall(english):
                if word in COMMANDS_AND_KEYS or not word.startswith("custui "):
                    assert word in polish, entry.id


COMMANDS_AND_KEYS = {
    *("custui init", "custui demo", "custui list", "custui show", "custui doctor"),
}


def test_sentences_and_spaces_end_alike() -> None:
    for entry in ENTRIES:
        for english, polish in pairs(entry):
            for ending in (".", "…", ":", "\n", " "):
                if english.endswith(ending):
                    assert polish.endswith(ending), entry.id
            assert polish[:1].isspace() == english[:1].isspace(), entry.id


def test_polish_is_kept_composed() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)


def test_the_file_tells_nothing_about_machines_and_people() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert not re.search(r"^#:", text, re.MULTILINE)
    assert "@" not in text
    assert "/home" not in text


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, CATALOGUE)
    compiled.seek(0)
    with FILE.with_suffix(".mo").open("rb") as file:
        assert messages(file) == messages(compiled), HINT


def messages(file: object) -> dict[object, str]:
    """What a compiled catalogue holds, but for its header, which names the compiler."""
    found = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[arg-type,attr-defined]
    found.pop("")
    return found


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("columns", LISTS, ids=lambda columns: columns.name)
def test_headers_fit_their_columns(columns: ColumnSet, language: str) -> None:
    locale.choose(language)
    for column in columns.columns:
        assert cell_len(_(column.header)) <= column.width, column.name


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("columns", LISTS, ids=lambda columns: columns.name)
def test_headers_tell_the_columns_apart(columns: ColumnSet, language: str) -> None:
    locale.choose(language)
    headers = [_(column.header) for column in columns.columns]
    labels = [_(column.label) for column in columns.columns]
    assert len(set(headers)) == len(set(labels)) == len(columns.columns)


def test_columns_are_called_as_in_the_shop() -> None:
    locale.choose("pl")
    labels = {column.name: _(column.label) for column in COLUMNS}
    assert list(labels.values())[:12] == [
        *("ID", "Nazwa kontaktu", "Imię", "Nazwisko", "Adres e-mail", "Firma", "Sprzedaż"),
        *("Włączony", "Newsletter", "Oferty partnerskie", "Rejestracja", "Ostatnia wizyta"),
    ]
    for column in COLUMNS[:12]:
        assert labels[column.name] in column.csv, column.name


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "0 wierszy"),
        (1, "1 wiersz:"),
        (2, "2 wiersze:"),
        (5, "5 wierszy"),
        (12, "12 wierszy"),
        (22, "22 wiersze:"),
        (112, "112 wierszy"),
    ],
)
def test_counted_messages_take_the_polish_form(number: int, form: str) -> None:
    locale.choose("pl")
    counted = (message for message in extracted() if isinstance(message, tuple))
    (rows,) = (message for message in counted if message[0].startswith("{read} row"))
    assert ngettext(*rows, number).replace("{read}", str(number)).startswith(form)


def test_every_polish_letter_is_in_use_and_can_be_shown() -> None:
    letters = set("ąćęłńóśźż")
    used = {char for entry in ENTRIES for form in forms(entry.string) for char in form}
    assert letters <= used
    every = "".join(sorted(letters)) + "".join(sorted(letters)).upper() + "„”–"
    assert printable(every) == every
