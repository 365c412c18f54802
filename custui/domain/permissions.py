"""Who may do what: the one table of roles and acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from custui.domain.roles import ROLES
from custui.locale import N_


@dataclass(frozen=True)
class Act:
    """Something that staff do.

    ``name`` stands in the audit; ``doing`` says it to a person; ``role`` is the least that may.
    An act that ``writes`` changes the shop, which a read-only desk never does.
    """

    name: str
    doing: str
    role: str
    writes: bool = True


READ: Final = Act("read", N_("reading"), "viewer", writes=False)
REDEEM: Final = Act("redeem", N_("redeeming a link"), "viewer")
"""What the shop does for a customer: the link is the permission, not a role."""
OWN_SETTINGS: Final = Act("own_settings", N_("keeping columns and views of one's own"), "viewer")

ADD: Final = Act("add", N_("adding a customer"), "agent")
EDIT: Final = Act("edit", N_("changing a customer"), "agent")
NOTE: Final = Act("note", N_("writing a note"), "agent")
ADDRESS: Final = Act("address", N_("changing addresses"), "agent")
VOUCHER: Final = Act("voucher", N_("giving a voucher"), "agent")
CONSENT: Final = Act("consent", N_("changing consents and subscriptions"), "agent")
REPLY: Final = Act("reply", N_("answering a message"), "agent")
RESET_PASSWORD: Final = Act("reset_password", N_("resetting a password"), "agent")
UNLOCK: Final = Act("unlock", N_("unlocking an account"), "agent")
SIGN_OUT: Final = Act("sign_out", N_("forcing a sign-in"), "agent")
IDENTIFY: Final = Act("identify", N_("checking who is calling"), "agent")
MAIL: Final = Act("mail", N_("sending mail that waits"), "agent")

BULK_EDIT: Final = Act("bulk_edit", N_("a bulk action"), "lead")
IMPORT: Final = Act("import", N_("importing customers"), "lead")
EXPORT: Final = Act("export", N_("exporting customers"), "lead", writes=False)
SEND_DATA: Final = Act("send_data", N_("exporting a person's data"), "lead")
DELETE: Final = Act("delete", N_("deleting a customer"), "lead")
ERASE: Final = Act("erase", N_("erasing a person's data"), "lead")
MERGE: Final = Act("merge", N_("merging accounts"), "lead")
LOG_IN_AS: Final = Act("login_as", N_("logging in as a customer"), "lead")
GROUPS: Final = Act("groups", N_("changing groups"), "lead")
BACK_UP: Final = Act("backup", N_("making a backup"), "lead", writes=False)
SHARED_VIEWS: Final = Act("shared_views", N_("changing shared views"), "lead")

PREFERENCES: Final = Act("preferences", N_("changing preferences"), "admin")
REPAIR: Final = Act("repair", N_("repairing the database"), "admin")
RESTORE: Final = Act("restore", N_("restoring a backup"), "admin")

ACTS: Final = (
    *(READ, REDEEM, OWN_SETTINGS, ADD, EDIT, NOTE, ADDRESS, VOUCHER, CONSENT, REPLY),
    *(RESET_PASSWORD, UNLOCK, SIGN_OUT, IDENTIFY, MAIL),
    *(BULK_EDIT, IMPORT, EXPORT, SEND_DATA, DELETE, ERASE, MERGE, LOG_IN_AS, GROUPS, BACK_UP),
    SHARED_VIEWS,
    *(PREFERENCES, REPAIR, RESTORE),
)
"""Every act. Putting one customer into a group is a change of that customer (``EDIT``), changing
the groups themselves is ``GROUPS``."""

BY_NAME: Final = {act.name: act for act in ACTS}


def may(role: str, act: Act) -> bool:
    """Whether somebody in ``role`` may do ``act``; a role may do all that a lower one may."""
    return ROLES.index(role) >= ROLES.index(act.role)


def lower(one: str, other: str) -> str:
    """The lesser of two roles."""
    return min(one, other, key=ROLES.index)
