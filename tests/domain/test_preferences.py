"""Settings: each declared once, with what it may be and how it is read."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from custui import locale
from custui.domain.preferences import SECTIONS, SETTINGS, Preferences, preference_problems
from custui.domain.settings import SettingKind, Value

CASES: dict[str, tuple[list[Value], list[Value]]] = {  # setting -> taken, refused
    "currency": (["PLN", "EUR"], ["", "zł", "pln", "PLNX"]),
    "time_zone": (["UTC", "Europe/Warsaw"], ["", "Warsaw", "../etc/passwd", "Europe/"]),
    "b2b": ([True, False], [1, "yes"]),
    "ask_birthday": ([True, False], [0]),
    "partner_offers": ([True, False], ["no"]),
    "name_rule": (["prestashop", "magento"], ["any", ""]),
    "assistance_consent": ([True, False], [2]),
    "retention_days": ([0, 36_500], [-1, 36_501, True]),
    "online_minutes": ([1, 1_440], [0, 1_441, "15"]),
    "silence_minutes": ([1, 10_080], [0, 10_081]),
    "lockout_failures": ([0, 1_000], [-1, 1_001]),
    "lockout_within_minutes": ([1, 1_440], [0, 1_441]),
    "lockout_minutes": ([1, 43_200], [0, 43_201]),
    "burst_minutes": ([1, 1_440], [0]),
    "burst_email_failures": ([1, 1_000], [0]),
    "burst_ip_failures": ([1, 100_000], [0]),
    "burst_ip_emails": ([1, 100_000], [0]),
    "reset_minutes": ([1, 1_440], [0, 1_441]),
    "resets_per_hour": ([1, 100], [0, 101]),
    "reset_link": (
        ["", "https://shop.example/pl/haslo?t={token}", "http://localhost:8000/{token}"],
        ["https://shop.example/", "javascript:alert('{token}')", "{token}", "https:///{token}"],
    ),
    "login_link": (
        ["", "https://shop.example/{token}#x"],
        ["ftp://x/{token}", "https://a b/{token}"],
    ),
    "mail_from": (["", "shop@example.pl", "shop@x.invalid"], ["shop", "Shop <shop@example.pl>"]),
}


def test_every_setting_has_its_cases() -> None:
    assert list(CASES) == list(SETTINGS) == list(asdict(Preferences()))


@pytest.mark.parametrize("name", SETTINGS)
def test_what_it_may_be(name: str) -> None:
    taken, refused = CASES[name]
    for value in (SETTINGS[name].default, *taken):
        assert preference_problems({name: value}) == {}, value
    for value in refused:
        assert list(preference_problems({name: value})) == [name], value


def test_every_declaration_is_whole() -> None:
    for each in SETTINGS.values():
        assert each.section in SECTIONS
        assert each.label
        assert each.explains
        assert each.kind is not SettingKind.NUMBER or each.least < each.most


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("b2b", "tak", True),
        ("b2b", " NO ", False),
        ("online_minutes", " 20 ", 20),
        ("name_rule", "magento", "magento"),
        ("name_rule", "PrestaShop's", "prestashop"),
        ("currency", " EUR ", "EUR"),
    ],
)
def test_what_is_typed(name: str, typed: str, value: Value) -> None:
    assert SETTINGS[name].parse(typed) == value


def test_a_choice_goes_by_its_name_in_the_language_in_use() -> None:
    locale.choose("pl")
    assert SETTINGS["name_rule"].parse("jak w Magento") == "magento"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("b2b", "perhaps"),
        ("online_minutes", "ten"),
        ("online_minutes", "-5"),
        ("reset_minutes", ""),
    ],
)
def test_what_cannot_be_read(name: str, typed: str) -> None:
    with pytest.raises(ValueError, match="is "):
        SETTINGS[name].parse(typed)
