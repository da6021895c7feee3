"""The shipped checklist of a one-stop counter, answered: what fails, and what must come with it."""

import pytest

from forms import Instrument, ItemType, Missing, check, compile_workbook, failures, load_shipped, screens

CODES = "B01 B02 B05 B06 B07 B08 C01 C03 C04 C05 C06 C08 D01 D02 D03 D04 E03 E08 F03 H02".split()  # noqa: SIM905
# Severity and finding of each item, from the toolkit's list of 60 (inspection checklist, 22/11/2026).
LISTED = (
    "N3 TT04,N2 TT01,N2 TT07,N2 TT08,N3 TT09,N1 TT10,N3 CS01,N3 CS03,N2 CS04,N2 CS05,N3 CS06,N2 DG01,"
    "N1 CV04,N3 CV05,N3 CV06,N1 CV08,N2 TT13,N1 TT18,N1 TT19,N2 DG02"
)
LIST = dict(zip(CODES, LISTED.split(","), strict=True))
PHOTO = "a" * 64 + ".jpg"
MET = "B01 B05 B06_posted B06_answered B07 C01 C04 C05 C06 C08_working C08_private D04".split()  # noqa: SIM905
GOOD: dict[str, str | list[str]] = {
    **dict.fromkeys(MET, "yes"),
    "B02_required": "120", "B02_displayed": "120", "B08": "0",
    "C03": ["seats", "water", "cooling", "toilet", "desk"], "C05_days": "30",
    "D01_due": "12", "D01_present": "10", "D01_excused": "2", "D01_unexcused": "0", "D02": "0", "D03": "0",
    "E03_checked": "10", "E03_violations": "0", "E08_checked": "10", "E08_violations": "0",
    "F03_total": "3", "F03_done": "3", "H02": ["desk", "intake", "return", "handed", "portal"],
}  # fmt: skip
LONG = "Không có mặt lúc 7 giờ 15"


@pytest.fixture(scope="module")
def instrument() -> Instrument:
    return compile_workbook(load_shipped("counter_check"), "counter_check.md").instrument


def problems(instrument: Instrument, **answers: str | list[str]) -> set[tuple[str, str]]:
    return {(p.place, p.code) for p in check(instrument, GOOD | answers).problems}


def test_checklist__has_the_twenty_items_of_the_list_with_severity_and_finding(
    instrument: Instrument,
) -> None:
    tested = {(i.criterion, f"{i.severity} {i.finding}") for i in instrument.items if i.severity}
    assert tested == set(LIST.items())
    assert [group.name for group in instrument.groups if group.name.startswith("g_")] == [
        f"g_{c}" for c in CODES
    ]
    assert instrument.status["vi"] == "dùng nội bộ, chưa đối chiếu"


def test_checklist__each_section__is_one_screen(instrument: Instrument) -> None:
    titles = [screen.title["vi"] for screen in screens(instrument) if screen.title]
    assert titles == [
        "Công khai TTHC", "Cơ sở vật chất", "Công vụ, kỷ luật", "Tiếp nhận hồ sơ", "Giải quyết, trả kết quả",
        "Phản ánh, đánh giá",
    ]  # fmt: skip


def test_checklist__legal_bases__are_marked_as_not_compared(instrument: Instrument) -> None:
    bases = [item.legal_basis for item in instrument.items if item.legal_basis]
    assert bases
    assert all(basis.endswith("(chưa đối chiếu)") for basis in bases)
    choice = next(c for c in instrument.lists["met"] if c.name == "na")
    assert (choice.missing, choice.fails) == (Missing.NOT_APPLICABLE, False)


def test_checklist__items_that_count__call_their_finding_by_what_is_wrong(instrument: Instrument) -> None:
    counted = [item for item in instrument.items if item.severity and item.type is ItemType.INTEGER]
    assert len(counted) == 8
    for item in counted:
        assert item.finding_title.keys() == {"vi", "en"}, item.name
        assert not item.finding_title["vi"].startswith("Số "), item.name


def test_checklist__all_met__is_complete_and_finds_nothing(instrument: Instrument) -> None:
    checked = check(instrument, GOOD)
    assert checked.complete
    assert failures(checked) == ()


