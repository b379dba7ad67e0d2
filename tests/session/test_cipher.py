"""A register closed with a passphrase: who has not the passphrase reads nothing, and nothing gets lost on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from facilitatore.errors import (
    BadValue,
    Damaged,
    DiskFailed,
    DiskFull,
    FileLocked,
    FileProblem,
    NeedsPassphrase,
    NoCipher,
    NotOurs,
    WrongKind,
    WrongPassphrase,
)
from facilitatore.session import FileKind, Session, new
from facilitatore.session import cipher as cipher_module
from facilitatore.session import keys as keys_module
from facilitatore.session.backup import backup_folder
from facilitatore.session.building import copy_facts
from facilitatore.session.cipher import check_strength, is_ciphered, set_passphrase
from facilitatore.session.fact_file import FactFile
from facilitatore.session.guard import open_for_reading
from facilitatore.session.joining.merge import join_files, join_into, plan_join
from facilitatore.session.journals import journal_bytes
from facilitatore.session.keys import PAGE_BYTES, Keys
from facilitatore.session.rescue.diagnosis import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable

    from facilitatore.session.facts import Fact

PASSPHRASE = "sole mare vento"  # noqa: S105 - opens nothing but what is made here
OTHER = "un’altra frase, più lunga"
NAME = b"ROSSINI"
ROOT = Path(__file__).parents[2]
QUICK_ROUNDS = 1000


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Derive keys in a thousandth of the time: the key is derived by us, and SQLCipher is given it ready made."""
    if "real_rounds" not in request.fixturenames:
        monkeypatch.setattr(keys_module, "ITERATIONS", QUICK_ROUNDS)


@pytest.fixture
def real_rounds() -> None:
    """Derive keys as the program does."""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Make an open register with three people, of whom one is called ROSSINI, and two automatic copies of it."""
    path = tmp_path / "lavoro" / "accoglienza.registro"
    path.parent.mkdir()
    with Session.create(path, FileKind.REGISTER, fields={"title": "A Scuola per il Sociale"}) as session:
        for first, family in (("Ada", "ROSSINI"), ("Bianca", "Verdi"), ("Carlo", "Puccini")):
            session.record("add", new("person", first_name=first, family_name=family))
        session.back_up()
    return path


@pytest.fixture
def closed(register: Path) -> Path:
    """Return the register, closed with the passphrase."""
    set_passphrase(register, "", PASSPHRASE)
    return register


def backups(path: Path, passphrase: str = PASSPHRASE) -> list[Path]:
    """Return the automatic copies of a register."""
    with Session.look(path, passphrase=passphrase) as session:
        return sorted(backup_folder(session.id).iterdir())


def names(path: Path, passphrase: str = PASSPHRASE) -> list[str]:
    """Return the family names that a register holds."""
    with Session.look(path, FileKind.REGISTER, passphrase) as session:
        return [person.text("family_name") for person in session.things("person")]


def files_with_the_name(*folders: Path) -> list[Path]:
    """Return the files in which the name can be read without any key."""
    every = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in every if NAME in path.read_bytes()]


# -- what can be read ---------------------------------------------------------------------------------------------


def test_a_closed_register_says_nothing_to_who_has_no_passphrase(register: Path) -> None:
    """The name is in the bytes of the plain register and of its copies, and in none once it is closed."""
    copies = backup_folder(Session.look(register).id)
    before = files_with_the_name(register.parent, copies)
    assert register in before
    assert len(before) > 1
    set_passphrase(register, "", PASSPHRASE)
    assert files_with_the_name(register.parent, copies) == []
    assert names(register) == ["ROSSINI", "Verdi", "Puccini"]


def test_writing_to_a_closed_register_leaves_no_name_in_the_journal_nor_in_copies(closed: Path) -> None:
    """While a commit is on its way, and in the copy made of the open file."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        file = session._file
        file.db.execute("BEGIN IMMEDIATE")
        file.db.execute("UPDATE fact SET at = at")
        file.db.execute("PRAGMA cache_spill=1").fetchall()
        file.db.execute("PRAGMA cache_size=1").fetchall()
        file.db.execute(
            "INSERT INTO fact SELECT randomblob(22), session, entity, kind, at, by, data || 'ROSSINI', seen FROM fact"
        )
        journal = closed.with_name(closed.name + "-journal")
        assert journal.stat().st_size > PAGE_BYTES
        assert NAME not in journal.read_bytes()
        file.db.execute("ROLLBACK")
        copy = session.back_up()
    assert copy is not None
    assert files_with_the_name(closed.parent, copy.parent) == []
    assert names(copy) == ["ROSSINI", "Verdi", "Puccini"]


