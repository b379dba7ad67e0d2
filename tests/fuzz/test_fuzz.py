"""No file, however it was made, gets more out of the session room than a `Problem`; none brings in what nobody wrote.

The inputs are the same at every run. ``FACILITATORE_TORTURE=1`` tries tens of thousands, and prints the figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parent / "files" / "corpus"
LONG: Final = os.environ.get("FACILITATORE_TORTURE") == "1"
INPUTS: Final = 25_000 if LONG else 400
SEEDS: Final = (1, 2)
"""Two processes side by side, each with its own inputs."""

_MOST_MIB: Final = 220
_SLOWEST_MS: Final = 2000.0


def start(seed: int, folder: Path) -> subprocess.Popen[str]:
    """Start the fuzzer in a process of its own, in which sets have the same order at every run."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1]), "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(HERE / "run.py"), str(INPUTS), str(seed), str(CORPUS), str(folder)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.timeout(3600 if LONG else 300)
def test_no_input_breaks_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No exception but `Problem`, no hang, no memory without bounds, no altered fact, no byte of the input changed."""
    running = [start(seed, tmp_path / str(seed)) for seed in SEEDS]
    for program in running:
        out, err = program.communicate()
        assert out, err  # the watchdog or the limit of memory ended it
        figures = json.loads(out)
        with capsys.disabled():
            if LONG:
                print(f"\n{json.dumps(figures)}")
        assert figures["failures"] == []
        assert program.returncode == 0, err
        assert figures["inputs"] > INPUTS
        assert figures["accepted"] > INPUTS / 30, "too little gets through: behind the checks nothing is tried"
        assert figures["peak_mib"] < _MOST_MIB
        assert figures["slowest_ms"] < _SLOWEST_MS, figures["slowest"]


def test_the_corpus_is_named_and_small() -> None:
    """Each file says by its name what it is for; none is larger than it must be."""
    files = sorted(CORPUS.glob("*.serata"))
    assert files
    assert all(path.stat().st_size <= 64 << 10 for path in files)
    assert not [path.name for path in files if path.name.startswith("crasher-")]
