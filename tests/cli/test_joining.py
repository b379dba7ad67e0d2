"""Joining on the command line: looking, folders, forgetting, taking back, the report, several evenings; handing over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from facilitatore.capture.notes import remove_note
from facilitatore.session import Session
from facilitatore.session.building import copy_facts
from facilitatore.session.facts import PURGE, make_fact
from facilitatore.session.places import data_folder

Do = Callable[..., object]
Refused = Callable[..., str]
Snapshot = Callable[[], dict[str, bytes | None]]
STICKS = ["accoglienza.serata", "gruppo-A.serata", "gruppo-B.serata", "gruppo-C.serata"]


def test_looking_writes_nothing(do: Do, demo: Path, snapshot: Snapshot) -> None:
    """With and without a joined file; a line for what each file is, one for what it brings, one for its fingerprint."""
    before = snapshot()
    said = do("merge", "--look", *STICKS)
    lines = said.out.splitlines()
    assert (said.code, len(lines)) == (0, 3 * len(STICKS))
    assert lines[0].startswith("accoglienza.serata: A Scuola per il Sociale, 2018-01-08 · portatile ")
    assert "59 presenze" in lines[1]
    assert do("merge", "--look", *STICKS, "-o", "serata-unita.serata").out.count("0 fatti nuovi, ") == len(STICKS)
    assert snapshot() == before


def test_looking_as_json(do: Do, demo: Path) -> None:
    """What each file is, who wrote in it, what it brings, its fingerprint."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    *sticks, other = do("merge", "--look", *STICKS, "altra.serata", "--json").json["files"]
    assert [Path(one["file"]).name for one in sticks] == STICKS
    assert sticks[0]["born"]["guest"] == 59
    assert sticks[0]["laptops"][0]["at_door"]
    assert [len(one["fingerprint"]) for one in sticks] == [24] * len(STICKS)
    assert other["is_elsewhere"]
    assert "è di un’altra serata" in other["problem"]


def test_folders_are_joined_for_what_they_hold(do: Do, refused: Refused, demo: Path) -> None:
    """The same as the files one by one; the joined file in the same folder is no hindrance; an empty one is refused."""
    one_by_one = do("merge", *sorted(path.name for path in demo.glob("*.serata")), "-o", "a.serata", "--json").json
    assert do("merge", ".", "-o", "b.serata", "--json").json["fingerprint"] == one_by_one["fingerprint"]
    assert (demo / "a.serata").read_bytes() == (demo / "b.serata").read_bytes()
    assert do("merge", ".", "-o", "b.serata", "--json").json["new"] == 0
    (demo / "vuota").mkdir()
    assert "non ci sono file da unire" in refused("merge", "vuota", "-o", "c.serata")


def test_lists_that_look_alike_are_said(do: Do, serata: Path, folder: Path) -> None:
    """One was edited in between: its notes are there twice, and join, `--json` and report say which lists; the very same is one."""
    do("kit", "s.serata", "-o", "uno")
    do("kit", "s.serata", "-o", "due")
    (folder / "prima.csv").write_text("testo\nPanchine\nBus\nMedico\n", encoding="utf-8")
    (folder / "dopo.csv").write_text("testo\nPanchine\nBus\nMedici\n", encoding="utf-8")
    do("notes", "import", "uno/gruppo-A.serata", "prima.csv")
    do("notes", "import", "due/gruppo-A.serata", "prima.csv")
    same = do("merge", "uno/gruppo-A.serata", "due/gruppo-A.serata", "-o", "unita.serata")
    assert "assomigliano" not in same.out
    assert len(do("notes", "list", "unita.serata", "--json").json) == 3
    do("notes", "import", "due/gruppo-B.serata", "dopo.csv", "--group", "A")
    files = ("merge", "uno/gruppo-A.serata", "due/gruppo-B.serata", "-o")
    said = do(*files, "altra.serata", "--report", "v.md").out.splitlines()[-1]
    assert said.startswith("Gli elenchi «")
    assert said.endswith("si assomigliano (gruppo A): 2 note uguali, che ora ci sono due volte.")
    assert said in (folder / "v.md").read_text(encoding="utf-8").replace("\\", "")
    (alike,) = do(*files, "terza.serata", "--json").json["alike_lists"]
    assert {alike.pop("first"), alike.pop("second")} == {"prima.csv", "dopo.csv"}
    assert alike == {"group": "A", "notes": 2}


