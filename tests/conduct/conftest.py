"""What the tests of conducting share."""

from __future__ import annotations

import pytest

from tests.conduct.fake_clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock."""
    return FakeClock()
