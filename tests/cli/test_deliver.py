"""Commands that deliver: merge, take-back, hand-over, export, demo."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from facilitatore.capture.notes import add_note, edit_note, read_notes
from facilitatore.prepare.evening import find_group
from facilitatore.resources import resource_path
from facilitatore.session import FileKind, Session

Do = Callable[..., object]
Refused = Callable[..., str]
STICKS = ["accoglienza.serata", "gruppo-A.serata", "gruppo-B.serata", "gruppo-C.serata"]


def test_merging_in_any_order_gives_the_same_bytes(do: Do, demo: Path) -> None:
    """The order of the sticks does not matter, to the last byte."""
    contents = set()
    for number, order in enumerate(itertools.islice(itertools.permutations(STICKS), 0, 24, 5)):
        assert do("merge", *order, "-o", f"unita-{number}.serata").code == 0
        contents.add((demo / f"unita-{number}.serata").read_bytes())
    assert contents == {(demo / "serata-unita.serata").read_bytes()}


def test_merging_in_two_rounds_gives_the_same_bytes(do: Do, demo: Path) -> None:
    """Sticks may come in one after the other."""
    do("merge", *STICKS[:2], "-o", "prima.serata")
    do("merge", "prima.serata", *STICKS[2:], "-o", "poi.serata")
    assert (demo / "poi.serata").read_bytes() == (demo / "serata-unita.serata").read_bytes()


def test_merging_twice_is_merging_once(do: Do, demo: Path) -> None:
    """The second time nothing is new and no byte changes."""
    before = (demo / "serata-unita.serata").read_bytes()
    document = do("merge", *STICKS, "-o", "serata-unita.serata", "--json").json
    assert (document["new"], document["conflicts"], document["refused"]) == (0, [], 0)
    assert document["same"] > 500
    assert (demo / "serata-unita.serata").read_bytes() == before


def test_merging_into_one_of_the_files_loses_nothing(do: Do, demo: Path) -> None:
    """The target may be among the files."""
    assert do("merge", *STICKS, "-o", STICKS[0]).code == 0
    assert (demo / STICKS[0]).read_bytes() == (demo / "serata-unita.serata").read_bytes()


def test_a_merge_says_what_it_did(do: Do, demo: Path) -> None:
    """How many files on stderr, how many facts on stdout; nothing on stderr for programs."""
    said = do("merge", *STICKS, "-o", "nuova.serata")
    assert said.err == "Unisco 4 file…\n"
    assert said.out.startswith("nuova.serata: ")
    first, second = said.out.splitlines()
    assert first.endswith(" uguali, niente da decidere.")
    assert second.startswith("  nuove: 151 note, 15 nuvole, ")
    assert do("merge", "nuova.serata", "-o", "copia.serata", "--json").err == ""


def test_a_conflict_is_shown_with_both_values(do: Do, serata: Path, folder: Path) -> None:
    """Two people wrote different words on one note: both are kept and named."""
    with Session.open(serata) as session:
        add_note(session, group=find_group(session, "A").id, text="Una")
    shutil.copy(serata, folder / "altra.serata")
    for path, text in ((serata, "Una e due"), (folder / "altra.serata", "Una o tre")):
        with Session.open(path) as session:
            edit_note(session, read_notes(session)[0].id, text=text)
    (conflict,) = do("merge", "s.serata", "altra.serata", "-o", "u.serata", "--json").json["conflicts"]
    assert (conflict["kind"], conflict["field"], sorted(conflict["values"])) == (
        *("note", "text"),
        ["Una e due", "Una o tre"],
    )
    assert do("merge", "s.serata", "-o", "u.serata").out.endswith("1 da decidere.\n")


def test_registers_can_be_merged(do: Do, demo: Path) -> None:
    """With each other."""
    assert do("merge", "accoglienza.registro", "-o", "tutti.registro").code == 0
    assert do("info", "tutti.registro", "--json").json["counts"]["person"] == 62


@pytest.mark.parametrize("order", [1, -1])
def test_evenings_and_registers_are_not_mixed(refused: Refused, demo: Path, order: int) -> None:
    """Whichever comes first."""
    files = ["gruppo-A.serata", "accoglienza.registro"][::order]
    assert "non è un" in refused("merge", *files, "-o", "x.serata")
    assert "non è un" in refused("merge", *files, "-o", "x.registro")


def test_a_register_is_not_written_as_an_evening(refused: Refused, demo: Path) -> None:
    """Its name would put the names of all on the sticks."""
    assert "«x.serata» non è un registro" in refused("merge", "accoglienza.registro", "-o", "x.serata")
    assert "«x.registro» non è una serata" in refused("merge", "gruppo-A.serata", "-o", "x.registro")


def test_another_evening_is_refused_by_its_title(do: Do, refused: Refused, demo: Path) -> None:
    """Even as the last of many files."""
    do("new", "altra.serata", "--template", "carpi-2018-3")
    sentence = refused("merge", *STICKS, "altra.serata", "-o", "x.serata")
    assert "è di un’altra serata (A Scuola per il Sociale, 2018-01-22)" in sentence


def test_forgotten_people_do_not_come_back(do: Do, refused: Refused, demo: Path) -> None:
    """Old copies merged afterwards bring no person back, in any order."""
    shutil.copy(demo / "accoglienza.registro", demo / "vecchio.registro")
    do("forget", "accoglienza.registro", "--all")
    for order in (["vecchio.registro", "accoglienza.registro"], ["accoglienza.registro", "vecchio.registro"]):
        out = f"tutti-{order[0]}"
        assert "chiede di dimenticare per sempre 62 persone" in refused("merge", *order, "-o", out)
        assert do("merge", *order, "-o", out, "--forget").code == 0
        assert do("people", "list", out, "--json").json == []
        assert b"Malagoli" not in (demo / out).read_bytes()


def test_forgotten_guests_do_not_come_back(do: Do, demo: Path) -> None:
    """Neither from the joined file, into which the forgetting is merged."""
    do("forget", "accoglienza.serata", "--all")
    assert do("merge", "accoglienza.serata", "-o", "serata-unita.serata", "--forget").code == 0
    assert do("info", "serata-unita.serata", "--json").json["counts"]["guest"] == 0


def test_the_synthesis_as_json_keeps_to_its_schema(do: Do, demo: Path) -> None:
    """What is published can be read by programs of others."""
    assert do("export", "serata-unita.serata", "--format", "json", "-o", "s.json").code == 0
    schema = json.loads(resource_path("schema", "synthesis.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads((demo / "s.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "magic"), [("html", b"<!"), ("pdf", b"%PDF"), ("md", b"# "), ("json", b"{"), ("sqlite", b"SQLite")]
)
def test_every_format_is_written_without_a_name(do: Do, demo: Path, name: str, magic: bytes) -> None:
    """No first name of a guest, no family name: only what the groups said."""
    said = do("export", "serata-unita.serata", "--format", name, "-o", f"s.{name}")
    data = (demo / f"s.{name}").read_bytes()
    assert (said.code, said.out, said.err) == (0, f"Scritta s.{name}\n", "Scrivo la sintesi…\n")
    assert data.lower().startswith(magic.lower())
    with Session.open(demo / "accoglienza.registro", FileKind.REGISTER) as register:
        families = {thing.text("family_name") for thing in register.things("person")}
    text = data.decode("utf-8", "ignore")
    assert [family for family in families if len(family) > 5 and family in text] == []


def test_an_evening_that_was_not_held_can_be_delivered(do: Do, serata: Path) -> None:
    """With nothing in it."""
    for name in ("html", "pdf", "md", "json"):
        assert do("export", "s.serata", "--format", name, "-o", f"s.{name}").code == 0


@pytest.mark.parametrize("out", ["s.serata", "altra.serata"])
def test_a_synthesis_never_takes_the_place_of_an_evening(do: Do, refused: Refused, serata: Path, out: str) -> None:
    """Of whichever."""
    do("new", "altra.serata", "--template", "vuota")
    assert "c’è già" in refused("export", "s.serata", "--format", "html", "-o", out)


def test_a_synthesis_takes_the_place_of_an_older_one(do: Do, serata: Path, folder: Path) -> None:
    """Delivering again is no hurdle."""
    (folder / "s.html").write_text("vecchia", encoding="utf-8")
    assert do("export", "s.serata", "--format", "html", "-o", "s.html").code == 0
    assert (folder / "s.html").read_text(encoding="utf-8") != "vecchia"


def test_the_sample_evening_tells_what_it_does(do: Do, folder: Path) -> None:
    """A line for each step on stderr, a line for each file with its counts on stdout."""
    said = do("demo", "prova")
    assert said.code == 0
    assert all(line.endswith("…") for line in said.err.splitlines())
    assert len(said.err.splitlines()) == 7
    assert f"{Path('prova') / 'serata-unita.serata'}: 558 fatti, niente da decidere" in said.out
    assert f"{Path('prova') / 'etichette.pdf'}: 59 etichette" in said.out
    for name in STICKS:
        assert do("check", folder / "prova" / name).code == 0


@pytest.mark.parametrize(
    "name", ["serata.serata", "gruppo-B.serata", "accoglienza.registro", "sintesi.html", "etichette.pdf"]
)
def test_the_sample_evening_overwrites_nothing(refused: Refused, folder: Path, name: str) -> None:
    """Whatever of it is there already, nothing is written."""
    (folder / "prova").mkdir()
    (folder / "prova" / name).write_bytes(b"di ieri")
    assert f"«{name}» c’è già" in refused("demo", "prova")


def test_a_sample_evening_that_fails_leaves_nothing(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither files nor the folder it made."""
    from facilitatore import demo as playing
    from facilitatore.errors import DiskFull

    def full(*_: object) -> None:
        raise DiskFull(Path("serata-unita.serata"))

    monkeypatch.setattr(playing, "join_files", full)
    assert "pieno" in refused("demo", "prova/di/oggi")
