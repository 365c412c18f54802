"""Where a visit came from."""

from __future__ import annotations


def origin(referrer: str) -> str:
    """The host of a referrer's address; the address itself when it has none to be found."""
    _scheme, separator, rest = referrer.partition("://")
    if not separator:
        return referrer
    for end in "/?#":
        rest = rest.partition(end)[0]
    return rest.rpartition("@")[2]