def test_any_program_that_opens_such_files_opens_ours(register: Path, real_rounds: None) -> None:
    """The passphrase alone, given to SQLCipher as it comes, opens the register: nobody is tied to this program."""
    from sqlcipher3 import dbapi2

    set_passphrase(register, "", PASSPHRASE)
    db = dbapi2.connect(str(register))
    db.execute(f"PRAGMA key='{PASSPHRASE}'")
    assert db.execute("SELECT count(*) FROM fact WHERE kind='person'").fetchone() == (3,)
    db.close()
    assert names(register) == ["ROSSINI", "Verdi", "Puccini"]


@pytest.mark.parametrize("reach", [Session.open, Session.look])
def test_without_the_right_passphrase_a_register_stays_closed_and_untouched(
    closed: Path, reach: Callable[..., Session]
) -> None:
    """None at all and a wrong one are two answers; the file and its folder stay as they were."""
    before = {path: path.read_bytes() for path in closed.parent.iterdir()}
    with pytest.raises(NeedsPassphrase):
        reach(closed, FileKind.REGISTER)
    for wrong in ("sole mare venta", "Sole mare vento", " sole mare vento", OTHER):
        with pytest.raises(WrongPassphrase) as caught:
            reach(closed, FileKind.REGISTER, wrong)
        assert wrong.strip() not in f"{caught.value!r} {caught.value} {caught.value.__cause__!r}"
    assert {path: path.read_bytes() for path in closed.parent.iterdir()} == before
    reach(closed, FileKind.REGISTER, PASSPHRASE).close()


def test_an_accent_typed_in_two_ways_is_the_same(register: Path) -> None:
    """A Mac may write è as e and an accent."""
    set_passphrase(register, "", "il caffè è pronto")
    assert len(names(register, "il caffe\u0300 e\u0300 pronto")) == 3


def test_a_closed_register_is_worked_on_like_any_other(closed: Path) -> None:
    """What is written is there at the next opening, undo goes, and two windows do not open it together."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session.record("add", new("person", first_name="Dina", family_name="Bellini"))
        session.record("add", new("person", first_name="Ezio", family_name="Boito"))
        session.undo()
        with pytest.raises(FileLocked):
            Session.open(closed, FileKind.REGISTER, PASSPHRASE)
    assert names(closed) == ["ROSSINI", "Verdi", "Puccini", "Bellini"]
    assert is_ciphered(closed)


def test_after_an_error_of_the_medium_the_file_is_opened_again_with_its_key(closed: Path) -> None:
    """The passphrase is gone by then, the key is not."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session._file._is_lost = True
        session.record("add", new("person", first_name="Dina", family_name="Bellini"))
    assert "Bellini" in names(closed)


def test_a_passphrase_given_for_a_plain_file_is_not_needed(register: Path) -> None:
    """Whoever opens several files gives one passphrase for all."""
    assert names(register, PASSPHRASE) == ["ROSSINI", "Verdi", "Puccini"]
    assert not is_ciphered(register)


def test_a_plain_file_needs_no_cipher(register: Path) -> None:
    """Opening, writing and joining plain files never imports SQLCipher."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom facilitatore.session import Session, new\n"
        "from facilitatore.session.joining.merge import join_files\n"
        "path = Path(sys.argv[1])\n"
        "with Session.open(path) as session: session.record('add', new('person', first_name='Dina'))\n"
        "join_files([path], path.with_name('unito.registro'))\n"
        "assert not [name for name in sys.modules if name.startswith('sqlcipher3')]"
    )
    subprocess.run([sys.executable, "-c", code, str(register)], check=True, cwd=ROOT)


def test_without_the_optional_part_a_closed_register_says_so(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a plain one cannot be closed; everything else works."""
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    assert is_ciphered(closed)
    for refused in (
        lambda: Session.open(closed, FileKind.REGISTER, PASSPHRASE),
        lambda: Session.look(closed, FileKind.REGISTER, PASSPHRASE),
        lambda: set_passphrase(closed, PASSPHRASE, ""),
    ):
        with pytest.raises(NoCipher):
            refused()


# -- closing, changing, opening -----------------------------------------------------------------------------------


