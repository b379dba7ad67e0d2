"""Making the record of a join: by it the join is told, signed and taken back."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from facilitatore.errors import OtherEvening
from facilitatore.italian import date_in_words
from facilitatore.sentences import say
from facilitatore.session.facts import PURGE, now_ms, split_ids
from facilitatore.session.fingerprint import fingerprint
from facilitatore.session.joining.effects import effects_of
from facilitatore.session.joining.records import JoinedFile, JoinRecord
from facilitatore.session.purge import Purges

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from facilitatore.session.facts import Fact
    from facilitatore.session.joining.reports import FileReport
    from facilitatore.session.roots import FileRoot


def make_record(
    session_id: str, path: Path, there: Sequence[Fact], fresh: Sequence[Fact], files: tuple[JoinedFile, ...]
) -> JoinRecord:
    """Return the record of a join that brings the `fresh` facts to those that are `there` in the file at `path`.

    It can be kept before anything is written, so that no join is without one.
    """
    purges = Purges.of([*there, *fresh])
    stays = purges.remains(there)  # of those who were here: it is no part of what came
    came = [fact for fact in fresh if fact.kind != PURGE and fact not in stays]
    after = [fact.id for fact in purges.settle(chain(there, fresh))]
    return JoinRecord(
        now_ms(),
        session_id,
        str(path.resolve()),
        before=fingerprint(sorted(fact.id for fact in there)) if there else "",
        after=fingerprint(after),
        ids=tuple(fact.id.hex() for fact in came),
        files=files,
        effects=effects_of(there, [came])[0].counts,
        older=tuple(fact.id.hex() for fact in _older(there, came)),
    )


def _older(there: Sequence[Fact], came: Sequence[Fact]) -> list[Fact]:
    """Return the facts that were there before those that they had seen, which came only now, or never."""
    new = {fact.id for fact in came}
    born = {fact.entity for fact in there if not fact.seen}
    return [
        fact for fact in there if fact.seen and (fact.entity not in born or not new.isdisjoint(split_ids(fact.seen)))
    ]


def _evening_words(root: FileRoot) -> str:
    return ", ".join(filter(None, (root.title, date_in_words(root.date))))


def joined_file(file: FileReport, *, forgot: bool) -> JoinedFile:
    """Return what is kept of a file of the join; `forgot`: what it asked to forget was forgotten."""
    last = max(file.writers.items(), key=lambda entry: entry[1][1], default=(b"", (0, 0)))[0]
    return JoinedFile(
        file.path.name,
        device=last.hex(),
        written_at=file.written_at,
        fingerprint=file.fingerprint,
        roots=tuple(_evening_words(root) for root in file.roots),
        new=file.new,
        same=file.same,
        refused=file.refused,
        forgotten=file.forgotten,
        others=file.others,
        forgets=file.forgets,
        forgot=forgot,
        loses=file.loses,
        is_elsewhere=isinstance(file.problem, OtherEvening),
        problem=say(file.problem) if file.problem is not None else "",
    )
