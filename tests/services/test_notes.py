"""The private note: versions, and two who write at once."""

from __future__ import annotations

import time

import pytest

from custui.db.connection import ShopDatabase
from custui.db.notes import read_note_versions
from custui.db.queries.card.note import read_note
from custui.services.notes import write_note
from custui.services.refusals import Conflict, Difference, InvalidValues
from custui.services.undo import undo_last
from tests.services.desk import data, one, staff


def said(shop: ShopDatabase) -> str:
    note = read_note(shop, 1)
    return note.body if note else ""


def test_versions_stay_with_who_and_when(shop: ShopDatabase) -> None:
    began = int(time.time())
    write_note(shop, staff("anna"), 1, "Calls often")
    write_note(shop, staff("tom"), 1, "Calls often,\nalways polite", shown="Calls often")
    newest, first = read_note_versions(shop, 1)
    assert (newest.body, newest.written_by) == ("Calls often,\nalways polite", "tom")
    assert (first.body, first.written_by) == ("Calls often", "anna")
    assert began <= first.written_at <= newest.written_at <= time.time()
    assert read_note_versions(shop, 1, limit=1) == [newest]
    assert one(shop, "SELECT version FROM customer WHERE id = 1") == 1


def test_somebody_wrote_meanwhile(shop: ShopDatabase) -> None:
    write_note(shop, staff("anna"), 1, "Old")
    write_note(shop, staff("tom"), 1, "Tom's", shown="Old")
    before = data(shop)
    with pytest.raises(Conflict, match="tom changed this meanwhile: Private note") as conflict:
        write_note(shop, staff("anna"), 1, "Anna's", shown="Old")
    assert conflict.value.differences == (Difference("note", "Old", "Tom's", "Anna's"),)
    assert conflict.value.clashes == conflict.value.differences
    assert (conflict.value.by, conflict.value.at) == (
        "tom",
        read_note_versions(shop, 1)[0].written_at,
    )
    assert data(shop) == before
    write_note(shop, staff("anna"), 1, "Tom's\nAnna's", shown="Tom's")
    assert said(shop) == "Tom's\nAnna's"


def test_a_first_note_that_somebody_wrote_first(shop: ShopDatabase) -> None:
    write_note(shop, staff("tom"), 1, "Tom's")
    with pytest.raises(Conflict):
        write_note(shop, staff("anna"), 1, "Anna's")
    assert said(shop) == "Tom's"


def test_an_undone_note_in_whose_place_stands_another(shop: ShopDatabase) -> None:
    """The number of a note that was taken back is given again: the text decides."""
    tom = staff("tom")
    write_note(shop, tom, 1, "Tom's")
    undo_last(shop, tom)
    write_note(shop, staff("eve"), 1, "Eve's")
    with pytest.raises(Conflict):
        write_note(shop, staff("anna"), 1, "Anna's", shown="Tom's")


def test_the_same_text_is_no_conflict(shop: ShopDatabase) -> None:
    write_note(shop, staff("tom"), 1, "Same")
    assert not write_note(shop, staff("anna"), 1, "Same", shown="Old").changed
    assert len(read_note_versions(shop, 1)) == 1


def test_it_is_taken_away_by_an_empty_one(shop: ShopDatabase) -> None:
    anna = staff()
    assert not write_note(shop, anna, 1, "").changed
    write_note(shop, anna, 1, "Old")
    write_note(shop, anna, 1, "", shown="Old")
    assert read_note(shop, 1) is None
    undo_last(shop, anna)
    assert said(shop) == "Old"


def test_a_hundred_kilobytes_and_any_sign(shop: ShopDatabase) -> None:
    long = "żółw \x1b[31m\u202e " * 10_000
    write_note(shop, staff(), 1, long)
    assert said(shop) == long
    with pytest.raises(InvalidValues, match="Private note: is longer than 1000000 characters"):
        write_note(shop, staff(), 1, "x" * 1_000_001, shown=long)
    with pytest.raises(InvalidValues, match="surrogate"):
        write_note(shop, staff(), 1, "\ud800", shown=long)
    assert said(shop) == long
