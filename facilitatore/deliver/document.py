"""A neutral document: what is published, before any format. Each format has one writer for these blocks.

Every text in here is text, never markup: the writers escape it. User texts have gone through `plain_text.plain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SHAPES: Final = ("circle", "square", "triangle", "diamond", "hexagon", "star")
"""The shapes a group can be marked with; every writer draws these."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a group: a shape, a colour ``#RRGGBB``. Always printed beside a word, so it may stay unread."""

    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 2 to 4 (the title of the document is the only level 1); `aside` is a quieter addition.

    `undecided` says, here and below, what of it two people wrote differently and nobody has decided; mostly empty.
    """

    level: int
    text: str
    aside: str = ""
    mark: Mark | None = None
    undecided: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is said in bold before it. `tone` is ``plain``, ``quiet`` or ``box``."""

    text: str
    lead: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without an order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of equal rows. The first column names the row, the others hold figures; `total` marks the last row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note: `ref` finds it in the document (``A7``), `kind` is its key and `word` the same as people say it."""

    ref: str
    kind: str
    word: str
    text: str
    aside: str = ""
    undecided: str = ""


@dataclass(frozen=True, slots=True)
class NoteList:
    """Notes one below the other."""

    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class StatementBlock:
    """A sentence of the synthesis, how many notes stand behind it (`support`), and those notes in brief."""

    number: int
    text: str
    support: str
    backed: bool
    notes: tuple[NoteLine, ...]
    undecided: str = ""


@dataclass(frozen=True, slots=True)
class StatementList:
    """The statements of one group, in order."""

    statements: tuple[StatementBlock, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Sheet:
    """Fields with their values, as on a paper form: pairs of label and text."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign side by side, each with the words of who signs below it."""

    signers: tuple[str, ...]


Block = Heading | Paragraph | BulletList | Table | NoteList | StatementList | Sheet | Signatures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `language` is a BCP 47 tag (``it-IT``); `facts` are the lines below the title."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    facts: tuple[str, ...] = ()
    description: str = ""
