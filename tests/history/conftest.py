"""What most tests of a history begin with."""

from pathlib import Path

import pytest

from tests.history.recorded import Recorded


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    recorded = Recorded(tmp_path / "register")
    recorded.commit()
    return recorded