def test_a_joined_file_is_required_unless_one_only_looks(do: Do, demo: Path) -> None:
    """The sentence says what is missing."""
    said = do("merge", *STICKS)
    assert said.code == 2
    assert "Manca -o OUT." in said.err


def test_a_join_is_taken_back(do: Do, refused: Refused, demo: Path) -> None:
    """The file has the facts it had, joining again works, and there is nothing to take back twice."""
    before = do("info", "gruppo-A.serata", "--json").json["fingerprint"]
    do("merge", "gruppo-B.serata", "-o", "gruppo-A.serata")
    joined = do("info", "gruppo-A.serata", "--json").json["fingerprint"]
    said = do("take-back", "gruppo-A.serata", "--json").json
    assert (said["fingerprint"], said["is_as_before"]) == (before, True)
    assert "nessuna unione da riprendere" in refused("take-back", "gruppo-A.serata")
    do("merge", "gruppo-B.serata", "-o", "gruppo-A.serata")
    assert do("info", "gruppo-A.serata", "--json").json["fingerprint"] == joined
    assert "ripresa indietro l’unione del " in do("take-back", "gruppo-A.serata").out


def test_forgetting_has_to_be_allowed(do: Do, refused: Refused, demo: Path) -> None:
    """A file that asks to forget is said before, refused without a yes, and then forgets in the backups too."""
    do("forget", "accoglienza.serata", "--all")
    arguments = ("merge", "accoglienza.serata", "-o", "serata-unita.serata")
    assert "chiede di dimenticare 59 presenze: si unisce solo con --forget" in do(*arguments, "--look").out
    assert "chiede di dimenticare per sempre 59 presenze" in refused(*arguments)
    name = do("info", "serata-unita.serata", "--json").json["counts"]
    assert name["guest"] == 59
    assert do(*arguments, "--forget").code == 0
    assert do("info", "serata-unita.serata", "--json").json["counts"]["guest"] == 0
    assert do(*arguments).code == 0  # what is forgotten already is no question
    for backup in (data_folder() / "backups").rglob("serata-unita-*.serata"):
        with Session.look(backup) as copy:
            assert copy.things("guest") == []


def test_a_wish_that_slipped_in_takes_nothing_later(do: Do, refused: Refused, demo: Path) -> None:
    """It came when there was nothing to take: what comes later is refused, saying what, until it is allowed."""
    do("forget", "gruppo-A.serata", "--all")
    assert do("merge", "gruppo-A.serata", "gruppo-B.serata", "-o", "gruppi.serata").code == 0
    sentence = refused("merge", "accoglienza.serata", "-o", "gruppi.serata")
    assert "«gruppi.serata» chiede di dimenticare per sempre 59 presenze" in sentence
    assert do("merge", "accoglienza.serata", "-o", "gruppi.serata", "--forget").out.endswith("sempre: 59 presenze.\n")
    assert do("process", "gruppi.serata").out.startswith("59 persone sono venute")


def test_whoever_is_forgotten_is_counted_in_every_order(do: Do, demo: Path) -> None:
    """A group forgets guests it has never seen; whenever the door comes, the facts and the figures are the same."""
    do("forget", "gruppo-A.serata", "--all")
    files = ("accoglienza.serata", "gruppo-A.serata", "gruppo-B.serata")
    marks = set()
    for number, order in enumerate(permutations(files)):
        out = f"{number}.serata"
        do("merge", *order[:2], "-o", out, "--forget")
        marks.add(do("merge", order[2], "-o", out, "--forget", "--json").json["fingerprint"])
        assert do("process", out).out.startswith("59 persone sono venute")
    assert len(marks) == 1


