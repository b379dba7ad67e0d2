"""A path of evenings in figures: how many people came, and how many of them more than once.

From the tokens alone: no register is needed, and it may be destroyed. Whoever was in no list gets a new token each
evening, and so counts as a new person, unless the badge of another evening was read again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from facilitatore.deliver.suppression import LEAST, TimesFigures, World, choose
from facilitatore.door.people import read_arrivals
from facilitatore.door.presence import read_presences
from facilitatore.italian import counted, date_in_words, number
from facilitatore.prepare.evening import read_evening
from facilitatore.session import FileKind, Session
from facilitatore.session.fact_file import SeenFile
from facilitatore.session.guard import open_for_reading
from facilitatore.session.purge import Purges
from facilitatore.session.roots import read_roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from facilitatore.session.facts import Fact

_TIMES: Final = ("zero", "una volta", "due volte", "tre volte", "quattro volte", "cinque volte", "sei volte")
_MANY: Final = ("zero", "una", "due", "tre", "quattro", "cinque", "sei")


class EveningFigures(NamedTuple):
    """One evening of a path: its id, title, ISO date, and how many came; None when they were under five."""

    id: str
    title: str
    date: str
    people: int | None


class ProcessFigures(NamedTuple):
    """A path of evenings. None, or left out, is what is under five, or from which something under five follows.

    `about` is rounded to tens, where `people` may not be told, and so is `more_about`, where `more_than_once` may not.
    `by_times` may put several numbers of times together.
    """

    evenings: tuple[EveningFigures, ...]
    people: int | None
    about: int | None
    more_than_once: int | None
    by_times: tuple[TimesFigures, ...]
    more_about: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything could be told."""
        singles = [one.least for one in self.by_times if one.least == one.most]
        few = len(self.evenings) < 2  # noqa: PLR2004 - one evening has no repeats
        told = self.people is not None and (few or singles == list(range(1, len(self.evenings) + 1)))
        return told and all(evening.people is not None for evening in self.evenings)


def read_process(sources: Iterable[Session]) -> ProcessFigures:
    """Count over evenings, in whatever order and however often each is given; several files of one are joined first."""
    evenings = sorted(_joined(sources), key=lambda one: (read_evening(one).date, one.id))
    came = [_tokens(session) for session in evenings]
    times = Counter(token for tokens in came for token in tokens)
    counts = Counter(times.values())
    world = World(
        tuple(counts[number] for number in range(1, len(evenings) + 1)), tuple(len(tokens) for tokens in came)
    )
    told = choose(world)
    return ProcessFigures(tuple(map(_evening, evenings, came)), *told)


def _evening(session: Session, tokens: set[str]) -> EveningFigures:
    evening = read_evening(session)
    return EveningFigures(session.id, evening.title, evening.date, len(tokens) if len(tokens) >= LEAST else None)


def _tokens(session: Session) -> set[str]:
    """Return who came to an evening, by token: let in at its door, or read at a group's own."""
    came = {guest.token or guest.id for guest in read_arrivals(session)}
    return came | {presence.token for presence in read_presences(session)}


class _JoinedFile(SeenFile):
    """The facts of several files of one evening, in memory."""

    def __init__(self, path: Path, facts: list[Fact]) -> None:
        super().__init__(path)
        self._facts = facts

    def read(self) -> list[Fact]:
        return self._facts


def _joined(sources: Iterable[Session]) -> list[Session]:
    """Return each evening once, with the facts of all its files, less what one of them has forgotten."""
    by_evening: dict[str, list[Session]] = {}
    for session in sources:
        if session.file_kind == FileKind.EVENING:
            by_evening.setdefault(session.id, []).append(session)
    return [same[0] if len(same) == 1 else _one_of(same) for same in by_evening.values()]


def _one_of(same: Sequence[Session]) -> Session:
    facts = {fact for session in same for fact in session.all_facts()}
    return Session(_JoinedFile(same[0].path, Purges.of(facts).settle(facts)))


def look_at_process(paths: Iterable[Path]) -> list[Session]:
    """Look at every evening in these files, ``.serata`` or ``.percorso``.

    Raises:
        FileProblem: one of them cannot be read; `WrongKind` for a register.
    """
    sessions = []
    for path in paths:
        with open_for_reading(path) as db:
            roots = read_roots(db, path)
        sessions += [Session.look(path, FileKind.EVENING, only=root.id) for root in roots]
    return sessions


# -- in words -----------------------------------------------------------------------------------------------------


def process_sentences(figures: ProcessFigures) -> list[str]:
    """Say a path in sentences: first how many came, then how often, to which evening, and what is left unsaid."""
    said = [_people(figures)]
    if figures.by_times and len(figures.evenings) > 1:
        said.append(
            _sentence(" · ".join(f"{_how_often(one, figures)}: {number(one.people)}" for one in figures.by_times))
        )
    if figures.evenings:
        said.append(_sentence("Sera per sera: " + "; ".join(map(_attendance, figures.evenings))))
    if len(figures.evenings) > 1:
        said.append(
            "Chi non era in elenco conta ogni sera come una persona nuova, se non ha riportato la sua etichetta: "
            "le persone possono essere un po’ meno, e chi è tornato un po’ di più."
        )
    if not figures.is_complete:
        said.append(f"I numeri sotto {LEAST}, e quelli da cui si ricaverebbero, non si dicono.")
    return said


def _people(figures: ProcessFigures) -> str:
    if figures.people is None and figures.about is None:
        return "Quante persone sono venute non si dice: il numero, o uno che se ne ricava, è troppo piccolo."
    if figures.people is None:
        return f"Circa {number(figures.about or 0)} persone sono venute."
    came = f"{counted(figures.people, 'persona è venuta', 'persone sono venute')}"
    if figures.more_than_once is not None:
        return f"{came}, {number(figures.more_than_once)} di loro più di una volta."
    if figures.more_about is not None:
        return f"{came}, circa {number(figures.more_about)} di loro più di una volta."
    return f"{came}."


def _how_often(one: TimesFigures, figures: ProcessFigures) -> str:
    if one.least == one.most:
        return _TIMES[one.least] if one.least < len(_TIMES) else f"{one.least} volte"
    if one.most == len(figures.evenings):
        return f"{_many(one.least)} o più"
    return f"da {_many(one.least)} a {_many(one.most)} volte"


def _many(times: int) -> str:
    return _MANY[times] if times < len(_MANY) else str(times)


def _attendance(evening: EveningFigures) -> str:
    when = date_in_words(evening.date) or evening.title or "una sera"
    return f"{when}, {number(evening.people) if evening.people is not None else f'meno di {LEAST}'}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
