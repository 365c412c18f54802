"""The addresses that staged rows tell of: which they meet, what they change, which they add.

An address is met by its number among those of its customer, else by saying the same; what is left
is new. Runs on rows whose customers were matched.
"""

from __future__ import annotations

from collections.abc import Iterator

from custui.db.connection import ShopDatabase
from custui.db.customers import FREE_IDS_FROM
from custui.db.staging.layout import ADDRESS, Layout
from custui.db.staging.matching import Counts
from custui.db.staging.parts import Span

USES = ("default_billing", "default_shipping")
TEXTS = (
    *("alias", "company", "first_name", "last_name", "line1", "line2", "postcode", "city"),
    *("region", "country", "phone", "phone_mobile", "vat_id"),
)
"""What an address says; ``USES`` are what it is the default one for."""

_DELETED = "deleted"


class Addresses:
    """Staged addresses beside those of the shop."""

    def __init__(self, database: ShopDatabase, layout: Layout) -> None:
        self._run = database.execute_sql
        self._layout = layout
        staged = set(layout.of(ADDRESS))
        self._texts = [column for column in TEXTS if column in staged]
        self._flags = [column for column in (*USES, _DELETED) if column in staged]
        self._has_id = "id" in staged

    # --- meeting ----------------------------------------------------------------------------

    def match(self, span: Span) -> None:
        """Find the address that each row meets, and whether the row says anything new of it."""
        self._run(
            f"CREATE TABLE IF NOT EXISTS {self._met(span)} (stage_row INTEGER PRIMARY KEY,"
            " address_id INTEGER NOT NULL, changed INTEGER NOT NULL)"
        )
        self._run(f"DELETE FROM {self._met(span)} WHERE {span.within('stage_row')}")
        if not self._run(f"SELECT EXISTS (SELECT 1 FROM {span.met})").fetchone()[0]:
            return
        there = "1" if _DELETED in self._flags else "a.deleted = 0"
        if self._has_id:
            self._match(span, f"a.id = s.address_id AND {there}")
        same = " AND ".join(f"a.{column} = s.address_{column}" for column in self._texts)
        unmet = f"s.line NOT IN (SELECT stage_row FROM {self._met(span)})"
        self._match(span, f"{unmet} AND {there} AND {same}")

    def _match(self, span: Span, meets: str) -> None:
        told = (*self._texts, *self._flags)
        changed = " OR ".join(f"s.address_{column} IS NOT a.{column}" for column in told)
        self._run(
            f"INSERT OR IGNORE INTO {self._met(span)} SELECT s.line, a.id, {changed}"
            f" FROM {span.rows} s CROSS JOIN {span.met} m ON m.stage_row = s.owner"
            " CROSS JOIN address a ON a.customer_id = m.customer_id"
            f" WHERE s.has_address AND {span.within('s.line')} AND {meets} ORDER BY s.line, a.id"
        )

    def _met(self, span: Span) -> str:
        return f"{span.schema}.address_match"

    def new_or_changed(self, span: Span) -> str:
        """SQL that selects the lines of the records that say anything new by an address."""
        return (
            f"SELECT s.owner FROM {span.rows} s LEFT JOIN {self._met(span)} a"
            f" ON a.stage_row = s.line WHERE s.has_address AND {span.within('s.line')}"
            " AND coalesce(a.changed, 1)"
        )

    def counts(self, span: Span) -> Counts:
        """What the rows come to where each tells of an address."""
        rows = self._run(
            "SELECT coalesce(sum(a.stage_row IS NULL AND s.has_address), 0),"
            f" coalesce(sum(a.changed), 0), count(*) FROM {span.rows} s"
            f" LEFT JOIN {self._met(span)} a ON a.stage_row = s.line WHERE {span.within('s.line')}"
        ).fetchone()
        added, changed, every = rows
        return Counts(added, changed, every - added - changed)

    # --- changing ---------------------------------------------------------------------------

    def touched(self, span: Span) -> Iterator[int]:
        """The customers who were there before and get or change an address."""
        rows = self._run(
            f"SELECT DISTINCT m.customer_id FROM {span.met} m"
            f" WHERE m.changed AND {span.within('m.stage_row')}"
            f" AND m.stage_row IN ({self.new_or_changed(span)})"
        )
        yield from (customer_id for (customer_id,) in rows)

    def new_owners(self, span: Span) -> Iterator[int]:
        """The customers added by the file who have an address."""
        if not self._layout.adds:
            return
        rows = self._run(
            f"SELECT o.id FROM {span.rows} o WHERE o.line IN (SELECT s.owner FROM {span.rows} s"
            f" WHERE s.has_address AND {span.within('s.line')})"
            f" AND o.line NOT IN (SELECT stage_row FROM {span.met})"
        )
        yield from (customer_id for (customer_id,) in rows)

    def apply(self, span: Span) -> None:
        """Change the addresses that are met and add the others; then each default is single.

        The rows were numbered, and their customers are there by now.
        """
        self._update(span)
        self._insert(span)
        for use in USES:
            self._single_default(span, use)

    def _customer(self, span: Span) -> str:
        """SQL: the customer of the row ``s``."""
        met = f"(SELECT customer_id FROM {span.met} WHERE stage_row = s.owner)"
        if not self._layout.adds:
            return met
        return f"coalesce({met}, (SELECT o.id FROM {span.rows} o WHERE o.line = s.owner))"

    def number(self, span: Span) -> None:
        """Give each row the number of its address: met, the file's when it is free, the next."""
        self._run("DROP TABLE IF EXISTS temp.address_number")
        self._run(
            "CREATE TEMP TABLE address_number (line INTEGER PRIMARY KEY, id INTEGER NOT NULL,"
            " is_new INTEGER NOT NULL)"
        )
        self._run(
            f"INSERT INTO address_number SELECT stage_row, address_id, 0 FROM {self._met(span)}"
            f" WHERE {span.within('stage_row')}"
        )
        if self._has_id:
            self._keep_free_numbers(span)
        (largest,) = self._run(
            "SELECT max(id) FROM (SELECT max(id) AS id FROM address WHERE id < ?1"
            " UNION ALL SELECT max(id) FROM address_number WHERE id < ?1)",
            (FREE_IDS_FROM,),
        ).fetchone()
        self._run(
            "INSERT INTO address_number"
            f" SELECT s.line, row_number() OVER (ORDER BY s.line) + {largest or 0}, 1"
            f" FROM {self._unnumbered(span)}"
        )

    def _unnumbered(self, span: Span) -> str:
        return (
            f"{span.rows} s WHERE s.has_address AND {span.within('s.line')}"
            " AND s.line NOT IN (SELECT line FROM address_number)"
        )

    def _keep_free_numbers(self, span: Span) -> None:
        first = "row_number() OVER (PARTITION BY s.address_id ORDER BY s.line)"
        self._run(
            "INSERT INTO address_number SELECT line, address_id, 1 FROM"
            f" (SELECT s.line, s.address_id, {first} AS place FROM {self._unnumbered(span)}"
            " AND s.address_id IS NOT NULL AND s.address_id NOT IN (SELECT id FROM address))"
            " WHERE place = 1"
        )

    def _update(self, span: Span) -> None:
        settings = [f"{c} = s.address_{c}" for c in (*self._texts, *self._flags)]
        self._run(
            f"UPDATE address SET {', '.join(settings)} FROM {self._met(span)} m"
            f" JOIN {span.rows} s ON s.line = m.stage_row WHERE m.changed"
            f" AND address.id = m.address_id AND {span.within('m.stage_row')}"
        )

    def _insert(self, span: Span) -> None:
        staged = [f"s.address_{column}" for column in self._texts]
        staged += [f"coalesce(s.address_{column}, 0)" for column in self._flags]
        self._run(
            f"INSERT INTO address (id, customer_id, {', '.join((*self._texts, *self._flags))})"
            f" SELECT n.id, {self._customer(span)}, {', '.join(staged)}"
            f" FROM address_number n JOIN {span.rows} s ON s.line = n.line"
            " WHERE n.is_new ORDER BY n.line"
        )

    def _single_default(self, span: Span, use: str) -> None:
        if use not in self._flags:
            self._default_to_first(span, use)
            return
        # The last one in the file counts; of customers added by it only those with several matter.
        self._run("DROP TABLE IF EXISTS temp.chosen_default")
        self._run(
            f"CREATE TEMP TABLE chosen_default AS SELECT {self._customer(span)} AS customer_id,"
            f" max(s.line) AS line, count(*) AS several FROM {span.rows} s"
            f" WHERE s.has_address AND s.address_{use} = 1 AND {span.within('s.line')}"
            " GROUP BY customer_id"
        )
        self._run(
            f"UPDATE address SET {use} = 0 WHERE {use} = 1 AND customer_id IN"
            " (SELECT customer_id FROM chosen_default WHERE several > 1 OR customer_id IN"
            f" (SELECT customer_id FROM {span.met}))"
            " AND id NOT IN (SELECT n.id FROM chosen_default d"
            " JOIN address_number n ON n.line = d.line)"
        )

    def _default_to_first(self, span: Span, use: str) -> None:
        """The first address of a customer is the default one where the file does not tell."""
        self._run(
            f"UPDATE address SET {use} = 1 WHERE id IN (SELECT min(a.id) FROM address a"
            f" WHERE a.deleted = 0 AND a.customer_id IN (SELECT {self._customer(span)}"
            f" FROM address_number n JOIN {span.rows} s ON s.line = n.line WHERE n.is_new)"
            f" GROUP BY a.customer_id HAVING max(a.{use}) = 0)"
        )
