"""Which paper is wanted, out of a real evening and its register."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from facilitatore.door.actions import check_in, welcome_walk_in
from facilitatore.door.handouts import choose
from facilitatore.door.handouts.choose import gather, paper_of
from facilitatore.door.lists.write.importing import import_for_evening, plan_import
from facilitatore.door.paper.drawing import Paper
from facilitatore.door.paper.pdf import draw
from facilitatore.door.people import read_persons
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.actions import remove_prepared
from facilitatore.prepare.evening import read_groups
from facilitatore.prepare.kit import create_register
from facilitatore.prepare.templates import create_evening, find_template
from facilitatore.sentences import say
from facilitatore.session import Session, new

LIST = "Nome,Cognome\nGiulia,Malagoli\nAndrea,De Luca\n"
Texts = Callable[[Paper], list[list[str]]]


@pytest.fixture
def register(evening: Session, tmp_path: Path) -> Iterator[Session]:
    """Two people are in the list; Giulia Malagoli is in, and so is Zoé, whom nobody had listed; both in group A."""
    group = read_groups(evening)[0].id
    (tmp_path / "elenco.csv").write_text(LIST, encoding="utf-8")
    with create_register(evening, tmp_path / "serata.registro") as opened:
        import_for_evening(evening, opened, plan_import(evening, opened, tmp_path / "elenco.csv"))
        giulia = next(person for person in read_persons(opened) if person.first_name == "Giulia")
        check_in(evening, giulia, group=group)
        welcome_walk_in(evening, name="Zoé", group=group)
        yield opened


def words(paper: Paper, texts_of: Texts) -> set[str]:
    """Return all that is written."""
    return {text for page in texts_of(paper) for text in page}


def test_the_list_in_reserve_has_everybody(evening: Session, register: Session, texts_of: Texts) -> None:
    """Family names too."""
    paper = paper_of(gather("fallback", "", evening, register))
    assert {"Malagoli", "Giulia", "De Luca", "Andrea", "Zoé", "3 persone"} <= words(paper, texts_of)


def test_nobody_in_question_is_left_out(evening: Session, register: Session, texts_of: Texts) -> None:
    """The list in reserve has who has no badge yet, as the list wrote the name."""
    asked = {"written": "ROSA Anna", "choices": [["Anna", "Rosa"], ["Rosa", "Anna"]], "why": "split_unsure"}
    register.record(
        "import_people",
        new("person", first_name="Anna", family_name="Rosa", token="ROSA", in_question=asked),  # noqa: S106 - of a badge
    )
    paper = paper_of(gather("fallback", "", evening, register))
    assert {"ROSA Anna", "? chiedi il nome", "4 persone"} <= words(paper, texts_of)


def test_a_group_list_has_no_family_name(evening: Session, register: Session, group: str, texts_of: Texts) -> None:
    """Only first names, of who is in; not even read out of the register."""
    handout = gather("group", group, evening, register)
    assert handout.expected == ()
    written = words(paper_of(handout), texts_of)
    assert {"Giulia", "Zoé", "2 persone"} <= written
    assert not any("Malagoli" in text or "Andrea" in text for text in written)


def test_all_groups_make_one_paper(evening: Session, texts_of: Texts) -> None:
    """One after the other; one alone has its letter in the file's name."""
    group = read_groups(evening)[1].id
    assert len(paper_of(gather("group", "", evening, None)).pages) == 3
    assert gather("group", "", evening, None).file_name == "elenco-dei-nomi-2018-01-08.pdf"
    assert gather("group", group, evening, None).file_name == "elenco-dei-nomi-B-2018-01-08.pdf"


def test_a_file_s_name_leads_to_no_other_folder(evening: Session) -> None:
    """Whatever a file from elsewhere has for a date."""
    handout = gather("signs", "", evening, None)
    assert replace(handout, evening=handout.evening._replace(date="../../x")).file_name == "cartelli-x.pdf"
    assert replace(handout, evening=handout.evening._replace(date="")).file_name == "cartelli.pdf"


def test_the_paper_needs_no_open_file(tmp_path: Path, texts_of: Texts) -> None:
    """Once read, the evening can be closed: sheets are made beside the window."""
    with create_evening(tmp_path / "altra.serata", find_template("carpi-2018-1")) as session:
        handouts = [gather(kind, "", session, None) for kind in ("fallback", "group", "signs", "arrows")]
    assert [len(paper_of(handout).pages) for handout in handouts] == [1, 3, 4, 8]


def test_a_group_that_was_removed_is_refused(evening: Session) -> None:
    """As everywhere."""
    with pytest.raises(Unknown):
        gather("group", "0" * 32, evening, None)


def test_names_cannot_be_listed_without_groups(tmp_path: Path) -> None:
    """It is said; signs there are all the same, for the welcome."""
    with create_evening(tmp_path / "vuota.serata", find_template("vuota")) as session:
        for group in read_groups(session):
            remove_prepared(session, group.id)
        handout, signs = (gather(kind, "", session, None) for kind in ("group", "signs"))
    with pytest.raises(BadValue) as refusal:
        paper_of(handout)
    assert "non ha ancora gruppi" in say(refusal.value)
    assert len(paper_of(signs).pages) == 1


def test_both_weights_are_in_the_pdf(evening: Session, register: Session) -> None:
    """Every word of the list can be found again in the file."""
    document = pypdfium2.PdfDocument(draw(paper_of(gather("fallback", "", evening, register))))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert all(word in text for word in ("Elenco di riserva", "De Luca", "Andrea", "Cognome", "pagina 1 di 1"))


@pytest.mark.parametrize("kind", ["group", "signs", "arrows"])
def test_of_more_groups_than_any_evening_has_the_first_are_printed(
    kind: choose.Kind, evening: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many there are is said; a sheet for one group, the list in reserve and fewer groups have nothing to say."""
    whole = gather(kind, "", evening, None)
    assert whole.left_out == ""
    monkeypatch.setattr(choose, "MOST_GROUPS", 2)
    handout = gather(kind, "", evening, None)
    assert handout.left_out == "I gruppi della serata sono 3: qui ci sono i primi 2."
    assert len(paper_of(whole).pages) - len(paper_of(handout).pages) == (2 if kind == "arrows" else 1)
    assert gather(kind, read_groups(evening)[2].id, evening, None).left_out == ""
    assert gather("fallback", "", evening, None).left_out == ""
