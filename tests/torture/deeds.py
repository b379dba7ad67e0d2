"""What the program does to a file, done by a process of its own that others trace, starve and kill.

Run as a script: ``deeds.py NAME PLACE STEPS [stubborn] [plant=MODE/SYNC]``. It says ``begun``, and after each step that
was acknowledged ``ack LABEL``: the fingerprint of the facts and a hash of the notes' words (facts have other ids at each
run, words have not). `stubborn` tries again after a `Problem`, as a person does, and says ``problem NAME``.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from facilitatore.errors import FileProblem, Problem
from facilitatore.session import FileKind, Session, keys, new
from facilitatore.session.building import copy_facts
from facilitatore.session.check import check_file
from facilitatore.session.cipher import set_passphrase
from facilitatore.session.joining.merge import join_files, join_into
from facilitatore.session.whole_file import write_whole

T = TypeVar("T")
NAME: Final = "Zdravka Przybyszewska"
PHRASE: Final = "tre gatti sul tetto"
CLOSED: Final = "x.registro"
ROUNDS: Final = 10
"""A key is derived at each of thousands of openings; the rounds of `keys` take 0.1 s."""

ABSENT: Final = "absent"
GAVE_UP: Final = 3
_TRIES: Final = 4
_DO = Callable[[Callable[[], object]], object]


class Place(NamedTuple):
    """Where a deed happens: a folder for files, one for what is the laptop's own, and the files to be joined."""

    root: Path
    name: str = "x.serata"

    @property
    def disk(self) -> Path:
        """The folder of the evening."""
        return self.root / "disk"

    @property
    def file(self) -> Path:
        """The evening's file, or its register."""
        return self.disk / self.name

    @property
    def laptop(self) -> Path:
        """The folder of identity, marks and backups."""
        return self.root / "laptop"

    @property
    def sources(self) -> list[Path]:
        """The files that come on sticks."""
        return sorted(self.root.glob("stick*/*.serata"))

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to be this laptop."""
        import facilitatore

        folders = {"XDG_DATA_HOME": str(self.laptop / "data"), "XDG_STATE_HOME": str(self.laptop / "state")}
        return {**os.environ, **folders, "PYTHONPATH": str(Path(facilitatore.__file__).parent.parent)}


def words_of(session: Session) -> str:
    """Return a hash of the words of all notes."""
    words = {note.text("text") for note in session.things("note")}
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:16]


def label_of(session: Session) -> str:
    """Return what the open file holds, in two words."""
    return f"{_joined(session.fingerprint())} {words_of(session)}"


def _joined(fingerprint: str) -> str:
    return fingerprint.replace(" ", "")


def read_session(path: Path) -> str:
    """Open a file with the program, close it and check it; return its label, or why not."""
    if not path.exists():
        return ABSENT
    try:
        with Session.open(path, passphrase=PHRASE) as session:
            label = label_of(session)
        report = check_file(path, keys.Keys(PHRASE))
    except FileProblem as problem:
        return f"refused {type(problem).__name__}"
    return label if report.altered == 0 and _joined(report.fingerprint) == label.split()[0] else "altered facts"


def read_bytes(path: Path) -> str:
    """Return a hash of what is in a file."""
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()} -" if path.exists() else ABSENT


# -- what is there before -------------------------------------------------------------------------------------------


def prepare_nothing(place: Place) -> None:
    """Make the folders."""
    for folder in (place.disk, place.laptop / "data", place.laptop / "state"):
        folder.mkdir(parents=True, exist_ok=True)


def prepare_evening(place: Place) -> None:
    """Make an evening with some notes and three guests."""
    prepare_nothing(place)
    with Session.create(place.file, FileKind(place.file.suffix[1:]), fields={"title": "prova"}) as session:
        session.record("add", *(new("note", text=f"nota {number} " + "x" * 120) for number in range(40)))
        session.record("add", *(new("guest", badge_name=f"{NAME} {number}") for number in range(3)))


def prepare_closed(place: Place) -> None:
    """Make a register that is closed with a passphrase."""
    prepare_evening(place)
    set_passphrase(place.file, "", PHRASE)


def prepare_sticks(place: Place) -> None:
    """Make an evening, and two copies of it on which others wrote."""
    prepare_evening(place)
    for stick in ("stick1", "stick2"):
        (place.root / stick).mkdir()
        copy = place.root / stick / f"{stick}.serata"
        copy.write_bytes(place.file.read_bytes())
        with Session.open(copy) as session:
            session.record("add", *(new("note", text=f"{stick} {number} " + "y" * 200) for number in range(60)))


def prepare_only_sticks(place: Place) -> None:
    """Make what comes on sticks, and nothing to join it with."""
    prepare_sticks(place)
    place.file.unlink()


# -- deeds ----------------------------------------------------------------------------------------------------------


def notes_in(step: int) -> int:
    """Return how many notes a step of `act` writes."""
    return 1 + 4 * (step % 3)


def notes_of(steps: int) -> int:
    """Return how many notes so many steps of `act` write."""
    return sum(notes_in(step) for step in range(steps))


def act(place: Place, steps: int, do: _DO) -> None:
    """Write notes, a few at a time."""
    session = open_session(place, do)
    for step in range(steps):
        notes = [new("note", text=f"passo {step} di {number} " + "z" * 150) for number in range(notes_in(step))]
        do(lambda notes=notes: session.record("add", *notes))  # type: ignore[misc]
        say(label_of(session))
    session.close()


def forget(place: Place, _steps: int, do: _DO) -> None:
    """Forget who came."""
    session = open_session(place, do)
    ids = [guest.id for guest in session.things("guest")]
    do(lambda: session.forget(ids=ids))
    say(label_of(session))
    session.close()


def join_open(place: Place, _steps: int, do: _DO) -> None:
    """Join files into an open one."""
    session = open_session(place, do)
    do(lambda: join_all_into(session, place.sources))
    say(label_of(session))
    session.close()


def join_all_into(session: Session, sources: list[Path]) -> None:
    """Join files into an open one; a file that was left out is a reason to try again."""
    for file in join_into(session, sources).files:
        if file.problem is not None:
            raise file.problem


def join_over(place: Place, _steps: int, do: _DO) -> None:
    """Join files into one, whether it is there or not."""
    do(lambda: join_files(place.sources, place.file))
    say_of(place, do)


def hand_over(place: Place, _steps: int, do: _DO) -> None:
    """Copy the facts of an evening to a new file."""
    with Session.look(place.sources[0]) as session:
        facts = session.all_facts()
    do(lambda: copy_facts(facts, place.file))
    say_of(place, do)


def close(place: Place, _steps: int, do: _DO) -> None:
    """Close an open register with a passphrase."""
    do(lambda: set_passphrase(place.file, "", PHRASE))
    say_of(place, do)


def create(place: Place, _steps: int, do: _DO) -> None:
    """Make a new evening."""
    do(lambda: Session.create(place.file, FileKind.EVENING, fields={"title": "prova"}).close())
    say_of(place, do)


def write_over(place: Place, steps: int, do: _DO) -> None:
    """Replace a readable copy by the next one."""
    for step in range(steps):
        do(lambda step=step: write_whole(place.file, f"copia {step} ".encode() * 900))  # type: ignore[misc]
        say(read_bytes(place.file))


class Deed(NamedTuple):
    """A deed, what must be there before, how its file is read, whether anything is promised before its end, its name."""

    prepare: Callable[[Place], None]
    do: Callable[[Place, int, _DO], None]
    read: Callable[[Path], str] = read_session
    is_there_before: bool = True
    name: str = "x.serata"


DEEDS: Final = {
    "actions": Deed(prepare_evening, act),
    "forget": Deed(prepare_evening, forget),
    "join into an open file": Deed(prepare_sticks, join_open),
    "join over a file": Deed(prepare_sticks, join_over),
    "join to a new file": Deed(prepare_only_sticks, join_over),
    "hand over": Deed(prepare_only_sticks, hand_over),
    "create": Deed(prepare_nothing, create, is_there_before=False),
    "write whole": Deed(prepare_evening, write_over, read_bytes),
    "actions in a closed register": Deed(prepare_closed, act, name=CLOSED),
    "forget in a closed register": Deed(prepare_closed, forget, name=CLOSED),
    "close a register": Deed(prepare_evening, close, name=CLOSED),
}


# -- the process ----------------------------------------------------------------------------------------------------


def open_session(place: Place, do: _DO) -> Session:
    """Open the evening, again if it was refused."""
    session = do(lambda: Session.open(place.file, passphrase=PHRASE))
    if not isinstance(session, Session):
        raise TypeError
    return session


def say(label: str) -> None:
    """Acknowledge what was done."""
    os.write(1, f"ack {label}\n".encode())


def say_of(place: Place, do: _DO) -> None:
    """Acknowledge what is in a file that is closed, which is read once more if it was refused."""
    with open_session(place, do) as session:
        label = label_of(session)
    say(label)


def at_once(work: Callable[[], T]) -> T:
    """Do it, and fail as it fails."""
    return work()


def stubbornly(work: Callable[[], T]) -> T:
    """Do it again when the world refused it."""
    for _ in range(_TRIES):
        try:
            return work()
        except Problem as problem:
            os.write(1, f"problem {type(problem).__name__}\n".encode())
    sys.exit(GAVE_UP)


def plant(mode: str, synchronous: str) -> None:
    """Let the program reach the disk in another way than it does: a proof that cannot fail proves nothing."""
    from facilitatore.session import fact_file

    right = fact_file.set_up_writing

    def set_up(db: object) -> None:
        right(db)  # type: ignore[arg-type]
        db.execute(f"PRAGMA journal_mode={mode}").fetchall()  # type: ignore[attr-defined]
        db.execute(f"PRAGMA synchronous={synchronous}")  # type: ignore[attr-defined]

    fact_file.set_up_writing = set_up


def main(name: str, root: str, steps: str, *wishes: str) -> None:
    """Do a deed."""
    keys.ITERATIONS = ROUNDS
    for wish in wishes:
        if wish.startswith("plant="):
            plant(*wish.removeprefix("plant=").split("/"))
    os.write(1, b"begun\n")
    DEEDS[name].do(Place(Path(root), DEEDS[name].name), int(steps), stubbornly if "stubborn" in wishes else at_once)


if __name__ == "__main__":
    main(*sys.argv[1:])
