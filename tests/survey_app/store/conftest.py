"""What is kept in these tests is on disk as it is for an office."""

import pytest

from survey_app.store import connect
from tests.conftest import DURABLE


@pytest.fixture(autouse=True)
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "_PRAGMAS", DURABLE)
