"""What joining files did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facilitatore.errors import Problem
    from facilitatore.session.changes import Conflict
    from facilitatore.session.facts import Fact
    from facilitatore.session.keys import Keys
    from facilitatore.session.roots import FileRoot


@dataclass(slots=True)
class FileReport:
    """What one file brings to a join.

    `roots` are the evenings in it. Of its facts, `new` were not there, the `same` were, `refused` ones are not what was
    written, `forgotten` ones were to be forgotten and are left out, `others` belong to an evening that is not joined.
    `forgets` are the new purges it brings, `loses` how many things of each kind they would take away; `absorbed` things
    of the file are left out because the open file has forgotten them. `void` are kinds that it asks to forget and that
    nobody can.
    `asks` are those purges, and `writers` says of each device that wrote in the file how many facts and when last (UTC
    ms), both only for a join into an open file. `fingerprint` is that of its facts, empty where it was not asked for.
    `keys` open it where it is closed with a passphrase, only as long as it is read.
    """

    path: Path
    roots: tuple[FileRoot, ...] = ()
    new: int = 0
    same: int = 0
    refused: int = 0
    forgotten: int = 0
    others: int = 0
    forgets: int = 0
    loses: dict[str, int] = field(default_factory=dict)
    absorbed: dict[str, int] = field(default_factory=dict)
    void: tuple[str, ...] = ()
    fingerprint: str = ""
    problem: Problem | None = None
    asks: tuple[Fact, ...] = ()
    writers: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    keys: Keys | None = field(default=None, repr=False, compare=False)

    @property
    def written_at(self) -> int | None:
        """When the newest fact was written (UTC ms); None when nobody looked, or nothing is there."""
        return max((at for _, at in self.writers.values()), default=None)


@dataclass(frozen=True, slots=True)
class JoinReport:
    """What a join did, or would do; `fingerprint` is that of the joined file, empty when it was only looked at.

    `lost` is how many things of each kind were forgotten by joining files that nobody has open.
    """

    files: tuple[FileReport, ...]
    conflicts: tuple[Conflict, ...]
    fingerprint: str = ""
    lost: dict[str, int] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """Facts that were not there."""
        return sum(file.new for file in self.files)

    @property
    def same(self) -> int:
        """Facts that were there already."""
        return sum(file.same for file in self.files)

    @property
    def refused(self) -> int:
        """Rows that are not what they say they are."""
        return sum(file.refused for file in self.files)