def test_a_forged_wish_to_forget_notes_takes_none(do: Do, demo: Path) -> None:
    """A stranger's file of the evening is joined without a word of refusal, and its wish is said when it is looked at."""
    with Session.look(demo / "serata-unita.serata") as session:
        evening, notes, facts = bytes.fromhex(session.id), session.counts()["note"], session.all_facts()
    wish = make_fact(evening, evening, PURGE, {"kind": "note"}, by=b"EVILEVIL", at=1)
    copy_facts([*(fact for fact in facts if fact.kind == "evening"), wish], demo / "forgiato.serata")
    look = do("merge", "forgiato.serata", "-o", "gruppo-A.serata", "--look")
    assert "chiede di togliere anche note: non ha effetto" in look.out
    do("merge", "forgiato.serata", "-o", "nuova.serata")
    do("merge", "serata-unita.serata", "-o", "nuova.serata")
    assert do("info", "nuova.serata", "--json").json["counts"]["note"] == notes


def test_a_join_that_was_refused_leaves_the_join_before_to_be_taken_back(do: Do, refused: Refused, demo: Path) -> None:
    """A file that asks to forget, and may not, costs nothing: not the record of what was joined before it."""
    do("forget", "accoglienza.serata", "--all")
    do("merge", "gruppo-B.serata", "-o", "serata-unita.serata")
    do("new", "altra.serata", "--template", "carpi-2018-3")
    do("merge", "serata-unita.serata", "altra.serata", "-o", "tutto.percorso")
    before = do("info", "gruppo-A.serata", "--json").json["fingerprint"]
    do("merge", "gruppo-B.serata", "serata-unita.serata", "-o", "gruppo-A.serata")
    for out in ("gruppo-A.serata", "tutto.percorso"):
        assert "chiede di dimenticare" in refused("merge", "accoglienza.serata", "-o", out)
    assert do("info", "gruppo-A.serata").code == 0
    assert do("take-back", "gruppo-A.serata", "--json").json["fingerprint"] == before


