"""The rule that locks an account: so many failures within so many minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from custui.domain.preferences import Preferences


@dataclass(frozen=True)
class LockRule:
    """``failures`` within ``within`` seconds lock for ``lasts`` seconds from the last of them.

    With no ``failures`` nothing locks.
    """

    failures: int = 10
    within: int = 600
    lasts: int = 600


def lock_rule(preferences: Preferences) -> LockRule:
    """The rule that the shop has set."""
    return LockRule(
        preferences.lockout_failures,
        preferences.lockout_within_minutes * 60,
        preferences.lockout_minutes * 60,
    )


def locked_until(failures: Iterable[int], rule: LockRule) -> int | None:
    """Until when the ``failures`` (Unix seconds) of one account lock it; ``None``: they do not.

    Attempts whose password nobody looked at are no failures here: whoever is kept out by a lock
    does not prolong it.
    """
    if not rule.failures:
        return None
    moments = sorted(failures)
    locking = [
        last
        for first, last in zip(moments, moments[rule.failures - 1 :], strict=False)
        if last - first <= rule.within
    ]
    return max(locking) + rule.lasts if locking else None
