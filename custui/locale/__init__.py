"""The language a person reads: gettext catalogues and the forms of dates, numbers and money.

The code speaks English; ``locale/pl`` holds the Polish catalogue. Only the modules that show text
to a person call ``_``; declarations mark their text with ``N_`` and are translated when shown.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

LANGUAGES = ("en", "pl")
_DIRECTORY = Path(__file__).parent
_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def language_of_environment() -> str:
    """The first of ``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` that custui speaks."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value.split(":")[0].split("_")[0].split(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return "en"


def choose(language: str | None) -> None:
    """Speak ``language`` from now on; ``None`` takes the environment's."""
    global _translations, _language
    _language = language or language_of_environment()
    if _language == "en":
        _translations = _gettext.NullTranslations()
    else:
        _translations = _gettext.translation("custui", _DIRECTORY, [_language], fallback=True)


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
