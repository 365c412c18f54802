"""What the operating system answers, in the language in use.

The C library would say it in the language of the machine's locale, where that one is installed.
"""

from __future__ import annotations

import errno

from custui.locale import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a folder in its path is a file"),
    errno.EISDIR: N_("this is a folder"),
    errno.EEXIST: N_("it exists already"),
    errno.EACCES: N_("its permissions forbid it"),
    errno.EPERM: N_("its permissions forbid it"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EFBIG: N_("the file would become too large"),
    errno.EIO: N_("the disk failed to answer"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead round in a circle"),
    errno.EMFILE: N_("too many files are open"),
}


def system_reason(error: OSError) -> str:
    """Why the operating system refused; in its own words where custui has none."""
    reason = _REASONS.get(error.errno or 0)
    return _(reason) if reason else error.strerror or str(error)
