"""What reaches a terminal: nothing that moves its cursor or turns a line round, whoever wrote it, and all of it in JSON."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import facilitatore.cli
from facilitatore.cli.output import print_json, shown
from facilitatore.session import FileKind, Session, new

Do = Callable[..., object]

FORBIDDEN = [
    *(chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\n\t"),
    *"\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    *"\u00ad\ufff9\U000e0001\U000e0041",
]
HOSTILE = "Rosa \x1b[31m\x9b2J\x07\u202ean\u2066na\u200f\x85fine"


@pytest.mark.parametrize("char", FORBIDDEN, ids=ascii)
def test_no_character_that_steers_a_terminal_is_shown(char: str) -> None:
    """Of control, of direction, unseen: none comes through, and the letters about it do."""
    assert shown(f"a{char}b").replace(" ", "") == "ab"


def test_line_breaks_of_every_kind_become_spaces() -> None:
    """Words on two lines are not glued together."""
    assert shown("una\u2028due\x85tre\vquattro\fcinque\u2029sei\rsette") == "una due tre quattro cinque sei sette"
    assert shown("una\x1cdue\x1dtre\x1equattro") == "una due tre quattro"


@pytest.mark.parametrize("text", ["perché no?", "می\u200cخواهم", "👩\u200d🌾", "uno\tdue\ntre", "٣ أيّام"])
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    """Accents, other scripts, the joiners that spell them, and what we use to lay out a line."""
    assert shown(text) == text


@pytest.mark.parametrize("char", FORBIDDEN, ids=ascii)
def test_json_says_such_characters_without_holding_them(char: str, capsys: pytest.CaptureFixture[str]) -> None:
    """They are escaped, in keys and in values, and whoever reads the document has them again."""
    document = {f"a{char}": [f"{char}b", "perché"]}
    print_json(document)
    written = capsys.readouterr().out
    assert char not in written
    assert "perché" in written
    assert json.loads(written) == document


@pytest.fixture
def hostile(do: Do, folder: Path) -> Path:
    """Make an evening and its register in which every text is hostile, as a program that is not ours could."""
    title = {"title": HOSTILE, "theme": HOSTILE, "place": HOSTILE, "date": "2018-01-08"}
    with Session.create(folder / "s.serata", FileKind.EVENING, fields=title) as session:
        group = new("group", key="A", title=HOSTILE, room=HOSTILE, facilitators=HOSTILE)
        question = new("guiding_question", group=group.id, number=1, text=HOSTILE)
        cluster = new("cluster", group=group.id, question=question.id, name=HOSTILE)
        note = new("note", group=group.id, question=question.id, kind="need", text=HOSTILE, cluster=cluster.id)
        guest = new("guest", badge_name=HOSTILE, group=group.id, arrived_at=1)
        session.record("add", group, question, cluster, note, guest)
    with Session.create(folder / "s.registro", FileKind.REGISTER, fields={"title": HOSTILE}) as register:
        names = {"first_name": HOSTILE, "family_name": HOSTILE, "badge_name": HOSTILE, "token": "ABCDEFGHJKLN"}
        register.record("add", new("person", **names, email=HOSTILE, phone=HOSTILE, note=HOSTILE, registrations=[]))
    (folder / f"{HOSTILE}.csv").write_text(f"Nome;Cognome;testo\n{HOSTILE};{HOSTILE};{HOSTILE}\n", encoding="utf-8")
    return folder / "s.serata"


COMMANDS = (
    ["info", "s.serata"],
    ["info", "s.serata", "--json"],
    ["info", HOSTILE],
    ["check", "s.serata"],
    ["check", "s.serata", "--save", f"{HOSTILE}.serata"],
    ["people", "list", "s.serata"],
    ["people", "list", "s.serata", "--json"],
    ["people", "check-in", "s.serata", HOSTILE, "--group", HOSTILE],
    ["people", "check-in", "s.serata", f"{HOSTILE} Neri", "--walk-in"],
    ["people", "import", "s.serata", f"{HOSTILE}.csv", "--dry-run"],
    ["people", "import", "s.serata", f"{HOSTILE}.csv", "--json"],
    ["people", "import", "s.serata", f"{HOSTILE}.csv", "--column", HOSTILE],
    ["notes", "import", "s.serata", f"{HOSTILE}.csv", "--group", HOSTILE],
    ["notes", "list", "s.serata"],
    ["notes", "list", "s.serata", "--json"],
    ["badges", "s.serata", "-o", f"{HOSTILE}.pdf"],
    ["handouts", "s.serata", "-o", f"{HOSTILE}.pdf"],
    ["trial-page", "-o", f"{HOSTILE}.pdf", "--stock", HOSTILE],
    ["stocks", "--check", f"{HOSTILE}.csv"],
    ["export", "s.serata", "--format", "md", "-o", f"{HOSTILE}.md"],
    ["export", "s.serata", "--format", HOSTILE, "-o", "x"],
    ["kit", "s.serata", "-o", HOSTILE],
    ["merge", "s.serata", "-o", f"{HOSTILE}.percorso"],
    ["merge", "s.serata", "--look"],
    ["merge", "s.serata", "--look", "--json"],
    ["process", "s.serata", "--json"],
    ["process", "s.serata"],
    ["hand-over", "s.serata", "-o", HOSTILE],
    ["forget", "s.serata", "--person", HOSTILE],
    ["register-key", "s.registro", "--take", HOSTILE],
    ["new", f"{HOSTILE}.serata", "--template", HOSTILE],
    ["new", f"{HOSTILE}.serata", "--template", "carpi-2018-1", "--keep-until", HOSTILE],
    ["passphrase", "s.registro", "--new-passphrase-file", HOSTILE],
    ["take-back", HOSTILE],
    ["destroy-register", f"{HOSTILE}.registro"],
    [HOSTILE],
    ["notes", HOSTILE],
    ["info", "s.serata", f"--{HOSTILE}"],
    ["info", "s.serata", HOSTILE, HOSTILE],
)


def test_no_command_lets_a_hostile_text_steer_the_terminal(do: Do, hostile: Path) -> None:
    """Names of things, of files, of options and of commands: what each says is free of it, on stdout and on stderr."""
    steers = re.compile("[" + "".join(map(re.escape, FORBIDDEN)) + "]")
    for command in COMMANDS:
        said = do(*command)
        assert steers.search(said.out + said.err) is None, command
        assert said.out + said.err, command


def test_a_command_that_is_asked_for_json_writes_one_document(do: Do, hostile: Path) -> None:
    """Nothing else is on stdout."""
    for command in (["info"], ["people", "list"], ["notes", "list"], ["process"]):
        assert json.loads(do(*command, "s.serata", "--json").out), command


def test_only_one_module_writes_to_the_terminal() -> None:
    """Everything else of the commands goes through it."""
    writes = {"click.echo", "print", "sys.stdout.write", "sys.stderr.write"}
    for path in Path(facilitatore.cli.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert path.name == "output.py" or called.isdisjoint(writes), path.name


WRITERS = (
    ["export", "s.serata", "--format", "md", "-o", "@"],
    ["badges", "s.serata", "--only", "all", "-o", "@"],
    ["handouts", "s.serata", "-o", "@"],
    ["trial-page", "-o", "@"],
)


@pytest.mark.parametrize("name", ["s.serata", "s.registro"])
def test_no_document_takes_the_place_of_an_evening_or_a_register(
    refused: Callable[..., str], door: Path, name: str
) -> None:
    """Whatever the command, and however the file is called."""
    for command in WRITERS:
        assert "non viene sovrascritto" in refused(*(name if word == "@" else word for word in command))


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(600), bytes(68) + b"FACI" + bytes(600), b"", b"FACI"])
def test_a_file_of_others_is_replaced_as_people_expect(do: Do, door: Path, folder: Path, content: bytes) -> None:
    """A database of another program, and a text in which our mark stands by chance, are no session files."""
    for command in WRITERS:
        (folder / "x").write_bytes(content)
        assert do(*("x" if word == "@" else word for word in command)).code == 0
        assert (folder / "x").read_bytes() != content


@pytest.mark.parametrize("path", ["", "a\0b.serata"], ids=ascii)
def test_what_can_be_no_path_is_a_command_written_wrongly(do: Do, path: str) -> None:
    """No file has an empty name, or a zero byte in it: the argument is named."""
    said = do("info", path)
    assert said.code == 2
    assert "FILE" in said.err
