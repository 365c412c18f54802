"""What every screen of one sitting shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from custui.db.connection import ShopDatabase
from custui.db.queries.lists import Row
from custui.db.queries.lookups import Lookups
from custui.domain.cells import ASCII, UNICODE, Glyphs
from custui.domain.layouts import ColumnLayout
from custui.domain.preferences import Preferences
from custui.domain.text import printable
from custui.services.actor import Actor
from custui.services.permission import why_not
from custui.tui.widgets.grid import paint

if TYPE_CHECKING:
    from datetime import tzinfo

    from custui.domain.permissions import Act


@dataclass(frozen=True)
class Desk:
    """One sitting of one staff member at one shop's database.

    ``first_rows`` are the first customers, numbers and then the cells of ``layout``, which the grid
    begins with; they are read before the screen is drawn so that the first paint shows them.
    """

    database: ShopDatabase
    shop_name: str
    shop_code: str | None
    staff: str
    role: str
    preferences: Preferences
    lookups: Lookups
    actor: Actor
    layout: ColumnLayout
    has_several_shops: bool = False
    ascii_only: bool = False
    first_rows: tuple[Row, ...] = field(default=(), repr=False)

    def why_not(self, act: Act) -> str:
        """Why this staff member may not do ``act``, safe to show; nothing when they may."""
        return printable(why_not(self.database, self.actor, act))

    @property
    def glyphs(self) -> Glyphs:
        """The signs of cells."""
        return ASCII if self.ascii_only else UNICODE

    @property
    def signs(self) -> paint.Signs:
        """The signs of grids."""
        return paint.ASCII if self.ascii_only else paint.UNICODE

    @property
    def time_zone(self) -> tzinfo:
        """The zone whose clock the screens show."""
        from custui.locale.formats import zone

        return zone(self.preferences.time_zone)
