"""Adds customers and changes their fields, by the one table of fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from custui.db import audit, customers, shop_terms
from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row
from custui.domain.customer_form import (
    CONSENTS,
    FIELD,
    GROUP,
    GROUPS,
    PASSWORD,
    Values,
    form_problems,
)
from custui.domain.field_kinds import FormTerms, Value
from custui.domain.permissions import ADD, EDIT
from custui.domain.rules import is_placeholder, password_problem
from custui.locale import LANGUAGES, N_, _, translated
from custui.services.acting import Done, Work, acting, no_such_customer
from custui.services.actor import Actor
from custui.services.consents import record_consent
from custui.services.emails import typed_email_problem
from custui.services.passwords import hashed
from custui.services.refusals import Conflict, Difference, InvalidValue, InvalidValues
from custui.services.rules import reason_needed
from custui.services.said import Said

SET_PASSWORD: Final = "set_password"  # noqa: S105 - what such an e-mail is called
"""The template of an e-mail with a link to set the first password."""

_ADDED = N_("Customer added: {name}")
_CHANGED = N_("Customer changed: {name}")

_BLANK: Final[Values] = {
    name: 0 if name in (*CONSENTS, "allowed_outstanding", "max_payment_days", "risk") else ""
    for name in FIELD
} | {"title": None, "enabled": 1}


def new_values(database: ShopDatabase) -> dict[str, Value]:
    """What the form of a new customer begins with."""
    group = shop_terms.group_for_new(database)
    return {**_BLANK, GROUPS: (group,), GROUP: group}


def add_customer(
    database: ShopDatabase,
    actor: Actor,
    values: Values,
    *,
    shop_id: int | None = None,
    reason: str = "",
    needs_password: bool = False,
    mail_link: bool = False,
) -> Done:
    """Add a customer with ``values``, the rest as a new form has it; ``customer_id`` is the number.

    With ``mail_link`` an e-mail waits that brings a link to set a password of the customer's own.
    ``reason`` tells how the customer gave the consents that are on. The shop is the first one
    unless it is given. Raises ``NotPermitted``, ``InvalidValue`` (``InvalidValues``,
    ``ReasonNeeded``). Needs an open connection and no transaction.
    """
    _check_known(values)
    password_hash = _hashed(values)
    with acting(database, actor, ADD, Said(_ADDED), reason=reason) as work:
        shop = shop_id or shop_terms.shop_id_of(database, None) or 1
        terms = customers.read_form_terms(database, work.now)
        full = new_values(database) | _with_group(values, new_values(database), terms)
        if needs_password:
            terms = replace(terms, required=terms.required | {PASSWORD})
        _check(database, full, terms, full, shop, None)
        given = [name for name in CONSENTS if full[name]]
        _check_reason(given, work.reason)
        number = customers.insert_customer(database, shop, full, work.now)
        work.customer_id = work.row_id = number
        work.said = Said(_ADDED, {"name": _name(full)})
        _record_consents(work, number, dict.fromkeys(given, 1))
        if password_hash:
            customers.set_password_hash(database, number, password_hash)
        if mail_link:
            _queue_link(work, number, full)
    return work.done


def _queue_link(work: Work, customer_id: int, values: Values) -> None:
    """The link itself is made when the mail is sent."""
    email, language = str(values["email"]), str(values["language"])
    if is_placeholder(email):
        raise InvalidValues({"mail_link": _("nothing is mailed to a placeholder")})
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    insert_row(
        work.database,
        "sent_email",
        customer_id=customer_id,
        recipient=email,
        subject=translated(N_("Set your password"), spoken),
        template=SET_PASSWORD,
        language=language,
        state="waiting",
        created_at=work.now,
        staff=work.actor.staff,
    )


def edit_customer(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    values: Values,
    *,
    shown: Values | None = None,
    reason: str = "",
) -> Done:
    """Let fields of a customer be ``values``; those that are not in it stay.

    ``shown`` are the fields as they were when the form opened: what somebody else has changed since
    is a ``Conflict`` with base, theirs and mine of each. A ``group`` without ``groups`` joins those
    that the customer is in. ``reason`` goes to the audit; it tells how the customer gave a consent
    that is turned on. An empty password is left as it is. Raises ``NotPermitted``,
    ``CustomerGone``, ``InvalidValue`` (``InvalidValues``, ``ReasonNeeded``) and ``Conflict``.
    """
    _check_known(values)
    password_hash = _hashed(values)
    said = Said(_CHANGED)
    with acting(database, actor, EDIT, said, customer_id=customer_id, reason=reason) as work:
        stored = customers.read_values(database, customer_id)
        if stored is None:
            raise no_such_customer(customer_id)
        wanted = {name: value for name, value in values.items() if name != PASSWORD}
        if shown is not None:
            _check_shown(database, customer_id, shown, stored, wanted)
        terms = customers.read_form_terms(database, work.now)
        wanted = _with_group(wanted, stored, terms)
        changed = {name: value for name, value in wanted.items() if stored[name] != value}
        whole = {name: stored[name] for name in (GROUPS, GROUP)} | wanted
        whole[PASSWORD] = values.get(PASSWORD) or ""
        shop = customers.shop_of(database, customer_id)
        _check(database, whole, terms, [*changed, PASSWORD], shop, customer_id)
        consents = {name: value for name, value in changed.items() if name in CONSENTS}
        _check_reason([name for name, value in consents.items() if value], work.reason)
        customers.update_customer(database, customer_id, changed)
        work.said = Said(_CHANGED, {"name": _name(stored | wanted)})
        _record_consents(work, customer_id, consents)
        if password_hash:
            customers.set_password_hash(database, customer_id, password_hash)
    return work.done


def _check_known(values: Values) -> None:
    for name in values:
        if name not in FIELD:
            raise InvalidValue(name, _("{name} cannot be set.").format(name=name))


def _hashed(values: Values) -> str:
    """The hash of a password that fits the rule; one that does not is refused later."""
    password = str(values.get(PASSWORD) or "")
    return hashed(password) if password and not password_problem(password) else ""


def _with_group(values: Values, stored: Values, terms: FormTerms) -> dict[str, Value]:
    """Groups in their order; a default group given alone joins those that are there."""
    group, groups = values.get(GROUP), values.get(GROUPS)
    if isinstance(groups, tuple):
        return {**values, GROUPS: tuple(sorted(set(groups)))}
    there = stored[GROUPS]
    if isinstance(group, int) and group in terms.groups and isinstance(there, tuple):
        return {**values, GROUPS: tuple(sorted({*there, group}))}
    return dict(values)


def _check(
    database: ShopDatabase,
    values: Values,
    terms: FormTerms,
    checked: Iterable[str],
    shop_id: int,
    customer_id: int | None,
) -> None:
    """All rules at once, inside the transaction; else ``InvalidValues``."""
    checked = set(checked)
    problems = form_problems(values, terms, checked)
    if "email" in values and "email" in checked and "email" not in problems:
        email = str(values["email"])
        guest = customer_id is not None and customers.is_guest(database, customer_id)
        problem = typed_email_problem(email) or email_refusal(
            database, shop_id, email, customer_id, guest=guest
        )
        problems |= {"email": problem} if problem else {}
    if problems:
        raise InvalidValues({name: problems[name] for name in FIELD if name in problems})


def email_refusal(
    database: ShopDatabase, shop_id: int, email: str, customer_id: int | None, *, guest: bool
) -> str | None:
    """Why an e-mail may not be a customer's (that of ``customer_id``) in a shop.

    A ``guest`` may share that of a registered customer, but for one who is banned.
    """
    if customers.is_banned(database, shop_id, email, but=customer_id):
        return _("this e-mail may not register again")
    other = None if guest else customers.registered_with(database, shop_id, email, but=customer_id)
    if other is not None:
        return _("customer {number} has this e-mail").format(number=other)
    return None


def _check_reason(consents: Iterable[str], reason: str) -> None:
    for name in consents:
        if not reason:
            raise reason_needed(name)


def _record_consents(work: Work, customer_id: int, consents: Mapping[str, Value]) -> None:
    for name, value in consents.items():
        said = (work.now, work.reason, work.actor)
        record_consent(work.database, customer_id, CONSENTS[name], bool(value), said)


def _check_shown(
    database: ShopDatabase, customer_id: int, shown: Values, stored: Values, wanted: Values
) -> None:
    differences = [
        Difference(name, shown[name], stored[name], wanted[name])
        for name in FIELD
        if name in shown and name in wanted and stored[name] not in (shown[name], wanted[name])
    ]
    if differences:
        raise Conflict(differences, *(audit.last_about(database, customer_id) or ()))


def _name(values: Values) -> str:
    return f"{values['first_name']} {values['last_name']}"
