"""Denied by default: every endpoint is public by this list or names the roles it is for."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from survey_app import web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.app import create_app
from survey_app.store import Store
from tests.survey_app.conftest import browser_of, furnish_office
from wording import say

Browse = Callable[..., Any]
# What anybody in the world may open. Adding a line here is a decision.
PUBLIC = {
    "static",
    "form_script",
    "office.home",
    "office.calendar_feed",  # whoever holds its secret address
    "office.certificate_steps",
    "office.authority",
    "office.profile",
    "accounts.sign_in",
    "accounts.sign_in_code",
    "accounts.sign_in_set_up",
    "accounts.sign_out",
    "accounts.first_run",
    "responses.open_form",
    "responses.open_capitals",
    "responses.answer",
    "responses.answer_capitals",
    "responses.medium",
    "responses.thanks",
    "doors.enrol",
    "sync.shell",
    "sync.worker",
    "sync.manifest",
}
# What tablets open with their token, and whether one that was revoked may, too.
DOORS: dict[str, str] = {
    "doors.put_record": web.EVEN_REVOKED,
    "doors.record_state": web.DEVICE,
    "doors.held": web.EVEN_REVOKED,
    "doors.add": web.EVEN_REVOKED,
    "doors.pack": web.DEVICE,
    "doors.prove": web.DEVICE,
    "sync.form": web.DEVICE,
    "sync.form_file": web.DEVICE,
}

# The responses desk: who reads (inspectors what they collected), and who reviews, corrects and excludes.
_READ, _DECIDE = INSPECTING, frozenset({"administrator"})
DESK = {
    **dict.fromkeys(("listed", "one", "file", "thumbnail"), _READ),
    **dict.fromkeys(("review", "correct", "exclude", "quarantine"), _DECIDE),
    **dict.fromkeys(("files", "table", "workbook", "archive"), _DECIDE),
}

# Keying paper: who types, and who settles what differs.
KEYING = {
    **dict.fromkeys(("sheets", "first", "second", "remove", "form_file"), _READ),
    **dict.fromkeys(("settle",), _DECIDE),
}

# Something of the kind an address asks for.
_SUCH = {"int": "1", "uuid": "8f14e45f-ceea-467f-a0e6-1f4b2a0b8d11"}


@pytest.fixture
def app(office: Any) -> Flask:
    return create_app(office.store)


def guarded(app: Flask) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Method, address and roles of every page that is not public."""
    for rule in app.url_map.iter_rules():
        roles = web.guard(app, rule.endpoint)
        if rule.endpoint not in PUBLIC | DOORS.keys():
            assert isinstance(roles, frozenset), f"{rule.endpoint} is neither public nor guarded"
            one_of = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
            address = re.sub(r"<(?:(\w+):)?[^>]+>", lambda part: _SUCH.get(part[1], "R1"), one_of)
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield method, address, roles


def test_endpoints__every_one__is_public_by_list_or_guarded(app: Flask) -> None:
    public = {rule.endpoint for rule in app.url_map.iter_rules() if web.guard(app, rule.endpoint) == "public"}
    assert public == PUBLIC
    assert len(list(guarded(app))) >= 4


def test_endpoints__for_tablets__are_those_of_the_list(app: Flask) -> None:
    guards = {rule.endpoint: web.guard(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {name: by for name, by in guards.items() if by in (web.DEVICE, web.EVEN_REVOKED)} == DOORS


def test_endpoints__of_the_responses_desk__are_for_those_of_the_list(app: Flask) -> None:
    rules = [rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("desk.")]
    guards = {name.removeprefix("desk."): web.guard(app, name) for name in rules if name != "desk.static"}
    assert guards == DESK


def test_endpoints__of_keying__are_for_those_of_the_list(app: Flask) -> None:
    rules = [rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("keying.")]
    guards = {name.removeprefix("keying."): web.guard(app, name) for name in rules if name != "keying.static"}
    assert guards == KEYING


def test_endpoints__guards__name_roles_there_are(app: Flask) -> None:
    assert all(roles and roles <= set(Role) for _, _, roles in guarded(app))


def test_guarded_pages__nobody_signed_in__lead_to_the_log_in(app: Flask) -> None:
    client = app.test_client()
    for method, address, _ in guarded(app):
        answer = client.open(address, method=method)
        assert answer.status_code == 303, address
        assert answer.location.startswith("/sign-in?"), address


@pytest.fixture(scope="module")
def common(moulds: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Flask]]:
    """An application for all roles: the worker that its pages of results start takes seconds to come."""
    opened = moulds.copy(tmp_path_factory.mktemp("common") / "instance", furnish_office)
    app = create_app(opened)
    yield opened, app
    app.extensions["results"].close()
    opened.close()


@pytest.mark.parametrize("role", list(Role))
def test_guarded_pages__every_role__opens_its_own_and_no_other(
    common: tuple[Store, Flask], quick_hash: Callable[[str], str], role: Role
) -> None:
    client = browser_of(*common, role, quick_hash).client
    for method, address, roles in guarded(client.application):
        refused = client.open(address, method=method).status_code == 403
        assert refused == (role not in roles), (role, address)


def test_refused_page__says_the_role_in_words(staff: Browse) -> None:
    page = staff("inspector").client.get("/results")
    assert page.status_code == 403
    assert say("vi", "accounts.role_inspector") in page.text
    assert "(inspector)" not in page.text


def test_view_that_says_nothing__is_open_to_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert app.test_client().get("/forgotten").status_code == 303
    assert "secret" not in app.test_client().get("/forgotten").text


@pytest.mark.parametrize("role", list(Role))
def test_view_that_says_nothing__is_open_to_no_role(app: Flask, staff: Browse, role: Role) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = staff(role, app).client.get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_session_cookie__forged__is_nobody(staff: Browse) -> None:
    client = staff("administrator").client
    good = client.get_cookie("survey").value
    # Not the last letter of the signature: its lowest bits mean nothing.
    signed, _, signature = good.rpartition(".")
    other = f"{signed}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    for forged in (other, "x", "", good.replace(".", "", 1)):
        client.set_cookie("survey", forged)
        assert client.get("/results").status_code == 303
