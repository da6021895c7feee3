"""Draws by lot: made once, kept with their list, seen by whom they are for, done again by anybody."""

import csv
import io
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Invalid, NotFound, Refused
from survey_app.inspections.drawing import draw, grouped_digest
from survey_app.inspections.model.cases import Kind, Member, NewCase, Task
from survey_app.inspections.model.draws import Draw, DrawKind, DrawList, Line, NewDraw, Wanted
from survey_app.inspections.service import cases
from survey_app.inspections.service import draws as service
from survey_app.places.model import UnitType
from tests.survey_app.inspections.conftest import NOW

SEED = "xsmb 22-11-2026 73815"
ANH, CUONG = Asker("anh", Role.INSPECTOR), Asker("cuong", Role.INSPECTOR)
LEADER = Asker("leader", Role.LEADER)
HEAD = Asker("head", Role.UNIT_HEAD, ("C1",))
LIST = "Mã hồ sơ,Người nộp,Tình trạng,Thủ tục\n" + "".join(
    f"HS-{number:02},Nguyễn Văn {chr(64 + number)}n,{'Trễ' if number % 3 == 0 else 'Đúng hạn'},Khai sinh\n"
    for number in range(1, 13)
)
LINES = tuple(Line(f"HS-{number:02}", "Trễ" if number % 3 == 0 else "Đúng hạn") for number in range(1, 13))


def new(**changed: Any) -> NewDraw:
    """A good new draw of two late dossiers and three others, with ``changed`` in place of its own."""
    rows = tuple((line.code, line.group) for line in LINES)
    values = {
        "kind": DrawKind.DOSSIERS,
        "about": "Hồ sơ để kiểm tra",
        "source": "ds.csv",
        "seed": f"  {SEED} ",
        "seed_from": "Xổ số",
        "wanted": Wanted(0, 1, {"Trễ": 2, "Đúng hạn": 3}),
        "listed": DrawList(LINES, ("Mã hồ sơ", "Tình trạng"), rows, "Mã hồ sơ", "Tình trạng", ("Người nộp",)),
    }
    return NewDraw(**{**values, **changed})


def unannounced(team: Any) -> str:
    """The id of an unannounced case that is not approved, led by Bình."""
    members = (Member("binh", Task.LEAD),)
    planned = team.today + timedelta(3)
    wanted = NewCase("C1", Kind.UNANNOUNCED, planned, "Đột xuất", round="K1", members=members)
    chief = Asker("chief", Role.ADMINISTRATOR)
    return cases.make_case(team.store, chief, wanted, NOW).id


@pytest.fixture
def made(team: Any) -> Draw:
    return service.make_draw(team.store, ANH, new(), NOW)


def test_make_draw__good__is_what_the_method_gives_and_stays(team: Any, made: Draw) -> None:
    kept = service.draw(team.store.read(), ANH, made.id)
    assert kept == made
    assert kept.seed == SEED
    assert kept.drawn == draw(LINES, SEED, made.wanted)
    assert (kept.taken, kept.listed, kept.left_out) == (5, 12, ("Người nộp",))
    assert service.list_of(team.store.read(), kept).lines == LINES
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        team.store.write(lambda db: db.execute("UPDATE inspections_draw SET seed = 'x'"))


def test_make_draw__everything_wrong__says_all_at_once(team: Any) -> None:
    with pytest.raises(Invalid) as caught:
        service.make_draw(team.store, ANH, new(about=" ", seed="", seed_from="", wanted=Wanted(99, -1)), NOW)
    places = {one.place for one in caught.value.problems}
    assert places == {"about", "seed", "seed_from", "number", "replacements"}
    assert service.draws(team.store.read(), ANH) == []


def test_make_draw__role_that_does_not_inspect__is_refused(team: Any) -> None:
    for asker in (LEADER, HEAD, Asker("viewer", Role.VIEWER)):
        with pytest.raises(Refused):
            service.make_draw(team.store, asker, new(), NOW)


def test_draw__of_somebody_else__is_not_there_but_for_those_who_lead(team: Any, made: Draw) -> None:
    db = team.store.read()
    for asker in (CUONG, HEAD, Asker("viewer", Role.VIEWER), Asker("far", Role.LEADER, ("C9",))):
        with pytest.raises(NotFound):
            service.draw(db, asker, made.id)
        assert service.draws(db, asker) == []
    for asker in (LEADER, Asker("chief", Role.ADMINISTRATOR)):
        assert service.draw(db, asker, made.id) == made
    for strange in ("", "x", made.id[:-1] + "z"):
        with pytest.raises(NotFound):
            service.draw(db, ANH, strange)


