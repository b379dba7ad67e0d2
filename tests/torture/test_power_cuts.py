"""Real power cuts: the writer is frozen, its disk copied as it is without flushing, and the copy put in its place."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from deeds import DEEDS, NAME, Place, notes_of, prepare_evening, read_session
from forms import either
from recording import command_of

from facilitatore.session.check import check_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mounts import Mounts

pytestmark = pytest.mark.timeout(either(120, 3600))
CUTS = {"ext4": either(3, 60), "exfat": either(0, 20)}
MAKE = {"ext4": ("mkfs.ext4", "-q", "-F", "-m", "0"), "exfat": ("mkfs.exfat",)}
MOUNT = {"ext4": ("mount", "-t", "ext4"), "exfat": ("mount.exfat-fuse",)}
KIBIBYTES = 16 << 10


class Power:
    """A laptop that is one disk of its own: the evening, the marks and the backups."""

    def __init__(self, kind: str, mounts: Mounts, folder: Path) -> None:
        """Keep the images in `folder`."""
        self.kind, self._mounts = kind, mounts
        self._folder = folder
        self._number = 0

    def on(self, image: Path | None = None) -> Path | None:
        """Mount an empty disk, or the one in `image`."""
        if image is None:
            self._number += 1
            image = self._folder / f"{self._number}.img"
            if not self._mounts.image(image, KIBIBYTES, MAKE[self.kind]):
                return None
        self.image = image
        return self._mounts.loop("laptop", image, MOUNT[self.kind])

    def cut(self, writers: Sequence[subprocess.Popen[bytes]]) -> Path | None:
        """Freeze who writes, let the lights go out, and start again from what had reached the disk."""
        for writer in writers:
            writer.send_signal(signal.SIGSTOP)
        left = self.image.with_suffix(".cut")
        shutil.copyfile(self.image, left)
        for writer in writers:
            writer.kill()
            writer.wait()
        self.off()
        return self.on(left)

    def off(self) -> None:
        """Take the disk away."""
        self._mounts.take_away()
        self.image.unlink()


@pytest.fixture(params=["ext4", "exfat"])
def power(request: pytest.FixtureRequest, mounts: Mounts, tmp_path: Path) -> Iterator[Power]:
    """Return the switch of a laptop with this file system; images lie in memory, which no cut touches."""
    memory = Path("/dev/shm")
    folder = memory / f"facilitatore-{tmp_path.name}" if memory.is_dir() else tmp_path / "images"
    folder.mkdir()
    yield Power(request.param, mounts, folder)
    mounts.take_away()
    shutil.rmtree(folder)


def start(deed: str, place: Place, steps: int, *wishes: str) -> subprocess.Popen[bytes]:
    """Begin a deed."""
    return subprocess.Popen(command_of(deed, place, steps, *wishes), env=place.environment, stdout=subprocess.PIPE)


def let_run(writer: subprocess.Popen[bytes], seconds: float) -> bytes:
    """Wait for the first acknowledgement, then some more; return it."""
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"begun\n"
    first = writer.stdout.readline()
    time.sleep(seconds)
    return first


def acknowledged(first: bytes, writer: subprocess.Popen[bytes]) -> list[str]:
    """Return what a writer that is dead had said by whole lines."""
    assert writer.stdout is not None
    said = (first + writer.stdout.read()).decode()
    writer.stdout.close()
    return [line[4:] for line in said[: said.rfind("\n") + 1].splitlines()]


class Found(NamedTuple):
    """What was found after a cut: steps acknowledged, notes in the file, and why it could not be read."""

    steps: int
    notes: int
    undid: bool
    refusal: str

    @property
    def kept_its_word(self) -> bool:
        """Whether all that was acknowledged is there, and of the step in hand all or nothing."""
        return not self.refusal and self.notes in (notes_of(self.steps), notes_of(self.steps + 1))


def cut_while_writing(power: Power, place: Place, seconds: float, *wishes: str) -> Found:
    """Let a writer write for some seconds on a disk that is mounted, cut the power and look."""
    prepare_evening(place)
    before = check_file(place.file).facts
    subprocess.run(["sync", "-f", str(place.root)], check=True)
    writer = start("actions", place, 100_000, *wishes)
    first = let_run(writer, seconds)
    assert power.cut([writer]) is not None
    journal = place.file.with_name(place.file.name + "-journal")
    undid = journal.exists() and journal.stat().st_size > 0
    label = read_session(place.file)
    refusal = label if label.startswith(("refused", "absent", "altered")) else ""
    notes = 0 if refusal else check_file(place.file).facts - before
    return Found(len(acknowledged(first, writer)), notes, undid, refusal)


def test_a_power_cut_loses_nothing(power: Power, monkeypatch: pytest.MonkeyPatch, tell_figures: dict[str, int]) -> None:
    """After each cut the program opens the file, finds all that was acknowledged, and the step in hand whole or not."""
    chance = random.Random(7)  # noqa: S311 - no secret
    found: list[Found] = []
    for _ in range(CUTS[power.kind]):
        disk = power.on()
        if disk is None:
            return
        found.append(cut_while_writing(power, be(Place(disk), monkeypatch), chance.uniform(0, 0.3)))
        power.off()
    tell_figures["cuts"] = len(found)
    tell_figures["steps acknowledged"] = sum(one.steps for one in found)
    tell_figures["half commits undone"] = sum(one.undid for one in found)
    tell_figures["unreadable"] = sum(bool(one.refusal) for one in found)
    tell_figures["lost"] = sum(not one.kept_its_word for one in found)
    assert [one for one in found if not one.kept_its_word] == []


def test_a_power_cut_without_flushing_is_noticed(
    power: Power, monkeypatch: pytest.MonkeyPatch, tell_figures: dict[str, int]
) -> None:
    """The same cuts find losses where the program is made not to flush: a proof that cannot fail proves nothing."""
    found: list[Found] = []
    for _ in range(CUTS[power.kind] // 3):
        disk = power.on()
        if disk is None:
            return
        found.append(cut_while_writing(power, be(Place(disk), monkeypatch), 0.1, "plant=TRUNCATE/OFF"))
        power.off()
    broken = sum(not one.kept_its_word for one in found)
    tell_figures |= {"cuts": len(found), "lost or unreadable": broken}
    assert broken or not found


@pytest.mark.parametrize("deed", ["forget", "join over a file", "join to a new file", "hand over"])
def test_a_power_cut_after_the_end(
    deed: str, power: Power, monkeypatch: pytest.MonkeyPatch, tell_figures: dict[str, int]
) -> None:
    """What was just acknowledged is there when the lights go out in that moment; a forgotten name is in no file."""
    chance = random.Random(11)  # noqa: S311 - no secret
    cuts = 0
    for _ in range(CUTS[power.kind] // 3):
        disk = power.on()
        if disk is None:
            return
        place = be(Place(disk), monkeypatch)
        DEEDS[deed].prepare(place)
        subprocess.run(["sync", "-f", str(disk)], check=True)
        writer = start(deed, place, 1)
        first = let_run(writer, chance.uniform(0, 0.01))
        after = power.cut([writer])
        assert after is not None
        assert read_session(place.file) == acknowledged(first, writer)[-1]
        if deed == "forget":
            kept = [path for path in disk.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
            assert kept == []
        cuts += 1
        power.off()
    tell_figures |= {"cuts": cuts, "unreadable": 0, "lost": 0}


def be(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Be the laptop that is this disk."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, place.environment[name])
    return place
