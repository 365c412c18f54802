"""Whatever staff do and undo, in whatever order, the shop is what a plain model of it says."""

from __future__ import annotations

import copy
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custui.db.connection import ShopDatabase, open_database
from custui.services import batches, bulk
from custui.services.actor import Actor
from custui.services.edits import edit
from custui.services.refusals import ChangedSince, NothingToUndo
from custui.services.undo import undo_last
from tests.services.desk import GENERAL, chain_holds, shop_of

CUSTOMERS = 5
NAMES = ("anna", "tom")
FLAGS = ("enabled", "newsletter", "partner_offers")


@dataclass
class Person:
    """A customer; ``state`` names the state, so that the same one is known when it returns."""

    fields: dict[str, int]
    groups: frozenset[int] = frozenset({GENERAL})
    consents: tuple[tuple[str, int], ...] = ()
    state: int = 0


@dataclass
class Model:
    """The shop and each staff member's acts, newest last: customer -> before, state after."""

    people: dict[int, Person]
    acts: dict[str, list[tuple[bool, dict[int, tuple[Person, int]]]]] = field(
        default_factory=lambda: {name: [] for name in NAMES}
    )
    states: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def act(self, who: str, ids: list[int], wanted: dict[str, int], *, many: bool) -> None:
        done = {}
        for number in ids:
            before = copy.deepcopy(self.people[number])
            if self._set(self.people[number], wanted):
                done[number] = (before, self.people[number].state)
        if done:
            self.acts[who].append((many, done))

    def _set(self, person: Person, wanted: dict[str, int]) -> bool:
        differing = {name: v for name, v in wanted.items() if person.fields[name] != v}
        groups = person.groups | {wanted["group"]} if "group" in wanted else person.groups
        if not differing and groups == person.groups:
            return False
        person.fields |= differing
        person.groups = groups
        person.consents += tuple((k, differing[k]) for k in FLAGS[1:] if k in differing)
        person.state = next(self.states)
        return True

    def undo(self, who: str) -> str | None:
        """What the program must answer: ``nothing``, ``changed since``, or no objection."""
        if not self.acts[who]:
            return "nothing"
        many, done = self.acts[who].pop()
        fitting = [n for n, (_, after) in done.items() if self.people[n].state == after]
        for number in fitting:
            self.people[number] = done[number][0]
        return None if fitting or many else "changed since"

    def disturb(self, number: int) -> None:
        self.people[number].state = next(self.states)


def from_shop(database: ShopDatabase) -> dict[int, Any]:
    rows = database.execute_sql(
        "SELECT id, enabled, newsletter, partner_offers, default_group_id FROM customer"
    ).fetchall()
    return {
        number: (
            dict(zip((*FLAGS, "group"), fields, strict=True)),
            frozenset(
                g
                for (g,) in database.execute_sql(
                    "SELECT group_id FROM group_membership WHERE customer_id = ?", (number,)
                )
            ),
            tuple(
                database.execute_sql(
                    "SELECT kind, given FROM consent WHERE customer_id = ? ORDER BY id", (number,)
                ).fetchall()
            ),
        )
        for number, *fields in rows
    }


numbers = st.integers(1, CUSTOMERS)
wanted = st.fixed_dictionaries(
    {}, optional={name: st.integers(0, 1) for name in FLAGS} | {"group": st.integers(2, 4)}
).filter(bool)
single = st.sampled_from([{name: value} for name in FLAGS for value in (0, 1)] + [{"group": 3}])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.sampled_from(NAMES), numbers, wanted),
        st.tuples(st.just("bulk"), st.sampled_from(NAMES), st.sets(numbers, min_size=1), single),
        st.tuples(st.just("undo"), st.sampled_from(NAMES), st.none(), st.none()),
        st.tuples(st.just("undo"), st.sampled_from(NAMES), st.none(), st.none()),
        st.tuples(st.just("import"), st.just(""), numbers, st.none()),
    ),
    min_size=4,
    max_size=25,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "shop.db"
    shop_of(path, CUSTOMERS)
    return path


@contextmanager
def copied(template: Path) -> Iterator[ShopDatabase]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        shutil.copy(template, path)
        database = open_database(str(path))
        with database.connection_context():
            yield database


@settings(max_examples=60, deadline=None)
@given(sequence=steps)
def test_any_sequence_of_acts_and_undos(template: Path, sequence: list[Any]) -> None:
    with copied(template) as shop, pytest.MonkeyPatch.context() as patched:
        patched.setattr(batches, "_FIRST", 2)
        patched.setattr(batches, "AIM_SECONDS", 0)
        actors = {name: Actor(name, "lead", session=f"{name}'s") for name in NAMES}
        model = Model({n: Person(fields, g, c) for n, (fields, g, c) in from_shop(shop).items()})
        for step in sequence:
            take(shop, actors, model, *step)
            assert from_shop(shop) == {
                n: (p.fields, p.groups, p.consents) for n, p in model.people.items()
            }
        assert chain_holds(shop)


def take(
    shop: ShopDatabase,
    actors: dict[str, Actor],
    model: Model,
    what: str,
    who: str,
    on: Any,
    to: Any,
) -> None:
    """One step, in the shop and in the model."""
    if what == "edit":
        edit(shop, actors[who], on, to, reason="phone")
        model.act(who, [on], to, many=False)
    elif what == "bulk":
        ids = sorted(on)
        prepared = bulk.prepare(shop, actors[who], to, ids, reason="phone")
        assert prepared.count == len(ids)
        bulk.run(shop, actors[who], prepared.act_id)
        model.act(who, ids, to, many=True)
    elif what == "import":
        shop.execute_sql("UPDATE customer SET version = version + 1 WHERE id = ?", (on,))
        model.disturb(on)
    else:
        objection = {"nothing": NothingToUndo, "changed since": ChangedSince}.get(
            model.undo(who) or ""
        )
        if objection:
            with pytest.raises(objection):
                undo_last(shop, actors[who])
        else:
            undo_last(shop, actors[who])