def test_joining_again_says_the_same_fingerprint(do: Do, demo: Path) -> None:
    """Where nothing is new too, of an evening and of a path; and no further copy is kept then."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    for out in ("u.serata", "u.percorso"):
        files = ["gruppo-A.serata", *(["altra.serata"] if out == "u.percorso" else [])]
        do("merge", "gruppo-B.serata", "-o", out)
        first = do("merge", *files, "-o", out, "--json").json
        copies = sorted((data_folder() / "backups").rglob("u-*"))
        again = do("merge", *files, "-o", out, "--json").json
        assert (first["new"] > 0, again["new"], again["fingerprint"]) == (True, 0, first["fingerprint"])
        assert sorted((data_folder() / "backups").rglob("u-*")) == copies


def test_more_files_than_anybody_joins_are_refused_not_left_out(do: Do, refused: Refused, demo: Path) -> None:
    """400 files of a stick are all joined; a whole disk is refused, with a sentence."""
    stick = demo / "chiavetta"
    stick.mkdir()
    for number in range(400):
        (stick / f"{number}.serata").hardlink_to(demo / "serata.serata")
    shutil.copy(demo / "gruppo-A.serata", stick / "zz.serata")
    one = do("merge", "serata.serata", "gruppo-A.serata", "-o", "u.serata", "--json").json
    assert do("merge", stick, "-o", "v.serata", "--json").json["fingerprint"] == one["fingerprint"]
    for number in range(1700):
        (stick / f"altra-{number}.serata").touch()
    assert "più di 2.000 file" in refused("merge", stick, "-o", "w.serata")


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF"), ("html", b"<!DOCTYPE"), ("md", b"# Verbale")])
def test_the_report_of_a_join_is_written(do: Do, demo: Path, ending: str, magic: bytes) -> None:
    """Beside a new file or one that grows."""
    for place, out in enumerate(("nuova.serata", "gruppo-A.serata")):
        report = demo / f"verbale-{place}.{ending}"
        assert do("merge", "gruppo-B.serata", "gruppo-C.serata", "-o", out, "--report", report.name).code == 0
        assert report.read_bytes().startswith(magic)


def test_a_report_that_cannot_be_written_stops_the_join_before(do: Do, demo: Path, snapshot: Snapshot) -> None:
    """An unknown format, a session file in its place, several evenings."""
    before = snapshot()
    for report, out, code in (("v.txt", "x.serata", 2), ("gruppo-A.serata", "x.serata", 2), ("v.pdf", "x.percorso", 2)):
        assert do("merge", *STICKS, "-o", out, "--report", report).code == code
    assert snapshot() == before


def test_a_report_whose_folder_is_not_there_stops_the_join_before(refused: Refused, demo: Path) -> None:
    """Nothing is joined without the report that was asked for."""
    assert "Non si può scrivere «v.pdf»" in refused("merge", *STICKS, "-o", "x.serata", "--report", "manca/v.pdf")


def test_a_folder_that_is_a_file_is_said_so(refused: Refused, demo: Path) -> None:
    """Not that a journal lies beside."""
    assert "la cartella non c’è" in refused("merge", "gruppo-A.serata", "-o", "gruppo-B.serata/x.serata")


def test_a_path_is_described_evening_by_evening(do: Do, demo: Path) -> None:
    """Each with its title, its date, what is in it, and its fingerprint."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    do("merge", "gruppo-A.serata", "altra.serata", "-o", "tutto.percorso")
    told = do("info", "tutto.percorso", "--json").json
    assert told["kind"] == "percorso"
    assert [one["date"] for one in told["evenings"]] == ["2018-01-08", "2018-01-22"]
    assert told["evenings"][0] == do("info", "gruppo-A.serata", "--json").json
    assert do("info", "tutto.percorso").out.count("impronta ") == 2


def test_several_evenings_become_a_path(do: Do, demo: Path) -> None:
    """Each apart from the other; looking says of each file which evening it is."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    looked = do("merge", "--look", "gruppo-A.serata", "altra.serata", "-o", "tutto.percorso", "--json").json["files"]
    assert [one["problem"] for one in looked] == [None, None]
    assert do("merge", "gruppo-A.serata", "altra.serata", "-o", "tutto.percorso").code == 0
    first = (demo / "tutto.percorso").read_bytes()
    assert do("merge", "altra.serata", "tutto.percorso", "-o", "di-nuovo.percorso").code == 0
    assert (demo / "di-nuovo.percorso").read_bytes() == first
    one, two = do("merge", "--look", "tutto.percorso", "-o", "di-nuovo.percorso", "--json").json["files"]
    assert (one["new"], two["new"], one["kind"]) == (0, 0, "percorso")


def test_a_path_says_at_its_end_what_came_and_went(do: Do, demo: Path) -> None:
    """Of all its evenings together, as looking said before; where nothing is new there is nothing to say."""
    do("new", "altra.serata", "--template", "vuota")
    files = ("gruppo-A.serata", "altra.serata")
    looked = do("merge", "--look", *files, "-o", "tutto.percorso", "--json").json["files"]
    made = do("merge", *files, "-o", "tutto.percorso", "--json").json
    assert made["born"]["evening"] == 2
    for kind, count in made["born"].items():
        assert count == sum(one["born"].get(kind, 0) for one in looked)
    note = do("notes", "list", "gruppo-A.serata", "--json").json[0]["id"]
    with Session.open(demo / "gruppo-A.serata") as session:
        remove_note(session, note)
    first, *rest = do("merge", *files, "-o", "tutto.percorso").out.splitlines()
    assert first.startswith("tutto.percorso: 2 serate, 1 fatto nuovo")
    assert rest == ["  tolte: 1 nota"]
    assert len(do("merge", *files, "-o", "tutto.percorso").out.splitlines()) == 1


def test_a_path_is_a_path_however_its_ending_is_written(do: Do, demo: Path) -> None:
    """Windows writes endings in capitals too; what is said tells how many evenings are in it."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    said = do("merge", "gruppo-A.serata", "altra.serata", "-o", "TUTTO.PERCORSO")
    assert (said.code, said.out.startswith("TUTTO.PERCORSO: 2 serate, ")) == (0, True)


