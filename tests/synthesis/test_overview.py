"""The figures of the evening are those one would count by hand."""

from __future__ import annotations

import pytest

from facilitatore.capture.notes import add_note, cluster_notes, read_clusters
from facilitatore.capture.sheets import save_pair_dialogue, save_role_play
from facilitatore.conduct.actions import set_countdown, stop_turn
from facilitatore.conduct.countdown import Countdown
from facilitatore.deliver.export import FORMATS, export_bytes
from facilitatore.door.actions import welcome_walk_in
from facilitatore.prepare.actions import remove_prepared
from facilitatore.prepare.evening import find_group
from facilitatore.session import Session, new
from facilitatore.synthesis.overview import read_synthesis
from facilitatore.synthesis.statements import add_statement
from tests.conduct.fake_clock import FakeClock


@pytest.fixture
def held(evening: Session, group: str) -> Session:
    """Hold a small evening: two groups at work, a guest without a group, a statement over both groups."""
    other, clock = find_group(evening, "B").id, FakeClock()
    for name, place in (("Ada", group), ("Bruno", group), ("Carla", other), ("Dino", None)):
        welcome_walk_in(evening, name=name, group=place)
    for place, seconds in ((group, 100), (group, 50), (other, 20)):
        set_countdown(evening, place, Countdown().start(clock))
        clock.pass_seconds(seconds)
        stop_turn(evening, place, clock, phase=None, planned_s=120)
    mine = [add_note(evening, group=group, text=f"A{dots}", dots=dots).ids[0] for dots in (3, 2, 0)]
    theirs = add_note(evening, group=other, text="B7", kind="issue", dots=7).ids[0]
    cluster_notes(evening, mine[:2], group=group, name="Nuvola")
    save_pair_dialogue(evening, group=group, need="Un amico")
    save_role_play(evening, group=other, title="Scena", proposals="Una\nDue")
    add_statement(evening, group=group, text="Frase", notes=[theirs], clusters=[read_clusters(evening)[0].id])
    return evening


def test_more_groups_are_not_read_more_often(held: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind is looked through as often for thirty groups as for three: their number costs no waiting."""
    looked: list[str] = []
    things = Session.things
    monkeypatch.setattr(Session, "things", lambda session, kind: looked.append(kind) or things(session, kind))
    read_synthesis(held)
    few = looked.copy()
    looked.clear()
    held.record("prepare", *(new("group", key=f"G{place}", title="x") for place in range(27)))
    assert len(read_synthesis(held).groups) == 30
    assert looked == few


def test_the_figures_of_a_group(held: Session) -> None:
    """Guests, interventions and seconds, notes, dots, clusters, and notes that no sentence uses."""
    figures = read_synthesis(held).groups[0].figures
    assert (figures.guests, figures.walk_ins, figures.turns, figures.spoken_s) == (2, 2, 2, 150)
    assert (figures.notes, figures.dots, figures.clusters, figures.unused_notes) == (4, 5, 1, 2)


def test_a_note_used_by_another_group_is_used(held: Session) -> None:
    """Group B's issue stands behind a sentence of group A."""
    figures = read_synthesis(held).groups[1].figures
    assert (figures.notes, figures.unused_notes) == (3, 2)


def test_the_figures_of_the_evening_are_the_sums(held: Session) -> None:
    """With the guest who chose no group."""
    synthesis = read_synthesis(held)
    whole, parts = synthesis.figures, [one.figures for one in synthesis.groups]
    for name in ("turns", "spoken_s", "notes", "dots", "clusters", "unused_notes"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)
    assert (whole.guests, sum(part.guests for part in parts)) == (4, 3)


def test_every_kind_is_counted_in_its_order(held: Session) -> None:
    """Those nobody wrote as well, as zero."""
    assert read_synthesis(held).figures.notes_by_kind == (
        ("need", 4),
        ("issue", 1),
        ("resource", 0),
        ("proposal", 2),
        ("doubt", 0),
        ("cross_cutting", 0),
    )


def test_each_group_brings_what_is_its_own(held: Session) -> None:
    """Questions, notes, clouds, sheets and sentences stand with their group."""
    first, second, third = read_synthesis(held).groups
    assert (len(first.questions), len(first.notes), len(first.clusters), len(first.statements)) == (4, 4, 1, 1)
    assert (len(first.pair_dialogues), len(first.role_plays)) == (1, 0)
    assert (len(second.pair_dialogues), len(second.role_plays), len(second.statements)) == (0, 1, 0)
    assert (third.notes, third.figures.notes) == ((), 0)


def test_no_name_of_a_guest_is_in_the_synthesis(held: Session) -> None:
    """Guests are counted, never named."""
    said = repr(read_synthesis(held))
    assert [name for name in ("Ada", "Bruno", "Carla", "Dino") if name in said] == []


def test_notes_of_a_removed_group_are_still_counted(held: Session, group: str) -> None:
    """The evening's figures lose nothing when a group is removed."""
    before = read_synthesis(held).figures.notes
    remove_prepared(held, group)
    assert read_synthesis(held).figures.notes == before


def test_an_evening_that_was_not_held_has_zeros(evening: Session) -> None:
    """Nothing fails where nothing is."""
    figures = read_synthesis(evening).figures
    assert (figures.guests, figures.turns, figures.notes, figures.dots, figures.unused_notes) == (0, 0, 0, 0, 0)


def test_what_a_removed_group_said_stays_in_the_synthesis(evening: Session, group: str) -> None:
    """Removing a group takes no note out of what is delivered."""
    add_note(evening, group=group, text="Una parola che resta")
    remove_prepared(evening, group)
    synthesis = read_synthesis(evening)
    assert [note.text for one in synthesis.groups for note in one.notes] == ["Una parola che resta"]
    for name in FORMATS:
        assert export_bytes(synthesis, name)
    assert "Una parola che resta" in export_bytes(synthesis, "md").decode()


def test_sheets_of_a_removed_group_stay_in_the_synthesis(evening: Session, group: str) -> None:
    """A sheet from which no note came is a word of the group all the same."""
    save_pair_dialogue(evening, group=group, heard="Non so a chi chiedere")
    remove_prepared(evening, group)
    assert "Non so a chi chiedere" in export_bytes(read_synthesis(evening), "md").decode()
