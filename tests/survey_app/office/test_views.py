import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from survey_app.office import service
from survey_app.office.model import State
from survey_app.store import put_setting
from tests.survey_app.conftest import NOW

Browse = Callable[..., Any]
GOOD = {
    "public_url": "https://khaosat.tinh.gov.vn/",
    "office_name": "Sở Nội vụ tỉnh Mẫu",
    "office_parent": "UBND tỉnh Mẫu",
}


def seen(browser: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', browser.client.get("/settings").text)
    assert found is not None
    return found[1]


def test_settings__good_values__are_kept_together(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    answer = browser.post("/settings", seen=seen(browser), hotspot_only="y", **GOOD)
    assert (answer.status_code, answer.location) == (303, "/settings")
    kept = service.settings(office.store.read())
    assert kept["public_url"] == "https://khaosat.tinh.gov.vn"
    assert kept["office_name"] == "Sở Nội vụ tỉnh Mẫu"
    assert kept["hotspot_only"] == "yes"
    assert 'value="Sở Nội vụ tỉnh Mẫu"' in browser.client.get("/settings").text


def test_settings__roles_ticked__must_prove_themselves_twice_and_the_page_shows_them(
    office: Any, staff: Browse
) -> None:
    browser = staff("administrator")
    roles = {"second_factor_roles": ["leader", "secretary"]}
    assert browser.post("/settings", seen=seen(browser), **GOOD, **roles).status_code == 303
    assert service.settings(office.store.read())["second_factor_roles"] == "leader,secretary"
    page = browser.client.get("/settings").text
    assert re.findall(r'name="second_factor_roles"[^>]* value="(\w+)" checked', page) == [
        "leader",
        "secretary",
    ]
    wrong = browser.post("/settings", seen=seen(browser), **GOOD, second_factor_roles="chef")
    assert wrong.status_code == 422


@pytest.mark.parametrize("typed", ["https://a.vn/khao-sat", "https://admin@a.vn"])
def test_settings__address_with_more_than_a_host__is_refused_and_stays_as_typed(
    office: Any, staff: Browse, typed: str
) -> None:
    browser = staff("administrator")
    answer = browser.post("/settings", seen=seen(browser), **(GOOD | {"public_url": typed}))
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert service.settings(office.store.read())["public_url"] == ""


def test_settings__one_bad_value__keeps_none_and_says_it_at_its_field(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    answer = browser.post("/settings", seen=seen(browser), **(GOOD | {"public_url": "khaosat"}))
    assert answer.status_code == 422
    assert 'href="#public_url"' in answer.text
    assert 'value="khaosat"' in answer.text
    assert service.settings(office.store.read())["office_name"] == ""


def test_settings__changed_by_somebody_else_meanwhile__asks_again(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    before = seen(browser)
    assert browser.post("/settings", seen=before, **GOOD).status_code == 303
    second = browser.post("/settings", seen=before, **(GOOD | {"office_name": "Sở Khác"}))
    assert second.status_code == 422
    assert "Có người khác vừa đổi" in second.text
    assert service.settings(office.store.read())["office_name"] == "Sở Nội vụ tỉnh Mẫu"


def test_settings__no_address_yet__page_says_what_to_do(staff: Browse) -> None:
    assert "notice" in staff("administrator").client.get("/settings").text


def test_backups__none_yet__says_what_to_do_then_one_is_made_and_checked(office: Any, staff: Browse) -> None:
    browser = staff("administrator")
    assert "Chưa có bản sao lưu" in browser.client.get("/settings/backups").text
    assert browser.post("/settings/backups").status_code == 303
    page = finished(browser)
    name = re.search(r"survey-\d{8}-\d{6}\.db", page)
    assert name is not None
    assert "Nguyên vẹn" in page
    assert browser.post("/settings/backups", check=name[0]).status_code == 303
    assert "Đã xong" in finished(browser)


def finished(browser: Any) -> str:
    for _ in range(1200):
        answer = browser.client.get("/settings/backups")
        if "Refresh" not in answer.headers:
            return str(answer.text)
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.parametrize("name", ["../survey.db", "nowhere.db", "/etc/passwd"])
def test_backups__check_of_a_file_that_is_none__is_refused(staff: Browse, name: str) -> None:
    assert staff("administrator").post("/settings/backups", check=name).status_code == 404


def test_health__page__says_state_and_what_to_do(staff: Browse) -> None:
    page = staff("administrator").client.get("/settings/health")
    assert page.status_code == 200
    assert "SQLite" in page.text
    assert "Chưa có bản sao lưu" in page.text


def test_home__administrator_of_a_new_office__sees_what_is_to_be_done(office: Any, staff: Browse) -> None:
    page = staff("administrator").client.get("/").text
    assert "Việc cần làm để bắt đầu" in page
    assert page.count("step-open") >= 3
    assert page.count("step-done") >= 2  # units and questionnaires are there


@pytest.mark.parametrize(
    ("role", "shown", "hidden"), [("viewer", "/results", "/settings"), ("inspector", "/findings", "/results")]
)
def test_home__other_roles__see_only_what_is_theirs(
    staff: Browse, role: str, shown: str, hidden: str
) -> None:
    page = staff(role).client.get("/").text
    assert "Việc cần làm để bắt đầu" not in page
    assert f'href="{shown}"' in page
    assert f'href="{hidden}"' not in page


def test_pages__words_of_the_command_line__stand_on_none(staff: Browse) -> None:
    browser = staff("administrator")
    for path in ("/settings", "/settings/health", "/rounds", "/results"):
        for language in ("vi", "en"):
            page = browser.client.get(f"{path}?lang={language}").text
            assert not re.search(r"survey (settings|rounds|collectors|backup|doctor)\b", page), path
            assert "hotspot_only" not in re.sub(r'"[^"]*"', "", page), path


def test_doctor__address_of_this_machine_in_a_demonstration__is_to_be_watched(office: Any) -> None:
    for name in ("demo", "hotspot_only"):
        office.store.write(lambda db, name=name: put_setting(db, name, "yes"))
    for url, said in (("http://127.0.0.1:8000", True), ("https://khaosat.tinh.gov.vn", False)):
        office.store.write(lambda db, url=url: put_setting(db, "public_url", url))
        (found,) = (
            one for one in service.look_over(office.store, NOW) if one.key.endswith(("_address", "_loopback"))
        )
        assert (found.state is State.WATCH, found.key.endswith("loopback")) == (said, said)


def test_doctor__what_a_page_offers_to_click__is_said_as_a_command(office: Any) -> None:
    for language in ("vi", "en"):
        said = office.survey("doctor", language=language).stdout
        assert "survey settings set public_url" in said
        assert "survey backup" in said
    assert "(yes/no)" in office.survey("settings", "list").stdout
