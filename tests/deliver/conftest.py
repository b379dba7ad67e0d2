"""Evenings to deliver, built from literals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from facilitatore.capture.model import Cluster, Note, PairDialogue, RolePlay
from facilitatore.capture.notes import add_note, edit_note
from facilitatore.deliver.document import (
    BulletList,
    Document,
    Heading,
    Mark,
    NoteLine,
    NoteList,
    Paragraph,
    Sheet,
    Signatures,
    StatementBlock,
    StatementList,
    Table,
)
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.model import Evening, GroundRule, Group, GuidingQuestion
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.synthesis.model import (
    BackedStatement,
    EveningSynthesis,
    Evidence,
    GroupFigures,
    GroupSynthesis,
    Statement,
)
from tests.homes import at_home

EVENING = Evening(
    "e1", "A Scuola per il Sociale", "Domiciliarità e prossimità", "2018-01-08", "CPIA, Carpi", "20:30", "23:00", "", ""
)
NO_FIGURES = GroupFigures(0, 0, 0, 0, 0, 0, 0, 0, ())
NOTES = (
    Note("n1", "g1", "q1", "need", "Un numero da chiamare", "c1", 1, "12", "typed"),
    Note("n2", "g1", "q1", "issue", "Troppi moduli", "c1", 0, None, "pair_dialogue:p1"),
    Note("n3", "g1", "q1", "doubt", "Chi paga?", None, 2, None, "typed"),
    Note("n4", "g1", None, "cross_cutting", "Il tempo", None, 0, None, "import"),
)
OTHER_NOTE = Note("n5", "g2", "q2", "resource", "I vicini di casa", None, 4, None, "typed")
STATEMENTS = (
    BackedStatement(
        Statement("s1", "g1", "Serve una persona da chiamare.", ("n1", "n5"), ()),
        Evidence((NOTES[0], OTHER_NOTE), 2, 5),
    ),
    BackedStatement(Statement("s2", "g1", "Meno moduli.", (), ("c1",)), Evidence((NOTES[1],), 1, 0)),
    BackedStatement(Statement("s3", "g1", "Ci si rivede a giugno.", (), ()), Evidence((), 0, 0)),
)
GROUP_A = GroupSynthesis(
    Group("g1", "A", "Casa della salute", "Salute", "Aula 1", ("Bianchi", "Verdi"), "circle", "#0072B2", 20),
    (GuidingQuestion("q1", "g1", 1, "Che cosa manca?", "sticky_notes", ""),),
    NOTES,
    (Cluster("c1", "g1", "q1", "A chi rivolgersi"),),
    STATEMENTS,
    (RolePlay("r1", "g1", "q1", "Le dimissioni", "Un venerdì", "La figlia", "Fretta", "", "", "Telefonare prima", ""),),
    (PairDialogue("p1", "g1", None, 1, "Non so chiedere", "Essere visti", ""),),
    GroupFigures(3, 1, 7, 1260, 4, 3, 1, 2, (("need", 1), ("issue", 1), ("doubt", 1), ("cross_cutting", 1))),
)
GROUP_B = GroupSynthesis(
    Group("g2", "B", "Caregiver", "", "", (), "square", "#B35C00", None),
    (GuidingQuestion("q2", "g2", 1, "Che cosa c'è già?", "go_round", ""),),
    (OTHER_NOTE,),
    (),
    (),
    (),
    (),
    GroupFigures(1, 0, 1, 20, 1, 4, 0, 0, (("resource", 1),)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to deliver to; `tmp_path` holds the home of the test as well."""
    path = tmp_path / "consegna"
    path.mkdir()
    return path


@pytest.fixture
def on_laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: Callable[[], None]) -> Callable[[str], None]:
    """Return a function that goes on at another laptop, a minute later, with its own devices, backups and joins."""

    def moving(name: str) -> None:
        later()
        for variable, folder in at_home(tmp_path / f"portatile {name}").items():
            monkeypatch.setenv(variable, folder)

    return moving