def test_the_passphrase_can_be_changed(closed: Path) -> None:
    """The new one opens the register and its copies, the old one neither."""
    set_passphrase(closed, PASSPHRASE, OTHER)
    with pytest.raises(WrongPassphrase):
        names(closed, PASSPHRASE)
    assert names(closed, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    for copy in backups(closed, OTHER):
        assert len(names(copy, OTHER)) == 3


def test_the_passphrase_can_be_taken_away(closed: Path) -> None:
    """Register and copies are plain again, with the same facts."""
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        before = session.all_facts()
    set_passphrase(closed, PASSPHRASE, "")
    assert not is_ciphered(closed)
    with Session.look(closed, FileKind.REGISTER) as session:
        assert session.all_facts() == before
    for copy in backups(closed, ""):
        assert len(names(copy, "")) == 3


def test_the_plain_bytes_are_overwritten(register: Path) -> None:
    """Where the register was, nothing can be read any more: seen through a second name of the same file."""
    second = register.with_name("secondo-nome")
    os.link(register, second)
    assert NAME in second.read_bytes()
    set_passphrase(register, "", PASSPHRASE)
    assert not second.read_bytes().strip(b"\0")


def test_automatic_copies_are_closed_too_unless_another_passphrase_closed_them(closed: Path) -> None:
    """A copy closed with another passphrase stays as it is; a plain one that cannot be read is overwritten."""
    foreign, broken = (backups(closed)[0].with_name(f"x-20260101-00000{n}.registro") for n in (1, 2))
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        facts = session.all_facts()
    copy_facts(facts, foreign)
    set_passphrase(foreign, "", OTHER)
    copy_facts(facts, broken)
    broken.write_bytes(broken.read_bytes()[:-100])
    assert NAME in broken.read_bytes()
    set_passphrase(closed, PASSPHRASE, "terza frase, diversa")
    assert names(foreign, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    assert not broken.exists()


def test_a_copy_worked_on_elsewhere_or_where_it_lies_leaves_no_open_one(register: Path) -> None:
    """An automatic copy taken to the desk under its name, and one closed among the others."""
    copy = backups(register, "")[0]
    taken = register.with_name(copy.name)
    taken.write_bytes(copy.read_bytes())
    set_passphrase(taken, "", PASSPHRASE)
    assert files_with_the_name(taken.parent, copy.parent) == [register]
    set_passphrase(copy, PASSPHRASE, OTHER)
    assert names(copy, OTHER) == ["ROSSINI", "Verdi", "Puccini"]
    assert files_with_the_name(copy.parent) == []


def test_a_short_passphrase_is_refused_and_not_repeated(register: Path) -> None:
    """Twelve characters or three words; what was typed is not in the problem."""
    before = register.read_bytes()
    for short in ("abc123", "           x", "a b c", "mare blu", "con\0nul e altre parole"):
        with pytest.raises(BadValue) as caught:
            set_passphrase(register, "", short)
        assert short not in repr(vars(caught.value))
    assert register.read_bytes() == before
    for good in ("dodicisegni!", "sole mare vento", "  spazi ai lati  "):
        check_strength(good)


def test_only_a_register_is_closed(tmp_path: Path) -> None:
    """An evening goes to every group, and everybody must open it."""
    folder = tmp_path / "lavoro"
    folder.mkdir()
    evening = folder / "x.serata"
    Session.create(evening, FileKind.EVENING, fields={"title": "x"}).close()
    disguised = folder / "x.registro"
    disguised.write_bytes(evening.read_bytes())
    for path in (evening, disguised):
        before = path.read_bytes()
        with pytest.raises(WrongKind):
            set_passphrase(path, "", PASSPHRASE)
        assert path.read_bytes() == before
    assert sorted(folder.iterdir()) == [disguised, evening]


def test_a_wrong_old_passphrase_changes_nothing(closed: Path) -> None:
    """Nor does one that is missing."""
    before = {path: path.read_bytes() for path in [closed, *backups(closed)]}
    with pytest.raises(WrongPassphrase):
        set_passphrase(closed, OTHER, "una frase nuova")
    with pytest.raises(NeedsPassphrase):
        set_passphrase(closed, "", "una frase nuova")
    assert {path: path.read_bytes() for path in [closed, *backups(closed)]} == before
    assert list(closed.parent.iterdir()) == [closed]


def test_a_full_disk_leaves_the_register_as_it_was(register: Path) -> None:
    """The system lets the program write no file as large as the register: nothing was closed, nothing is left."""
    resource = pytest.importorskip("resource")
    before = register.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PAGE_BYTES, limits[1]))
    try:
        with pytest.raises((DiskFull, DiskFailed)):  # SQLite tells the one from the other by the number of the error
            set_passphrase(register, "", PASSPHRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, was)
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]
    assert len(backups(register, "")) == 1


