"""What joining files costs, beside plain SQL and beside CRDT documents with the same content, in one run on one disk.

Run ``python benchmarks/merge.py [folder]``; the folder says which disk. Needs the group ``bench``. Each figure is the
median of rounds in which all take turns, each in a process of its own: seconds of the clock, memory above the imports.

Limits: 12 x 300 notes at most 4 times one transaction of typed rows, 1,000 x 300 at most 3 times with 40 MiB, a million
notes at most 5 times `ATTACH` and upsert, joining again at most 0.7 times the first time with no byte written, opening
2,000 notes of four facts each at most 20 times reading typed rows, a file at most 2.5 times typed rows.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from merge_peers import FAMILY, SHAPES, writer_of

PEERS = ("typed", "facts", "pycrdt", "loro", "automerge")


def main() -> None:
    """Measure everything and print it."""
    where = sys.argv[1] if len(sys.argv) > 1 else None
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=where))
    try:
        join_twelve(folder)
        join_a_thousand(folder)
        join_a_million(folder)
        open_an_evening(folder)
        join_a_copied_laptop(folder)
    finally:
        shutil.rmtree(folder)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def verdict(ratio: float, limit: float) -> str:
    """Say whether a figure is within its limit."""
    return f"{ratio:6.2f}  {'within' if ratio <= limit else 'OVER'} {limit:g}"


def write_files(folder: Path, shape: str, families: tuple[str, ...]) -> None:
    """Write the files to be joined."""
    count, notes = SHAPES[shape]
    for family in families:
        for number in range(count):
            writer_of(family)(folder / f"{shape}.{number}.{family}", number, notes)


def run(folder: Path, variant: str, shape: str) -> dict[str, Any]:
    """Join in a process of its own; return its seconds, the memory it took and the bytes it made."""
    script = str(Path(__file__).with_name("merge_peers.py"))
    own = {name: str(folder / "own") for name in ("XDG_DATA_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, script, variant, shape, str(folder)],
        env={**os.environ, **own}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(folder: Path, shape: str, variants: tuple[str, ...], rounds: int) -> dict[str, dict[str, Any]]:
    """Let the variants take turns; return the medians of each, and print them."""
    results: dict[str, list[dict[str, Any]]] = {variant: [] for variant in variants}
    for _ in range(rounds):
        for variant in variants:
            results[variant].append(run(folder, variant, shape))
    medians = {
        variant: {key: statistics.median(one[key] for one in found) for key in found[0]}
        for variant, found in results.items()
    }
    for variant, one in medians.items():
        say(
            f"  {variant:14}{one['first']:9.3f} s   again {one['again']:8.3f} s   {one['memory'] / 2**20:8.1f} MiB   "
            f"file {one['bytes'] / 1e6:8.2f} MB"
        )
    return medians


def join_twelve(folder: Path) -> None:
    """12 files of 300 notes; a sixth of the limit is what commits cost, so many rounds."""
    say("joining 12 x 300 notes")
    write_files(folder, "12x300", PEERS)
    found = compare(folder, "12x300", ("typed", "typed-attach", "facts", "pycrdt", "loro", "automerge"), 9)
    facts = found["facts"]
    say(f"  facts / typed rows                {verdict(facts['first'] / found['typed']['first'], 4)}")
    say(f"  again / the first time            {verdict(facts['again'] / facts['first'], 0.7)}")
    say(
        f"  bytes written joining again       {facts['written']:6.0f}  {'within' if not facts['written'] else 'OVER'} 0"
    )
    say(f"  different files in six orders     {facts['orders']:6.0f}  {'within' if facts['orders'] == 1 else 'OVER'} 1")
    say(f"  file / typed rows                 {verdict(facts['bytes'] / found['typed']['bytes'], 2.5)}")
    clear(folder)


def join_a_thousand(folder: Path) -> None:
    """1,000 files of 300 notes; automerge would take minutes."""
    say("joining 1,000 x 300 notes")
    write_files(folder, "1000x300", ("typed", "facts", "pycrdt", "loro"))
    found = compare(folder, "1000x300", ("typed", "facts"), 3) | compare(folder, "1000x300", ("pycrdt", "loro"), 1)
    facts = found["facts"]
    say(f"  facts / typed rows                {verdict(facts['first'] / found['typed']['first'], 3)}")
    say(f"  memory above the imports, MiB     {verdict(facts['memory'] / 2**20, 40)}")
    say(f"  file / typed rows                 {verdict(facts['bytes'] / found['typed']['bytes'], 2.5)}")
    clear(folder)


def join_a_million(folder: Path) -> None:
    """One file of a million notes; the documents would take gigabytes."""
    say("joining 1,000,000 notes")
    write_files(folder, "1x1000000", ("typed", "facts"))
    found = compare(folder, "1x1000000", ("typed-attach", "facts"), 3)
    facts = found["facts"]
    say(f"  facts / ATTACH and upsert         {verdict(facts['first'] / found['typed-attach']['first'], 5)}")
    say(f"  memory above the imports, MiB     {verdict(facts['memory'] / 2**20, 40)}")
    say(f"  file / typed rows                 {verdict(facts['bytes'] / found['typed-attach']['bytes'], 2.5)}")
    clear(folder)


def open_an_evening(folder: Path) -> None:
    """Opening for work 2,000 notes with four facts each, beside reading as many typed rows."""
    say("opening 2,000 notes with four facts each")
    found = [run(folder, "open", "open") for _ in range(5)]
    ours, bare = (statistics.median(one[key] for one in found) for key in ("first", "again"))
    say(f"  open                {ours * 1e3:9.2f} ms   typed rows {bare * 1e3:9.2f} ms")
    say(f"  open / typed rows as tuples       {verdict(ours / bare, 20)}")


def join_a_copied_laptop(folder: Path) -> None:
    """One laptop's folder copied to another, device id and all; both write a note: which notes are left?"""
    say("a copied laptop: both add a note under one device id, joined in both orders")
    for family in ("facts", "pycrdt", "loro", "automerge"):
        found = run(folder, f"copied-{family}", "copied")
        notes = " | ".join(", ".join(names) for names in found["notes"])
        say(f"  {family:14}{notes:60} {'the same' if found['notes'][0] == found['notes'][1] else 'NOT the same'}")


def clear(folder: Path) -> None:
    """Make room for the next."""
    for path in folder.iterdir():
        if path.is_file() and path.suffix.lstrip(".") in {*FAMILY.values(), "out"}:
            path.unlink()


if __name__ == "__main__":
    main()
