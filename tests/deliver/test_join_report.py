"""Promises of the report that the pair signs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from facilitatore.capture.notes import add_note, decide, edit_note
from facilitatore.deliver.document import Document, Signatures, Table
from facilitatore.deliver.html import html_bytes
from facilitatore.deliver.join_report import join_report_document
from facilitatore.deliver.joining import gather, held, last_join, take_back, take_in
from facilitatore.deliver.markdown import markdown_bytes
from facilitatore.deliver.pdf import pdf_bytes
from facilitatore.prepare.actions import edit_evening
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import write_kit
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.session import Session, new
from facilitatore.session.joining.records import JoinRecord


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An evening with three groups, whose four sticks are written."""
    with create_evening(tmp_path / "cabina.serata", find_template("carpi-2018-1")) as session:
        add_note(session, group=read_groups(session)[0].id, text="La prima")
        write_kit(session, tmp_path / "kit")
        yield session


@pytest.fixture
def sticks(session: Session, tmp_path: Path) -> list[Path]:
    """The files of the kit and one of a laptop that filled in, each with notes and a word of its own on the first."""
    paths = sorted((tmp_path / "kit").glob("*.serata"))
    paths.append(tmp_path / "kit" / "gruppo-C-riserva.serata")
    paths[-1].write_bytes(paths[-2].read_bytes())
    for place, path in enumerate(paths):
        with Session.open(path) as copy:
            group = read_groups(copy)[place % 3].id
            for number in range(1100 if place == 0 else 3):
                add_note(copy, group=group, text=f"{path.stem} {number}")
            edit_note(copy, session.things("note")[0].id, text=f"La prima, secondo {path.stem}")
    return paths


def joined(session: Session, paths: list[Path], forgetting: frozenset[Path] = frozenset()) -> JoinRecord:
    """Join files and return the record."""
    take_in(session, gather(held(session), paths), forgetting=forgetting)
    record = last_join(session)
    assert record is not None
    return record


def words(document: Document) -> str:
    """Return all that is said."""
    return markdown_bytes(document).decode().replace("\\", "")


def test_what_came_from_where_stands_in_the_report(session: Session, sticks: list[Path]):
    """File by file with its fingerprint and counts, in Italian figures; before and after; lines to sign."""
    before = session.fingerprint()
    expected = [file.fingerprint for file in gather(held(session), sticks).report.files]
    record = joined(session, sticks)
    document = join_report_document(session, record)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row[2] for row in table.rows] == [*expected, ""]
    assert [row[0].split(" · ")[0] for row in table.rows[:-1]] == [path.name for path in sticks]
    assert table.rows[0][3] == "1.101"
    assert table.rows[-1][3] == "1.117"
    (signatures,) = [block for block in document.blocks if isinstance(block, Signatures)]
    assert len(signatures.signers) >= 2
    said = words(document)
    for mark in (
        before,
        session.fingerprint(),
        "1 punto da decidere, che resta",
        "A Scuola per il Sociale",
        "8 gennaio 2018",
    ):
        assert mark in said


def test_what_did_not_come_in_is_said_with_its_reason(session: Session, sticks: list[Path], tmp_path: Path):
    """Files that cannot be read, of another evening, or that ask to forget what nobody wanted forgotten."""
    bad = tmp_path / "rotta.serata"
    bad.write_bytes(b"not ours")
    with create_evening(tmp_path / "altra.serata", find_template("vuota")) as other:
        edit_evening(other, title="Un’altra sera")
    session.record("welcome", new("guest", badge_name="Zenobia"))
    with Session.open(sticks[1]) as copy:
        copy.forget(ids=[session.things("guest")[0].id])
    said = words(join_report_document(session, joined(session, [*sticks, bad, tmp_path / "altra.serata"])))
    assert "«rotta.serata» non è un file di Facilitatore" in said
    assert "altra.serata: Un’altra sera" in said
    assert "chiedeva di dimenticare 1 presenza; non è stato fatto" in said
    assert said.index("Che cosa non è entrato") < said.index("Tenuto da parte")


def test_what_was_forgotten_and_what_was_taken_back_is_said(session: Session, sticks: list[Path]):
    """A report printed after the join was taken back says so, and that the forgotten does not come back."""
    session.record("welcome", new("guest", badge_name="Zenobia"))
    with Session.open(sticks[1]) as copy:
        copy.forget(ids=[session.things("guest")[0].id])
    record = joined(session, sticks, frozenset([sticks[1]]))
    assert "ha chiesto di dimenticare 1 presenza" in words(join_report_document(session, record))
    take_back(session, record)
    from facilitatore.session.joining.records import read_joins

    (marked,) = read_joins(session.id, session.path)
    said = words(join_report_document(session, marked))
    assert "Unione ripresa indietro" in said
    assert "resta dimenticato" in said


def test_a_usual_evening_fits_on_one_page(session: Session, sticks: list[Path]):
    """Five files with something undecided: one page, with the lines to sign on it, in the tree that readers hear."""
    printed = pdf_bytes(join_report_document(session, joined(session, sticks)))
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    for said in ("gruppo-C-riserva.serata", "Per la Cabina di Regia", session.fingerprint()):
        assert said in text
    assert b"/StructTreeRoot" in printed


def test_every_format_has_the_lines_to_sign(session: Session, sticks: list[Path]):
    """The page for the browser and the plain text too, each with who signs."""
    document = join_report_document(session, joined(session, sticks))
    assert html_bytes(document).decode().count("<li>Per ") == 2
    assert markdown_bytes(document).decode().count("\\_\\_\\_") == 20


def test_a_register_has_its_report_too(tmp_path: Path):
    """Two doors joined: no evening in it, no name in it."""
    from facilitatore.session import FileKind

    with Session.create(tmp_path / "a.registro", FileKind.REGISTER, fields={"title": "Domiciliarità"}) as session:
        (tmp_path / "b.registro").write_bytes(session.path.read_bytes())
        with Session.open(tmp_path / "b.registro") as other:
            other.record("add", new("person", family_name="Malagoli", given_name="Ada"))
        said = words(join_report_document(session, joined(session, [tmp_path / "b.registro"])))
        assert "Domiciliarità" in said
        assert "Malagoli" not in said


def test_what_was_decided_before_printing_is_in_the_report(session: Session, sticks: list[Path]):
    """All versions, who decided and how; nothing is said to be without a disagreement that had one."""
    record = joined(session, sticks)
    decide(session, session.things("note")[0].id, "text", "La prima, secondo tutti")
    said = words(join_report_document(session, record))
    assert "1 punto già deciso" in said
    assert all(f"«La prima, secondo {path.stem}»" in said for path in sticks)
    assert "Deciso: riscritto in «La prima, secondo tutti»" in said
    assert "Non resta niente da decidere." in said
    assert "In nessun punto" not in said


def test_every_open_point_is_in_the_report(session: Session, sticks: list[Path]):
    """Not only the first ones: who signs, signs all of them."""
    group = read_groups(session)[0].id
    for number in range(8):
        add_note(session, group=group, text=f"Nota {number}")
    own = session.path.parent / "copia.serata"
    own.write_bytes(session.path.read_bytes())
    with Session.open(own) as copy:
        for note in copy.things("note"):
            edit_note(copy, note.id, text=note.text("text") + ", di là")
    for note in session.things("note"):
        edit_note(session, note.id, text=note.text("text") + ", di qua")
    said = words(join_report_document(session, joined(session, [own])))
    points = [line for line in said.splitlines() if ", oppure «" in line]
    assert len([line for line in points if ", di là»" in line and ", di qua»" in line]) == 9
