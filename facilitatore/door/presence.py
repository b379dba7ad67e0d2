"""Who was seen in which group: badges read at a group's own door, on the laptop that knows no names.

A group's file has no guests, only what its scanner reads: a `presence` {token, group, at}. One token is one presence:
a second reading only says when it was read last. Two laptops that read one badge write two things, which reading makes
one; the latest group wins, as the person does. Joined with the door's file the token finds its guest, and then the
group where the badge was read counts for «presenti» (`Guest.where`), while what was chosen at the door stays what it is
(`Guest.group`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitatore.door.model import GroupPresence
from facilitatore.session import Change, Session, edit, new, remove
from facilitatore.session.facts import now_ms

if TYPE_CHECKING:
    from facilitatore.session import Draft, Thing


def read_presences(session: Session) -> list[GroupPresence]:
    """Return the badges read at the groups' doors, each once and where it was read last, by time."""
    latest: dict[str, GroupPresence] = {}
    for presence in sorted(map(_presence, session.things("presence")), key=lambda one: (one.at, one.id)):
        if presence.token:
            latest[presence.token] = presence
    return sorted(latest.values(), key=lambda one: (one.at, one.id))


def _presence(thing: Thing) -> GroupPresence:
    return GroupPresence(thing.id, thing.text("token"), thing.text("group"), thing.integer("at"))


def note_presence(session: Session, token: str, *, group: str, origin: object = None) -> Change:
    """Note that the badge with this token is in this group now; reading it again adds nobody.

    Raises:
        Problem: nothing was written.
    """
    known = _of_token(session, token)
    now = now_ms()
    drafts = [edit(thing, group=group, at=now) for thing in known] or [
        new("presence", token=token, group=group, at=now)
    ]
    return session.record("note_presence", *drafts, origin=origin)


def _of_token(session: Session, token: str) -> list[Thing]:
    return [thing for thing in session.things("presence") if token and thing.text("token") == token]


def moved_presences(session: Session, token: str, group: str | None) -> list[Draft]:
    """Draft what moving a guest at the door means for where the badge was read: what is said last counts."""
    things = _of_token(session, token)
    return [remove(thing) for thing in things] if group is None else [edit(thing, group=group) for thing in things]
