"""What the medium itself still holds of a name after forgetting: counted in the raw bytes of a disk of our own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from deeds import NAME, Place, prepare_evening

from facilitatore.session import Session, fact_file

if TYPE_CHECKING:
    from pathlib import Path

    from mounts import Mounts

KIBIBYTES = 8192


def names_on(image: Path, disk: Path) -> int:
    """Return how often the name stands in the bytes of a disk, once all of it has been written."""
    subprocess.run(["sync", "-f", str(disk)], check=True)
    return image.read_bytes().count(NAME.encode())


def forget_on(name: str, mounts: Mounts, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int] | None:
    """Forget three guests on a fresh disk; return how often they stand on it before and after."""
    image = mounts.folder / f"{name}.img"
    mounts.folder.mkdir(exist_ok=True)
    if not mounts.image(image, KIBIBYTES) or (disk := mounts.loop(name, image)) is None:
        return None
    place = Place(disk)
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, place.environment[variable])
    prepare_evening(place)
    with Session.open(place.file) as session:
        before = names_on(image, disk)
        session.forget(ids=[guest.id for guest in session.things("guest")])
        return before, names_on(image, disk)


def test_forgetting_leaves_less_on_the_medium_than_there_was(
    mounts: Mounts, monkeypatch: pytest.MonkeyPatch, tell_figures: dict[str, int]
) -> None:
    """Its own journal is overwritten before it is cut; planted without that, the name stays on the disk."""
    found = forget_on("overwritten", mounts, monkeypatch)
    if found is None:
        return
    monkeypatch.setattr(fact_file, "blank_journal", lambda _path: None)
    control = forget_on("left", mounts, monkeypatch)
    assert control is not None
    tell_figures |= {
        "before": found[0],
        "after": found[1],
        "before, not overwritten": control[0],
        "after, not overwritten": control[1],
    }
    assert found[1] < found[0]
    assert found[1] < control[1]
