"""Promises of what a join says it does: removed, changed, added and moved are different words, each counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitatore.capture.notes import add_note, cluster_notes, edit_note, read_notes, remove_note
from facilitatore.cli import run
from facilitatore.deliver.effect_words import effect_words, rewrite_lines
from facilitatore.deliver.file_join import join_onto
from facilitatore.deliver.join_report import join_report_document
from facilitatore.deliver.joining import gather, held, last_join, look_at, take_in
from facilitatore.deliver.markdown import markdown_bytes
from facilitatore.prepare.actions import add_group, remove_prepared
from facilitatore.prepare.evening import read_groups
from facilitatore.session import Session
from facilitatore.session.joining.effects import Effects

OnLaptop = Callable[[str], None]


@pytest.fixture
def notes(session: Session) -> list[str]:
    """Six notes of this laptop, whose ids are returned."""
    for number in range(5):
        add_note(session, group=read_groups(session)[0].id, text=f"Nota {number}")
    return [note.id for note in read_notes(session)]


@pytest.fixture
def stranger(session: Session, notes: list[str], tmp_path: Path, on_laptop: OnLaptop) -> Callable[..., Path]:
    """Return a function that lets another laptop do things to a copy of the file, and returns it."""

    def doing(*deeds: Callable[[Session], Any]) -> Path:
        path = tmp_path / "altrove.serata"
        path.write_bytes(session.path.read_bytes())
        on_laptop("altrove")
        with Session.open(path) as copy:
            for deed in deeds:
                deed(copy)
        on_laptop("Cabina")
        return path

    return doing


Stranger = Callable[..., Path]


def effects(session: Session, path: Path) -> Effects:
    """Return what joining a file would do."""
    (arrival,) = look_at(held(session), [path])
    return arrival.effects


def test_what_goes_is_not_what_changes(session: Session, notes: list[str], stranger: Stranger) -> None:
    """Removed, changed, added and only moved: each thing is in one count, by kind."""
    group = read_groups(session)[0].id
    path = stranger(
        lambda copy: remove_note(copy, notes[0]),
        lambda copy: edit_note(copy, notes[1], text="Altre parole"),
        lambda copy: edit_note(copy, notes[2], dots=4),
        lambda copy: add_note(copy, group=group, text="Una di là"),
        lambda copy: cluster_notes(copy, [notes[3]], group=group, name="Tempi"),
    )
    did = effects(session, path)
    counts = {"born": {"note": 1, "cluster": 1}, "changed": {"note": 2}, "gone": {"note": 1}, "moved": {"note": 1}}
    assert did.counts == counts
    assert not did.is_alarming, "three things of others are a few"


def test_every_kind_of_a_whole_evening_has_its_word(session: Session, stranger: Stranger, tmp_path: Path) -> None:
    """Groups, questions, phases and rules too: «altre cose» are only those that a later version writes."""
    joined = join_onto([stranger()], tmp_path / "nuova.serata", forgetting=False)
    assert joined.record is not None
    (said,) = effect_words(joined.record.effects)
    assert said.startswith("nuove: 6 note, 1 serata, 1 gruppo, ")
    assert said.endswith(" e 5 regole")
    assert "altr" not in said
    assert effect_words({"gone": {"phase": 1, "drone": 2}}) == ["tolte: 1 fase della scaletta e 2 altre cose"]


def test_a_note_added_and_removed_there_was_never_here(session: Session, stranger: Stranger) -> None:
    """It counts as nothing."""

    def add_and_remove(copy: Session) -> None:
        add_note(copy, group=read_groups(copy)[0].id, text="Per sbaglio")
        remove_note(copy, read_notes(copy)[-1].id)

    assert effects(session, stranger(add_and_remove)).counts == {}


@pytest.mark.parametrize("deed", ["removes", "rewrites"])
def test_more_than_a_few_of_another_laptop_is_alarming(
    session: Session, notes: list[str], stranger: Stranger, deed: str
) -> None:
    """With the words before and after, to be looked at before joining."""

    def doing(copy: Session) -> None:
        for note in notes:
            remove_note(copy, note) if deed == "removes" else edit_note(copy, note, text="Va tutto bene")

    did = effects(session, stranger(doing))
    assert did.is_alarming
    assert len(did.rewrites) == len(notes)
    befores = {one.before["text"] for one in did.rewrites}
    assert befores == {"La prima", *(f"Nota {number}" for number in range(5))}
    wanted = None if deed == "removes" else {"text": "Va tutto bene"}
    assert all(one.after == wanted for one in did.rewrites)


def test_the_words_of_others_are_told_in_the_order_of_the_page(
    session: Session, notes: list[str], stranger: Stranger, later: Callable[[], None]
) -> None:
    """Group by group, and in each as its notes stand, in whatever order somebody took them away."""
    here, other = read_groups(session)[0].id, add_group(session, title="Trasporti").ids[0]
    add_note(session, group=other, text="Di un altro gruppo")
    for place in range(8):
        later()
        add_note(session, group=here, text=f"Dopo {place}")
    page = [note.text for group in (here, other) for note in read_notes(session, group)]
    shuffled = sorted(read_notes(session), key=lambda note: note.text[::-1])
    path = stranger(*(lambda copy, one=one: remove_note(copy, one.id) for one in shuffled))
    groups = {group.id: group for group in read_groups(session)}
    lines = rewrite_lines(effects(session, path).rewrites, groups)
    assert [line.partition("«")[2].partition("»")[0] for line in lines] == page


def test_ones_own_corrections_alarm_nobody(session: Session, notes: list[str], tmp_path: Path) -> None:
    """A laptop that goes on with what it wrote itself rewrites nothing of others."""
    before = tmp_path / "prima.serata"
    before.write_bytes(session.path.read_bytes())
    for note in notes:
        edit_note(session, note, text="Meglio")
    later = tmp_path / "poi.serata"
    later.write_bytes(session.path.read_bytes())
    with Session.open(before) as there:
        did = effects(there, later)
    assert (did.counts, did.is_alarming) == ({"changed": {"note": 6}}, False)


def test_a_group_that_goes_is_alarming_alone(session: Session, stranger: Stranger) -> None:
    """All that was said in it would stand without it."""
    group = read_groups(session)[0].id
    assert effects(session, stranger(lambda copy: remove_prepared(copy, group))).is_alarming


def test_a_removal_that_had_not_seen_the_words_takes_nothing(
    session: Session, notes: list[str], stranger: Stranger
) -> None:
    """The note stays, so nothing is said to go."""
    path = stranger(lambda copy: remove_note(copy, notes[0]))
    edit_note(session, notes[0], text="Nel frattempo")
    assert "gone" not in effects(session, path).counts


def test_the_summary_stands_in_record_report_and_command(
    session: Session, notes: list[str], stranger: Stranger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same counts at the end of a join in the window and in the terminal, and on the paper to sign."""
    path = stranger(
        lambda copy: [remove_note(copy, note) for note in notes[:5]],
        lambda copy: edit_note(copy, notes[5], text="Altre parole"),
    )
    target = tmp_path / "unita.serata"
    target.write_bytes(session.path.read_bytes())
    assert run(["merge", "--look", str(path), "-o", str(target)]) == 0
    looked = capsys.readouterr().out
    assert "(cambiate: 1 nota; tolte: 5 note)" in looked
    assert "attenzione: toglie o riscrive quello che ha scritto un altro portatile" in looked
    assert "Nota del gruppo A: «Nota 0» → tolta" in looked
    assert "Nota del gruppo A, testo: «Nota 4» → «Altre parole»" in looked
    assert run(["merge", str(path), "-o", str(target)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["  cambiate: 1 nota", "  tolte: 5 note"]
    take_in(session, gather(held(session), [path]))
    record = last_join(session)
    assert record is not None
    assert record.effects == {"changed": {"note": 1}, "gone": {"note": 5}}
    said = markdown_bytes(join_report_document(session, record)).decode().replace("\\", "")
    assert "cambiate: 1 nota; tolte: 5 note." in said
    assert "Nota del gruppo A: «Nota 0» → tolta" in said


def test_a_join_of_files_alone_counts_too(
    session: Session, notes: list[str], stranger: Stranger, tmp_path: Path
) -> None:
    """Where there is no file yet, all comes."""
    joined = join_onto([stranger()], tmp_path / "nuova.serata", forgetting=False)
    assert joined.record is not None
    assert joined.record.effects["born"]["note"] == len(notes)
