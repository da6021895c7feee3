"""What a team leaves out of a visit: not asked, not required, counted and named."""

import re
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid, Refused
from survey_app.findings.service import visit_findings
from survey_app.inspections import service
from survey_app.inspections.scope import count_units, left_out, names_of, parts_of, whole_cut
from tests.survey_app.inspections.parts import NUMBERS, shipped


def cut(team: Any, visit: Any, *names: str, who: Any = None, revision: int | None = None) -> Any:
    asker, made_from = who or team.anh, revision or team.now(visit).revision
    return team.store.write(lambda db: service.cut_visit(db, visit.id, asker, names, made_from))


def test_parts__of_the_checklist__are_its_sections_with_a_unit_for_each_group(team: Any) -> None:
    parts = parts_of(service.instrument_of(team.store.read(), team.make()))
    assert [part.name for part in parts][:2] == ["part_posting", "part_premises"]
    names = names_of(parts)
    assert {"g_D01", "g_C08", "part_conduct"} <= names
    assert "D01_due" not in names
    assert len(left_out(parts, ["part_conduct"])) == len(parts[2].units)


def test_visit__with_a_part_left_out__does_not_ask_it_and_is_complete_without(team: Any) -> None:
    visit = team.make()
    before = service.progress(team.store.read(), visit)
    cut(team, visit, "part_conduct", "g_C08", "no such thing")
    now = team.now(visit)
    assert now.cut == ("g_C08", "part_conduct")
    after = service.progress(team.store.read(), now)
    assert len(after.sections) == len(before.sections) - 1
    given = {name: value for name, value in team.met.items() if name[:3] not in ("D01", "D02", "D03", "C08")}
    for screen in team.screens:
        team.save(visit, screen.number, {name: value for name, value in given.items() if name != "D04"})
    done = team.submit(visit)
    assert (done.state, done.failed) == ("submitted", 0)
    answers = service.progress(team.store.read(), done).checked
    assert not any(name.startswith(("D0", "C08")) for name in answers.answers)
    assert {"D01_due", "C08_working"} <= set(answers.irrelevant)


def test_answers__to_what_is_left_out__come_back_when_it_is_asked_again(team: Any) -> None:
    visit = team.make()
    team.save(visit, 2, {"C08_working": "yes"})
    cut(team, visit, "g_C08")
    far = service.progress(team.store.read(), team.now(visit))
    assert ("C08_working" in far.checked.answers, "C08_working" in team.now(visit).draft) == (False, True)
    cut(team, visit)
    assert service.progress(team.store.read(), team.now(visit)).checked.answers["C08_working"] == "yes"


def test_cutting__everything_or_by_others_or_from_an_old_page__is_refused(team: Any) -> None:
    visit = team.make()
    names = names_of(parts_of(service.instrument_of(team.store.read(), visit)))
    with pytest.raises(Invalid):
        cut(team, visit, *names)
    with pytest.raises(Refused):
        cut(team, visit, "g_C08", who=team.binh)
    cut(team, visit, "g_C08", who=team.chief)
    with pytest.raises(Conflict):
        cut(team, visit, revision=1)
    team.submit(team.fill(visit))
    with pytest.raises(Conflict):
        cut(team, visit, "g_D01")


