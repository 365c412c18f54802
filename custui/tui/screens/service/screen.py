"""Signs a customer up for a recurring service, or off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from custui.db.connection import ShopDatabase
from custui.db.subscriptions import service_names
from custui.domain.filters.spans import start_of
from custui.domain.labels import field_label
from custui.locale import N_, _
from custui.services import consents
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.consent.screen import WAYS
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Choice, Field, Form, Kind, Raw, Value, Values
from custui.tui.widgets.form.declaration import form_of


def _is_on(typed: Mapping[str, Raw]) -> bool:
    return bool(typed["active"])


class ServiceWork(FormWork[Done]):
    """One service: on or off, how the customer asked for it, since when."""

    def __init__(self, desk: Desk, customer_id: int, service: str, *, is_on: bool) -> None:
        self.title = _("Service: {name}").format(name=service) if service else _("New service")
        self._desk = desk
        self._customer_id = customer_id
        self._service = service
        self._is_on = is_on
        self._known: list[str] = []

    def load(self, database: ShopDatabase) -> None:
        """The services that others are signed up for."""
        self._known = service_names(database)

    def form(self) -> Form:
        """Which one, then whether."""
        ways = tuple(Choice(_(way), _(way)) for way in WAYS)
        which = Field(
            "service",
            field_label("service"),
            required=True,
            hint=N_("The right arrow takes the name that is offered"),
            choices=tuple(Choice(name, name) for name in self._known),
        )
        return form_of(
            *(() if self._service else (which,)),
            Field("active", N_("Signed up"), Kind.FLAG, width=12),
            Field(
                "source",
                N_("How the customer asked"),
                required=True,
                hint=N_("by phone, by e-mail, in person, in writing, or in your own words"),
                choices=ways,
                when=_is_on,
            ),
            Field(
                "since",
                field_label("since"),
                Kind.DATE,
                hint=N_("Without a day: now"),
                width=14,
            ),
        )

    def opening(self) -> Mapping[str, Value]:
        """What is wanted is most likely the other way round."""
        return {"active": not self._is_on}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Sign up or off."""
        since = values.text("since")
        day = date.fromisoformat(since).toordinal() if since else None
        return consents.set_service(
            database,
            self._desk.actor,
            self._customer_id,
            self._service or values.text("service"),
            active=values.flag("active"),
            source=values.text("source"),
            since=None if day is None else start_of(day, self._desk.time_zone),
        )


class ServiceScreen(FormScreen[Done]):
    """A new service, or the one called ``service`` that the customer has (``is_on``) or had."""

    def __init__(
        self, desk: Desk, customer_id: int, service: str = "", *, is_on: bool = False
    ) -> None:
        super().__init__(desk, ServiceWork(desk, customer_id, service, is_on=is_on))
