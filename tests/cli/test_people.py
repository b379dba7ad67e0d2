"""Commands at the door: lists and arrivals."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.door.people import read_persons
from facilitatore.session import FileKind, Session, new

Do = Callable[..., object]
Refused = Callable[..., str]


def a_list(folder: Path, *lines: str) -> Path:
    """Write a list of people."""
    path = folder / "elenco.csv"
    path.write_text("\n".join(("Nome,Cognome,Email", *lines)) + "\n", encoding="utf-8")
    return path


def test_an_import_says_what_it_did(do: Do, serata: Path, people: Path, folder: Path) -> None:
    """In words on stdout, what is going on before that on stderr; the register is made beside the evening."""
    said = do("people", "import", "s.serata", people)
    assert (said.code, said.err) == (0, "Leggo people.csv…\n")
    assert said.out == "62 nuovi, 0 uguali, 0 aggiornati, 0 da guardare, 0 scartati.\n"
    assert sorted(path.name for path in folder.iterdir()) == ["s.registro", "s.serata"]


def test_an_import_as_json_is_one_document(do: Do, serata: Path, people: Path) -> None:
    """Counts and a verdict for each row; nothing on stderr."""
    said = do("people", "import", "s.serata", people, "--json")
    document = said.json
    assert said.err == ""
    assert list(document) == ["new", "same", "updated", "to_check", "discarded", "unread_columns", "rows"]
    assert (document["new"], len(document["rows"])) == (62, 62)
    assert document["rows"][0] == {
        "row": 2,
        "verdict": "new",
        "state": "",
        "remarks": [],
        "why": "",
        "first_name": "Giulia",
        "family_name": "Malagoli",
        "written": None,
    }


def test_the_same_list_again_changes_nothing(do: Do, door: Path, people: Path, snapshot: Do) -> None:
    """All rows are the same, and so is every byte."""
    before = snapshot()
    document = do("people", "import", "s.serata", people, "--json").json
    assert (document["new"], document["same"], snapshot()) == (0, 62, before)


def test_one_of_each_is_said_in_the_singular(do: Do, serata: Path, folder: Path) -> None:
    """«1 nuovo», not «1 nuovi»."""
    out = do("people", "import", "s.serata", a_list(folder, "Anna,Rossi,anna@example.org")).out
    assert out == "1 nuovo, 0 uguali, 0 aggiornati, 0 da guardare, 0 scartati.\n"


def test_a_dry_run_writes_nothing(do: Do, serata: Path, people: Path, snapshot: Do) -> None:
    """Not even an empty register; it says so."""
    before = snapshot()
    out = do("people", "import", "s.serata", people, "--dry-run").out
    assert out.endswith("Prova: non è stato scritto niente.\n")
    assert snapshot() == before


def test_a_dry_run_says_every_row(do: Do, serata: Path, folder: Path) -> None:
    """Number, verdict, names and why, under what the columns were taken for."""
    rows = ("Anna,Rossi,a@example.org", "Gian Paolo,Dall'Olio,", "Giampaolo,Dallolio,", "TOTALE,,3")
    lines = do("people", "import", "s.serata", a_list(folder, *rows), "--dry-run").out.splitlines()
    assert lines[0] == "Colonne: nome=Nome, cognome=Cognome, email=Email"
    assert [line.split()[:2] for line in lines[2:7]] == [
        ["riga", "esito"],
        ["2", "nuovo"],
        ["3", "nuovo"],
        ["4", "da"],
        ["5", "scartato"],
    ]
    assert lines[5].endswith("Forse è la stessa persona: Gian Paolo Dall'Olio (riga 3)")


def test_columns_are_told(do: Do, refused: Refused, serata: Path, folder: Path) -> None:
    """By number or heading; a wrong one is refused with those there are."""
    (folder / "e.csv").write_text("Aaa;Bbb\nZorbas;Qwertz\nUiop;Asdf\n", encoding="utf-8")
    assert "nessuna colonna" in refused("people", "import", "s.serata", "e.csv")
    assert "Ci sono: Aaa, Bbb." in refused("people", "import", "s.serata", "e.csv", "--column", "nome=Ccc")
    assert "scrivi per esempio" in refused("people", "import", "s.serata", "e.csv", "--column", "nome")
    assert "Ci sono: nome, cognome" in refused("people", "import", "s.serata", "e.csv", "--column", "colore=1")
    told = ("--column", "nome=bbb", "--column", "cognome=1")
    document = do("people", "import", "s.serata", "e.csv", *told, "--json").json
    assert [(row["first_name"], row["family_name"]) for row in document["rows"]] == [
        ("Qwertz", "Zorbas"),
        ("Asdf", "Uiop"),
    ]


def test_names_that_nobody_reads_are_said_before_the_import(do: Do, serata: Path, folder: Path) -> None:
    """On stderr, with what reads them; the document counts them by heading, and then there are none."""
    (folder / "e.csv").write_text("Nome;Cognome;Accompagnatore\nAda;Lollini;Bruno Tassi\n", encoding="utf-8")
    said = do("people", "import", "s.serata", "e.csv", "--dry-run").err
    assert "Nella colonna «Accompagnatore» c’è un nome che nessuno legge" in said
    assert '--column "altra persona=3"' in said
    document = do("people", "import", "s.serata", "e.csv", "--json").json
    assert (document["new"], document["unread_columns"]) == (1, {"Accompagnatore": 1})
    again = do("people", "import", "s.serata", "e.csv", "--json", "--column", "altra persona=3").json
    assert [row["first_name"] for row in again["rows"]] == ["Ada", "Bruno"]
    assert again["unread_columns"] == {}


def test_a_word_of_state_is_said(do: Do, serata: Path, folder: Path) -> None:
    """Who is set apart has the word of the list beside the reason."""
    (folder / "e.csv").write_text("Nome;Cognome;Stato\nAda;Lollini;ok\nUgo;Tassi;Riserva\n", encoding="utf-8")
    assert "È in lista d’attesa: «Riserva»" in do("people", "import", "s.serata", "e.csv", "--dry-run").out
    rows = do("people", "import", "s.serata", "e.csv", "--json").json["rows"]
    assert [(row["verdict"], row["state"]) for row in rows] == [("new", "ok"), ("discarded", "Riserva")]


def test_free_text_is_imported_when_asked(do: Do, serata: Path, folder: Path) -> None:
    """Not otherwise, and then into the register alone."""
    (folder / "e.csv").write_text("Nome;Cognome;Note\nAnna;Rossi;in carrozzina\n", encoding="utf-8")
    assert "Testo libero non importato" in do("people", "import", "s.serata", "e.csv", "--dry-run").out
    do("people", "import", "s.serata", "e.csv", "--note", "Note")
    with Session.open(folder / "s.registro", FileKind.REGISTER) as register:
        assert [thing.text("note") for thing in register.things("person")] == ["in carrozzina"]
    assert b"carrozzina" not in (folder / "s.serata").read_bytes()


def test_a_list_of_an_evening_in_a_cloud(do: Do, serata: Path, folder: Path) -> None:
    """No name comes to lie in the folder that is copied; why is said once, and every command finds them again."""
    cloud = folder / "OneDrive"
    cloud.mkdir()
    file = serata.rename(cloud / serata.name)
    (folder / "e.csv").write_text("Nome;Cognome\nAnna;Pozzoli\n", encoding="utf-8")
    first = do("people", "import", file, "e.csv")
    assert "OneDrive copierebbe nomi e recapiti" in first.err
    assert [path.name for path in cloud.iterdir()] == [file.name]
    again = do("people", "import", file, "e.csv")
    assert "OneDrive" not in again.err
    assert "Pozzoli" in do("people", "list", file).out
    do("people", "check-in", file, "Anna Pozzoli")
    kit = do("kit", file, "-o", cloud / "chiavette")
    assert "OneDrive copierebbe nomi e recapiti" in kit.err
    assert not list(cloud.rglob("*.registro"))
    assert "Pozzoli" in do("people", "list", cloud / "chiavette" / "accoglienza.serata").out


def test_tax_codes_are_refused(refused: Refused, serata: Path, folder: Path) -> None:
    """A column of them is for nothing, whatever is asked."""
    (folder / "e.csv").write_text("Nome;Cognome;C.F.\nAnna;Rossi;RSSNNA80A41F257K\n", encoding="utf-8")
    assert "codici fiscali" in refused("people", "import", "s.serata", "e.csv", "--note", "C.F.")


def test_forgetting_everybody_forgets_who_was_left_out(do: Do, serata: Path, folder: Path) -> None:
    """Also the marks that registers made by older programs keep, which say nothing of whom they were."""
    do("people", "import", "s.serata", a_list(folder, "Ada,Po,p@example.org"))
    with Session.open(folder / "s.registro") as register:
        register.record("import_people", new("left_out", mark="0123456789"))
    do("forget", "s.registro", "--all")
    with Session.open(folder / "s.registro") as register:
        assert [register.things(kind) for kind in ("person", "left_out")] == [[], []]


def test_names_in_question_are_told(do: Do, serata: Path, folder: Path) -> None:
    """The command says which rows are to be looked at, what is written there and why; everybody else stands in no line."""
    path = a_list(folder, "Anna,Rossi,a@example.org", "Luca (ASP),Verdi,l@example.org")
    said = do("people", "import", "s.serata", path)
    assert "riga 3" in said.out
    assert "Luca (ASP) Verdi" in said.out
    assert "riga 2" not in said.out
    rows = do("people", "list", "s.serata", "--json").json
    assert {row["family_name"]: row["name_checked"] for row in rows} == {"Rossi": True, "Verdi": False}
    assert [row["badge_name"] for row in rows if not row["name_checked"]] == [""]


def test_the_document_of_an_import_has_the_proposal(do: Do, serata: Path, folder: Path) -> None:
    """A row in question is to be checked, and its first name is what is likeliest."""
    path = a_list(folder, "Anna,Rossi,a@example.org", "Luca (ASP),Verdi,l@example.org")
    rows = do("people", "import", "s.serata", path, "--dry-run", "--json").json["rows"]
    assert [(row["verdict"], row["first_name"], row["family_name"]) for row in rows] == [
        ("new", "Anna", "Rossi"),
        ("to_check", "Luca", "Verdi"),
    ]
    assert [row["written"] for row in rows] == [None, "Luca (ASP) Verdi"]


def test_a_register_may_lie_elsewhere(do: Do, serata: Path, people: Path, folder: Path) -> None:
    """It is made there, and none beside the evening."""
    assert do("people", "import", "s.serata", people, "--register", "percorso.registro").code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["percorso.registro", "s.serata"]


def test_an_evening_given_as_register_is_refused(do: Do, refused: Refused, serata: Path, people: Path) -> None:
    """Persons are never written into an evening."""
    do("new", "altra.serata", "--template", "vuota")
    assert "non è un registro" in refused("people", "import", "s.serata", people, "--register", "altra.serata")


def test_an_import_that_fails_leaves_no_register(
    refused: Refused, serata: Path, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A register made for it is taken away again."""
    from facilitatore.door.lists.write import importing
    from facilitatore.errors import DiskFull

    def full(*_: object) -> None:
        raise DiskFull(serata)

    monkeypatch.setattr(importing, "import_for_evening", full)
    assert "pieno" in refused("people", "import", "s.serata", people)


