"""A laptop whose folder was copied to another: both sign alike, both add a note. What is left after joining?"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAME = 7


def facts(folder: Path) -> list[list[str]]:
    """Join our files in both orders; the fingerprint stands last."""
    from facilitatore.session import FileKind, Session, new
    from facilitatore.session.joining.merge import join_files

    paths = [folder / "copy-a.serata", folder / "copy-b.serata"]
    with Session.create(paths[0], FileKind.EVENING, fields={"title": "prova"}) as session:
        session.record("add", new("note", text="x"))
    shutil.copyfile(paths[0], paths[1])
    at = Session.look(paths[0]).all_facts()[-1].at + 1
    for path, text in zip(paths, ("from_a", "from_b"), strict=True):
        with Session.open(path) as session:
            session._by, session._clock = b"\7" * 8, lambda: at  # noqa: SLF001 - the copy signs as the other does
            session.record("add", new("note", text=text))
    found = []
    for number, order in enumerate((paths, paths[::-1])):
        target = folder / f"copies-{number}.serata"
        mark = join_files(order, target).fingerprint
        with Session.look(target) as joined:
            found.append([*sorted(note.text("text") for note in joined.things("note")), mark])
    return found


def pycrdt(_folder: Path) -> list[list[str]]:
    """Join documents of pycrdt with one client id."""
    import pycrdt as library

    one: library.Doc = library.Doc(client_id=SAME)
    first = one.get("notes", type=library.Map)
    first["x"] = 1
    other: library.Doc = library.Doc(client_id=SAME)
    other.apply_update(one.get_update())
    second = other.get("notes", type=library.Map)
    first["from_a"], second["from_b"] = 1, 1
    updates = [one.get_update(), other.get_update()]
    found = []
    for order in (updates, updates[::-1]):
        joined: library.Doc = library.Doc()
        shared = joined.get("notes", type=library.Map)
        for update in order:
            joined.apply_update(update)
        found.append(sorted(shared.to_py() or {}))
    return found


def loro(_folder: Path) -> list[list[str]]:
    """Join documents of loro with one peer id."""
    import loro as library

    one, other = library.LoroDoc(), library.LoroDoc()
    one.peer_id = SAME
    one.get_map("notes").insert("x", 1)
    one.commit()
    other.import_(one.export(library.ExportMode.Snapshot()))
    other.peer_id = SAME
    for document, name in ((one, "from_a"), (other, "from_b")):
        document.get_map("notes").insert(name, 1)
        document.commit()
    found = []
    for order in ((one, other), (other, one)):
        joined = library.LoroDoc()
        for document in order:
            joined.import_(document.export(library.ExportMode.Snapshot()))
        found.append(sorted(joined.get_deep_value()["notes"]))
    return found


def automerge(_folder: Path) -> list[list[str]]:
    """Join documents of automerge with one actor id."""
    from automerge import core

    one = core.Document()
    with one.transaction() as change:
        change.put(core.ROOT, "x", core.ScalarType.Int, 1)
    other = core.Document.load(one.save())
    other.set_actor(one.get_actor())
    for document, name in ((one, "from_a"), (other, "from_b")):
        with document.transaction() as change:
            change.put(core.ROOT, name, core.ScalarType.Int, 1)
    found = []
    for first, second in ((one, other), (other, one)):
        joined = core.Document.load(first.save())
        try:
            joined.merge(core.Document.load(second.save()))
            found.append(sorted(joined.keys(core.ROOT)))
        except Exception as error:  # noqa: BLE001 - the library's own refusal is the result
            found.append([f"refused: {error}"])
    return found


COPIED: dict[str, Callable[[Path], list[list[str]]]] = {
    "facts": facts,
    "pycrdt": pycrdt,
    "loro": loro,
    "automerge": automerge,
}
