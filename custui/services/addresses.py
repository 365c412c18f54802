"""Changes the addresses of customers. What the grid shows of the default one follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from custui.db import addresses, audit
from custui.db.addresses import StoredAddress, read_address
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.domain.addresses import FIELDS, AddressValues, address_problems
from custui.domain.permissions import ADDRESS
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import Conflict, CustomerGone, Difference, InvalidValues
from custui.services.said import Said


def add_address(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    values: AddressValues,
    *,
    default_billing: bool = False,
    default_shipping: bool = False,
) -> Done:
    """Give a customer one more address; the first one is the default for both uses.

    Raises ``NotPermitted``, ``CustomerGone`` and ``InvalidValues``.
    """
    said = Said(N_("Address added: {city}"), {"city": values.city})
    with acting(database, actor, ADDRESS, said, customer_id=customer_id) as work:
        values = _checked(database, values)
        first = not addresses.has_addresses(database, customer_id)
        work.row_id = addresses.insert_address(database, customer_id, values)
        for use, chosen in zip(addresses.USES, (default_billing, default_shipping), strict=True):
            if chosen or first:
                addresses.make_default(database, customer_id, work.row_id, use)
    return work.done


def edit_address(
    database: ShopDatabase,
    actor: Actor,
    address_id: int,
    values: AddressValues,
    *,
    shown: AddressValues | None = None,
) -> Done:
    """Let an address be ``values``.

    ``shown`` is what it was when its form was opened: what somebody else has changed since is a
    ``Conflict``. Raises ``NotPermitted``, ``CustomerGone`` (the address is) and ``InvalidValues``.
    """

    def change(stored: StoredAddress) -> None:
        checked = _checked(database, values)
        if shown is not None:
            _check_shown(database, stored, shown, checked)
        addresses.update_address(database, address_id, checked)

    return _change(database, actor, address_id, N_("Address changed: {city}"), change)


def delete_address(database: ShopDatabase, actor: Actor, address_id: int) -> Done:
    """Delete an address; where it was the default one, the oldest left takes its place.

    Raises ``NotPermitted`` and ``CustomerGone`` (the address is).
    """

    def change(stored: StoredAddress) -> None:
        addresses.mark_deleted(database, stored.id)

    return _change(database, actor, address_id, N_("Address deleted: {city}"), change)


def choose_default(
    database: ShopDatabase,
    actor: Actor,
    address_id: int,
    *,
    billing: bool = True,
    shipping: bool = True,
) -> Done:
    """Make an address the customer's default one for ``billing``, ``shipping`` or both.

    Raises ``NotPermitted`` and ``CustomerGone`` (the address is).
    """

    def change(stored: StoredAddress) -> None:
        for use, chosen in zip(addresses.USES, (billing, shipping), strict=True):
            if chosen:
                addresses.make_default(database, stored.customer_id, stored.id, use)

    return _change(database, actor, address_id, N_("Default address: {city}"), change)


def _change(
    database: ShopDatabase,
    actor: Actor,
    address_id: int,
    sentence: str,
    change: Callable[[StoredAddress], None],
) -> Done:
    """Change an address that is there."""
    known = read_address(database, address_id)
    customer_id = known.customer_id if known else None
    with acting(database, actor, ADDRESS, Said(sentence), customer_id=customer_id) as work:
        stored = read_address(database, address_id)
        if stored is None:
            raise CustomerGone(
                _("There is no address {number} any more.").format(number=address_id)
            )
        work.row_id = address_id
        work.said = Said(sentence, {"city": stored.values.city})
        change(stored)
    return work.done


def _checked(database: ShopDatabase, values: AddressValues) -> AddressValues:
    """``values`` tidied, or ``InvalidValues``."""
    values = values.tidied()
    problems = address_problems(values, read_preferences(database).name_rule)
    if problems:
        raise InvalidValues(problems)
    return values


def _check_shown(
    database: ShopDatabase, stored: StoredAddress, shown: AddressValues, mine: AddressValues
) -> None:
    base, theirs, wanted = asdict(shown), asdict(stored.values), asdict(mine)
    differences = [
        Difference(field, base[field], theirs[field], wanted[field])
        for field in FIELDS
        if theirs[field] not in (base[field], wanted[field])
    ]
    if differences:
        raise Conflict(differences, *(audit.last_about(database, stored.customer_id) or ()))