def test_the_list_joins_register_and_guests(do: Do, door: Path) -> None:
    """Who is registered, who came, and who came without being registered."""
    do("people", "check-in", "s.serata", "Giulia Malagoli", "--group", "b")
    do("people", "check-in", "s.serata", "Fatima", "--walk-in")
    rows = do("people", "list", "s.serata", "--json").json
    giulia = next(row for row in rows if row["family_name"] == "Malagoli")
    assert list(giulia) == ["id", "first_name", "family_name", "badge_name", "name_checked", "group", "checked_in"]
    assert (giulia["first_name"], giulia["badge_name"], giulia["group"], giulia["checked_in"]) == (
        *("Giulia", "Giulia"),
        *("B", True),
    )
    assert len(rows) == 63
    assert [row["family_name"] for row in rows if row["first_name"] == "Fatima" and row["checked_in"]] == [None]


def test_without_register_the_list_has_guests_alone(do: Do, door: Path, folder: Path) -> None:
    """First names, and null for the family name."""
    do("people", "check-in", "s.serata", "Giulia Malagoli")
    (folder / "s.registro").unlink()
    rows = do("people", "list", "s.serata", "--json").json
    assert [(row["first_name"], row["family_name"], row["checked_in"]) for row in rows] == [("Giulia", None, True)]


