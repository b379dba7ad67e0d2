"""Commands on notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.resources import resource_path

Do = Callable[..., object]
Refused = Callable[..., str]


def a_list(folder: Path, text: str) -> Path:
    """Write a list of notes."""
    path = folder / "note.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_of_notes_is_taken_in_once(do: Do, serata: Path) -> None:
    """How many were added, and the second time how many were there."""
    sample = resource_path("sample", "notes-A.csv")
    first, second = do("notes", "import", "s.serata", sample), do("notes", "import", "s.serata", sample)
    assert (first.out, first.err) == ("41 note aggiunte.\n", "Leggo notes-A.csv…\n")
    assert second.out == "0 note aggiunte, 41 c’erano già.\n"


def test_one_note_is_said_in_the_singular(do: Do, serata: Path, folder: Path) -> None:
    """«1 nota aggiunta», «1 c’era già»."""
    a_list(folder, "testo\nUna panchina\n")
    assert do("notes", "import", "s.serata", "note.csv", "--group", "a").out == "1 nota aggiunta.\n"
    assert do("notes", "import", "s.serata", "note.csv", "--group", "a").out == "0 note aggiunte, 1 c’era già.\n"


@pytest.mark.parametrize("name", ["gruppo-B.serata", "gruppo-b (2).serata", "gruppo-B-K7Q.serata"])
def test_the_file_of_a_group_needs_no_column(do: Do, serata: Path, folder: Path, name: str) -> None:
    """As the sticks are called, as a second copy is, and as a laptop hands it over."""
    (folder / "s.serata").rename(folder / name)
    a_list(folder, "testo\nUna panchina\n")
    do("notes", "import", name, "note.csv")
    assert do("notes", "list", name).out == "B\tbisogno\t\t0\tUna panchina\n"


def test_what_needs_a_look_is_said_row_by_row(do: Do, serata: Path, folder: Path) -> None:
    """What changed, what stays, notes of several lines, and what was not read."""
    a_list(folder, "gruppo;testo;bollini\nA;Una panchina;0\nA;Un albero;1\n")
    do("notes", "import", "s.serata", "note.csv")
    a_list(folder, 'Titolo\ngruppo;umore;testo;bollini\nA;lieto;Una panchina;7\nA;;Un albero;1\nA;;"Un\nbus";\nA;;;3\n')
    assert do("notes", "import", "s.serata", "note.csv").out.splitlines() == [
        "1 nota aggiunta, 1 cambiata, 1 c’era già.",
        "Riga 3: bollini 0 → 7.",
        "Riga 5 è lunga 2 righe: controlla che sia una nota sola.",
        "Senza testo, e quindi non aggiunte: riga 6.",
        "Colonne non lette: «umore».",
        "Sopra l’intestazione, e quindi non lette: riga 1.",
    ]


def test_the_list_of_notes_as_json(do: Do, serata: Path, folder: Path) -> None:
    """Each note with letter, number of the question, key of the kind, name of the cloud."""
    a_list(folder, "gruppo;domanda;tipo;testo;bollini;numero;nuvola\nB;2;criticità;Attese;4;B-01;Tempi\n;;;;;;\n")
    do("notes", "import", "s.serata", "note.csv")
    said = do("notes", "list", "s.serata", "--json")
    (note,) = said.json
    assert said.err == ""
    assert list(note) == [
        *("id", "group", "question", "kind", "text", "cluster", "dots", "number", "origin", "undecided")
    ]
    assert list(note.values())[1:] == ["B", 2, "issue", "Attese", "Tempi", 4, "B-01", "import", []]


def test_no_note_is_an_empty_list(do: Do, serata: Path) -> None:
    """Still one JSON document."""
    assert do("notes", "list", "s.serata", "--json").json == []


def test_a_note_of_several_lines_is_shown_on_one(do: Do, serata: Path, folder: Path) -> None:
    """In words; the JSON keeps its line breaks."""
    a_list(folder, 'gruppo;testo\nA;"prima\nseconda"\n')
    do("notes", "import", "s.serata", "note.csv")
    assert do("notes", "list", "s.serata").out == "A\tbisogno\t\t0\tprima / seconda\n"
    assert do("notes", "list", "s.serata", "--json").json[0]["text"] == "prima\nseconda"


def test_markup_and_formulas_are_listed_as_written(do: Do, serata: Path, folder: Path) -> None:
    """Nothing is interpreted on the way in or out."""
    texts = ["=cmd|' /C calc'!A0", "<b>grassetto</b>", "{{ 7*7 }}", "$(reboot) `reboot`"]
    a_list(folder, "gruppo;testo\n" + "".join(f'A;"{text}"\n' for text in texts))
    do("notes", "import", "s.serata", "note.csv")
    assert [note["text"] for note in do("notes", "list", "s.serata", "--json").json] == texts


BAD = {
    "an unknown group": ("gruppo;testo\nA;Una\nZ;Due\n", "Riga 3: non c’è un gruppo che si chiami «Z»."),
    "no group": ("testo\nUna\n", "Riga 2: non si sa di quale gruppo è"),
    "an unknown kind": ("gruppo;tipo;testo\nA;urlo;Una\n", "Ci sono: bisogno, criticità, risorsa, proposta"),
    "an unknown question": ("gruppo;domanda;testo\nA;9;Una\n", "Riga 2: non c’è una domanda che si chiami «9»."),
    "words beyond the heading": ("testo;bollini\nUna; due;1\n", "Riga 2: ci sono 3 celle, e nell’intestazione 2"),
    "impossible dots": ("gruppo;testo;bollini\nA;Una;99999\n", "scrivi un numero fra 0 e 9999."),
    "no column of words": ("gruppo;parole\nA;Una\n", "non ha una colonna «testo»"),
    "a note of a million characters": (f"gruppo;testo\nA;Una\nA;{'a' * 1_000_000}\n", "note.csv"),
    "a note of five thousand characters": (
        f"gruppo;testo\nA;Una\nA;{'a' * 5_000}\n",
        "Riga 3: la nota è troppo lunga",
    ),
    "nothing": ("", "è vuoto"),
    "a page": ("<html><body>testo</body></html>", "pagina web"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_list_with_something_wrong_is_refused_whole(refused: Refused, serata: Path, folder: Path, name: str) -> None:
    """One sentence that says what and where; no note of it is written."""
    text, words = BAD[name]
    a_list(folder, text)
    sentence = refused("notes", "import", "s.serata", "note.csv")
    assert words in sentence
    assert len(sentence) < 250


def test_notes_of_a_register_are_refused(do: Do, refused: Refused, serata: Path, people: Path) -> None:
    """A register holds persons, and no note ever."""
    do("people", "import", "s.serata", people)
    assert "non è una serata" in refused("notes", "list", "s.registro")
