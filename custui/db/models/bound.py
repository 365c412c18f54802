"""Which database the models speak to: the one in use in this thread, and none otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import Model
from playhouse.shortcuts import ThreadSafeDatabaseMetadata

from custui.db.connection import ShopDatabase


class OfThread(ThreadSafeDatabaseMetadata):  # type: ignore[misc] # playhouse is untyped
    """A model's database in this thread; peewee's own falls back to the first one ever bound."""

    def _of_this_thread(self) -> ShopDatabase | None:
        return getattr(self._local, "database", None)

    def _set_for_this_thread(self, database: ShopDatabase | None) -> None:
        self._local.database = database

    database = property(_of_this_thread, _set_for_this_thread)


class ShopModel(Model):
    """A table of the shop's database."""

    class Meta:
        """Bound by ``using``, in each thread for itself."""

        model_metadata_class = OfThread
        legacy_table_names = False


@contextmanager
def using(database: ShopDatabase) -> Iterator[None]:
    """Bind every model to ``database`` in this thread; several databases may be in use at once."""
    models = tuple(ShopModel.__subclasses__())
    with database.bind_ctx(models, bind_refs=False, bind_backrefs=False):
        yield
