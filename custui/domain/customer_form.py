"""The one table of a customer's fields that people give, in the order of the form.

The form, ``add`` and ``set`` read it; an import checks its cells by the same rules. How a field is
kept is the business of ``db.customers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from custui.domain import field_kinds as kinds
from custui.domain import rules
from custui.domain.columns import BY_NAME, Kind
from custui.domain.field_kinds import FieldKind, FormTerms, Value
from custui.domain.labels import field_label
from custui.locale import _

Values = Mapping[str, Value]
"""Field to value."""

PASSWORD: Final = "password"  # noqa: S105 - the field's name
GROUP: Final = "group"
GROUPS: Final = "groups"
CONSENTS: Final = {
    "newsletter": "newsletter",
    "partner_offers": "partner_offers",
    "assistance_allowed": "assistance",
}
"""The fields that are consents, and what kind of one."""


@dataclass(frozen=True)
class FormField:
    """One field of a customer.

    ``required`` it is in every shop (a password only of a new customer); where it is not,
    preferences may require it, if it ``may_be_required``. A ``b2b`` one stands in the form in B2B
    mode alone.
    """

    name: str
    of: FieldKind
    required: bool = False
    may_be_required: bool = False
    b2b: bool = False

    @property
    def kind(self) -> Kind:
        """What it holds, as the column of that name."""
        column = BY_NAME.get(self.name)
        return column.kind if column else Kind.TEXT

    @property
    def label(self) -> str:
        """Untranslated."""
        return field_label(self.name)


def _always(name: str, of: FieldKind) -> FormField:
    return FormField(name, of, required=True)


def _if_asked(name: str, of: FieldKind) -> FormField:
    return FormField(name, of, may_be_required=True)


def _b2b(name: str, of: FieldKind) -> FormField:
    return FormField(name, of, may_be_required=True, b2b=True)


FORM_FIELDS: Final = (
    _if_asked("title", kinds.TITLE),
    _always("first_name", kinds.NAME),
    _always("last_name", kinds.NAME),
    _always("email", kinds.EMAIL),
    FormField(PASSWORD, kinds.PASSWORD_TEXT),
    _if_asked("birthday", kinds.BIRTHDAY),
    _if_asked("language", kinds.LANGUAGE),
    _if_asked("enabled", kinds.FLAG),
    _if_asked("newsletter", kinds.FLAG),
    _if_asked("partner_offers", kinds.FLAG),
    _if_asked("assistance_allowed", kinds.FLAG),
    _always(GROUPS, kinds.MANY_GROUPS),
    _always(GROUP, kinds.ONE_GROUP),
    _b2b("company", kinds.up_to(rules.LONGEST_COMPANY)),
    _b2b("regon", kinds.up_to(64)),
    _b2b("vat_id", kinds.up_to(64)),
    _b2b("website", kinds.up_to(255)),
    _b2b("allowed_outstanding", kinds.AMOUNT),
    _b2b("max_payment_days", kinds.PAYMENT_DAYS),
    _b2b("risk", kinds.RISK),
)
"""In the form's order."""

FIELD: Final = {each.name: each for each in FORM_FIELDS}
MAY_BE_REQUIRED: Final = tuple(each.name for each in FORM_FIELDS if each.may_be_required)
"""What preferences may require."""


def form_problems(
    values: Values, terms: FormTerms, checked: Iterable[str] | None = None
) -> dict[str, str]:
    """What is wrong with ``values``, field by field in the form's order; nothing when all is well.

    What is required is looked at in all of them, the form in those ``checked`` (``None``: all):
    what a shop once accepted may stay until somebody changes it.
    """
    forms = set(values if checked is None else checked)
    problems = {}
    for each in FORM_FIELDS:
        if each.name not in values:
            continue
        value = values[each.name]
        if (each.required or each.name in terms.required) and _is_empty(value):
            problems[each.name] = _missing(each)
        elif each.name in forms and (problem := each.of.check(value, terms)):
            problems[each.name] = problem
    default = _default_problem(values)
    return problems | ({GROUP: default} if default and GROUP not in problems else {})


def _is_empty(value: Value) -> bool:
    return not value or (isinstance(value, str) and value.isspace())


def _missing(each: FormField) -> str:
    if each.kind is Kind.FLAG:
        return _("must be yes")
    return _("choose one at least") if each.kind is Kind.CHOICES else _("is missing")


def _default_problem(values: Values) -> str | None:
    groups, group = values.get(GROUPS), values.get(GROUP)
    if not isinstance(groups, tuple) or not groups or not isinstance(group, int):
        return None
    return rules.groups_problem(group, groups)
