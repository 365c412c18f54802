"""The language a person reads: gettext catalogues and the forms of dates, numbers and money.

The code speaks English; ``locale/pl`` holds the Polish catalogue. Only the modules that show text
to a person call ``_``; declarations mark their text with ``N_`` and are translated when shown.
"""

from __future__ import annotations

import gettext as _gettext
import os
import re
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "pl")
_DIRECTORY = Path(__file__).parent
_UNTRANSLATED = re.compile(r"(C|POSIX)(\..*)?")
_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def language_of_environment() -> str:
    """The language that the environment asks for, by GNU gettext's rules; else English.

    The locale is the first of ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` that is not empty. ``LANGUAGE``
    lists what a person reads, best first, and goes before the locale's own language; but in the
    locale ``C``, or with none, nothing is translated and ``LANGUAGE`` says nothing.
    """
    values = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, values), "C")
    if _UNTRANSLATED.fullmatch(chosen):
        return "en"
    wanted = (os.environ.get("LANGUAGE") or chosen).split(":")
    codes = (re.split("[_.@]", name)[0].lower() for name in wanted)
    return next((code for code in codes if code in LANGUAGES), "en")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    return _gettext.translation("custui", _DIRECTORY, [language], fallback=True)


def choose(language: str | None) -> None:
    """Speak ``language`` from now on; ``None`` takes the environment's."""
    global _translations, _language
    _language = language or language_of_environment()
    _translations = _catalogue(_language)


def language() -> str:
    """The language in use, ``en`` or ``pl``."""
    return _language


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of a counted message in the language in use."""
    return _translations.ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark ``message`` for the catalogue; it is translated when shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as N_, for ngettext
    """Mark a counted message for the catalogue; ``ngettext`` translates it when shown."""
    return singular, plural


def translated(message: str, language: str) -> str:
    """``message``, marked with ``N_``, in ``language``: for texts that are kept once said."""
    return _catalogue(language).gettext(message)
