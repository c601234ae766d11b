"""What several files of tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alerts_store import fresh

from bot.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A migrated database of its own."""
    opened = fresh(tmp_path)
    yield opened
    opened.close()