def test_checklist__not_applicable__finds_nothing(instrument: Instrument) -> None:
    checked = check(instrument, GOOD | {i.name: "na" for i in instrument.items if i.list_name == "met"})
    assert {p.code for p in checked.problems} <= set()
    assert failures(checked) == ()


@pytest.mark.parametrize(
    ("answers", "code", "note", "photo"),
    [
        ({"B01": "no"}, "B01", False, True),
        ({"B02_displayed": "119"}, "B02", False, True),
        ({"B05": "no"}, "B05", False, True),
        ({"B06_posted": "no"}, "B06", False, True),
        ({"B06_answered": "no"}, "B06", False, True),
        ({"B07": "no"}, "B07", False, False),
        ({"B08": "1"}, "B08", True, True),
        ({"C01": "no"}, "C01", False, False),
        ({"C03": ["seats", "water"]}, "C03", False, False),
        ({"C03": "none"}, "C03", False, False),
        ({"C04": "no"}, "C04", False, True),
        ({"C05": "no"}, "C05", False, True),
        ({"C06": "no"}, "C06", False, False),
        ({"C08_working": "no"}, "C08", False, True),
        ({"C08_private": "no"}, "C08", False, True),
        ({"D01_unexcused": "2", "D01_present": "8"}, "D01", True, True),
        ({"D02": "1"}, "D02", False, False),
        ({"D03": "1"}, "D03", False, False),
        ({"D04": "no"}, "D04", True, False),
        ({"E03_violations": "1"}, "E03", False, True),
        ({"E08_violations": "1"}, "E08", True, True),
        ({"F03_done": "2"}, "F03", True, True),
        ({"H02": ["desk", "portal"]}, "H02", False, True),
    ],
)
def test_item__not_met__fails_and_asks_for_its_evidence(
    instrument: Instrument, answers: dict[str, str | list[str]], code: str, note: bool, photo: bool
) -> None:
    (failure,) = failures(check(instrument, GOOD | answers))
    assert (failure.item.criterion, f"{failure.item.severity} {failure.item.finding}") == (code, LIST[code])
    asked = {(f"{code}_note", "answer_required")} if note else set()
    asked |= {(f"{code}_photo", "answer_required")} if photo else set()
    assert problems(instrument, **answers) == asked
    evidence: dict[str, str | list[str]] = {f"{code}_note": LONG, f"{code}_photo": PHOTO}
    (failure,) = failures(check(instrument, GOOD | answers | evidence))
    assert (failure.note, failure.photos) == (LONG, (PHOTO,))
    assert problems(instrument, **(answers | evidence)) == set()


def test_note__of_a_grave_failure__has_fifteen_characters(instrument: Instrument) -> None:
    assert problems(instrument, D04="no", D04_note="quá ngắn") == {("D04_note", "answer_constraint")}
    assert problems(instrument, D04="yes", D04_note="ngắn") == set()


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"D01_unexcused": "1"}, "D01_unexcused"),  # 12 = 10 + 2 + 1 does not add up
        ({"B08": "6"}, "B08"),
        ({"E03_violations": "11"}, "E03_violations"),
        ({"F03_done": "4"}, "F03_done"),
        ({"B02_required": "-1"}, "B02_required"),
        ({"B02_displayed": "121"}, "B02_displayed"),
        ({"C05_days": "3651"}, "C05_days"),
        ({"D01_due": "1001", "D01_present": "999"}, "D01_due"),
        ({"D02": "13"}, "D02"),
        ({"D03": "1001"}, "D03"),
        ({"C03": ["none", "seats"]}, "C03"),
    ],
)
def test_numbers__that_cannot_be__are_refused(
    instrument: Instrument, answers: dict[str, str | list[str]], place: str
) -> None:
    assert (place, "answer_constraint") in problems(instrument, **answers)


def test_camera__that_works__needs_its_days(instrument: Instrument) -> None:
    without = {name: answer for name, answer in GOOD.items() if name != "C05_days"}
    assert {p.place for p in check(instrument, without).problems} == {"C05_days"}
    assert {p.place for p in check(instrument, without | {"C05": "no"}).problems} == {"C05_photo"}
