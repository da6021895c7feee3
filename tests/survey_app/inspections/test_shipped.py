"""The shipped forms of staff on a visit: the review announces what is recorded, the record shows results."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from html import unescape
from typing import Any

import pytest

from forms import Compiled, Instrument, Item, ItemType, compile_workbook, load_shipped
from forms.addresses import place_of
from forms.items import FILES
from survey_app import media
from survey_app.findings.service import visit_findings
from survey_app.inspections import service
from survey_app.inspections import store as rows
from survey_app.inspections.model import Given, Visit
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds
from tests.survey_app.inspections.conftest import NOW

M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)
BALANCED = {"F01_carried": "10", "F01_new": "5", "F01_on_time": "10", "F01_late": "2", "F01_overdue": "3"}
NUMBERS = {
    "cchc_checklist": BALANCED
    | {"F02": "2", "B03_checked": "10", "D08_visits": "4", "A02_total": "9", "C02_area": "60"},
    "mystery_visit": {"arrived": "08:00", "called": "08:10", "left": "08:30", "open": "yes"},
    "quick_interview": {"people": "2", "declined": "1", "person": "2"},
}


@cache
def shipped(name: str) -> Compiled:
    return compile_workbook(load_shipped(name), f"{name}.md")


def worst(instrument: Instrument, item: Item) -> Given:
    """An answer that fails where one does."""
    choices = instrument.choices(item)
    if item.type is ItemType.SELECT_ONE:
        failing = [one.name for one in choices if one.fails or one.name in ("1", "more")]
        paid = item.fails is not None and item.fails.source == ". = 'yes'"
        return "yes" if paid else (failing or [choices[0].name])[0]
    if item.type is ItemType.SELECT_MULTIPLE:
        return [choices[0].name]
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return "0"
    days = {ItemType.TIME: "08:00", ItemType.DATE: "2026-01-15", ItemType.ACKNOWLEDGE: "yes"}
    return days.get(item.type, "Kiểm tra lúc 7 giờ 15, có biên bản")


@pytest.fixture
def carried(team: Any) -> Callable[..., Visit]:
    """Makes a draft of a shipped form, complete, with ``given`` and else the worst answers."""

    def carry(name: str, given: Mapping[str, Given]) -> Visit:
        instrument = shipped(name).instrument

        def publish(db: Any) -> None:
            if name not in {version.id for version in instruments.versions(db)}:
                instruments.publish(db, shipped(name), load_shipped(name), f"{name}.md", NOW)
            rounds.add_round(db, "S1", name, team.today - timedelta(5), team.today + timedelta(5))

        team.store.write(publish)
        visit = team.make(team.new(round="S1"))
        photo = team.photograph(visit)
        sound = media.take_file(team.store, media.Kind.AUDIO, M4A, NOW)
        team.store.write(lambda db: service.keep_photos(db, visit.id, team.anh, [sound]))
        kept: dict[ItemType, str] = {ItemType.IMAGE: photo, ItemType.AUDIO: sound}
        answers: dict[str, Given] = {}
        for item in instrument.items:
            if item.askable and item.type not in FILES:
                places = [item.name] if item.repeat is None else [f"{item.name}[1]", f"{item.name}[2]"]
                answers |= dict.fromkeys(places, worst(instrument, item))
        answers |= given
        for _ in range(3):
            far = service.judged(instrument, team.now(visit), answers)
            for problem in far.problems:
                item = instrument.item(place_of(problem.place)[0])
                low = problem.code == "answer_constraint" and item.type is ItemType.INTEGER
                answers[problem.place] = "1" if low else kept.get(item.type, worst(instrument, item))
        assert [(one.place, one.code, one.values) for one in far.problems] == []
        team.store.write(lambda db: rows.save_draft(db, visit.id, answers))
        return team.now(visit)  # type: ignore[no-any-return]

    return carry


def announced(page: str) -> list[tuple[str, str, str]]:
    """Severity, code and statement of each finding that the review lists."""
    lines = re.findall(
        r'class="severity (n\d)".*?class="reference">([^<]*)<.*?(?:class="tall"|class="said")[^>]*>([^<]*)<',
        page,
        re.DOTALL,
    )
    return [(grave.upper(), code, unescape(said)) for grave, code, said in lines]


@pytest.mark.parametrize("name", ["cchc_checklist", "counter_check", "mystery_visit", "quick_interview"])
def test_review__of_a_shipped_form__announces_the_very_findings_that_are_recorded(
    team: Any, tablet: Any, carried: Any, name: str
) -> None:
    visit = carried(name, NUMBERS.get(name, {}))
    page = tablet("anh").open(f"/inspections/{visit.id}/review").text
    listed = announced(page)
    done = team.submit(visit)
    found = visit_findings(team.store.read(), visit.id)
    recorded = [(one.severity.value, one.code, one.text("vi")) for one in found]
    assert sorted(listed) == sorted(recorded)
    assert len(found) == done.failed > 0
    codes = {one.code for one in found}
    calculated = {"cchc_checklist": {"CV01", "TT02", "CS07"}, "mystery_visit": {"CV01"}}
    assert calculated.get(name, set()) <= codes
    links = re.findall(r'href="(/inspections/[^"]*/sections/\d+)#', page)
    assert len(links) == len(found)


def test_record__of_a_scored_unit__shows_total_and_class(team: Any, tablet: Any, carried: Any) -> None:
    scores = {"s1": "1.7", "s2": "1.6", "s3": "1.8", "s4": "1.2", "s7": "1.7"}
    visit = carried("tt01_unit", scores | {"i5": "2", "i6": "2", "i8": "2", "i9": "1"})
    team.submit(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    assert "Tổng điểm: 15" in page
    assert "xuất sắc" in page
    assert "khá." not in page
    assert "Lấy từ phiếu chấm" not in page  # what is always there is no result


def test_record__of_a_checklist__shows_what_was_worked_out_and_fails(
    team: Any, tablet: Any, carried: Any
) -> None:
    visit = carried("cchc_checklist", NUMBERS["cchc_checklist"])
    team.submit(visit)
    page = tablet("anh").open(f"/inspections/{visit.id}").text
    slow = re.search(r"<dt>Số hồ sơ trễ hạn hoặc quá hạn</dt>\s*<dd><span class=\"said\">(\d+)</span>", page)
    assert slow is not None
    assert slow[1] == "5"