@pytest.mark.parametrize("lost", [lambda facts: facts[:-1], lambda facts: [*facts[:-1], facts[-1]._replace(data="{}")]])
def test_what_is_not_read_back_as_it_was_written_does_not_take_the_place(
    register: Path, monkeypatch: pytest.MonkeyPatch, lost: Callable[[list[Fact]], list[Fact]]
) -> None:
    """A medium that loses a fact, or changes one, while the closed file is built: the register stays as it was."""
    before = register.read_bytes()
    real = cipher_module.build_file
    monkeypatch.setattr(cipher_module, "build_file", lambda part, facts, key: real(part, lost(facts), key))
    with pytest.raises((DiskFailed, Damaged)):
        set_passphrase(register, "", PASSPHRASE)
    assert register.read_bytes() == before
    assert list(register.parent.iterdir()) == [register]


_KILLED = """
import os, sys
from pathlib import Path
from facilitatore.session import cipher, keys
keys.ITERATIONS = {rounds}
path, old, new, moment = Path(sys.argv[1]), *sys.argv[2:]
module, name, when = moment.split(".")
real = getattr(cipher if module == "cipher" else os, name)
def killed(*arguments, **named):
    if when == "before":
        os._exit(9)
    real(*arguments, **named)
    os._exit(9)
setattr(cipher if module == "cipher" else os, name, killed)
cipher.set_passphrase(path, old, new)
"""
_MOMENTS = (
    "cipher.build_file.before",
    "cipher.build_file.after",
    "cipher._change_backups.before",
    "cipher._change_backups.after",
    "os.replace.before",
    "os.replace.after",
)


@pytest.mark.parametrize("moment", _MOMENTS)
@pytest.mark.parametrize(("old", "new"), [("", PASSPHRASE), (PASSPHRASE, OTHER), (PASSPHRASE, "")])
def test_killed_on_the_way_the_register_has_the_old_passphrase_or_the_new(
    register: Path, old: str, new: str, moment: str
) -> None:
    """Nobody is lost, one of the two opens it, going on is possible, and then no plain copy lies about."""
    if old:
        set_passphrase(register, "", old)
    code = _KILLED.format(rounds=QUICK_ROUNDS)
    done = subprocess.run([sys.executable, "-c", code, str(register), old, new, moment], cwd=ROOT, check=False)
    assert done.returncode == 9
    now = new if is_ciphered(register) == bool(new) and _opens(register, new) else old
    assert names(register, now) == ["ROSSINI", "Verdi", "Puccini"]
    with Session.open(register, FileKind.REGISTER, now) as session:
        copies = backup_folder(session.id)
    if now:  # no plain copy lies beside a closed register, at no moment
        assert files_with_the_name(register.parent, copies) == []
    set_passphrase(register, now, "la frase di chi riprova")
    assert files_with_the_name(register.parent, copies) == []
    assert names(register, "la frase di chi riprova") == ["ROSSINI", "Verdi", "Puccini"]
    assert list(register.parent.iterdir()) == [register]


def _opens(path: Path, passphrase: str) -> bool:
    try:
        names(path, passphrase)
    except (NeedsPassphrase, WrongPassphrase):
        return False
    return True


# -- half-written and damaged -------------------------------------------------------------------------------------


def damaged(path: Path, change: Callable[[bytearray], object]) -> Path:
    """Change the bytes of a file."""
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def grown(path: Path) -> Path:
    """Give a closed register enough people for several pages."""
    with Session.open(path, FileKind.REGISTER, PASSPHRASE) as session:
        session.record("add", *(new("person", first_name=f"N{n}", family_name=f"Cognome {n}") for n in range(200)))
    assert path.stat().st_size >= 6 * PAGE_BYTES
    return path


