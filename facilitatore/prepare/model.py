"""What is prepared before an evening: the evening itself, its groups, questions, run sheet and ground rules."""

from __future__ import annotations

from typing import Final, NamedTuple

TECHNIQUE_WORDS: Final = {
    "plenary": "plenaria",
    "presentation": "presentazione",
    "go_round": "giro di tavolo",
    "pair_dialogue": "dialogo a due",
    "sticky_notes": "post-it",
    "role_play": "gioco di ruolo",
    "short_interventions": "interventi brevi",
    "dot_vote": "bollini",
    "synthesis": "sintesi",
    "survey": "questionario",
}
"""How a phase or a question is worked on (domain.md §4a and §5): the Italian word of each, in the order of the offer."""

TECHNIQUES: Final = tuple(TECHNIQUE_WORDS)

DOOR_NAME: Final = "accoglienza"
GROUP_PREFIX: Final = "gruppo-"
"""What the files of the sticks are called: the door's, and a group's with its letter."""

MAX_MINUTES: Final = 600
MAX_CAPACITY: Final = 5000
MAX_NUMBER: Final = 9999
"""What a phase may last, a group may hold, and a question or a pair may be counted as; a number past these, in a file
from elsewhere, is read as none."""

REGISTER_KEY: Final = "register_key"
"""Kind of the thing of a register that holds the key of its tokens; it is forgotten with the persons."""

GROUP_LOOK: Final = {
    "A": ("circle", "#0072B2"),
    "B": ("square", "#B35C00"),
    "C": ("triangle", "#00795A"),
    "D": ("diamond", "#7A3E9D"),
    "E": ("hexagon", "#8A6D00"),
    "F": ("star", "#A32B5B"),
}
"""Mark and colour of a group by its key, safe for colour-blind people: the same on badge, page and report."""


class Evening(NamedTuple):
    """One evening: `date` is ISO, the times are ``HH:MM`` of the place, `process` is the path it belongs to.

    `keep_until` is the ISO day until which somebody chose to keep the names of who came; empty for the default.
    """

    id: str
    title: str
    theme: str
    date: str
    place: str
    starts_at: str
    ends_at: str
    process: str
    template: str
    keep_until: str = ""


class Group(NamedTuple):
    """One of the groups that work at the same time; `key` is the letter people see.

    `unread` is what stands in the file as `capacity` and cannot be.
    """

    id: str
    key: str
    title: str
    short_title: str
    room: str
    facilitators: tuple[str, ...]
    mark: str
    colour: str
    capacity: int | None
    unread: str = ""


class GuidingQuestion(NamedTuple):
    """A question the group answers together; `prompt` is what the facilitator says to start the work."""

    id: str
    group: str
    number: int
    text: str
    technique: str
    prompt: str


class Phase(NamedTuple):
    """One line of the run sheet; without a `group` it holds for all of them.

    `unread` is what stands in the file as `minutes` and cannot be.
    """

    id: str
    group: str | None
    title: str
    minutes: int
    technique: str
    question: str | None
    leader: str
    detail: str
    unread: str = ""


class GroundRule(NamedTuple):
    """A rule the group agrees on when it begins."""

    id: str
    text: str
