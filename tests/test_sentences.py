"""Every problem has a sentence a facilitator would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitatore import errors
from facilitatore.sentences import _SENTENCES, LIST_REASONS, PRINTER_REASONS, say
from facilitatore.value_words import VALUES

_EXAMPLES: list[errors.Problem] = [
    errors.FileMissing(Path("a.serata")),
    errors.FileExists(Path("a.serata")),
    errors.FileLocked(Path("a.serata")),
    errors.NotWritable(Path("a.serata")),
    errors.DiskFull(Path("a.serata")),
    errors.DiskFailed(Path("a.serata")),
    errors.NotOurs(Path("a.serata")),
    errors.Damaged(Path("a.serata")),
    errors.NeedsPassphrase(Path("a.registro")),
    errors.WrongPassphrase(Path("a.registro")),
    errors.NoCipher(Path("a.registro")),
    errors.ForeignJournal(Path("a.serata")),
    errors.TooNew(Path("a.serata"), 7, 1),
    errors.WrongKind(Path("a.serata"), "registro"),
    errors.OtherEvening(Path("a.serata"), "A Scuola per il Sociale"),
    errors.AsksToForget(Path("a.serata"), {"guest": 3, "note": 1}),
    errors.WouldDestroy(Path("a.registro"), 62),
    errors.NothingToJoin(Path("a")),
    errors.NoFileLikeThat(Path("a/*.serata")),
    errors.TooManyFiles(Path("a")),
    errors.NothingJoined(Path("a.serata")),
    errors.NotBackedUp(Path("a.serata")),
    errors.NotReadBack(Path("a.serata")),
    errors.Forgotten("person"),
    errors.Unknown("template", "carpi", ("vuota",)),
    errors.Ambiguous("person", "Anna", ("Anna Rossi", "Anna Po")),
    *[errors.BadValue(what, "Ada", "1–10") for what in VALUES],
    *[errors.BadList(Path("a.csv"), why) for why in LIST_REASONS],
    errors.NotDrawable({"Ada": ("\ue000",)}),
    errors.NotTypeset(),
    *[errors.PrinterTrouble("Brother QL-700", reason) for reason in PRINTER_REASONS],
]


@pytest.mark.parametrize("problem", _EXAMPLES, ids=lambda problem: type(problem).__name__)
def test_a_problem_is_said_in_one_sentence(problem: errors.Problem) -> None:
    """The sentence begins with a capital or a quote, ends with a full stop, and has no hole left in it."""
    sentence = say(problem)
    assert sentence[0].isupper() or sentence[0] == "«"
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "\n" not in sentence


def test_every_kind_of_problem_has_its_own_sentence() -> None:
    """Nobody adds a problem without saying it."""

    def kinds(kind: type[errors.Problem]) -> set[type[errors.Problem]]:
        return {kind}.union(*(kinds(child) for child in kind.__subclasses__()))

    ours = {kind for kind in kinds(errors.Problem) if kind.__module__ == errors.__name__}
    assert ours - {errors.Problem, errors.FileProblem} == set(_SENTENCES)


def test_a_newer_file_is_refused_with_both_numbers() -> None:
    """The sentence names the format found and the one known."""
    sentence = say(errors.TooNew(Path("a.serata"), 7, 1))
    assert "7" in sentence
    assert "1" in sentence
