"""Which code a country or language has that somebody called by its name, English or Polish.

A code is its own name, so that only names take babel, which takes longer to load than a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from custui.locale import LANGUAGES, language

_COUNTRY = re.compile("[A-Za-z]{2}")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")

_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
"""Two letters that CLDR has a name for and that are none."""

_CALLED = {  # what people say where CLDR has another name
    "uk": "GB",
    "usa": "US",
    "great britain": "GB",
    "england": "GB",
    "anglia": "GB",
    "czech republic": "CZ",
    "republika czeska": "CZ",
    "holland": "NL",
    "america": "US",
    "ameryka": "US",
}


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of ``PL``, ``pl``, ``Poland`` or ``polska``; ``None``: unknown.

    Any two letters are a code: shops keep some that ISO does not have.
    """
    if called := _CALLED.get(_key(name)):
        return called
    return name.upper() if _COUNTRY.fullmatch(name) else _countries().get(_key(name))


def language_code(name: str) -> str | None:
    """The code, in lower case, of ``pl``, ``pt-BR``, ``Polish``, ``polski``; ``None``: unknown."""
    if called := _languages().get(_key(name)) if len(name) > 3 else None:
        return called
    return name.lower() if _LANGUAGE.fullmatch(name) else None


def country_names() -> list[str]:
    """Every country's name in the language in use, in its order."""
    return sorted(_territories(language()).values(), key=_key)


def countries() -> list[tuple[str, str]]:
    """The code and name of every country in the language in use, in the order of the names."""
    return sorted(_territories(language()).items(), key=lambda country: _key(country[1]))


def languages() -> list[tuple[str, str]]:
    """The code and name of every language of two letters, as ``countries``."""
    return sorted(_languages_in(language()).items(), key=lambda spoken: _key(spoken[1]))


def language_names() -> list[str]:
    """The name of every language of two letters in the language in use, in its order."""
    return sorted(_languages_in(language()).values(), key=_key)


def _key(name: str) -> str:
    """A name whatever its case and diacritics."""
    decomposed = unicodedata.normalize("NFKD", name.casefold()).replace("ł", "l")
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=len(LANGUAGES))
def _territories(spoken: str) -> dict[str, str]:
    from babel import Locale

    names = dict(Locale(spoken).territories)
    return {
        code: name
        for code, name in names.items()
        if _COUNTRY.fullmatch(code) and code not in _NO_COUNTRY
    }


@lru_cache(maxsize=len(LANGUAGES))
def _languages_in(spoken: str) -> dict[str, str]:
    from babel import Locale

    names = dict(Locale(spoken).languages)
    return {code: name for code, name in names.items() if len(code) == 2}


def _by_name(names_in: Callable[[str], dict[str, str]]) -> dict[str, str]:
    return {_key(name): code for spoken in LANGUAGES for code, name in names_in(spoken).items()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return _by_name(_territories)


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return _by_name(_languages_in)
