"""Who works in the demonstration: of every role somebody, and of two communes their own people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from survey_app.accounts import service as people
from survey_app.accounts.model import Person, Role, Scope
from survey_app.store import Store

CHIEF: Final = "demo"
FINDER, COMPANION, FURTHER = "kiemtra1", "kiemtra2", "kiemtra3"
LEAD, SECOND_LEAD, SECRETARY = "truongdoan", "truongdoan2", "thuky1"
VERIFIER, LEADER = "thamtra", "quyetdinh"
HEAD, CONTACT, SECOND_HEAD = "thutruong", "daumoi", "thutruong2"
PEOPLE: Final = (
    Person(CHIEF, "Quản trị bản minh họa", Role.ADMINISTRATOR),
    Person(FINDER, "Nguyễn Thị Kiểm (minh họa)", Role.INSPECTOR),
    Person(COMPANION, "Trần Văn Tra (minh họa)", Role.INSPECTOR),
    Person(FURTHER, "Lý Văn Soát (minh họa)", Role.INSPECTOR),
    Person(SECRETARY, "Vũ Thị Ghi (minh họa)", Role.SECRETARY),
    Person(LEAD, "Hoàng Văn Dẫn (minh họa)", Role.TEAM_LEAD),
    Person(SECOND_LEAD, "Đặng Thị Đoàn (minh họa)", Role.TEAM_LEAD),
    Person(VERIFIER, "Đỗ Thị Tra (minh họa)", Role.VERIFIER),
    Person(LEADER, "Bùi Văn Định (minh họa)", Role.LEADER),
    Person(HEAD, "Ngô Thị Trưởng (minh họa)", Role.UNIT_HEAD),
    Person(SECOND_HEAD, "Hồ Văn Chủ (minh họa)", Role.UNIT_HEAD),
    Person(CONTACT, "Dương Văn Mối (minh họa)", Role.UNIT_CONTACT),
    Person("phantich", "Lê Thị Số (minh họa)", Role.ANALYST),
    Person("lanhdao", "Phạm Văn Xem (minh họa)", Role.VIEWER),
)
ROLES: Final[Mapping[str, Role]] = {person.username: person.role for person in PEOPLE}
NAMES: Final[Mapping[str, str]] = {person.username: person.name for person in PEOPLE}
FIRST_COMMUNE, SECOND_COMMUNE = "01.001", "04.001"
_OWN: Final[Mapping[str, str]] = {HEAD: FIRST_COMMUNE, CONTACT: FIRST_COMMUNE, SECOND_HEAD: SECOND_COMMUNE}


def add_people(store: Store, password: str, now: datetime) -> None:
    """Add everybody of the demonstration, all with the same ``password``."""
    for person in PEOPLE:
        own = [Scope(_OWN[person.username])] if person.username in _OWN else []
        people.add_person(store, person, password, now, own)


def its_people(store: Store) -> dict[Role, list[str]]:
    """The user names of those who came with the demonstration and are still there, by role."""
    there = {person.username for person in people.people(store.read())}
    names: dict[Role, list[str]] = {}
    for person in PEOPLE:
        if person.username in there:
            names.setdefault(person.role, []).append(person.username)
    return names


def others(store: Store) -> set[str]:
    """The user names of those it did not come with."""
    return {person.username for person in people.people(store.read())} - set(ROLES)
