"""Making a visit, and the list of visits."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from survey_app.inspections import service
from survey_app.inspections.model import Asked, Visit
from survey_app.places import service as places
from tests.survey_app.inspections.conftest import UNITS


def test_new_visit__by_name_without_marks__is_offered_then_made(team: Any, tablet: Any) -> None:
    anh = tablet("anh")
    assert "Chưa có lượt kiểm tra nào" in anh.open("/inspections").text
    anh.open("/inspections/new")
    known = {"round": "K1", "day": team.today.isoformat(), "inspectors": "binh"}
    offered = anh.press("/inspections/new", place="quay", **known)
    assert offered.status_code == 200  # an ordinary step: nothing is wrong
    assert "Có mục cần sửa" not in offered.text
    assert "Chọn đúng nơi kiểm tra" in offered.text
    assert "Quầy 1, Phường Một, Thành phố Hà Nội (Q1)" in offered.text
    assert 'value="Q1" checked' in offered.text
    made = anh.press("/inspections/new", place="quay", unit="Q1", **known)
    assert made.status_code == 303
    assert "Bắt đầu điền" in anh.open(made.location).text
    assert [one.inspectors for one in _listed(team, team.anh)] == [("anh", "binh")]


@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "Kiểm tra Bộ phận Một cửa – K1 ("), ("en", "Check of a one-stop counter – K1 (")],
)
def test_new_visit__rounds_to_choose_from__are_named_by_what_they_ask(
    tablet: Any, language: str, said: str
) -> None:
    assert said in tablet("anh").open(f"/inspections/new?lang={language}").text


def _listed(team: Any, who: Any) -> list[Visit]:
    return service.listed(team.store.read(), who, Asked(), 0, 50)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"place": "zzz"}, "Không tìm thấy nơi nào"),
        ({"place": ""}, "Cần điền mục này"),
        ({"place": "01"}, "là tỉnh, thành phố"),
        ({"round": "OLD"}, "Chọn một trong các mục"),
        ({"day": "hôm nay"}, "ngày"),
        ({"day": "2999-01-01"}, "không được sau hôm nay"),
        ({"inspectors": "viewer"}, "Không thể cử: viewer"),
        ({"place": "Q2"}, "“Q2” chưa có hoặc đã thôi hoạt động vào ngày"),
    ],
)
def test_new_visit__bad__says_so_and_makes_none(
    team: Any, tablet: Any, wrong: dict[str, str], said: str
) -> None:
    anh = tablet("anh")
    anh.open("/inspections/new")
    good = {"round": "K1", "place": "Q1", "day": team.today.isoformat(), "inspectors": "binh"}
    answer = anh.press("/inspections/new", **{**good, **wrong})
    assert answer.status_code == 422
    assert said.casefold() in unescape(answer.text).casefold()
    assert _listed(team, team.chief) == []


def test_new_visit__day_far_outside_the_round__names_the_day_and_not_the_place(
    team: Any, tablet: Any
) -> None:
    anh = tablet("anh")
    anh.open("/inspections/new")
    answer = anh.press("/inspections/new", round="K1", place="quay 1", day="2019-01-02", inspectors="binh")
    assert answer.status_code == 422
    first, last = (team.today + timedelta(days) for days in (-20, 20))
    assert f"Ngày kiểm tra phải nằm trong đợt, từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}" in answer.text
    assert "Không tìm thấy nơi nào" not in answer.text
    assert 'value="quay 1"' in answer.text


def test_new_visit__same_place_and_day_again__is_warned_and_offered_the_first(team: Any, tablet: Any) -> None:
    first = team.make()
    anh = tablet("anh")
    anh.open("/inspections/new")
    good = {"round": "K1", "place": "q1", "day": team.today.isoformat()}
    warned = anh.press("/inspections/new", **good)
    assert warned.status_code == 422
    assert f"/inspections/{first.id}" in warned.text
    assert anh.press("/inspections/new", again="y", **good).status_code == 303
    assert len(_listed(team, team.anh)) == 2


def test_list__filters_and_pages__show_what_is_asked(team: Any, tablet: Any) -> None:
    for days in range(20):
        team.make(team.new(day=team.today - timedelta(days)))
        team.make(team.new(unit="C1", day=team.today - timedelta(days)))
    anh = tablet("anh")
    first = anh.open("/inspections").text
    assert first.count('<th scope="row">') == 25
    assert first.count('<td>Kiểm tra Bộ phận Một cửa <span class="quiet">K1') == 25
    assert ">K1 – Kiểm tra Bộ phận Một cửa</option>" in first
    assert anh.open("/inspections?page=2").text.count('<th scope="row">') == 15
    turned = anh.open("/inspections?round=K1&endpoint=x&page=1&_scheme=javascript&_external=1").text
    assert 'rel="next" href="/inspections?page=2&amp;round=K1"' in turned
    narrowed = anh.open("/inspections?place=phuong+mot&state=draft&round=K1").text
    assert narrowed.count('<th scope="row">') == 20
    assert "Quầy 1" not in narrowed
    assert "khớp với bộ lọc" in anh.open("/inspections?round=none&state=nonsense&page=x").text


def test_new_visit__places_found__stand_in_vietnamese_order_each_below_what_it_belongs_to(
    team: Any, tablet: Any
) -> None:
    rows = [
        "A1,Xã Dũng: Quầy 10,,counter,Z2,2025-07-01,,,",
        "A2,Xã Dũng: Quầy 2,,counter,Z2,2025-07-01,,,",
        "B1,Xã Đông,,commune,01,2025-07-01,,,",
        "Z2,Xã Dũng,,commune,01,2025-07-01,,,",
    ]
    table = "\n".join([UNITS.partition("\n")[0], *rows]).encode()
    team.store.write(lambda db: places.import_units(db, places.read_units(table, "more.csv")))
    anh = tablet("anh")
    anh.open("/inspections/new")
    known = {"round": "K1", "day": team.today.isoformat(), "inspectors": "binh"}
    page = anh.press("/inspections/new", place="xa", **known).text
    assert re.findall(r'name="unit"[^>]*value="(\w+)"', page) == ["Z2", "A2", "A1", "B1"]