def test_the_list_in_words_marks_who_is_in(do: Do, door: Path) -> None:
    """A tick, the badge, the family name, the group."""
    do("people", "check-in", "s.serata", "Giulia Malagoli")
    assert "✓ Giulia\tMalagoli\tA\n" in do("people", "list", "s.serata").out


@pytest.mark.parametrize("name", ["Giulia Malagoli", "malagoli GIULIA", "  Giulia   Malagoli "])
def test_a_person_is_let_in_by_name(do: Do, door: Path, name: str) -> None:
    """In any order, small or capital; the words fit a woman and a man."""
    assert do("people", "check-in", "s.serata", name).out == "Giulia: ingresso segnato, gruppo A.\n"


def test_a_person_is_let_in_by_id(do: Do, door: Path) -> None:
    """The one that the list shows."""
    person = do("people", "list", "s.serata", "--json").json[0]
    assert do("people", "check-in", "s.serata", person["id"]).code == 0


def test_nobody_comes_in_twice(do: Do, refused: Refused, door: Path) -> None:
    """The second time is refused, in words that fit everybody."""
    do("people", "check-in", "s.serata", "Giulia Malagoli")
    sentence = refused("people", "check-in", "s.serata", "Giulia Malagoli")
    assert re.fullmatch(r"L’ingresso di Giulia è già segnato, alle \d\d:\d\d: non c’è niente da fare\.", sentence)


