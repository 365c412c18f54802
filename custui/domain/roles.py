"""What staff members may do."""

from __future__ import annotations

from custui.locale import N_

ROLES = (N_("viewer"), N_("agent"), N_("lead"), N_("admin"))
"""From the least to the most; each may do what those before it may."""
