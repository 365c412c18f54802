"""The kinds of fields that people fill: how a text is read into each, and what it must be.

Reading raises ``ValueError`` with what is wrong; checking returns it, or ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from custui.domain import rules
from custui.domain.columns import RISKS
from custui.domain.parsing import parse_day, parse_flag, parse_money
from custui.domain.text import fold
from custui.locale import _
from custui.locale.codes import language_code

Value = str | int | tuple[int, ...] | None
"""A text (``""``: empty; a birthday as ``YYYY-MM-DD``), a number, 0 or 1, minor units, the id of a
title or group (``None``: none), or the ids of groups."""


@dataclass(frozen=True)
class FormTerms:
    """What a shop lends to the checking of a customer's fields.

    ``required`` are the fields that it requires beside those that every shop does.
    """

    today: date
    name_rule: str = "prestashop"
    titles: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()


Problem = str | None
Check = Callable[[Value, FormTerms], Problem]
Parse = Callable[[str, FormTerms], Value]


@dataclass(frozen=True)
class FieldKind:
    """How texts are read into a field, and how its values are checked."""

    parse: Parse
    check: Check


def _text(text: str, terms: FormTerms) -> Value:
    return text.strip()


def _as_typed(text: str, terms: FormTerms) -> Value:
    return text


def _flag(text: str, terms: FormTerms) -> Value:
    try:
        return parse_flag(text)
    except ValueError:
        raise ValueError(_("yes or no is expected")) from None


def _money(text: str, terms: FormTerms) -> Value:
    return parse_money(text)


def _whole(text: str, terms: FormTerms) -> Value:
    number = text.strip() or "0"
    if not (number.isascii() and number.isdigit()):
        raise ValueError(_("is not a whole number"))
    return int(number[:30])


def _day(text: str, terms: FormTerms) -> Value:
    return parse_day(text)


def _language(text: str, terms: FormTerms) -> Value:
    text = text.strip()
    code = language_code(text) if text else ""
    if code is None:
        raise ValueError(_("is not a language"))
    return code


def _risk(text: str, terms: FormTerms) -> Value:
    wanted = fold(text.strip())
    for number, name in enumerate(RISKS):
        if wanted in (str(number), fold(name), fold(_(name))):
            return number
    there = ", ".join(_(name) for name in RISKS)
    raise ValueError(_("is none of {names}").format(names=there))


def _title(text: str, terms: FormTerms) -> Value:
    return called(text, terms.titles) if text.strip() else None


def _group(text: str, terms: FormTerms) -> Value:
    return called(text, terms.groups)


def _groups(text: str, terms: FormTerms) -> Value:
    return tuple(sorted({called(name, terms.groups) for name in text.split(",") if name.strip()}))


def called(name: str, names: Mapping[int, str]) -> int:
    """The id of what is called ``name``, exactly or whatever its case and diacritics."""
    name = name.strip()
    exact = [number for number, each in names.items() if each == name]
    found = exact or [number for number, each in names.items() if fold(each) == fold(name)]
    if len(found) == 1:
        return found[0]
    raise ValueError(_("is none of {names}").format(names=", ".join(names.values())))


def _name_check(value: Value, terms: FormTerms) -> Problem:
    return rules.name_problem(str(value), terms.name_rule)


def _email_check(value: Value, terms: FormTerms) -> Problem:
    return rules.email_problem(str(value))


def _password_check(value: Value, terms: FormTerms) -> Problem:
    return rules.password_problem(str(value)) if value else None


def _birthday_check(value: Value, terms: FormTerms) -> Problem:
    return rules.birthday_problem(str(value or ""), terms.today)


def _flag_check(value: Value, terms: FormTerms) -> Problem:
    return None if value in (0, 1) else _("yes or no is expected")


def _money_check(value: Value, terms: FormTerms) -> Problem:
    return rules.amount_problem(_number(value))


def _days_check(value: Value, terms: FormTerms) -> Problem:
    return rules.payment_days_problem(_number(value))


def _number(value: Value) -> int:
    return value if isinstance(value, int) else -1


def _title_check(value: Value, terms: FormTerms) -> Problem:
    return None if value is None or value in terms.titles else _("is not there any more")


def _group_check(value: Value, terms: FormTerms) -> Problem:
    return None if value in terms.groups else _("is not there any more")


def _groups_check(value: Value, terms: FormTerms) -> Problem:
    chosen = value if isinstance(value, tuple) else ()
    if not chosen:
        return _("choose one at least")
    return _("is not there any more") if set(chosen) - terms.groups.keys() else None


def _risk_check(value: Value, terms: FormTerms) -> Problem:
    if value in range(len(RISKS)):
        return None
    return _("is none of {names}").format(names=", ".join(_(name) for name in RISKS))


def up_to(longest: int) -> FieldKind:
    """Free text of at most ``longest`` characters."""
    return FieldKind(_text, lambda value, terms: rules.text_problem(str(value), longest))


NAME = FieldKind(_text, _name_check)
EMAIL = FieldKind(_text, _email_check)
PASSWORD_TEXT = FieldKind(_as_typed, _password_check)
BIRTHDAY = FieldKind(_day, _birthday_check)
LANGUAGE = FieldKind(_language, up_to(16).check)
FLAG = FieldKind(_flag, _flag_check)
AMOUNT = FieldKind(_money, _money_check)
PAYMENT_DAYS = FieldKind(_whole, _days_check)
RISK = FieldKind(_risk, _risk_check)
TITLE = FieldKind(_title, _title_check)
ONE_GROUP = FieldKind(_group, _group_check)
MANY_GROUPS = FieldKind(_groups, _groups_check)
