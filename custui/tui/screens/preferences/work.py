"""Settings of the shop in forms."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.connection import ShopDatabase
from custui.db.preferences import read_settings
from custui.db.shop_terms import group_of_role, groups, required_columns
from custui.domain import settings
from custui.domain.customer_form import FIELD, MAY_BE_REQUIRED
from custui.domain.preferences import SETTINGS, preference_problems
from custui.domain.settings import Setting, SettingKind
from custui.locale import N_, _
from custui.services.acting import Done
from custui.services.preferences import change_preferences, choose_group, set_required_fields
from custui.tui.desk import Desk
from custui.tui.screens.form.work import FormWork
from custui.tui.screens.preferences.rows import GUESTS
from custui.tui.widgets.form import Choice, Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of

_ZONE = "time_zone"


class SettingsWork(FormWork[Done]):
    """The settings of one section."""

    def __init__(self, desk: Desk, section: str) -> None:
        self.title = _(section)
        self._desk = desk
        self._names = [name for name, each in SETTINGS.items() if each.section == section]
        self._shown: dict[str, settings.Value] = {}
        self._zones: tuple[Choice, ...] = ()

    def load(self, database: ShopDatabase) -> None:
        """As they are."""
        every = read_settings(database)
        self._shown = {name: every[name] for name in self._names}
        if _ZONE in self._names:
            from zoneinfo import available_timezones

            self._zones = tuple(Choice(zone, zone) for zone in sorted(available_timezones()))

    def form(self) -> Form:
        """One under the other."""
        return form_of(*(self._field(SETTINGS[name]) for name in self._names))

    def _field(self, setting: Setting) -> Field:
        choices = tuple(Choice(value, _(called)) for value, called in setting.choices.items())
        kind, width = {
            SettingKind.FLAG: (Kind.FLAG, 12),
            SettingKind.NUMBER: (Kind.NUMBER, 12),
            SettingKind.CHOICE: (Kind.CHOICE, 24),
            SettingKind.TEXT: (Kind.TEXT, 34),
        }[setting.kind]
        if setting.name == _ZONE:
            kind, choices = Kind.CHOICE, self._zones
        return Field(
            setting.name,
            setting.label,
            kind,
            hint=setting.explains,
            width=width,
            choices=choices,
        )

    def opening(self) -> Mapping[str, Value]:
        """As they are."""
        return self._shown

    def _values(self, values: Values) -> dict[str, settings.Value]:
        return {name: _value(SETTINGS[name], values) for name in self._names}

    def check(self, values: Values) -> Mapping[str, str]:
        """By their rules."""
        return preference_problems(self._values(values))

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let them be so, in one act."""
        return change_preferences(
            database, self._desk.actor, self._values(values), shown=self._shown
        )

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """What somebody else set was seen."""
        for name, value in theirs.items():
            if isinstance(value, (str, int)):
                self._shown[name] = value


def _value(setting: Setting, values: Values) -> settings.Value:
    match setting.kind:
        case SettingKind.FLAG:
            return values.flag(setting.name)
        case SettingKind.NUMBER:
            number = values.number(setting.name)
            return -1 if number is None else number
    return str(values.key(setting.name)).strip()


class RequiredWork(FormWork[Done]):
    """The fields that the shop requires beside those that every shop does."""

    def __init__(self, desk: Desk) -> None:
        self.title = _("Required fields")
        self._desk = desk
        self._shown: tuple[str, ...] = ()

    def load(self, database: ShopDatabase) -> None:
        """As it is."""
        there = required_columns(database)
        self._shown = tuple(name for name in MAY_BE_REQUIRED if name in there)

    def form(self) -> Form:
        """All that may be required."""
        return form_of(
            Field(
                "required",
                N_("Required"),
                Kind.SEVERAL,
                hint=N_("Binds the form, add and import; a required yes or no must be yes"),
                width=0,
                choices=tuple(Choice(name, _(FIELD[name].label)) for name in MAY_BE_REQUIRED),
            )
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return {"required": self._shown}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let it be so."""
        names = [str(key) for key in values.keys("required")]
        return set_required_fields(database, self._desk.actor, names)


class RoleWork(FormWork[Done]):
    """Which group guests have, or new customers get."""

    def __init__(self, desk: Desk, role: str) -> None:
        self.title = _("Group of guests") if role == GUESTS else _("Group of new customers")
        self._desk = desk
        self._role = role
        self._groups: list[tuple[int, str]] = []
        self._shown: int | None = None

    def load(self, database: ShopDatabase) -> None:
        """As it is."""
        self._groups = groups(database)
        self._shown = group_of_role(database, self._role)

    def form(self) -> Form:
        """One group."""
        choices = tuple(Choice(number, name) for number, name in self._groups)
        hint = N_("A group has one of the two roles at most")
        return form_of(
            Field("group", N_("Group"), Kind.CHOICE, required=True, hint=hint, choices=choices)
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return {"group": self._shown}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let it be so."""
        return choose_group(database, self._desk.actor, self._role, values.id("group") or 0)
