"""Promises of what is shown to whoever decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note, decide, edit_note
from facilitatore.deliver.deciding import read_disagreements
from facilitatore.deliver.joining import gather, held, take_in
from facilitatore.deliver.undecided import undecided_lines
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.joining.merge import join_files

OnLaptop = Callable[[str], None]


@pytest.fixture
def session(tmp_path: Path, on_laptop: OnLaptop) -> Iterator[Session]:
    """An evening on the laptop of the Cabina, with one note that two groups' laptops have too."""
    on_laptop("Cabina")
    with create_evening(tmp_path / "cabina.serata", find_template("vuota")) as session:
        add_note(session, group=read_groups(session)[0].id, text="La prima", number="7")
        for name in ("uno", "due", "tre"):
            copy_facts(session.all_facts(), tmp_path / f"{name}.serata")
        yield session


@pytest.fixture
def writes(tmp_path: Path, on_laptop: OnLaptop) -> Callable[[str, str], Path]:
    """Return a function with which a laptop writes its words on the note, and gives its file."""

    def writing(name: str, text: str) -> Path:
        on_laptop(name)
        path = tmp_path / f"{name}.serata"
        with Session.open(path) as copy:
            note = copy.things("note")[0]
            add_note(copy, group=note.text("group"), text=f"di {name}")
            edit_note(copy, note.id, text=text)
        on_laptop("Cabina")
        return path

    return writing


Writes = Callable[[str, str], Path]


def join(session: Session, *paths: Path) -> None:
    """Join files into an open evening."""
    take_in(session, gather(held(session), paths))


def test_both_sides_say_when_and_where(session: Session, writes: Writes):
    """Each side carries the moment, the laptop and its group, and whether it was this one; once decided, it is gone."""
    stick = writes("uno", "Di là")
    note = session.things("note")[0]
    edit_note(session, note.id, text="Di qua")
    join(session, stick)
    (one,) = read_disagreements(session)
    group = read_groups(session)[0].id
    assert (one.id, one.kind, one.field, one.group, one.number) == (note.id, "note", "text", group, "7")
    sides = {side.value: side for side in one.sides}
    assert set(sides) == {"Di qua", "Di là"}
    assert [sides[text].is_here for text in ("Di qua", "Di là")] == [True, False]
    there = sides["Di là"].laptop
    assert there is not None
    assert (there.group, there.device, there.is_here) == (group, sides["Di là"].by, False)
    assert all(side.at for side in one.sides)
    decide(session, note.id, "text", "Di qua")
    assert read_disagreements(session) == []


def test_each_of_many_sides_is_told(session: Session, writes: Writes):
    """Three laptops and this one: four sides, each with a laptop of its own, the oldest first."""
    files = [writes(name, f"Secondo {name}") for name in ("uno", "due", "tre")]
    edit_note(session, session.things("note")[0].id, text="Secondo noi")
    join(session, *files)
    (one,) = read_disagreements(session)
    assert {side.value for side in one.sides} == {"Secondo noi", "Secondo uno", "Secondo due", "Secondo tre"}
    assert len({side.laptop.code for side in one.sides if side.laptop}) == 4
    assert [side.at for side in one.sides] == sorted(side.at or 0 for side in one.sides)


def test_what_is_undecided_travels_on(session: Session, writes: Writes, tmp_path: Path):
    """The joined file has the conflict still, and whoever gets it sees the same sides."""
    join(session, writes("uno", "Di là"), writes("due", "Altrove"))
    copy_facts(session.all_facts(), tmp_path / "unita.serata")
    join_files([tmp_path / "unita.serata", tmp_path / "uno.serata"], tmp_path / "ancora.serata")
    with Session.look(tmp_path / "ancora.serata") as far:
        (one,), (other,) = read_disagreements(session), read_disagreements(far)
        assert [(side.value, side.at, side.by) for side in one.sides] == [
            (side.value, side.at, side.by) for side in other.sides
        ]


@pytest.mark.parametrize(("first", "second"), [("Di qua", "Di là"), ("Di qua", "Scritta insieme")])
def test_two_different_decisions_are_one_new_conflict(
    session: Session, writes: Writes, tmp_path: Path, on_laptop: OnLaptop, first: str, second: str
):
    """Two laptops that got the same files decided differently: only the two decisions stand, however they are joined."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    other = tmp_path / "altra Cabina.serata"
    copy_facts(session.all_facts(), other)
    note = session.conflicts()[0].id
    decide(session, note, "text", first)
    on_laptop("altra Cabina")
    with Session.open(other) as far:
        decide(far, note, "text", second)
    on_laptop("Cabina")
    join(session, other)
    (one,) = read_disagreements(session)
    assert {side.value for side in one.sides} == {first, second}
    join_files([other, tmp_path / "uno.serata", tmp_path / "due.serata"], other)
    join(session, tmp_path / "uno.serata", other)
    assert read_disagreements(session) == [one]


def test_the_same_decision_on_both_is_no_conflict(
    session: Session, writes: Writes, tmp_path: Path, on_laptop: OnLaptop
):
    """Two laptops decided alike, without talking: there is nothing left to decide."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    other = tmp_path / "altra Cabina.serata"
    copy_facts(session.all_facts(), other)
    note = session.conflicts()[0].id
    decide(session, note, "text", "Di là")
    on_laptop("altra Cabina")
    with Session.open(other) as far:
        decide(far, note, "text", "Di là")
    on_laptop("Cabina")
    join(session, other)
    assert read_disagreements(session) == []
    assert "Di là" in {thing.text("text") for thing in session.things("note")}


def test_undecided_points_are_said_in_words(session: Session, writes: Writes):
    """Which note, which field, both texts, and on which laptop of which group each was written."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    (line,) = undecided_lines(session)
    assert line.startswith("Nota 7 del gruppo A, testo: «")
    assert "«Di qua» (gruppo A, portatile " in line
    assert ", oppure «Di là» (gruppo A, portatile " in line


def test_names_of_people_are_not_said(session: Session, tmp_path: Path, on_laptop: OnLaptop):
    """That the facilitators differ is said, not who they are."""
    from facilitatore.prepare.actions import edit_group

    group = read_groups(session)[0].id
    on_laptop("uno")
    with Session.open(tmp_path / "uno.serata") as copy:
        edit_group(copy, group, facilitators=["Bianchi", "Verdi"])
    on_laptop("Cabina")
    edit_group(session, group, facilitators=["Neri", "Verdi"])
    join(session, tmp_path / "uno.serata")
    assert undecided_lines(session) == ("Gruppo, chi facilita: scritto in 2 modi diversi",)