def test_a_walk_in_needs_a_first_name_alone(do: Do, serata: Path) -> None:
    """Without a group it is said that there is none yet."""
    assert (
        do("people", "check-in", "s.serata", "Fatima", "--walk-in").out == "Fatima: ingresso segnato, senza gruppo.\n"
    )


@pytest.mark.parametrize("name", ["malag", "Giulio Malagoli", "g malagoli", "MALAGOLI, giulia"])
def test_whoever_the_search_finds_alone_is_let_in(do: Do, door: Path, name: str) -> None:
    """A beginning, a letter wrong, any order; who was meant is said."""
    said = do("people", "check-in", "s.serata", name)
    assert (said.err, said.out) == ("In elenco: Giulia Malagoli\n", "Giulia: ingresso segnato, gruppo A.\n")


def test_who_is_not_in_the_list_is_not_let_in_by_mistake(refused: Refused, door: Path) -> None:
    """A name that the search does not find is refused, and so is one that it finds twice: whose is said."""
    assert refused("people", "check-in", "s.serata", "Zeno Malagoli") == (
        "In elenco non c’è nessuno che si chiami «Zeno Malagoli»: controlla come è scritto."
    )
    several = refused("people", "check-in", "s.serata", "ma")
    assert "Giulia Malagoli" in several
    assert len(several) < 300


def test_two_people_of_one_name_are_told_apart(do: Do, refused: Refused, serata: Path, folder: Path) -> None:
    """By the family name, or by the id where that is the same too."""
    rows = ("Anna,Rossi,a@example.org", "Anna,Bianchi,b@example.org", "Ugo,Po,u@example.org", "Ugo,Po,v@example.org")
    do("people", "import", "s.serata", a_list(folder, *rows))
    assert refused("people", "check-in", "s.serata", "anna").endswith(": scrivi nome e cognome.")
    assert "people list --json" in refused("people", "check-in", "s.serata", "Ugo Po")


STRANGE = {"\u202eAnna": "Anna", "  Anna\n\tMaria ": "Anna Maria", "محمد": "محمد"}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_text(do: Do, serata: Path, name: str) -> None:
    """What no reader sees goes; the rest is the name."""
    assert do("people", "check-in", "s.serata", name, "--walk-in").code == 0
    assert do("people", "list", "s.serata", "--json").json[0]["badge_name"] == STRANGE[name]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "anna@example.org", "333 1234567", "AUSL", "RSSNNA80A41F257K"])
@pytest.mark.parametrize("confirmed", [(), ("--as-written",)])
def test_what_is_no_name_reaches_no_badge(
    refused: Refused, serata: Path, name: str, confirmed: tuple[str, ...]
) -> None:
    """A formula, an address, a telephone, an office, a tax code are refused, also when somebody insists."""
    assert "solo il nome" in refused("people", "check-in", "s.serata", name, "--walk-in", *confirmed)


@pytest.mark.parametrize("name", ["", " ", "\u202e", "\x00", "a" * 61, "a" * 1_000_000])
def test_names_that_no_badge_can_hold_are_refused(refused: Refused, serata: Path, name: str) -> None:
    """None, invisible, or too long: the sentence itself stays short."""
    assert len(refused("people", "check-in", "s.serata", name, "--walk-in")) < 150


def test_an_unknown_name_of_a_million_letters_is_said_briefly(refused: Refused, door: Path) -> None:
    """The sentence repeats what fits a line."""
    assert len(refused("people", "check-in", "s.serata", "a" * 1_000_000)) < 200


def test_an_unknown_group_is_refused(refused: Refused, serata: Path) -> None:
    """Letters and titles are said."""
    assert "A (Casa della salute)" in refused("people", "check-in", "s.serata", "Anna", "--walk-in", "--group", "Q")


