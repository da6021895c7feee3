"""The list of 60 items, answered: what fails, what must come with it, which figures are refused."""

import json
from datetime import date
from functools import cache

import pytest

from forms import Checked, Instrument, ItemType, check, compile_workbook, failures, load_shipped
from forms.items import Audience

TODAY = date(2026, 11, 22)
PHOTO = "a" * 64 + ".jpg"
Answers = dict[str, str | list[str]]
LONG = "Kiểm tra lúc 7 giờ 15, có biên bản"
# Code, severity and finding of each item of the toolkit's list of 60 (22/11/2026).
LIST = """
A01 N2 CD05, A02 N2 CD06, A03 N3 CD01, A04 N3 CD02, A05 N2 CD07, A06 N3 CD08, A07 N1 CD09, A08 N3 CD03,
B01 N3 TT04, B02 N2 TT01, B03 N1 TT05, B04 N3 TT06, B05 N2 TT07, B06 N2 TT08, B07 N3 TT09, B08 N1 TT10,
C01 N3 CS01, C02 N3 CS02, C03 N3 CS03, C04 N2 CS04, C05 N2 CS05, C06 N3 CS06, C07 N2 CS07, C08 N2 DG01,
D01 N1 CV04, D02 N3 CV05, D03 N3 CV06, D04 N1 CV08, D05 N2 CV09, D06 N3 CV02, D07 N1 CV01, D08 N1 CV10,
E01 N2 TT11, E02 N2 TT12, E03 N2 TT13, E04 N2 TT14, E05 N3 TT15, E06 N2 TT16, E07 N1 TT17, E08 N1 TT18,
F01 N2 TT02, F02 N2 TT02, F03 N1 TT19, F04 N2 TT20, F05 N1 TT21, F06 N3 TT22, F07 N2 TT23, F08 N3 TT24,
G01 N2 HD02, G02 N2 HD04, G03 N3 HD03, G04 N2 HD01, G05 N1 HD05, G06 N3 HD06,
H01 N2 PA01, H02 N2 DG02, H03 N3 DG03, H04 N1 DG04, H05 N3 DG05, H06 N3 PA02
"""


@cache
def instrument(name: str) -> Instrument:
    return compile_workbook(load_shipped(name), f"{name}.md").instrument


@pytest.fixture(scope="module")
def checklist() -> Instrument:
    return instrument("cchc_checklist")


@pytest.fixture(scope="module")
def good(checklist: Instrument) -> Answers:
    """Answers with which everything is met."""
    answers: Answers = {}
    for item in checklist.items:
        if item.list_name in ("met", "observed"):
            answers[item.name] = "yes" if item.list_name == "met" else "5"
        elif item.type is ItemType.SELECT_MULTIPLE:
            names = [choice.name for choice in checklist.choices(item) if choice.name != "none"]
            answers[item.name] = "none" if item.list_name == "proxy" else names
        elif item.type in (ItemType.INTEGER, ItemType.DECIMAL) and not item.name.startswith("F02"):
            answers[item.name] = "0"
        elif item.name.endswith("_time"):
            answers[item.name] = "07:15"
        elif item.name.endswith("_date"):
            answers[item.name] = "2026-01-15"
    said = "A01_number=01/KH A04_count=1 A08=2 B03_checked=10 B03_correct=10 C02_area=60 D08_visits=7 G03=2"
    answers |= dict(pair.split("=") for pair in said.split())
    return answers | {"B01_photo": PHOTO}


def judged(checklist: Instrument, answers: Answers) -> Checked:
    return check(checklist, answers, TODAY)


def found(checked: Checked) -> set[str]:
    return {failure.item.criterion or "" for failure in failures(checked, TODAY)}


def wrong(checked: Checked) -> set[str]:
    return {problem.place for problem in checked.problems}


def test_checklist__carries_every_item_of_the_list__with_severity_finding_source_and_title(
    checklist: Instrument,
) -> None:
    tested = {(item.criterion, item.severity, item.finding) for item in checklist.items if item.severity}
    assert tested == {tuple(line.split()) for line in LIST.replace("\n", " ").split(",")}
    for item in checklist.items:
        if item.severity:
            assert item.source, item.name
            assert item.certainty in {"law", "public", "reported", "general", "proposed"}, item.name
            assert item.finding_title.keys() == {"vi", "en"}, item.name
            assert item.legal_basis.endswith("(chưa đối chiếu)") or not item.legal_basis, item.name
    assert checklist.audience is Audience.STAFF
    assert "chưa đối chiếu" in checklist.status["vi"]


