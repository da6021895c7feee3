from typing import Any

import pytest

from survey_app import web
from survey_app.accounts import service
from survey_app.accounts.model import Person, Role, code_of

NOW = web.now()


@pytest.fixture
def office(office: Any) -> Any:
    """The office with an administrator and an inspector."""
    for name, role in (("chief", Role.ADMINISTRATOR), ("anh", Role.INSPECTOR)):
        service.add_person(office.store, Person(name, "Phạm Chi", role), "mật khẩu đủ dài", NOW)
    return office


def test_enrol__by_an_administrator__prints_a_code_that_lets_one_in_and_where(office: Any) -> None:
    office.survey("settings", "set", "public_url", "https://khaosat.example")
    result = office.survey("devices", "enrol", "Máy 1", "--by", "chief")
    code, address = result.stdout.strip().split("\t")
    assert address == f"https://khaosat.example/tablet/#enrol={code}"
    device, _ = service.enrol(office.store, code_of(code), "here", web.now())
    assert device.name == "Máy 1"
    listed = office.survey("devices", "list").stdout.strip("\n").split("\t")
    assert listed[:2] == [device.id, "Máy 1"]
    assert listed[3:] == ["", "", "", "", ""]


def test_enrol__where_tablets_cannot_reach__prints_the_code_and_says_what_to_set(office: Any) -> None:
    result = office.survey("devices", "enrol", "Máy 1", "--by", "chief")
    assert result.exit_code == 0
    assert "public_url" in result.stderr
    assert "\t" in result.stdout


@pytest.mark.parametrize("by", ["anh", "nobody"])
def test_enrol__by_who_does_not_administer__is_refused(office: Any, by: str) -> None:
    result = office.survey("devices", "enrol", "Máy 1", "--by", by)
    assert result.exit_code == 1
    assert result.stdout == ""


def test_revoke__a_tablet__is_listed_as_revoked(office: Any) -> None:
    code = service.invite(office.store, "Máy 1", "chief", NOW)
    device, _ = service.enrol(office.store, code, "here", NOW)
    assert office.survey("devices", "revoke", device.id, "--by", "chief").stdout == "Máy 1\n"
    assert office.survey("devices", "list").stdout.split("\t")[6] != ""
    again = office.survey("devices", "revoke", device.id, "--by", "chief")
    assert (again.exit_code, "từ trước" in again.stderr) == (1, True)
    assert office.survey("devices", "revoke", "none", "--by", "chief").exit_code == 1
