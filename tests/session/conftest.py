"""The tests of the session room use a laptop of their own, and may import the oracle that lies beside them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if str(Path(__file__).parent) not in sys.path:
    sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def no_waiting() -> None:
    """Wait for the disk here: it is what these tests are about."""


@pytest.fixture(autouse=True)
def own_laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a laptop with an empty data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "laptop" / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "laptop" / "state"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "laptop" / "data"))
    return tmp_path / "laptop"


@pytest.fixture
def link() -> Callable[[Path, Path], None]:
    """Return a function that makes a link at the first path to the second, and skips where that needs a right."""

    def linking(path: Path, target: Path) -> None:
        try:
            path.symlink_to(target)
        except OSError:
            if sys.platform != "win32":
                raise
            pytest.skip("Windows lets only administrators and developers make links")

    return linking


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="facilitatore-") as name:
        folder = Path(name) / "stick"
        folder.mkdir()
        Path(name).chmod(0o755)
        yield folder
        folder.chmod(0o755)