@pytest.fixture
def session(tmp_path: Path):
    """An evening with one note."""
    session = create_evening(tmp_path / "cabina.serata", find_template("vuota"))
    add_note(session, group=read_groups(session)[0].id, text="La prima")
    yield session
    session.close()


@pytest.fixture
def stick(session: Session, tmp_path: Path) -> Path:
    """The file of the group, with two notes more and the first one changed."""
    write_kit(session, tmp_path / "kit")
    path = tmp_path / "kit" / "gruppo-A.serata"
    with Session.open(path) as copy:
        for text in ("La seconda", "La terza"):
            add_note(copy, group=read_groups(copy)[0].id, text=text)
        edit_note(copy, session.things("note")[0].id, text="La prima, meglio")
    return path


@pytest.fixture
def forgetful(session: Session, stick: Path, tmp_path: Path) -> Path:
    """A copy of the stick that asks to forget a guest of the evening, and has a note of its own."""
    path = tmp_path / "smemorata.serata"
    path.write_bytes(stick.read_bytes())
    session.record("welcome", new("guest", badge_name="Zenobia", token="A" * 12))
    with Session.open(path) as copy:
        copy.take_in_facts(session.all_facts())
        copy.forget(ids=[session.things("guest")[0].id])
        add_note(copy, group=read_groups(copy)[0].id, text="La quarta")
    return path


@pytest.fixture
def evening() -> EveningSynthesis:
    """Return an evening of two groups, with something of everything."""
    return EveningSynthesis(
        EVENING, (GroundRule("k1", "Telefoni spenti"),), (GROUP_A, GROUP_B), GroupFigures(4, 1, 8, 1280, 5, 7, 1, 2, ())
    )


@pytest.fixture
def empty_evening() -> EveningSynthesis:
    """Return an evening that holds nothing, not even a title."""
    return EveningSynthesis(Evening("e0", "", "", "", "", "", "", "", ""), (), (), NO_FIGURES)


@pytest.fixture
def evening_saying(evening: EveningSynthesis) -> Callable[[str], EveningSynthesis]:
    """Return a function that puts a text in every place where people write one."""

    def saying(text: str) -> EveningSynthesis:
        group = replace(
            GROUP_A,
            group=GROUP_A.group._replace(title=text, short_title=text, room=text),
            questions=tuple(question._replace(text=text) for question in GROUP_A.questions),
            notes=tuple(replace(note, text=text, number=text) for note in NOTES),
            clusters=tuple(replace(cluster, name=text) for cluster in GROUP_A.clusters),
            statements=tuple(
                BackedStatement(
                    replace(backed.statement, text=text),
                    replace(backed.evidence, notes=tuple(replace(note, text=text) for note in backed.evidence.notes)),
                )
                for backed in STATEMENTS
            ),
            role_plays=(RolePlay("r1", "g1", "q1", *(text,) * 8),),
            pair_dialogues=(PairDialogue("p1", "g1", None, 1, text, text, text),),
        )
        said = EVENING._replace(title=text, theme=text, place=text, process=text)
        return replace(evening, evening=said, groups=(group, GROUP_B), rules=(GroundRule("k1", text),))

    return saying


def everything(text: str) -> Document:
    """Return a document with every block there is, and `text` in each place of each where a text may stand."""
    mark = Mark("circle", "#0072B2")
    note = NoteLine(text, "need", text, text, text, text)
    blocks = (
        Heading(2, text, text, mark, text),
        *(Paragraph(text, text, tone) for tone in ("plain", "quiet", "box")),
        BulletList((text, text)),
        Table(text, (text, text), ((text, text), (text, text)), total=True),
        NoteList((note, note)),
        StatementList((StatementBlock(1, text, text, True, (note,), text),), mark),
        Sheet(((text, text), (text, text))),
        Signatures((text, text)),
    )
    return Document(text, text, "it-IT", blocks, (text, text), text)