def test_checklist__everything_met__is_complete_and_finds_nothing(
    checklist: Instrument, good: Answers
) -> None:
    checked = judged(checklist, good)
    assert checked.problems == ()
    assert failures(checked, TODAY) == ()


def late(count: int, step: str = "sign") -> Answers:
    """So many late dossiers, each with what must be said of it."""
    said = {"days": "3", "step": step, "reason": "Chờ ký"}
    entries = range(1, count + 1)
    answers: Answers = {f"F02_{part}[{n}]": text for n in entries for part, text in said.items()}
    return answers | {f"F02_code[{n}]": f"HS{n}" for n in entries}


FAILING: list[tuple[str, Answers]] = [
    ("A01", {"A01": "no"}),
    ("A02", {"A02_total": "5", "A02_due": "3", "A02_on_time": "2", "A02_overdue": "1"}),
    ("A03", {"A03": "no"}),
    ("A04", {"A04": "no"}),
    ("A05", {"A05_total": "4", "A05_checked": "1"}),
    ("A06", {"A06": "no", "A06_late": "1"}),
    ("A07", {"A07_total": "4", "A07_done": "3"}),
    ("A08", {"A08": "0"}),
    ("B01", {"B01": "no"}),
    ("B02", {"B02_required": "9", "B02_displayed": "8"}),
    ("B03", {"B03_correct": "9"}),
    ("B04", {"B04": "no"}),
    ("B05", {"B05": "no"}),
    ("B06", {"B06_answered": "no"}),
    ("B07", {"B07": "no"}),
    ("B08", {"B08_checked": "5", "B08_violations": "1"}),
    ("C01", {"C01": "no"}),
    ("C02", {"C02_zones": ["waiting", "counters"]}),
    ("C03", {"C03": "none"}),
    ("C04", {"C04": "no"}),
    ("C05", {"C05": "no"}),
    ("C06", {"C06": "no"}),
    ("C07", {"C07_printers": "1"}),
    ("C08", {"C08_private": "no"}),
    ("D01", {"D01_due": "12", "D01_present": "10", "D01_excused": "1", "D01_unexcused": "1"}),
    ("D02", {"D01_due": "3", "D01_present": "3", "D02": "1"}),
    ("D03", {"D03": "1"}),
    ("D04", {"D04": "no"}),
    ("D05", {"D05": "no"}),
    ("D06", {"D06_total": "5", "D06_trained": "4"}),
    ("D07", {"D07_3": "2"}),
    ("D08", {"D08_asked": "5", "D08_payment": "1"}),
    ("E01", {"E01_scope": "100", "E01_received": "99"}),
    ("E02", {"E02_checked": "5", "E02_complete": "4"}),
    ("E03", {"E03_checked": "5", "E03_violations": "1"}),
    ("E04", {"E04_checked": "5", "E04_violations": "1"}),
    ("E05", {"E05_checked": "5", "E05_violations": "1"}),
    ("E06", {"E06_checked": "5", "E06_violations": "1"}),
    ("E07", {"E07": "no"}),
    ("E08", {"E08_checked": "5", "E08_violations": "1"}),
    ("F01", {"F01_new": "1", "F01_overdue": "1"} | late(1)),
    ("F04", {"F04": "1"}),
    ("F05", {"F05_checked": "10", "F05_violations": "1"}),
    ("F06", {"F06": "1"}),
    ("F07", {"F07_total": "5", "F07_approved": "4"}),
    ("F08", {"F08": "1"}),
    ("G01", {"G01_intake_total": "10", "G01_intake_done": "7", "G01_intake_target": "80"}),
    ("G02", {"G02_checked": "5", "G02_violations": "1"}),
    ("G03", {"G03": "0"}),
    ("G04", {"G04_online_total": "10", "G04_online_done": "7", "G04_online_target": "70,5"}),
    ("G05", {"G05": "1"}),
    ("G06", {"G06": "no"}),
    ("H01", {"H01_received": "3", "H01_on_time": "2", "H01_overdue": "1"}),
    ("H02", {"H02": ["desk", "portal"]}),
    ("H03", {"H03_rated_total": "100", "H03_rated_done": "5", "H03_rated_target": "10"}),
    ("H04", {"H04": ["burst"]}),
    ("H05", {"H05": "no"}),
    ("H06", {"H06": "no"}),
]


