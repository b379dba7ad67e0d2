"""Notes from a list: any columns in any order, all or none, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.capture.note_list import NoteImport, import_notes
from facilitatore.capture.note_table import MAX_LISTED
from facilitatore.capture.notes import add_note, edit_note, read_clusters, read_notes
from facilitatore.errors import BadList, BadValue, FileMissing, Problem, Unknown
from facilitatore.prepare.evening import read_groups, read_questions
from facilitatore.resources import resource_path
from facilitatore.sentences import say
from facilitatore.session import Session

Take = Callable[..., NoteImport]


@pytest.fixture
def take(evening: Session, tmp_path: Path) -> Take:
    """Return a function that imports a list with this text."""

    def taking(text: str, **how: str) -> NoteImport:
        path = tmp_path / "note.csv"
        path.write_text(text, encoding="utf-8")
        return import_notes(evening, path, **how)

    return taking


def test_every_column_is_read(evening: Session, take: Take) -> None:
    """Group, question, kind, words, dots, number and cluster."""
    take("gruppo;domanda;tipo;testo;bollini;numero;nuvola\nB;2;proposta;Un numero verde;4;B-01;Aiuti\n")
    note, group = read_notes(evening)[0], read_groups(evening)[1]
    assert (note.group, note.question) == (group.id, read_questions(evening, group.id)[1].id)
    assert (note.kind, note.text, note.dots, note.number, note.origin) == (
        "proposal",
        "Un numero verde",
        4,
        "B-01",
        "import",
    )
    assert [cluster.id for cluster in read_clusters(evening)] == [note.cluster]


def test_columns_may_stand_in_any_order(evening: Session, take: Take) -> None:
    """They are known by their heading, small or capital, among columns that mean nothing to us."""
    take("Umore,TESTO,Bollini,Gruppo\nlieto,Una panchina,2,casa della salute\n")
    assert [(note.text, note.dots, note.group) for note in read_notes(evening)] == [
        ("Una panchina", 2, read_groups(evening)[0].id)
    ]


def test_the_words_are_enough(evening: Session, take: Take) -> None:
    """With a group said once, a list of words is a list of notes; a note without kind is a need."""
    take("testo\nUna panchina\nUn albero\n", group="C")
    assert [(note.text, note.kind, note.dots, note.question) for note in read_notes(evening)] == [
        ("Una panchina", "need", 0, None),
        ("Un albero", "need", 0, None),
    ]


def test_a_row_with_a_group_keeps_it(evening: Session, take: Take) -> None:
    """The group said once is for the rows that do not say theirs."""
    take("gruppo;testo\nA;Una panchina\n;Un albero\n", group="C")
    keys = {group.id: group.key for group in read_groups(evening)}
    assert [keys[note.group] for note in read_notes(evening)] == ["A", "C"]


def test_titles_above_the_heading_are_passed_over(evening: Session, take: Take) -> None:
    """A sheet may begin with its name."""
    take("Cartellone del gruppo A;;\n;;\ngruppo;testo;\nA;Una panchina;\n")
    assert len(read_notes(evening)) == 1


def test_a_question_may_be_given_by_its_words(evening: Session, take: Take) -> None:
    """Word for word, small or capital."""
    question = read_questions(evening, read_groups(evening)[0].id)[1]
    take(f'gruppo;domanda;testo\nA;"{question.text.upper()}";Una panchina\n')
    assert read_notes(evening)[0].question == question.id


def test_rows_without_words_are_passed_over(evening: Session, take: Take) -> None:
    """Numbers prepared for notes that were never written are no notes."""
    assert take("gruppo;testo;numero\nA;;1\nA;Una panchina;2\n;;\n").added == 1


def test_the_same_list_twice_adds_none(evening: Session, take: Take) -> None:
    """And says how many were there."""
    text = "gruppo;testo;nuvola\nA;Una panchina;Piazza\nA;Un albero;Piazza\n"
    take(text)
    before = evening.fingerprint()
    again = take(text)
    assert (again.added, again.same, evening.fingerprint()) == (0, 2, before)


def test_a_longer_list_adds_what_is_new(evening: Session, take: Take) -> None:
    """The list may grow while it is typed."""
    take("gruppo;testo\nA;Una panchina\n")
    again = take("gruppo;testo\nA;Zero\nA;Una panchina\nB;Una panchina\n")
    assert (again.added, again.same, len(read_notes(evening))) == (2, 1, 3)


def test_two_people_may_write_the_same_words(evening: Session, take: Take) -> None:
    """Two post-its with one text are two notes; read again, they are still two."""
    text = "gruppo;testo\nA;Più ascolto\nA;Più ascolto\n"
    first, second = take(text), take(text)
    assert (first.added, second.added, len(read_notes(evening))) == (2, 0, 2)


def test_dots_counted_later_do_not_double_a_note(evening: Session, take: Take) -> None:
    """The words, the number and the kind make a note the same."""
    take("gruppo;testo\nA;Una panchina\n")
    edit_note(evening, read_notes(evening)[0].id, dots=5)
    assert take("gruppo;testo\nA;Una panchina\n").added == 0


def test_a_list_joins_a_cluster_that_is_there(evening: Session, take: Take) -> None:
    """A cloud of the same name in the same group is that cloud."""
    take("gruppo;testo;nuvola\nA;Una panchina;Piazza\n")
    take("gruppo;testo;nuvola\nA;Un albero;PIAZZA\nB;Un bus;Piazza\n")
    assert [cluster.name for cluster in read_clusters(evening)] == ["Piazza", "Piazza"]


def test_an_import_is_one_step(evening: Session, take: Take) -> None:
    """Undo takes back notes and clouds together."""
    take("gruppo;testo;nuvola\nA;Una panchina;Piazza\nA;Un albero;Parco\n")
    evening.undo()
    assert (read_notes(evening), read_clusters(evening)) == ([], [])


BAD_ROWS = {
    "an unknown group": ("gruppo;testo\nA;Una\nZ;Due\n", "Riga 3: non c’è un gruppo che si chiami «Z»."),
    "no group": ("gruppo;testo\nA;Una\n;Due\n", "Riga 3: non si sa di quale gruppo è"),
    "an unknown question": ("gruppo;domanda;testo\nA;1;Una\nA;9;Due\n", "Riga 3: non c’è una domanda"),
    "a question of another group": ("gruppo;domanda;testo\nB;4;Una\n", "Riga 2: non c’è una domanda"),
    "an unknown kind": ("gruppo;tipo;testo\nA;urlo;Una\n", "Riga 2: non c’è un tipo di nota che si chiami «urlo»."),
    "dots in words": ("gruppo;testo;bollini\nA;Una;tre\n", "Riga 2: «tre» non può essere un numero di bollini"),
    "negative dots": ("gruppo;testo;bollini\nA;Una;-1\n", "Riga 2: «-1» non può essere un numero di bollini"),
    "half a dot": ("gruppo;testo;bollini\nA;Una;1,5\n", "Riga 2: «1,5» non può essere un numero di bollini"),
    "a letter": (f"gruppo;testo\nA;Una\nA;{'parola ' * 700}\n", "Riga 3: la nota è troppo lunga"),
    "a number as long as a text": (f"gruppo;testo;numero\nA;Una;{'1' * 300}\n", "Riga 2: «"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_row_that_cannot_be_refuses_the_whole_list(evening: Session, take: Take, name: str) -> None:
    """Nothing is written, and the sentence says which row and what is wrong with it."""
    text, sentence = BAD_ROWS[name]
    before = evening.fingerprint()
    with pytest.raises(BadValue) as caught:
        take(text)
    assert say(caught.value).startswith(sentence)
    assert evening.fingerprint() == before


def test_the_row_is_the_line_of_the_sheet(take: Take) -> None:
    """Counted as a spreadsheet counts, empty rows and titles included."""
    with pytest.raises(BadValue) as caught:
        take("Cartellone\n\ngruppo;testo\nA;Una\n;\nZ;Due\n")
    assert caught.value.value == "6"


def test_a_note_of_a_list_is_never_cut(evening: Session, take: Take) -> None:
    """The longest that a list may hold is whole."""
    take(f"gruppo;testo\nA;{'è' * MAX_LISTED}\n")
    assert read_notes(evening)[0].text == "è" * MAX_LISTED


def test_an_unknown_group_said_once_is_refused(take: Take) -> None:
    """Before any row is looked at."""
    with pytest.raises(Unknown):
        take("testo\nUna\n", group="Z")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "binary"),
        (b"<!doctype html><html><body>testo</body></html>", "not_a_list"),
        (b"gruppo;parole\nA;Una\n", "no_text_column"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(evening: Session, tmp_path: Path, data: bytes, why: str) -> None:
    """Empty, binary, a web page, or without the column of the words."""
    path = tmp_path / "note.csv"
    path.write_bytes(data)
    with pytest.raises(BadList) as caught:
        import_notes(evening, path)
    assert caught.value.why == why


def test_a_list_that_is_not_there_is_missing(evening: Session, tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(FileMissing):
        import_notes(evening, tmp_path / "note.csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_office(evening: Session, tmp_path: Path, encoding: str) -> None:
    """The encodings that Excel writes are read."""
    path = tmp_path / "note.csv"
    path.write_bytes("gruppo;tipo;testo\r\nA;criticità;Perché no? È così\r\n".encode(encoding))
    import_notes(evening, path)
    assert [(note.kind, note.text) for note in read_notes(evening)] == [("issue", "Perché no? È così")]


def test_markup_and_formulas_of_a_list_are_text(evening: Session, take: Take) -> None:
    """What looks like a command is a note."""
    take("gruppo;testo\nA;=cmd|' /C calc'!A0\nA;<script>alert(1)</script>\nA;\u202eotter\n")
    assert [note.text for note in read_notes(evening)] == ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "otter"]


@pytest.mark.parametrize("key", "ABC")
def test_the_sample_lists_can_be_imported(evening: Session, key: str) -> None:
    """All their rows become notes."""
    done = import_notes(evening, resource_path("sample", f"notes-{key}.csv"))
    assert done.added == len(read_notes(evening)) > 30


def test_a_list_adds_to_notes_that_were_typed(evening: Session, take: Take, group: str) -> None:
    """A note typed before, word for word, is not added again."""
    add_note(evening, group=group, text="Una panchina")
    try:
        assert take("gruppo;testo\nA;Una panchina\n").same == 1
    except Problem as problem:  # pragma: no cover - says why
        pytest.fail(say(problem))
