"""Joining on the command line: looking, folders, forgetting, taking back, the report, several evenings; handing over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from facilitatore.session import Session
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
