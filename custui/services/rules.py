"""What must hold of a change, whoever makes it."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import COLUMNS, GROUP, LEAVE, TITLE, Settings
from custui.db.shop_terms import names
from custui.domain.flags import CONSENTS
from custui.domain.labels import field_label
from custui.locale import _
from custui.services.refusals import InvalidValue, ReasonNeeded


def check_settings(settings: Settings) -> None:
    """Only fields that can be set, and flags that are 0 or 1; else ``InvalidValue``."""
    for name, value in settings.items():
        if name not in COLUMNS and name != LEAVE:
            raise InvalidValue(name, _("{name} cannot be set.").format(name=name))
        if name not in (GROUP, LEAVE, TITLE) and value not in (0, 1):
            raise InvalidValue(name, _("yes or no is expected"))


def check_choices(database: ShopDatabase, settings: Settings) -> None:
    """Group and title must be there, inside the transaction that assigns them.

    Else ``InvalidValue``.
    """
    there = names(database)
    if GROUP in settings and settings[GROUP] not in there.groups:
        raise InvalidValue(GROUP, _("There is no such group any more. Nothing was changed."))
    title = settings.get(TITLE)
    if title is not None and title not in there.titles:
        raise InvalidValue(TITLE, _("There is no such title any more. Nothing was changed."))


def consents_turned_on(settings: Settings) -> list[str]:
    """The consents that ``settings`` turn on."""
    return [name for name in CONSENTS if settings.get(name)]


def check_reason(settings: Settings, reason: str) -> None:
    """A consent is turned on only with how the customer gave it; else ``ReasonNeeded``."""
    given = consents_turned_on(settings)
    if given and not reason.strip():
        raise reason_needed(given[0])


def reason_needed(column: str) -> ReasonNeeded:
    """The refusal to turn on the consent of ``column`` without a word."""
    return ReasonNeeded(
        column,
        _("{what} is a consent: say how the customer gave it. Nothing was changed.").format(
            what=_(field_label(column))
        ),
    )
