"""People on their way between instances keep their units: without them they would act everywhere."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from survey_app import store
from survey_app.accounts import service
from survey_app.accounts.model import Person, Role, Scope
from survey_app.accounts.service.carrying import carried_person, take_person

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PERSON = Person("ann", "Trần An", Role.LEADER, None, "an@tinh.gov.vn")


def taken(at: store.Store, came: dict[str, Any]) -> bool:
    return at.write(lambda db: take_person(db, came, TODAY, NOW))


@pytest.fixture
def carried(office: Any) -> dict[str, Any]:
    """Somebody of two units, on their way."""
    scopes = [Scope("C1", date(2026, 1, 1), None), Scope("T1")]
    service.add_person(office.store, PERSON, "mật khẩu đủ dài", NOW, scopes)
    return carried_person(office.store.read(), "ann", signs_in=True) or {}


@pytest.fixture
def elsewhere(tmp_path: Any) -> Any:
    """Another instance."""
    made = store.create(store.Instance(tmp_path / "elsewhere"))
    yield made
    made.close()


def test_person__taken_elsewhere__acts_for_the_same_units(carried: Any, elsewhere: Any) -> None:
    assert taken(elsewhere, carried)
    db = elsewhere.read()
    assert service.person(db, "ann") == PERSON
    assert service.scopes(db, "ann") == [Scope("C1", date(2026, 1, 1), None), Scope("T1")]
    assert service.asker(db, "ann", Role.LEADER, TODAY).units == ("C1", "T1")


def test_person__of_an_older_bundle__has_neither_units_nor_address(carried: Any, elsewhere: Any) -> None:
    older = {name: value for name, value in carried.items() if name not in ("units", "email")}
    assert taken(elsewhere, {**older, "role": "viewer"})
    assert service.scopes(elsewhere.read(), "ann") == []
    assert service.person(elsewhere.read(), "ann").email == ""


def test_person__known_already__stays_as_they_are(office: Any, carried: Any) -> None:
    assert not taken(office.store, {**carried, "units": [], "role": "administrator"})
    assert service.person(office.store.read(), "ann").role is Role.LEADER
    assert len(service.scopes(office.store.read(), "ann")) == 2
