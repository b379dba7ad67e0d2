"""Reading and writing what the group says: notes, clusters, dots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from facilitatore.capture.model import KIND_WORDS, NOTE_KINDS, Cluster, Note
from facilitatore.errors import BadValue, Unknown
from facilitatore.prepare.actions import existing
from facilitatore.session import Change, Draft, Session, edit, new, remove
from facilitatore.session.words import clean_line, clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from facilitatore.session import Thing

MAX_NOTE: Final = 5000
"""Characters of a note: 60 words are a long one (domain.md §8), a whole letter still fits."""

MAX_LINE: Final = 200
MAX_DOTS: Final = 9999


def read_notes(session: Session, group: str | None = None, question: str | None = None) -> list[Note]:
    """Return the notes, in the order in which they were written."""
    stands_for = same_clusters(session)
    return [
        _note(thing, stands_for)
        for thing in session.things("note")
        if (group is None or thing.text("group") == group) and (question is None or thing.text("question") == question)
    ]


def _note(thing: Thing, stands_for: Mapping[str, str]) -> Note:
    cluster = thing.optional_text("cluster")
    return Note(
        thing.id,
        group=thing.text("group"),
        question=thing.optional_text("question"),
        kind=thing.text("kind") or NOTE_KINDS[0],
        text=thing.text("text"),
        cluster=stands_for.get(cluster, cluster) if cluster else None,
        dots=thing.integer("dots", 0, MAX_DOTS),
        number=thing.optional_text("number"),
        origin=thing.text("origin") or "typed",
    )


def note_draft(
    *,
    group: str,
    text: str,
    question: str | None = None,
    kind: str = "need",
    cluster: str | None = None,
    dots: int = 0,
    number: str | None = None,
    origin_text: str = "typed",
) -> Draft:
    """Draft a note.

    Raises:
        BadValue: no text, or too much; a number of dots that cannot be. Unknown: no such kind.
    """
    return new(
        "note",
        group=group,
        question=question,
        kind=checked_kind(kind),
        text=note_text(text),
        cluster=cluster,
        dots=checked_dots(dots),
        number=short_line(number or "") or None,
        origin=origin_text,
    )


def add_note(
    session: Session,
    *,
    group: str,
    text: str,
    question: str | None = None,
    kind: str = "need",
    cluster: str | None = None,
    dots: int = 0,
    number: str | None = None,
    origin: object = None,
) -> Change:
    """Add a note to a group; when this returns it is on the disk.

    Raises:
        BadValue, Unknown: the note cannot be. Problem: nothing was written.
    """
    draft = note_draft(group=group, text=text, question=question, kind=kind, cluster=cluster, dots=dots, number=number)
    return session.record("add_note", draft, origin=origin)


def edit_note(session: Session, /, note: str, *, origin: object = None, **fields: Any) -> Change:
    """Change text, kind, cluster, dots, number or question of a note.

    Raises:
        BadValue, Unknown: a value that cannot be. Problem: nothing was written.
    """
    thing = existing(session, "note", note)
    checks = {"text": note_text, "kind": checked_kind, "dots": checked_dots}
    cleaned: dict[str, Any] = {
        # What stands already is no new value: a kind of a later version stays when the words are corrected.
        name: checks[name](value) if name in checks and value != thing.fields.get(name) else value
        for name, value in fields.items()
    }
    if isinstance(cleaned.get("number"), str):
        cleaned["number"] = short_line(cleaned["number"]) or None
    return session.record("edit_note", edit(thing, **cleaned), origin=origin)


def remove_note(session: Session, note: str, *, origin: object = None) -> Change:
    """Remove a note; it stays if somebody else wrote on it meanwhile."""
    return session.record("remove_note", remove(existing(session, "note", note)), origin=origin)


def same_clusters(session: Session) -> dict[str, str]:
    """Return for each cluster the one that stands for it, by id: in a group those of one name are one, the oldest.

    Two laptops may give a cluster the same name, or one renames it while the other takes it away and makes it anew.
    """
    oldest: dict[tuple[str, str], str] = {}
    return {
        thing.id: oldest.setdefault((thing.text("group"), thing.text("name").casefold() or thing.id), thing.id)
        for thing in session.things("cluster")
    }


def read_clusters(session: Session, group: str | None = None, question: str | None = None) -> list[Cluster]:
    """Return the clusters, in the order in which they were made; those of one name are one, of every question they are of."""
    stands_for = same_clusters(session)
    found: dict[str, Cluster] = {}
    for thing in session.things("cluster"):
        of = thing.optional_text("question")
        first = found.get(stands_for[thing.id])
        if first is None:
            found[thing.id] = Cluster(thing.id, thing.text("group"), of, thing.text("name"))
        elif first.question != of:
            found[first.id] = replace(first, question=None)
    return [
        one
        for one in found.values()
        if (group is None or one.group == group) and (question is None or one.question in (None, question))
    ]


def _all_of(session: Session, cluster: str) -> list[Thing]:
    """Return a cluster and the others of its name."""
    stands_for = same_clusters(session)
    wanted = stands_for.get(existing(session, "cluster", cluster).id)
    return [thing for thing in session.things("cluster") if stands_for[thing.id] == wanted]


def cluster_notes(
    session: Session, notes: list[str], *, group: str, name: str, question: str | None = None, origin: object = None
) -> Change:
    """Put notes into the cluster called `name`, which is made if it is not there; an empty name takes them out.

    Raises:
        BadValue: a name too long. Problem: nothing was written.
    """
    name = short_line(name)
    drafts: list[Draft] = []
    cluster: str | None = None
    if name:
        cluster = _cluster_called(session, group, name)
        if cluster is None:
            drafts.append(new("cluster", group=group, question=question, name=name))
            cluster = drafts[0].id
    drafts += [edit(existing(session, "note", note), cluster=cluster) for note in notes]
    return session.record("cluster_notes", *drafts, origin=origin)


def _cluster_called(session: Session, group: str, name: str) -> str | None:
    wanted = name.casefold()
    return next((one.id for one in read_clusters(session, group) if one.name.casefold() == wanted), None)


def rename_cluster(session: Session, cluster: str, *, name: str, origin: object = None) -> Change:
    """Give a cluster another name.

    Raises:
        BadValue: no name, or one too long.
    """
    name = short_line(name)
    if not name:
        raise BadValue("empty_name", "")
    drafts = [edit(thing, name=name) for thing in _all_of(session, cluster)]
    return session.record("rename_cluster", *drafts, origin=origin)


def remove_cluster(session: Session, cluster: str, *, origin: object = None) -> Change:
    """Remove a cluster; its notes stay, outside every cluster."""
    things = _all_of(session, cluster)
    gone = {thing.id for thing in things}
    drafts = [edit(note, cluster=None) for note in session.things("note") if note.text("cluster") in gone]
    return session.record("remove_cluster", *drafts, *map(remove, things), origin=origin)


def decide(session: Session, thing_id: str, field: str, value: Any, *, origin: object = None) -> Change:
    """Settle a conflict with one of its values, or with a text written from both.

    Raises:
        Unknown: the thing is not there any more. Problem: nothing was written.
    """
    thing = session.get(thing_id)
    if thing is None:
        raise Unknown("thing", thing_id)
    return session.record("decide", edit(thing, **{field: value}), origin=origin)


def note_text(text: str) -> str:
    """Return the words of a note, cleaned.

    Raises:
        BadValue: none, or more than `MAX_NOTE` characters.
    """
    if len(text) > MAX_NOTE:
        raise BadValue("note", f"{len(text)}", str(MAX_NOTE))
    text = clean_text(text)
    if not text:
        raise BadValue("empty_note", "")
    return text


def short_line(text: str) -> str:
    """Return a name or a number on one line.

    Raises:
        BadValue: more than `MAX_LINE` characters.
    """
    text = clean_line(text)
    if len(text) > MAX_LINE:
        raise BadValue("name", text[:40] + "…", str(MAX_LINE))
    return text


def checked_dots(dots: object) -> int:
    """Return a number of dots.

    Raises:
        BadValue: less than none, or more than a room can give.
    """
    if not isinstance(dots, int) or isinstance(dots, bool) or not 0 <= dots <= MAX_DOTS:
        raise BadValue("dots", str(dots), f"0–{MAX_DOTS}")
    return dots


def checked_kind(kind: str) -> str:
    """Return the kind's key, given as key or as the Italian word.

    Raises:
        Unknown: there is no such kind.
    """
    for key, word in KIND_WORDS.items():
        if kind.strip().casefold() in (key, word, word.replace("à", "a'"), word.replace("à", "a")):
            return key
    raise Unknown("note_kind", kind, tuple(KIND_WORDS.values()))
