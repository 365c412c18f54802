"""An IP address as somebody typed it, or its first octets or groups."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OCTETS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\.?")
_GROUPS = re.compile(r"[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){1,8}")
_ZEROS = re.compile(r"(?<=:)(?:(?:0:){2,}|0:$)")
"""Groups that the usual way of writing may leave out, as two colons."""

_GROUPS_OF_ADDRESS = 8
_OCTETS_OF_ADDRESS = 4


@dataclass(frozen=True)
class IpPart:
    """Which addresses, as text.

    ``addresses`` are the ways in which one whole address is written; ``beginnings`` are texts,
    ended by their separator, with which the addresses of a net begin.
    """

    addresses: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()


def parse_ip(typed: str) -> IpPart | None:
    """The address or its first octets (IPv6: groups) in ``typed``; ``None`` for anything else.

    ``100.6`` are the addresses 100.6.x.x, not 100.64.x.x.
    """
    text = typed.strip().lower()
    if _OCTETS.fullmatch(text):
        return _version_4([int(octet) for octet in text.rstrip(".").split(".")])
    if _GROUPS.fullmatch(text) or text.startswith("::"):
        return _version_6(text)
    return None


def _version_4(octets: list[int]) -> IpPart | None:
    if max(octets) > 255:
        return None
    text = ".".join(map(str, octets))
    if len(octets) == _OCTETS_OF_ADDRESS:
        return IpPart(addresses=(text, f"::ffff:{text}"))
    return IpPart(beginnings=(f"{text}.",))


def _version_6(text: str) -> IpPart | None:
    from ipaddress import AddressValueError, IPv6Address

    addresses: tuple[str, ...] = ()
    try:
        address = IPv6Address(text)
    except AddressValueError:
        pass
    else:
        addresses = tuple(dict.fromkeys((text, address.compressed, address.exploded)))
    beginnings = _net(text)
    return IpPart(addresses, beginnings) if addresses or beginnings else None


def _net(text: str) -> tuple[str, ...]:
    """What the addresses begin with whose first groups are those of ``text``."""
    groups = text.removesuffix("::").removesuffix(":").split(":")
    if not all(groups) or len(groups) >= _GROUPS_OF_ADDRESS or not _GROUPS.fullmatch(text):
        return ()
    plain = [group.lstrip("0") or "0" for group in groups]
    beginning = ":".join(plain) + ":"
    compressed = [
        f"{beginning[: run.start()]}:{beginning[run.end() :]}" for run in _ZEROS.finditer(beginning)
    ]
    return (beginning, *compressed)
