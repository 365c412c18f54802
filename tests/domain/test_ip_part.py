"""IP addresses and the beginnings of them."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.ip_part import IpPart, parse_ip


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        ("100", ("100.",)),
        ("100.64", ("100.64.",)),
        ("100.64.", ("100.64.",)),
        ("100.064.1", ("100.64.1.",)),
        ("2001:db8", ("2001:db8:",)),
        ("2001:0DB8:", ("2001:db8:",)),
        ("2001:db8:0:0", ("2001:db8:0:0:", "2001:db8::")),
    ],
)
def test_the_first_octets_or_groups(typed: str, beginnings: tuple[str, ...]) -> None:
    assert parse_ip(typed) == IpPart(beginnings=beginnings)


@pytest.mark.parametrize(
    "typed", ["", "kow", "256.1", "1.2.3.4.5", "1..2", "12345::1::2", ":", "1.2.3.x", "::g", "%"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert parse_ip(typed) is None


def test_a_whole_address_in_each_way_of_writing_it() -> None:
    found = parse_ip("2001:DB8:0:0::5")
    assert found is not None
    assert found.addresses == (
        "2001:db8:0:0::5",
        "2001:db8::5",
        "2001:0db8:0000:0000:0000:0000:0000:0005",
    )
    assert found.beginnings == ()


@given(st.ip_addresses(v=4))
def test_every_v4_address_is_found_by_itself_and_by_its_octets(address: object) -> None:
    text = str(address)
    found = parse_ip(text)
    assert found is not None
    assert text in found.addresses
    octets = text.split(".")
    for count in (1, 2, 3):
        part = parse_ip(".".join(octets[:count]))
        assert part is not None
        assert text.startswith(part.beginnings)


@given(st.ip_addresses(v=6), st.integers(2, 7))
def test_every_v6_address_is_found_by_itself_and_by_its_groups(address: object, count: int) -> None:
    text = str(address)
    found = parse_ip(ip_address(text).exploded)
    assert found is not None
    assert text in found.addresses
    groups = ip_address(text).exploded.split(":")[:count]
    if any(int(group, 16) for group in groups):
        part = parse_ip(":".join(groups))
        assert part is not None
        if not text.startswith("::"):
            assert text.startswith(part.beginnings), (text, part)