@pytest.mark.parametrize(("code", "answers"), FAILING, ids=[code for code, _ in FAILING])
def test_item__not_met__fails_and_asks_for_its_photo_and_note(
    checklist: Instrument, good: Answers, code: str, answers: Answers
) -> None:
    severity = next(item.severity for item in checklist.items if item.criterion == code and item.severity)
    checked = judged(checklist, good | answers)
    assert found(checked) == {code}
    wanted = {f"{code}_photo"} if severity in ("N1", "N2") else set()
    wanted |= {f"{code}_note"} if severity == "N1" else set()
    assert wrong(checked) == wanted
    mended = judged(checklist, good | answers | {f"{code}_photo": PHOTO, f"{code}_note": LONG})
    assert mended.problems == ()
    assert [failure.photos for failure in failures(mended, TODAY)] == [(PHOTO,)]
    if severity == "N1":
        assert wrong(
            judged(checklist, good | answers | {f"{code}_photo": PHOTO, f"{code}_note": "ngắn"})
        ) == {f"{code}_note"}


def test_every_item__can_fail_in_the_table() -> None:
    listed = {line.split()[0] for line in LIST.replace("\n", " ").split(",")}
    assert listed - {code for code, _ in FAILING} == {"F02", "F03"}  # they follow from F01, below


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"F01_carried": "3", "F01_new": "4", "F01_on_time": "6"}, "F01_withdrawn"),
        ({"D01_due": "12", "D01_present": "10", "D01_excused": "1"}, "D01_unexcused"),
        ({"A02_total": "5", "A02_due": "6"}, "A02_due"),
        ({"B02_required": "9", "B02_displayed": "10"}, "B02_displayed"),
        ({"E01_scope": "9", "E01_received": "10"}, "E01_received"),
        ({"E03_checked": "2", "E03_violations": "3"}, "E03_violations"),
        ({"G01_results_total": "2", "G01_results_done": "3"}, "G01_results_done"),
        ({"H01_received": "2", "H01_on_time": "2", "H01_overdue": "1"}, "H01_overdue"),
        ({"C03": ["none", "seats"]}, "C03"),
        ({"A01_date": "2026-11-23"}, "A01_date"),
    ],
)
def test_figures__that_do_not_balance__are_refused(
    checklist: Instrument, good: Answers, answers: Answers, place: str
) -> None:
    assert place in wrong(judged(checklist, good | answers))


def test_caseload__that_balances__is_taken(checklist: Instrument, good: Answers) -> None:
    parts = {"F01_carried": "3", "F01_new": "4", "F01_early": "2", "F01_on_time": "3", "F01_pending": "1"}
    assert judged(checklist, good | parts | {"F01_withdrawn": "1"}).problems == ()


def test_late_dossiers__are_each_listed_and_are_the_denominator_of_apologies(
    checklist: Instrument, good: Answers
) -> None:
    evidence: Answers = {f"{code}_{part}": text for code in ("F01", "F02", "F03") for part, text in
                         (("photo", PHOTO), ("note", LONG))}  # fmt: skip
    figures: Answers = {"F01_new": "2", "F01_late": "2", "F03_done": "1"}
    known = good | evidence | figures
    checked = judged(checklist, known | late(2))
    assert checked.problems == ()
    assert found(checked) == {"F01", "F03"}
    assert checked.answers["F03_total"] == 2
    assert found(judged(checklist, known | late(2, "unknown"))) == {"F01", "F02", "F03"}
    assert {"F02_code[2]", "F02_days[2]"} <= wrong(judged(checklist, known | late(1)))
    assert "F03_done" in wrong(judged(checklist, known | late(2) | {"F03_done": "3"}))
    assert wrong(judged(checklist, known | late(2) | {"F02_days[2]": "0"})) == {"F02_days[2]"}


def test_caseload__that_comes_with_the_report_of_the_software__needs_no_photo(
    checklist: Instrument, good: Answers
) -> None:
    slow = good | {"F01_new": "1", "F01_overdue": "1"} | late(1)
    assert wrong(judged(checklist, slow)) == {"F01_photo"}
    assert wrong(judged(checklist, slow | {"F01_file": "b" * 64 + ".pdf"})) == set()


def test_checklist__without_the_items_a_team_cut__still_balances(
    checklist: Instrument, good: Answers
) -> None:
    cut = frozenset(item.name for item in checklist.items if item.criterion in ("D01", "F01"))
    asked = {name: value for name, value in good.items() if name not in cut}
    checked = check(checklist, asked | {"D02": "1"}, TODAY, without=cut)
    assert checked.problems == ()
    assert found(checked) == {"D02"}
    assert json.loads(checked.document)["left_out"] == sorted(cut)
