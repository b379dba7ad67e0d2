"""Says which tests come to which lines of the files that are watched: a plugin of pytest, for the runs of `run`.

``FACILITATORE_REACH`` names the file to write; ``FACILITATORE_CHOSEN`` a file with the names of the only tests to run,
in their order.
"""

from __future__ import annotations

import builtins
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator


def pytest_configure(config: pytest.Config) -> None:
    """Watch, where that is asked for."""
    if wish := os.environ.get("FACILITATORE_REACH"):
        config.pluginmanager.register(_Watching(Path(wish)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that were chosen, in their order."""
    if chosen := os.environ.get("FACILITATORE_CHOSEN"):
        places = {name: place for place, name in enumerate(json.loads(Path(chosen).read_text(encoding="utf-8")))}
        items[:] = sorted((item for item in items if item.nodeid in places), key=lambda item: places[item.nodeid])


class _Watching:
    """Writes of each test that passed how long it took and where it came."""

    def __init__(self, written: Path) -> None:
        self._written = written
        self._lines: set[tuple[str, int, int]] = set()
        self._tests: dict[str, dict[str, Any]] = {}
        builtins._reached = lambda *where: self._lines.add(where)  # type: ignore[attr-defined]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._lines.clear()
        begun = time.process_time()
        try:
            return (yield)
        finally:
            lines: dict[str, list[int]] = {}
            for file, first, last in sorted(self._lines):
                lines.setdefault(file, []).extend(range(first, last + 1))
            told = self._tests.setdefault(item.nodeid, {"passed": True})
            told |= {"seconds": time.process_time() - begun, "lines": lines}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or report.skipped:
            self._tests.setdefault(report.nodeid, {})["passed"] = False

    def pytest_sessionfinish(self) -> None:
        passed = {name: told for name, told in self._tests.items() if told.get("passed")}
        self._written.write_text(json.dumps(passed), encoding="utf-8")
