"""How one setting of a shop is declared: what it holds, what it is called, what it may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field
from enum import Enum
from typing import Any, Final, TypeVar, cast

from custui.domain.parsing import parse_flag
from custui.domain.rules import text_problem
from custui.domain.text import fold
from custui.locale import _

Value = str | int | bool
T = TypeVar("T", str, int, bool)

LONGEST_SETTING: Final = 255
_DECLARED: Final = "setting"


class SettingKind(Enum):
    """What a setting holds."""

    FLAG = "flag"  # bool
    NUMBER = "number"  # int
    TEXT = "text"  # str
    CHOICE = "choice"  # str, one of ``choices``


@dataclass(frozen=True)
class Setting:
    """One setting; ``label`` and ``explains`` (what it does) are untranslated.

    A number is from ``least`` to ``most``. ``choices`` maps each value to what it is called.
    ``check`` is a rule of its own.
    """

    name: str
    default: Value
    section: str
    label: str
    explains: str
    least: int = 0
    most: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[str], str | None] | None = None

    @property
    def kind(self) -> SettingKind:
        """What it holds."""
        if isinstance(self.default, bool):
            return SettingKind.FLAG
        if isinstance(self.default, int):
            return SettingKind.NUMBER
        return SettingKind.CHOICE if self.choices else SettingKind.TEXT

    def parse(self, typed: str) -> Value:
        """The value that ``typed`` means; ``ValueError`` says what was expected."""
        typed = typed.strip()
        match self.kind:
            case SettingKind.FLAG:
                return bool(parse_flag(typed))
            case SettingKind.NUMBER:
                if not (typed.isascii() and typed.isdigit()):
                    raise ValueError(_("is not a whole number"))
                return int(typed[:30])
            case SettingKind.CHOICE:
                return self._choice(typed)
        return typed

    def _choice(self, typed: str) -> str:
        for value, called in self.choices.items():
            if fold(typed) in (fold(value), fold(called), fold(_(called))):
                return value
        return typed

    def problem(self, value: Value) -> str | None:
        """What is wrong with ``value``."""
        if type(value) is not type(self.default):
            return _("is not of the kind that is expected")
        if isinstance(value, bool):
            return None
        if isinstance(value, int):
            return self._number_problem(value)
        if self.choices and value not in self.choices:
            names = ", ".join(_(called) for called in self.choices.values())
            return _("is none of {names}").format(names=names)
        problem = text_problem(value, LONGEST_SETTING)
        return problem or (self.check(value) if self.check else None)

    def _number_problem(self, value: int) -> str | None:
        if self.least <= value <= self.most:
            return None
        return _("is not between {least} and {most}").format(least=self.least, most=self.most)


def setting(default: T, section: str, label: str, explains: str, **more: Any) -> T:
    """Declare a field of ``Preferences`` as a setting."""
    parts = {"section": section, "label": label, "explains": explains, **more}
    made: T = field(default=default, metadata={_DECLARED: parts})
    return made


def declared(fields: Mapping[str, Field[Any]]) -> dict[str, Setting]:
    """The settings that the fields of a class declare."""
    return {
        name: Setting(name, cast(Value, each.default), **each.metadata[_DECLARED])
        for name, each in fields.items()
    }
