"""Doubts about the registry numbers of a company. Any value is allowed: somebody decides."""

from __future__ import annotations

from custui.domain.customer_form import Values
from custui.locale import _

POLAND = "PL"


def doubts(values: Values, country: str) -> dict[str, str]:
    """What looks wrong with REGON and VAT number, field by field; nothing when all is well.

    By their check digits: both in Poland (``country`` is an ISO 3166 code), and a VAT number that
    begins with the code of a country of the European Union anywhere.
    """
    found = {
        "regon": _regon_doubt(_cleaned(values.get("regon")), country),
        "vat_id": _vat_doubt(_cleaned(values.get("vat_id")), country),
    }
    return {field: doubt for field, doubt in found.items() if doubt}


def _cleaned(value: object) -> str:
    return "".join(char for char in str(value or "") if char.isalnum()).upper()


def _regon_doubt(number: str, country: str) -> str | None:
    if not number or country != POLAND:
        return None
    from stdnum.pl import regon

    return None if regon.is_valid(number) else _("is no REGON: its check digit does not fit")


def _vat_doubt(number: str, country: str) -> str | None:
    if not number:
        return None
    prefix = number[:2]
    if prefix.isalpha() and prefix.isascii():
        return _foreign_vat_doubt(number, prefix)
    if country != POLAND:
        return None
    from stdnum.pl import nip

    return None if nip.is_valid(number) else _("is no NIP: its check digit does not fit")


def _foreign_vat_doubt(number: str, prefix: str) -> str | None:
    from stdnum.eu import vat

    # Greece writes EL, as the European Union does.
    if prefix.lower() not in (*vat.MEMBER_STATES, "el"):
        return None
    if vat.is_valid(number):
        return None
    return _("is no VAT number of {country}: its check digits do not fit").format(country=prefix)
