"""What several files of tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alerts_store import fresh
from hypothesis import settings

from bot.storage.database import Database

settings.register_profile("untimed", deadline=None)  # the first question reads word lists; timings are for `bench`
settings.load_profile("untimed")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A migrated database of its own."""
    opened = fresh(tmp_path)
    yield opened
    opened.close()