@pytest.mark.parametrize("cut", [1, 100, PAGE_BYTES - 1, PAGE_BYTES + 7])
def test_half_a_copy_is_damaged_whether_one_has_the_passphrase_or_not(closed: Path, cut: int) -> None:
    """A size that is no number of pages needs no passphrase to be told."""
    damaged(grown(closed), lambda data: data.__delitem__(slice(-cut, None)))
    for passphrase in ("", PASSPHRASE, OTHER):
        with pytest.raises(Damaged):
            Session.open(closed, FileKind.REGISTER, passphrase)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_register_cut_between_two_pages_is_damaged(closed: Path, pages: int) -> None:
    """Only who has the passphrase can tell."""
    damaged(grown(closed), lambda data: data.__delitem__(slice(-pages * PAGE_BYTES, None)))
    for reach in (Session.open, Session.look):
        with pytest.raises(Damaged):
            reach(closed, FileKind.REGISTER, PASSPHRASE)


@pytest.mark.parametrize("page", [1, 2, 3, 4])
@pytest.mark.parametrize("how", ["one bit", "zeros", "half"])
def test_a_torn_page_is_damage_and_never_other_people(closed: Path, page: int, how: str) -> None:
    """Every page carries a proof of its bytes."""
    start = page * PAGE_BYTES

    def tear(data: bytearray) -> None:
        if how == "one bit":
            data[start + 1000] ^= 1
        else:
            size = PAGE_BYTES if how == "zeros" else PAGE_BYTES // 2
            data[start : start + size] = bytes(size)

    damaged(grown(closed), tear)
    for reach in (Session.open, Session.look):
        with pytest.raises(Damaged):
            reach(closed, FileKind.REGISTER, PASSPHRASE)
    with pytest.raises(Damaged):
        diagnose(closed, Keys(PASSPHRASE))


def test_a_damaged_first_page_is_like_a_wrong_passphrase(closed: Path) -> None:
    """Nobody can tell the one from the other: the sentence says both."""
    damaged(closed, lambda data: data.__setitem__(50, data[50] ^ 1))
    with pytest.raises(WrongPassphrase):
        names(closed)


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (b"", NotOurs),
        (bytes(PAGE_BYTES), NotOurs),
        (b"Cognome;Nome\n" * 400, NotOurs),
        (b"PK\3\4" + os.urandom(8188), NotOurs),
    ],
)
def test_what_cannot_be_a_closed_register_is_not_asked_a_passphrase_for(
    tmp_path: Path, what: bytes, problem: type[FileProblem]
) -> None:
    """Nothing, zeros, a list, a spreadsheet with the name of a register."""
    path = tmp_path / "x.registro"
    path.write_bytes(what)
    with pytest.raises(problem):
        is_ciphered(path)


def test_noise_that_is_called_an_evening_is_no_file_of_ours(closed: Path) -> None:
    """Only registers are closed."""
    evening = closed.with_suffix(".serata")
    closed.rename(evening)
    with pytest.raises(NotOurs):
        Session.look(evening, None, PASSPHRASE)


def test_killed_in_the_middle_of_a_commit_a_closed_register_is_what_it_was(closed: Path) -> None:
    """Half a commit is undone by who has the passphrase; a wrong one undoes nothing and spoils nothing."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom facilitatore.session import keys\n"
        f"keys.ITERATIONS = {QUICK_ROUNDS}\n"
        "from facilitatore.session.fact_file import FactFile\n"
        "file = FactFile(Path(sys.argv[1]), keys.Keys(sys.argv[2]))\n"
        "file.db.execute('PRAGMA cache_size=5').fetchall()\n"
        "file.db.execute('BEGIN IMMEDIATE')\n"
        "for n in range(400):\n"
        "    file.db.execute('INSERT INTO fact SELECT randomblob(22), session, entity, kind, at, by, data, seen FROM fact LIMIT 5')\n"
        "os._exit(9)"
    )
    with Session.look(grown(closed), FileKind.REGISTER, PASSPHRASE) as session:
        before, raw = session.all_facts(), closed.read_bytes()
    done = subprocess.run([sys.executable, "-c", code, str(closed), PASSPHRASE], cwd=ROOT, check=False)
    assert done.returncode == 9
    journal = closed.with_name(closed.name + "-journal")
    assert journal_bytes(closed)
    assert closed.read_bytes() != raw
    assert NAME not in journal.read_bytes() + closed.read_bytes()
    with pytest.raises(WrongPassphrase):
        Session.open(closed, FileKind.REGISTER, OTHER)
    with pytest.raises(NeedsPassphrase):
        Session.look(closed, FileKind.REGISTER)
    assert len(names(closed)) == 203
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        assert session.all_facts() == before
    assert list(closed.parent.iterdir()) == [closed]


# -- joining, forgetting ------------------------------------------------------------------------------------------


@pytest.fixture
def second(closed: Path) -> Path:
    """Return another laptop's copy of the register, closed with another passphrase, with one person more."""
    path = closed.with_name("secondo.registro")
    with Session.look(closed, FileKind.REGISTER, PASSPHRASE) as session:
        copy_facts(session.all_facts(), path)
    with Session.open(path) as session:
        session.record("add", new("person", first_name="Dina", family_name="ROSSINI-Bellini"))
    set_passphrase(path, "", OTHER)
    return path


