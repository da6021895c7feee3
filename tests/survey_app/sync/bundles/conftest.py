"""An office and a laptop that was away, each an instance of its own, and bundles between them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from survey_app import store
from survey_app.inspections.model import Visit
from survey_app.sync.service import bundles
from tests.survey_app.inspections.conftest import NOW, Team, team

__all__ = ["team"]


@dataclass
class Office:
    """The instance that bundles come to."""

    store: store.Store
    folder: Path

    def read(self, *files: Path) -> bundles.Catalogue:
        return bundles.open_bundle(files)

    def take(self, *files: Path, now: datetime = NOW, adds_units: bool = True) -> bundles.Imported:
        """What became of a bundle; its sender is accepted first, as if compared."""
        catalogue = self.read(*files)
        manifest = catalogue.manifest
        bundles.accept_sender(self.store, manifest, manifest.fingerprint, "chief", now)
        return bundles.import_bundle(self.store, catalogue, "chief", now, adds_units=adds_units)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = store.create(store.Instance(tmp_path / "office"))
    yield Office(opened, tmp_path)
    opened.close()


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., bundles.Written]:
    """Writes a bundle of an instance into a new file; of all there is unless asked otherwise."""

    def write(
        of: store.Store, asked: bundles.Asked | None = None, now: datetime = NOW, split: int | None = None
    ) -> bundles.Written:
        target = tmp_path / f"{uuid4().hex[:8]}.bundle"
        return bundles.write_bundle(of, target, asked or bundles.Asked(), uuid4(), now, split)

    return write


@pytest.fixture
def handed_in(team: Team) -> Visit:
    """A visit that was handed in, with two photos and a finding."""
    visit = team.make()
    team.fill(visit, B05="no", B05_photo=team.photograph(visit, "red"))
    return team.submit(visit)


@pytest.fixture
def tomorrow() -> datetime:
    """When all two-hour slots of today are over."""
    return NOW + timedelta(days=1)
