"""Who was seen in which group: badges read at a group's own door, on the laptop that knows no names.

A group's file has no guests, only what its scanner reads: a `presence` {token, group, at}. One token is one presence:
a second reading only says when it was read last. Two laptops that read one badge write two things, which reading makes
one; the latest group wins, as the person does. Joined with the door's file the token finds its guest, and then the
group where the badge was read counts for «presenti» (`Guest.where`), while what was chosen at the door stays what it is
(`Guest.group`).

A guest whose name is forgotten leaves a presence too, with `let_in`: the evening goes on counting who came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from facilitatore.door.model import GroupPresence, Guest
from facilitatore.session import Change, Session, edit, new, remove
from facilitatore.session.facts import now_ms

if TYPE_CHECKING:
    from collections.abc import Container

    from facilitatore.session import Draft, Thing


def read_presences(session: Session) -> list[GroupPresence]:
    """Return the badges read at the groups' doors, each once and where it was read last, by time.

    Of two in one millisecond the later one was written later, as everywhere at the door.
    """
    latest: dict[str, GroupPresence] = {}
    for presence in sorted(map(_presence, session.things("presence")), key=lambda one: one.at):
        if presence.token:
            latest[presence.token] = presence
    return sorted(latest.values(), key=lambda one: one.at)


def _presence(thing: Thing) -> GroupPresence:
    return GroupPresence(
        thing.id,
        token=thing.text("token"),
        group=thing.text("group"),
        at=thing.integer("at"),
        let_in=thing.is_true("let_in"),
        walk_in=thing.is_true("walk_in"),
    )


def read_nameless(session: Session, known: Container[str] = ()) -> list[Guest]:
    """Return who came and whose name was forgotten, in order of arrival, without the tokens already `known`."""
    let_in: dict[str, list[GroupPresence]] = {}
    for thing in session.things("presence"):
        if thing.is_true("let_in") and thing.text("token") not in known:
            let_in.setdefault(thing.text("token"), []).append(_presence(thing))
    if not let_in:
        return []
    last = {one.token: one.group for one in read_presences(session)}
    guests = [
        Guest(
            min(one.id for one in same),
            badge_name="",
            group=last.get(token) or None,
            token=token,
            arrived_at=min(one.at for one in same),
            walk_in=any(one.walk_in for one in same),
            printed_at=None,
        )
        for token, same in let_in.items()
    ]
    return sorted(guests, key=lambda guest: guest.arrived_at)


def nameless_presence(session: Session, guest: Guest) -> list[Draft]:
    """Draft what stays of a guest whose name is about to be forgotten: that somebody came, when, and to which group.

    A badge that was read at a group's door left a presence already, which only has to say that the guest was let in.
    """
    known = _of_token(session, guest.token)
    told: dict[str, Any] = {"let_in": True, "walk_in": guest.walk_in}
    if known:
        moved = {} if guest.seen_in else {"group": guest.group}
        return [edit(thing, **told, **moved) for thing in known]
    return [new("presence", token=guest.token or guest.id, group=guest.group, at=guest.arrived_at, **told)]


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
