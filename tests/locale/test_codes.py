"""Countries and languages by any of their names."""

import pytest

from custui import locale
from custui.locale.codes import country_code, country_names, language_code, language_names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("PL", "PL"),
        ("pl", "PL"),
        ("Poland", "PL"),
        ("polska", "PL"),
        ("POLSKA", "PL"),
        ("Niemcy", "DE"),
        ("wlochy", "IT"),
        ("Włochy", "IT"),
        ("Czechia", "CZ"),
        ("czech republic", "CZ"),
        ("UK", "GB"),
        ("USA", "US"),
        ("XK", "XK"),
        ("Atlantis", None),
        ("European Union", None),
        ("P1", None),
    ],
)
def test_countries(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pl", "pl"),
        ("PT-br", "pt-br"),
        ("Polish", "pl"),
        ("polski", "pl"),
        ("ukraiński", "uk"),
        ("Klingonish", None),
        ("p", None),
    ],
)
def test_languages(name: str, code: str | None) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_name_offered_is_understood_in_its_order(language: str) -> None:
    locale.choose(language)
    countries, languages = country_names(), language_names()
    assert len(countries) > 240
    assert len(languages) > 150
    assert {"pl": "Łotwa", "en": "Latvia"}[language] in countries
    assert all(map(country_code, countries))
    assert all(map(language_code, languages))
    assert countries.index({"pl": "Łotwa", "en": "Latvia"}[language]) < len(countries) - 20