def test_two_closed_registers_join_into_a_closed_one(closed: Path, second: Path) -> None:
    """With both passphrases; what comes out is closed with that of the first."""
    target = closed.with_name("unito.registro")
    report = join_files([closed, second], target, passphrases=(OTHER, PASSPHRASE))
    assert "Bellini" in names(target)[-1]
    assert report.new == facts_in(target)
    assert files_with_the_name(closed.parent) == []
    assert join_files([closed, second], target, passphrases=(PASSPHRASE, OTHER)).new == 0
    assert PASSPHRASE not in repr(report)


def facts_in(path: Path) -> int:
    """Return how many facts a closed register has."""
    file = FactFile(path, Keys(PASSPHRASE))
    try:
        return len(file.read())
    finally:
        file.close()


def test_a_plain_copy_joined_with_a_closed_one_gives_a_closed_one(closed: Path, second: Path) -> None:
    """Names that were closed do not come out open."""
    set_passphrase(second, OTHER, "")
    target = closed.with_name("unito.registro")
    join_files([second, closed], target, passphrases=(PASSPHRASE,))
    assert files_with_the_name(closed.parent) == [second]
    assert len(names(target)) == 4


def test_a_plain_register_that_takes_in_a_closed_one_is_closed_with_its_copies(closed: Path, second: Path) -> None:
    """Where the plain one was, and in the copies made of it, no name can be read any more."""
    set_passphrase(closed, PASSPHRASE, "")
    os.link(closed, closed.with_name("secondo-nome"))
    copies = backups(closed, "")[0].parent
    assert len(files_with_the_name(closed.parent, copies)) > 2
    join_files([second], closed, passphrases=(OTHER,))
    assert files_with_the_name(closed.parent, copies) == []
    assert len(names(closed, OTHER)) == 4


def test_joining_without_the_passphrase_writes_nothing(closed: Path, second: Path) -> None:
    """Each file says what it needs."""
    target = closed.with_name("unito.registro")
    with pytest.raises(NeedsPassphrase):
        join_files([closed, second], target)
    with pytest.raises(WrongPassphrase):
        join_files([closed, second], target, passphrases=(PASSPHRASE,))
    with pytest.raises(WrongKind):
        join_files([closed], closed.with_name("unito"), passphrases=(PASSPHRASE,))
    assert sorted(closed.parent.iterdir()) == [closed, second]


def test_a_closed_register_is_joined_into_an_open_one(closed: Path, second: Path) -> None:
    """The file that stays closed is in the report with its problem."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        (report,) = plan_join(session, [second])[0].files
        assert isinstance(report.problem, NeedsPassphrase)
        assert join_into(session, [second], (OTHER,)).new == 1
        assert len(session.things("person")) == 4
    assert files_with_the_name(closed.parent) == []


def test_whom_a_closed_register_forgets_its_copies_forget_and_stay_closed(closed: Path) -> None:
    """The copies are written anew with the same key."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        session.back_up()
        ada = next(person for person in session.things("person") if person.text("family_name") == "ROSSINI")
        session.forget(ids=[ada.id])
    copies = [path for path in backups(closed) if path.suffix == ".registro"]
    assert copies
    for path in (closed, *copies):
        assert names(path) == ["Verdi", "Puccini"]
        assert is_ciphered(path)


def test_what_is_handed_about_does_not_show_the_passphrase(closed: Path) -> None:
    """Neither keys nor sessions print it, and an open session does not hold it."""
    with Session.open(closed, FileKind.REGISTER, PASSPHRASE) as session:
        assert session.key is not None
        assert session.key.is_of(PASSPHRASE)
        assert not session.key.is_of(OTHER)
        shown = [repr(session.key), repr(Keys(PASSPHRASE)), repr(vars(session)), repr(vars(session._file))]
        assert not any(PASSPHRASE in text for text in shown)
    with open_for_reading(closed, Keys(PASSPHRASE)) as db:
        assert PASSPHRASE not in repr(db)