def test_joining_into_a_path_keeps_a_copy_of_each_evening_before(do: Do, refused: Refused, demo: Path) -> None:
    """As it was before, as a file of that evening; what is forgotten later goes from it too."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    before = do("info", "accoglienza.serata", "--json").json
    do("merge", "accoglienza.serata", "altra.serata", "-o", "tutto.percorso")
    do("merge", "gruppo-A.serata", "-o", "tutto.percorso")
    (copy,) = (data_folder() / "backups" / before["id"]).glob("tutto-*.serata")
    assert do("info", copy, "--json").json["fingerprint"] == before["fingerprint"]
    do("forget", "accoglienza.serata", "--all")
    with Session.look(copy) as session:
        assert session.things("guest") == []
    assert "chiede di dimenticare" in refused("merge", "accoglienza.serata", "-o", "tutto.percorso")
    assert do("merge", "accoglienza.serata", "-o", "tutto.percorso", "--forget").code == 0
    for one in (data_folder() / "backups").rglob("tutto-*.serata"):
        with Session.look(one) as session:
            assert session.things("guest") == []
    assert do("process", "tutto.percorso").out.startswith("59 persone sono venute")


def test_a_path_forgets_in_copies_of_an_evening_only_when_it_may(do: Do, demo: Path) -> None:
    """A new path from the file that has forgotten: nothing is lost in it, and the copies of the other file stay."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    (demo / "smemorata.serata").write_bytes((demo / "accoglienza.serata").read_bytes())
    with Session.open(demo / "smemorata.serata") as session:
        session.forget(kinds=["guest"])
    with Session.open(demo / "serata-unita.serata") as session:
        copy = session.back_up()
    assert copy is not None
    for allowed, left in (((), 59), (("--forget",), 0)):
        out = f"tutto-{left}.percorso"
        assert do("merge", "smemorata.serata", "altra.serata", "-o", out, *allowed).code == 0
        with Session.look(copy) as kept:
            assert len(kept.things("guest")) == left


# -- handing over -------------------------------------------------------------------------------------------------


def test_an_evening_is_handed_over(do: Do, demo: Path) -> None:
    """File and readable copy lie in the folder, with the fingerprint that was read back."""
    (demo / "chiavetta").mkdir()
    said = do("hand-over", "gruppo-B.serata", "-o", "chiavetta")
    assert said.code == 0
    assert said.err.splitlines()[0] == "Copio sulla chiavetta…"
    file, page = sorted((demo / "chiavetta").iterdir(), key=lambda path: path.suffix, reverse=True)
    assert file.name.startswith("gruppo-B-")
    mark = do("info", file, "--json").json["fingerprint"]
    assert f"impronta {mark}." in said.out
    assert mark in page.read_text(encoding="utf-8")
    again = do("hand-over", "gruppo-B.serata", "-o", "chiavetta", "--json")
    assert (again.err, again.json["fingerprint"], len(list((demo / "chiavetta").iterdir()))) == ("", mark, 2)


def test_a_hand_over_that_cannot_be(refused: Refused, demo: Path) -> None:
    """No such folder; a register."""
    assert "non c’è" in refused("hand-over", "gruppo-B.serata", "-o", "chiavetta")
    assert "non è una serata" in refused("hand-over", "accoglienza.registro", "-o", ".")
