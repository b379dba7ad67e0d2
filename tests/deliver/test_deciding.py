"""Promises of what is shown to whoever decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitatore.capture.notes import add_note, decide, edit_note, remove_note
from facilitatore.deliver.deciding import read_disagreements, read_settled
from facilitatore.deliver.joining import gather, held, take_in
from facilitatore.deliver.undecided import settled_lines, undecided_lines
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


def test_what_was_decided_is_still_told_with_both_sides(session: Session, writes: Writes):
    """Both versions with who wrote each, who decided and how: it is the only trace of what was not chosen."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    (open_one,) = read_disagreements(session)
    decide(session, open_one.id, "text", "Di là")
    (one,) = read_settled(session)
    assert one.point == open_one
    assert (one.decision.value, one.decision.by, one.by_removing) == ("Di là", session.device, False)
    (line,) = settled_lines(session)
    assert "«Di qua» (gruppo A, portatile " in line
    assert ". Deciso: resta «Di là» (gruppo A, portatile " in line
    assert undecided_lines(session) == ()


def test_a_decision_made_before_the_join_is_told_after_it(
    session: Session, writes: Writes, tmp_path: Path, on_laptop: OnLaptop
):
    """Somebody joined two groups and wrote one text of both; the Cabina, which only gets that file, sees all three."""
    far = tmp_path / "tre.serata"
    files = [writes("uno", "Di qua"), writes("due", "Di là")]
    on_laptop("tre")
    with Session.open(far) as other:
        join(other, *files)
        decide(other, other.things("note")[0].id, "text", "Di qua e di là")
    on_laptop("Cabina")
    join(session, far)
    (line,) = settled_lines(session)
    assert all(
        text in line for text in ("«Di qua» (gruppo A", "«Di là» (gruppo A", "Deciso: riscritto in «Di qua e di là»")
    )


def test_undoing_a_decision_keeps_who_wrote_what(session: Session, writes: Writes):
    """The two sides stand again, of the laptops that wrote them; redone, the decision is told once."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    before = read_disagreements(session)
    decide(session, before[0].id, "text", "Di qua")
    session.undo()
    assert read_disagreements(session) == before
    assert read_settled(session) == []
    session.redo()
    (one,) = read_settled(session)
    assert one.point == before[0]
    session.undo()
    assert read_disagreements(session) == before


def test_who_puts_words_back_did_not_write_them(session: Session, writes: Writes):
    """An edit that was undone leaves the words of who wrote them first, also as a side of a later conflict."""
    note = session.things("note")[0].id
    writer = session.all_facts()[-1].by
    stick = writes("uno", "Di là")
    with Session.open(stick) as copy:
        edit_note(copy, note, text="Di là, meglio")
        copy.undo()
    edit_note(session, note, text="Di qua")
    join(session, stick)
    (one,) = read_disagreements(session)
    assert [side.by == writer for side in one.sides].count(True) == 1
    assert {side.value for side in one.sides} == {"Di qua", "Di là"}


def test_removing_the_note_decides_too(session: Session, writes: Writes):
    """Whoever removes a note that two wrote differently has decided, and that is told."""
    join(session, writes("uno", "Di qua"), writes("due", "Di là"))
    remove_note(session, read_disagreements(session)[0].id)
    assert read_disagreements(session) == []
    (line,) = settled_lines(session)
    assert "testo: «Di qua» (gruppo A" in line
    assert "La prima" not in line, "which both had replaced"
    assert "Deciso togliendo la cosa intera (gruppo A, portatile " in line


def test_an_edit_of_several_fields_decides_nothing(session: Session):
    """Facts that replaced two others in two fields are no decision."""
    note = session.things("note")[0].id
    edit_note(session, note, text="Altro")
    edit_note(session, note, dots=4)
    edit_note(session, note, text="Altro ancora", dots=5)
    edit_note(session, note, text="Altro ancora, e il gruppo", number="9")
    remove_note(session, note)
    assert read_settled(session) == []