def test_scope_page__saved__says_on_visit_review_and_record_what_is_left_out(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    path = f"/inspections/{visit.id}/scope"
    assert path in anh.open(f"/inspections/{visit.id}").text
    page = anh.open(path).text
    hidden = page.count('type="hidden" name="asked"')  # of sections with a single item
    assert page.count('name="asked"') - hidden == page.count('" checked> ') > 20
    asked = names_of(parts_of(service.instrument_of(team.store.read(), visit))) - {"g_C08"}
    answer = anh.press(path, asked=sorted(asked))
    assert answer.location == f"/inspections/{visit.id}"
    assert team.now(visit).cut == ("g_C08",)
    said = "Không kiểm tra 1 trong 20 nội dung"
    assert said in anh.open(f"/inspections/{visit.id}").text
    team.fill(visit)
    assert said in anh.open(f"/inspections/{visit.id}/review").text
    team.submit(visit)
    record = anh.open(f"/inspections/{visit.id}").text
    assert said in record
    assert "C08. Thiết bị" in record
    assert tablet("binh").open(path).status_code == 409


def test_scope_page__with_nothing_ticked__is_shown_again_and_changes_nothing(team: Any, tablet: Any) -> None:
    visit, anh = team.make(), tablet("anh")
    path = f"/inspections/{visit.id}/scope"
    anh.open(path)
    answer = anh.press(path)
    assert answer.status_code == 422
    assert "không còn gì để kiểm tra" in answer.text
    assert team.now(visit).cut == ()
    assert tablet("binh").open(path).status_code == 403


def test_full_list__cut__is_cut_by_whole_items_with_what_hangs_on_them(
    team: Any, tablet: Any, carried: Any
) -> None:
    visit = carried("cchc_checklist", NUMBERS["cchc_checklist"])
    instrument = service.instrument_of(team.store.read(), visit)
    parts = parts_of(instrument)
    units = [unit for part in parts for unit in part.units]
    assert count_units(units) == 60
    assert not [unit.name for unit in units if not unit.grouped]
    anh, path = tablet("anh"), f"/inspections/{visit.id}/scope"
    page = anh.open(path).text
    assert re.search(r"F01\. .*?bỏ cả: F02\. .*?F03\. ", page, re.DOTALL)
    assert re.search(r">\s*(D07\. [^<]*)\s*<span class=\"severity n1", page)
    anh.press(path, asked=sorted(names_of(parts) - {"g_F01"}))
    cut_now = team.now(visit).cut
    assert {"g_F01", "F02", "g_F02", "g_F03"} <= set(cut_now)
    assert "Không kiểm tra 3 trong 60 nội dung" in anh.open(f"/inspections/{visit.id}").text
    team.submit(visit)
    found = {one.item for one in visit_findings(team.store.read(), visit.id)}
    assert found
    assert not [item for item in found if item.startswith(("F01", "F02", "F03"))]


def test_total__of_a_part_left_out__is_not_worked_out_without_it(team: Any, carried: Any) -> None:
    scores = {"s1": "1.7", "s2": "1.6", "s3": "1.8", "s4": "1.2", "s7": "1.7"}
    visit = carried("tt01_unit", scores)
    cut(team, visit, "i5")
    now = team.now(visit)
    assert {"basis_5", "total", "level", "result_said"} <= set(now.cut)
    checked = service.progress(team.store.read(), now).checked
    assert checked.complete
    assert not {"i5", "basis_5", "total", "level"} & set(checked.answers)


def test_single_lines_beside_a_question__are_not_offered_by_themselves(team: Any, carried: Any) -> None:
    for name in ("mystery_visit", "tt01_unit"):
        instrument = shipped(name).instrument
        offered = names_of(parts_of(instrument))
        assert not {"basis_5", "photo", "voice", "story", "papers_said"} & offered
    assert "manner" in names_of(parts_of(shipped("mystery_visit").instrument))
    assert shipped("mystery_visit").instrument.item("manner_low").group == "manner"  # goes with its marks
    assert {"F02", "g_F03"} <= whole_cut(shipped("cchc_checklist").instrument, ["g_F01"])


def test_item__taken_back__brings_back_what_went_with_it(team: Any, tablet: Any, carried: Any) -> None:
    visit = carried("cchc_checklist", NUMBERS["cchc_checklist"])
    every = names_of(parts_of(service.instrument_of(team.store.read(), visit)))
    anh, path = tablet("anh"), f"/inspections/{visit.id}/scope"
    anh.open(path)
    anh.press(path, asked=sorted(every - {"g_F01", "g_A01"}))
    page = anh.open(path).text
    ticked = set(re.findall(r'name="asked" value="([^"]+)" checked', page))
    ticked |= set(re.findall(r'type="hidden" name="asked" value="([^"]+)"', page))
    assert not {"g_F01", "F02", "g_F03", "g_A01"} & ticked
    made = anh.press(path, asked=sorted(ticked | {"g_F01"}))
    assert set(team.now(visit).cut) & every == {"g_A01"}
    told = anh.open(made.location).text
    assert re.search(r"Kiểm tra lại cả: F02\. .*; F03\. ", told)
    anh.open(path)
    anh.press(path, asked=sorted(every - {"g_A01", "F02"}))
    assert "F02" in team.now(visit).cut  # left out by itself
    assert "g_F01" not in team.now(visit).cut
