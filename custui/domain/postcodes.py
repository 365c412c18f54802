"""How postcodes are written, country by country.

A form has ``0`` for a digit, ``A`` for a letter and ``X`` for either; several are parted by ``|``.
Where a country has none here, any postcode is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

LONGEST_POSTCODE: Final = 32

_SIGNS = {"0": "[0-9]", "A": "[A-Z]", "X": "[A-Z0-9]"}

FORMS: Final[Mapping[str, str]] = {
    "PL": "00-000",
    "AT": "0000",
    "BE": "0000",
    "BG": "0000",
    "CA": "A0A 0A0|A0A0A0",
    "CH": "0000",
    "CZ": "000 00|00000",
    "DE": "00000",
    "DK": "0000",
    "EE": "00000",
    "ES": "00000",
    "FI": "00000",
    "FR": "00000",
    "GB": "A0 0AA|A00 0AA|AA0 0AA|AA00 0AA|A0A 0AA|AA0A 0AA",
    "GR": "000 00|00000",
    "HR": "00000",
    "HU": "0000",
    "IE": "A0X XXXX|A0XXXXX",
    "IT": "00000",
    "LT": "00000|LT-00000",
    "LU": "0000|L-0000",
    "LV": "LV-0000|0000",
    "NL": "0000 AA|0000AA",
    "NO": "0000",
    "PT": "0000-000",
    "RO": "000000",
    "SE": "000 00|00000",
    "SI": "0000",
    "SK": "000 00|00000",
    "UA": "00000",
    "US": "00000|00000-0000",
}


@lru_cache(maxsize=len(FORMS))
def _pattern(country: str) -> re.Pattern[str] | None:
    forms = FORMS.get(country)
    if forms is None:
        return None
    written = ("".join(map(_sign, form)) for form in forms.split("|"))
    return re.compile("|".join(written), re.IGNORECASE | re.ASCII)


def _sign(char: str) -> str:
    return _SIGNS.get(char, re.escape(char))


def is_postcode(postcode: str, country: str) -> bool:
    """Whether ``postcode`` is written as those of ``country`` (ISO 3166 code) are."""
    pattern = _pattern(country)
    return pattern is None or pattern.fullmatch(postcode) is not None


def postcode_form(country: str) -> str:
    """The form to show as an example: ``00-000``; ``""`` for a country without one."""
    return FORMS.get(country, "").partition("|")[0]