def test_draw__for_an_unannounced_case__is_not_there_for_who_may_not_know_of_it(team: Any) -> None:
    case = unannounced(team)
    binh = Asker("binh", Role.INSPECTOR)
    with pytest.raises(NotFound):
        service.make_draw(team.store, ANH, new(inspection=case), NOW)
    made = service.make_draw(team.store, binh, new(inspection=case), NOW)
    db = team.store.read()
    assert service.of_case(db, binh, case) == [made]
    for asker in (ANH, CUONG, HEAD):
        assert service.draws(db, asker) == []
        with pytest.raises(NotFound):
            service.draw(db, asker, made.id)


def test_which_time__drawn_twice_from_one_list__says_so(team: Any, made: Draw) -> None:
    again = service.make_draw(team.store, CUONG, new(seed="another"), NOW + timedelta(seconds=1))
    db = team.store.read()
    assert service.which_time(db, made) == (1, 2)
    assert service.which_time(db, again) == (2, 2)
    assert service.drawn_before(db, made.digest) == 2


def test_check__other_list__says_where_it_differs(team: Any, made: Draw) -> None:
    other = [Line("HS-01", "Trễ"), *LINES[2:], Line("HS-99", "Trễ")]
    found = service.check(made, other, LINES)
    assert (found.holds, found.missing, found.added, found.regrouped) == (
        False,
        ("HS-02",),
        ("HS-99",),
        ("HS-01",),
    )
    assert service.check(made, reversed(LINES), LINES).holds
    swapped = {**{line.code: line.group for line in LINES}, "HS-01": "Trễ", "HS-03": "Đúng hạn"}
    for groups in (swapped, dict.fromkeys(swapped, "Trễ")):
        lines = [Line(code, group) for code, group in groups.items()]
        assert {"HS-01"} <= set(service.check(made, lines, LINES).regrouped)


def test_drawn_before__from_the_same_codes_in_other_groups__counts_them(team: Any, made: Draw) -> None:
    alone = DrawList(tuple(Line(line.code) for line in LINES), code="Mã hồ sơ")
    again = service.make_draw(team.store, CUONG, new(wanted=Wanted(3), listed=alone), NOW)
    db = team.store.read()
    assert again.digest == made.digest
    assert service.drawn_before(db, made.digest) == 2
    assert service.grouping(db, made) == grouped_digest(LINES)
    assert service.grouping(db, again) == ""


def test_check__draw_by_the_method_before__still_holds(team: Any, made: Draw) -> None:
    first = "sha256_order@1"
    drawn = draw(LINES, SEED, made.wanted, first)
    before = replace(made, method=first, digest=grouped_digest(LINES), drawn=drawn)
    assert drawn != made.drawn
    assert service.check(before, reversed(LINES), LINES).holds
    assert service.grouping(team.store.read(), before) == ""
    assert (before.digests_groups, made.digests_groups) == (True, False)


def test_as_csv__list__is_in_the_order_of_the_lot(team: Any, made: Draw) -> None:
    text = service.as_csv(team.store.read(), made).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Mã hồ sơ", "Tình trạng", "rank", "lot", "result"]
    late = [row for row in rows[1:] if row[1] == "Trễ"]
    assert [row[0] for row in late if row[4] == "drawn"] == list(made.drawn[0].codes)
    assert late == sorted(late, key=lambda row: row[3])
    assert "Nguyễn" not in text


def test_units_below__commune__holds_what_stands_there_that_day(team: Any) -> None:
    db = team.store.read()
    found = service.units_below(db, "C1", [UnitType.COUNTER, UnitType.COMMUNE], team.today)
    assert [unit.code for unit in found] == ["C1", "Q1"]
    listed = service.list_of_units(found, by_type=True)
    assert listed.lines == (Line("C1", "commune"), Line("Q1", "counter"))
    with pytest.raises(NotFound):
        service.units_below(db, "C9", [UnitType.COMMUNE], team.today)


