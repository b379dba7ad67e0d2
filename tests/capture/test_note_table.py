"""Lists of notes as tables: every line and every word comes in, or is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitatore.capture.note_table import NoteTable, read_note_table
from facilitatore.errors import BadValue, Problem
from facilitatore.sentences import say
from facilitatore.session.words import clean_text
from tests.door.lists.test_tables import _TEXT as CELL
from tests.door.lists.test_tables import xlsx

Read = Callable[..., NoteTable]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads a list with this text."""

    def reading(text: str) -> NoteTable:
        path = tmp_path / "note.csv"
        path.write_bytes(text.encode())
        return read_note_table(path)

    return reading


def texts(table: NoteTable) -> list[str]:
    """Return the words of the notes."""
    return [row.cells["testo"] for row in table.rows]


ALPHABET = "abè;,|\t\"' \n\x0b\u2028"
WORDS = st.text(ALPHABET, max_size=20).map(lambda text: f"a{text}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(";,\t|"), st.booleans(), st.integers(0, 2))
def test_what_a_program_writes_comes_in(read: Read, words: list[str], delimiter: str, every: bool, place: int) -> None:
    """Commas, semicolons, tabs, quotes and line breaks in notes, with any delimiter and any quoting."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL)
    heading, around = ["gruppo", "numero"], ["A", "1"]
    writer.writerow([*heading[:place], "testo", *heading[place:]])
    writer.writerows([*around[:place], text, *around[place:]] for text in words)
    table = read(file.getvalue())
    assert texts(table) == [clean_text(text) for text in words]
    assert {row.cells["gruppo"] + row.cells["numero"] for row in table.rows} == {"A1"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abè;,|\t'. ", max_size=20), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_line_under_testo_is_a_note(read: Read, lines: list[str], end: str) -> None:
    """A plain text with one heading is one note a line, with all its words."""
    wanted = [line.strip() for line in lines if line.strip()]
    if wanted:
        assert texts(read(end.join(["testo", *lines]))) == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('ab;," ', max_size=12).map(lambda text: f"{text}c"), min_size=1, max_size=6))
def test_quotes_of_people_lose_no_word_and_hide_no_line(read: Read, lines: list[str]) -> None:
    """However people use quotes: every letter is there, and each line that is no note of its own is told."""
    table = read("\n".join(["testo", *lines]))
    together = "".join(texts(table))
    assert [char for char in together if char in "abc"] == [char for char in "".join(lines) if char in "abc"]
    assert len(lines) == len(table.rows) + sum(length - 1 for _, length in table.remarks.long)


def test_stray_quotes_swallow_no_line(read: Read) -> None:
    """Two lines that open with a quote are two lines, and so are those between them."""
    table = read('testo\n"Non so dove andare\nServe un bus\nServe una panchina\n"Siamo soli\nUltima nota\n')
    assert (len(table.rows), table.remarks.long) == (5, ())


def test_a_note_of_several_lines_is_told(read: Read) -> None:
    """A quote that closes lines further on may have been meant: with its row and how many lines it took."""
    table = read('testo\nUna\n"Due\ntre\nquattro"\nCinque\n')
    assert texts(table) == ["Una", "Due\ntre\nquattro", "Cinque"]
    assert table.remarks.long == ((3, 3),)


@pytest.mark.parametrize(
    "text",
    [
        "testo\nUn numero, uno solo; e basta\n",
        "testo,\nUn numero, uno solo; e basta\n",
        "gruppo;testo\nA;Un numero, uno solo; e basta\n",
        "gruppo,domanda,testo\nA,1,Un numero, uno solo; e basta,,\n",
        "sep=;\ngruppo;testo\nA;Un numero, uno solo; e basta\n",
    ],
)
def test_words_in_the_last_column_may_hold_the_delimiter(read: Read, text: str) -> None:
    """Nobody else can have been meant: they are kept."""
    assert texts(read(text)) == ["Un numero, uno solo; e basta"]


@pytest.mark.parametrize(
    "text",
    [
        "testo;bollini\nUna;1\nPanchine; molte;3\n",
        "gruppo;domanda;tipo;testo;bollini\nA;1;bisogno;Una;2\nA;1;bisogno;Panchine; ombra;3\n",
        "nuvola,testo\nPiazza,Una\nPiazza, parco,Panchine\n",
        "gruppo;testo;\nA;Una;\nA;Panchine;3;4\n".replace("testo;", "testo;numero;"),
    ],
)
def test_a_row_longer_than_its_heading_is_refused(read: Read, text: str) -> None:
    """With its number, where the words could belong to more than one column."""
    with pytest.raises(BadValue) as caught:
        read(text)
    assert say(caught.value).startswith("Riga 3: ci sono ")


def test_what_is_not_read_is_told(read: Read) -> None:
    """Rows without words, rows above the heading, and columns that mean nothing here, with or without a name."""
    table = read("Cartellone;;;;\ngruppo;umore;testo;;numero\nA;lieto;Una;x;1\nA;;;;2\n;;;;\n")
    assert texts(table) == ["Una"]
    assert table.remarks.above == (1,)
    assert table.remarks.wordless == (4,)
    assert table.remarks.unread == ("umore", "colonna 4")


def test_an_empty_column_is_not_told(read: Read) -> None:
    """Nothing was left out."""
    assert read("gruppo;umore;testo\nA;;Una\n").remarks.unread == ()


def test_the_same_bytes_are_the_same_list(read: Read) -> None:
    """Whatever the file is called; one letter more is another list."""
    assert read("testo\nUna\n").digest == read("testo\nUna\n").digest != read("testo\nUna.\n").digest


@pytest.mark.parametrize("cell", ["è" * 3001, "a" + " " * 5000 + "b", "a" * 140_000])
def test_a_cell_too_long_for_a_note_is_refused(read: Read, cell: str) -> None:
    """Before anybody cuts it; many spaces between two words hide nothing."""
    with pytest.raises(Problem):
        read(f"testo\nUna\n{cell}\n")


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_line_breaks_of_other_programs_stay_in_their_note(read: Read, sign: str) -> None:
    """However many there are, they are no binary data, and no rows of their own."""
    assert texts(read(f"testo\nuno{sign}due\ntre{sign}quattro\n")) == ["uno\ndue", "tre\nquattro"]


def test_a_workbook_is_read_cell_by_cell(tmp_path: Path) -> None:
    """Nothing there separates cells but cells; one beyond the heading is refused, though the words stand last."""
    path = tmp_path / "note.xlsx"

    def write(*rows: tuple[str, ...]) -> None:
        cells = "".join(
            f'<row r="{row}">'
            + "".join(CELL.format(f"{'ABC'[at]}{row}", one) for at, one in enumerate(told))
            + "</row>"
            for row, told in enumerate(rows, 1)
        )
        path.write_bytes(xlsx(cells))

    write(("gruppo", "testo"), ("A", "Panchine; ombra, fontane"), ("A", "Bus"))
    assert texts(read_note_table(path)) == ["Panchine; ombra, fontane", "Bus"]
    write(("gruppo", "testo"), ("A", "Panchine", "ombra"))
    with pytest.raises(BadValue) as caught:
        read_note_table(path)
    assert say(caught.value).startswith("Riga 2: ci sono 3 celle")
