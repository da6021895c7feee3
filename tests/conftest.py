"""Fixtures shared by all tests: a real instance in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from survey_app import store


@pytest.fixture
def instance(tmp_path: Path) -> store.Instance:
    return store.Instance(tmp_path / "instance")


@pytest.fixture
def opened(instance: store.Instance) -> Iterator[store.Store]:
    opened = store.create(instance)
    yield opened
    opened.close()
