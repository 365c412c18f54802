"""The private note in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from custui.db.connection import ShopDatabase
from custui.db.notes import NoteVersion, read_note_versions
from custui.domain.labels import field_label
from custui.locale import N_, _
from custui.services import notes
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of


class NoteWork(FormWork[Done]):
    """Writes the note; the newest version is the one that stands."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        self.title = _(field_label("note"))
        self.versions: Sequence[NoteVersion] = ()
        self._desk = desk
        self._customer_id = customer_id
        self._shown = ""

    def load(self, database: ShopDatabase) -> None:
        """What it says and said."""
        self.versions = read_note_versions(database, self._customer_id)
        self._shown = self.versions[0].body if self.versions else ""

    def form(self) -> Form:
        """One field as large as the card."""
        return form_of(
            Field(
                "note",
                "",
                Kind.LONG,
                hint=N_("For staff alone. Its first line stands on the card under the name"),
                width=0,
                lines=12,
            )
        )

    def opening(self) -> Mapping[str, Value]:
        """What it says."""
        return {"note": self._shown}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let it say something else."""
        return notes.write_note(
            database, self._desk.actor, self._customer_id, values.text("note"), shown=self._shown
        )

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """What they wrote was seen."""
        self._shown = str(theirs["note"])
