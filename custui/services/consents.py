"""Records what a customer consents to and signs up for: that, since when, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row, update_row
from custui.db.shop_terms import allows_assistance
from custui.db.subscriptions import set_subscription
from custui.domain.flags import CONSENTS
from custui.domain.permissions import CONSENT
from custui.domain.rules import text_problem
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.flags import set_flag
from custui.services.refusals import InvalidValue, InvalidValues
from custui.services.rules import reason_needed
from custui.services.said import Said

ASSISTANCE: Final = "assistance"
KINDS: Final = (*CONSENTS, ASSISTANCE)
"""What consents are kept of."""

LONGEST_SERVICE: Final = 64
LONGEST_SOURCE: Final = 255

_ALLOWED: Mapping[bool, str] = {
    True: N_("Assistance allowed"),
    False: N_("Assistance no longer allowed"),
}
_SIGNED: Mapping[bool, str] = {
    True: N_("Service on: {service}"),
    False: N_("Service off: {service}"),
}


def set_consent(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    kind: str,
    *,
    given: bool,
    source: str = "",
) -> Done:
    """Record a consent (one of ``KINDS``) as given or withdrawn; ``source`` tells how.

    One that is given needs a source, else ``ReasonNeeded``. Raises ``NotPermitted``,
    ``CustomerGone`` and ``InvalidValue``.
    """
    if kind == ASSISTANCE:
        return _set_assistance(database, actor, customer_id, given=given, source=source.strip())
    if kind not in CONSENTS:
        raise InvalidValue(kind, _("{name} cannot be set.").format(name=kind))
    edited = set_flag(database, actor, customer_id, kind, value=given, reason=source)
    return Done(customer_id, edited.fields, edited.act_id, edited.version, changed=edited.changed)


def _set_assistance(
    database: ShopDatabase, actor: Actor, customer_id: int, *, given: bool, source: str
) -> Done:
    said = Said(_ALLOWED[given])
    with acting(database, actor, CONSENT, said, customer_id=customer_id, reason=source) as work:
        if allows_assistance(database, customer_id) != given:
            if given and not source:
                raise reason_needed("assistance_allowed")
            update_row(database, "customer", customer_id, assistance_allowed=int(given))
            record_consent(database, customer_id, ASSISTANCE, given, (work.now, source, actor))
    return work.done


def record_consent(
    database: ShopDatabase, customer_id: int, kind: str, given: bool, said: tuple[int, str, Actor]
) -> None:
    """Keep that a consent was given or withdrawn; ``said`` is when, how, and who records it."""
    at, source, actor = said
    insert_row(
        database,
        "consent",
        customer_id=customer_id,
        kind=kind,
        given=int(given),
        at=at,
        source=source,
        recorded_by=actor.staff,
    )


def set_service(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    service: str,
    *,
    active: bool,
    source: str = "",
    since: int | None = None,
) -> Done:
    """Sign a customer up for a recurring service, or off.

    ``source`` tells how the customer asked for it; signing up requires one. It is so ``since`` a
    moment (Unix seconds UTC), now unless it is given. Raises ``NotPermitted``, ``CustomerGone`` and
    ``InvalidValues``.
    """
    service, source = service.strip(), source.strip()
    said = Said(_SIGNED[active], {"service": service})
    with acting(database, actor, CONSENT, said, customer_id=customer_id, reason=source) as work:
        problems = {
            "service": _service_problem(service),
            "source": _source_problem(source, needed=active),
            "since": _("is in the future") if since is not None and since > work.now else None,
        }
        found = {field: problem for field, problem in problems.items() if problem}
        if found:
            raise InvalidValues(found)
        set_subscription(
            database,
            customer_id,
            service,
            active=active,
            since=work.now if since is None else since,
            source=source,
        )
    return work.done


def _service_problem(service: str) -> str | None:
    return text_problem(service, LONGEST_SERVICE) if service else _("is missing")


def _source_problem(source: str, *, needed: bool) -> str | None:
    if needed and not source:
        return _("say how the customer asked for it")
    return text_problem(source, LONGEST_SOURCE)
