"""What holds for every test, and what many share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from chromium import chromium

# A busy machine is no reason to fail.
settings.register_profile("leadfront", deadline=None)
# For the quick loop (scripts/test --quick): a quarter of the examples.
settings.register_profile("quick", deadline=None, max_examples=25)
settings.load_profile("leadfront")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process: Playwright can't be begun twice."""
    with chromium() as opened:
        yield opened