def test_pages__dossiers__are_drawn_without_names_and_verified(tablet: Callable[..., Any]) -> None:
    anh = tablet("anh")
    anh.open("/draws/dossiers")
    taken = anh.press("/draws/dossiers", file=(LIST.encode(), "ds.csv"), personal="leave_out")
    assert taken.status_code == 303
    page = anh.open(taken.location)
    assert "Người nộp" in page.text
    assert "Nguyễn Văn" not in page.text
    wanted = {"code": "Mã hồ sơ", "group": "Tình trạng", "how": "each", "each": "Trễ: 2\nĐúng hạn: 3"}
    wrong = anh.press(taken.location, **wanted, about="", seed="", seed_from="", replacements="1")
    assert wrong.status_code == 422
    said = {"about": "Hồ sơ", "seed": SEED, "seed_from": "Xổ số", "replacements": "1"}
    made = anh.press(taken.location, **wanted, **said)
    assert made.status_code == 303
    page = anh.open(made.location)
    drawn = draw(LINES, SEED, Wanted(0, 1, {"Trễ": 2, "Đúng hạn": 3}))
    shown = re.findall(r'class="code">([^<]+)<', page.text)
    assert shown == [code for one in drawn for code in (*one.codes, *one.replacements)]
    assert anh.open(taken.location).status_code == 404  # the list does not wait any more
    anh.open(made.location)
    assert "đúng kết quả đã lưu" in anh.press(made.location, file=(LIST.encode(), "ds.csv")).text
    anh.open(made.location)
    other = LIST.replace("HS-12", "HS-99").encode()
    assert "HS-99" in anh.press(made.location, file=(other, "ds.csv")).text
    listed = anh.open(made.location + "/list.csv")
    anh.open(made.location)
    assert "đúng kết quả đã lưu" in anh.press(made.location, file=(listed.data, "list.csv")).text
    assert SEED in anh.open(made.location + "/minutes").text
    assert tablet("cuong").open(made.location).status_code == 404


def test_pages__list_with_faults__says_every_row_and_draws_nothing(tablet: Callable[..., Any]) -> None:
    anh = tablet("anh")
    anh.open("/draws/dossiers")
    assert anh.press("/draws/dossiers", personal="hash").status_code == 422
    anh.open("/draws/dossiers")
    broken = "Mã hồ sơ,Tình trạng\nA,x\n,x\nA,x\n".encode()
    taken = anh.press("/draws/dossiers", file=(broken, "ds.csv"), personal="hash")
    page = anh.open(taken.location).text
    assert "ds.csv:3" in page
    assert "ds.csv:4" in page
    said = {
        "about": "Hồ sơ",
        "seed": SEED,
        "seed_from": "Xổ số",
        "how": "share",
        "number": "1",
        "replacements": "0",
    }
    assert anh.press(taken.location, **said, code="Mã hồ sơ", group="").status_code == 422
    assert "Chưa có lần bốc thăm" in anh.open("/draws").text


def test_pages__units__are_drawn_from_the_tree(tablet: Callable[..., Any]) -> None:
    anh = tablet("anh")
    anh.open("/draws/units")
    asked = {"plan": "", "under": "C1", "types_": ["commune", "counter"], "by_type": "no", "how": "share"}
    said = {"about": "Đơn vị", "seed": SEED, "seed_from": "Xổ số", "number": "1", "replacements": "1"}
    looked = anh.press("/draws/units", **asked, look="1")
    assert looked.status_code == 200
    assert "Q1" in looked.text
    made = anh.press("/draws/units", **asked, **said)
    assert made.status_code == 303
    (drawn,) = draw((Line("C1"), Line("Q1")), SEED, Wanted(1, 1))
    page = anh.open(made.location).text
    assert re.findall(r'class="code">([^<]+)<', page) == [*drawn.codes, *drawn.replacements]
    assert "Phường Một" in page
    anh.open("/draws/units")
    unseen = anh.press("/draws/units", **asked, **said)
    assert unseen.status_code == 422
    assert "Danh sách đơn vị khác với danh sách trang vừa hiện" in unseen.text
    assert "Q1" in unseen.text
    assert anh.press("/draws/units", **asked, **said).status_code == 303  # it was seen now
    anh.open("/draws/units")
    nothing = anh.press("/draws/units", **{**asked, "under": "C9"}, **said)
    assert nothing.status_code == 422
