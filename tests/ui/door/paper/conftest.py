"""A print server for the tests of printing, started once, with no queue at the beginning of each test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.ui.door.paper.card_rig import corner  # noqa: F401 - a fixture
from tests.ui.door.paper.cups import Cups, is_installed


@pytest.fixture(scope="session")
def print_server() -> Iterator[Cups]:
    """Start CUPS where `CUPS_SERVER` says; without it the test is skipped, or fails where ``CI`` is set on Linux."""
    if not is_installed():
        refuse = pytest.fail if os.environ.get("CI") and sys.platform.startswith("linux") else pytest.skip
        refuse("needs CUPS: the packages cups-daemon and cups-client")
    with TemporaryDirectory(prefix="facilitatore-cups-") as folder:
        Path(folder).chmod(0o755)  # filters run as a user of their own, who may not look into pytest's folders
        server = Cups(Path(folder), Path(os.environ["CUPS_SERVER"]))
        yield server
        server.stop()


@pytest.fixture
def cups(print_server: Cups) -> Iterator[Cups]:
    """Give the server to a test that adds its own queues."""
    yield print_server
    print_server.clear()