BAD_LISTS = {
    "is empty": (b"", "elenco.csv", "vuoto"),
    "is blank": (b"\xff\xfe\r\n", "elenco.csv", "vuoto"),
    "is binary": (bytes(range(256)) * 8, "elenco.csv", "non è un elenco"),
    "is a PDF": (b"%PDF-1.7\n%\xe2\xe3", "elenco.csv", "non è un elenco"),
    "is a page called XLSX": (b"<html><body><table><tr><td>Nome</td></tr></table>", "e.xlsx", "non lo è"),
    "is a page called CSV": (b"<!DOCTYPE html><html>", "elenco.csv", "pagina web"),
    "is a broken XLSX": (b"PK\x03\x04" + b"\0" * 200, "e.xlsx", "«e.xlsx»"),
    "has no name": (b"Colore;Taglia\nrosso;3\nverde;4\n", "elenco.csv", "nessuna colonna"),
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_list_that_cannot_be_read_is_refused(refused: Refused, serata: Path, folder: Path, name: str) -> None:
    """With its name and the reason; no register is made."""
    data, called, words = BAD_LISTS[name]
    (folder / called).write_bytes(data)
    sentence = refused("people", "import", "s.serata", called)
    assert words in sentence
    assert f"«{called}»" in sentence


def test_a_list_that_is_a_folder_or_missing_is_refused(refused: Refused, serata: Path, folder: Path) -> None:
    """Both by name."""
    (folder / "cartella").mkdir()
    assert "«cartella»" in refused("people", "import", "s.serata", "cartella")
    assert refused("people", "import", "s.serata", "niente.csv") == (
        "«niente.csv» non c’è: controlla il nome e la cartella."
    )


def test_a_walk_in_leaves_the_family_name_at_home(folder: Path, do: Do) -> None:
    """What is typed with the first name reaches neither the evening nor the badge, and that is said."""
    do("new", "s.serata", "--template", "vuota")
    said = do("people", "check-in", "s.serata", "Mario Rossi", "--walk-in")
    assert (said.out, said.err) == ("Mario: ingresso segnato, senza gruppo.\n", "Cognome tolto: Rossi.\n")
    assert b"Rossi" not in (folder / "s.serata").read_bytes()


@pytest.mark.parametrize("name", ["Bruno Marco", "Zorbas Qwertz", "Bruno Marco G.", "Anna, Rossi", "Anna/Rossi"])
def test_a_name_of_two_readings_is_asked(do: Do, refused: Refused, serata: Path, name: str) -> None:
    """Nothing is marked; the answers are said, and any of them does with --badge-name."""
    sentence = refused("people", "check-in", "s.serata", name, "--walk-in")
    asked = re.fullmatch(
        r"«.+» si può leggere in più modi\. Come si chiama\? (.+): ripeti con --badge-name .+", sentence
    )
    assert asked is not None
    answer = re.split(", | o ", asked[1])[-1]
    said = do("people", "check-in", "s.serata", name, "--walk-in", "--badge-name", answer)
    assert said.out == f"{answer}: ingresso segnato, senza gruppo.\n"


def test_a_name_for_the_badge_is_read_by_the_same_rule(do: Do, refused: Refused, door: Path) -> None:
    """A family name typed with it is left out, one that may be a family name is asked, and one meant so is taken so."""
    where = ("people", "check-in", "s.serata", "Giulia Malagoli", "--badge-name")
    assert "Come si chiama? Bianca, Rosa o Bianca Rosa:" in refused(*where, "Bianca Rosa")
    assert "solo il nome" in refused(*where, "giulia@example.org")
    assert do(*where, "Bianca Rosa", "--as-written").out.startswith("Bianca Rosa: ingresso segnato")
    said = do("people", "check-in", "s.serata", "Adelmo", "--badge-name", "Mario Rossi")
    assert (said.out.split(":")[0], said.err.splitlines()[-1]) == ("Mario", "Cognome tolto: Rossi.")


QUESTION = {
    "written": "ROSA Anna",
    "choices": [["Anna", "Rosa"], ["Rosa", "Anna"], ["Rosa Anna", ""]],
    "why": "split_unsure",
}


@pytest.fixture
def asked(door: Path) -> Path:
    """Return the door with one more person in the register, whose name is in question."""
    fields = {"first_name": "Anna", "family_name": "Rosa", "token": "ANNAROSA2345", "in_question": QUESTION}
    with Session.open(door.with_suffix(".registro"), FileKind.REGISTER) as register:
        register.record("import_people", new("person", **fields))
    return door


@pytest.mark.parametrize("name", ["ROSA Anna", "Anna Rosa", "rosa a"])
def test_who_is_in_question_is_asked_for(refused: Refused, asked: Path, name: str) -> None:
    """The person is found by either order; nothing is marked before somebody has said the name."""
    assert refused("people", "check-in", "s.serata", name) == (
        "«ROSA Anna» si può leggere in più modi. Come si chiama? Anna, Rosa o Rosa Anna: ripeti con --badge-name e il nome."
    )


@pytest.mark.parametrize(
    ("answer", "family"), [("Anna", "Rosa"), ("rosa", "Anna"), ("Rosa Anna", ""), ("Annina", "Rosa")]
)
def test_an_answer_is_for_all_evenings(do: Do, asked: Path, folder: Path, answer: str, family: str) -> None:
    """With the name for the badge the person is in, and the register knows both names from then on."""
    said = do("people", "check-in", "s.serata", "ROSA Anna", "--badge-name", answer)
    assert said.out.casefold().startswith(f"{answer}: ingresso segnato".casefold())
    with Session.look(folder / "s.registro", FileKind.REGISTER) as register:
        person = next(one for one in read_persons(register) if one.token == "ANNAROSA2345")  # noqa: S105 - of a badge
    assert (person.badge_name.casefold(), person.family_name, person.question) == (answer.casefold(), family, None)


def test_a_list_of_headings_makes_no_register(folder: Path, do: Do, refused: Refused) -> None:
    """There is nobody in it: it is said, and no file appears."""
    do("new", "s.serata", "--template", "vuota")
    (folder / "elenco.csv").write_text("Nome;Cognome\n", encoding="utf-8")
    assert "intestazioni" in refused("people", "import", "s.serata", "elenco.csv")
    assert not (folder / "s.registro").exists()


def test_check_in_by_the_badge(do: Do, door: Path) -> None:
    """The code of a badge, in small letters too, lets in whose badge it is; another name for the badge can be given."""
    token = badge_code(door, "Adelmo")
    said = do("people", "check-in", "s.serata", token.lower(), "--badge-name", "Delmo")
    assert said.out.startswith("Delmo: ingresso segnato")


def badge_code(door: Path, first_name: str) -> str:
    """Return the token of a person of the register."""
    with Session.look(door.with_suffix(".registro"), FileKind.REGISTER) as register:
        return next(one.token for one in read_persons(register) if one.first_name == first_name)


def test_the_row_of_headings_is_named(do: Do, serata: Path, folder: Path) -> None:
    """--header-row takes the headings from another line than the one the program finds."""
    path = folder / "due.csv"
    path.write_text("Nome;Cognome;x\nEnte;Telefono;Nominativo\nAuser;333;Anna Rossi\n", encoding="utf-8")
    rows = do("people", "import", "s.serata", path, "--dry-run", "--json", "--header-row", "2").json["rows"]
    assert [(row["first_name"], row["family_name"]) for row in rows] == [("Anna", "Rossi")]


def test_who_is_in_question_stands_as_written(do: Do, serata: Path, folder: Path) -> None:
    """The list hides nobody of two in one cell, and makes no name of what is none."""
    (folder / "due.csv").write_text('Nominativo\n"Bianchi, Sara; Neri, Ugo"\nla mamma di Karim\n', encoding="utf-8")
    do("people", "import", "s.serata", "due.csv")
    said = do("people", "list", "s.serata").out
    assert "? Bianchi, Sara; Neri, Ugo\t" in said
    assert "? la mamma di Karim\t" in said


def test_a_group_is_known_by_the_name_that_the_window_shows(do: Do, serata: Path, folder: Path) -> None:
    """The short title alone names its group, in the list and afterwards; within other words it names none."""
    (folder / "g.csv").write_text(
        "Nome;Cognome;Gruppo\nAda;Lollini;Caregiver\nUgo;Tassi;dopo di noi\nSara;Conti;ruolo di caregiver\n",
        encoding="utf-8",
    )
    said = do("people", "import", "s.serata", "g.csv")
    rows = do("people", "list", "s.serata", "--json").json
    assert {row["first_name"]: row["group"] for row in rows} == {"Ada": "B", "Ugo": "C", "Sara": None}
    assert "«ruolo di caregiver»" in said.err
