"""A unit reports of itself: written by its people, handed in by its head, frozen, sent back once."""

import sqlite3
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from forms import screens
from survey_app import media
from survey_app.errors import Conflict, Invalid, NotFound, Refused
from survey_app.inspections.model import Given, State, section_digest
from survey_app.inspections.model.cases import Case, CaseState, Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases, sweep_photos
from survey_app.inspections.service import self_reports as service
from survey_app.instruments import service as instruments
from tests.paper import sheet
from tests.survey_app.inspections.cases.conftest import Bench
from tests.survey_app.inspections.conftest import NOW, TODAY, picture
from tests.survey_app.inspections.parts import shipped

PDF = sheet()
REASON = "Số liệu mục II chưa khớp với phần mềm."
GOOD: Mapping[str, Given] = {
    "from_day": (TODAY - timedelta(30)).isoformat(),
    "to_day": TODAY.isoformat(),
    "post": "Công chức văn phòng",
    "plan": "no",
    "tasks": "35",
    "tasks_done": "16",
    "tasks_overdue": "0",
    "carried": "10",
    "new": "90",
    "early": "20",
    "on_time": "60",
    "late": "0",
    "pending": "20",
    "overdue": "0",
    "withdrawn": "0",
    "online": "40",
    "digitised": "50",
    "staff": "8",
    "trained": "5",
    "equipment": ["computers", "scanners"],
    "received": "3",
    "answered": "3",
    "answered_late": "0",
    "earlier": "0",
    "strong": "Đúng hẹn",
    "weak": "Số hóa thấp",
    "causes": "Thiếu máy quét",
    "true_figures": "OK",
}


@pytest.fixture
def awaiting(bench: Bench) -> Case:
    """A case that awaits the report of C1."""
    form = shipped("unit_self_report")
    bench.store.write(lambda db: instruments.publish(db, form, b"x", "unit_self_report.md", NOW))
    of = bench.take(bench.approved(), CaseStep.ANNOUNCE, "thu")
    return bench.take(of, CaseStep.AWAIT_REPORT, "thu", due=TODAY + timedelta(5))


def write(bench: Bench, of: Case, given: Mapping[str, Given] = GOOD, by: str = "contact") -> None:
    """Somebody of the unit saves every section."""
    for screen in screens(shipped("unit_self_report").instrument):
        now = service.draft(bench.db(), bench.who(by), bench.stored(of), bench.now)
        made_from = section_digest(now.draft, screen)
        bench.store.write(
            lambda db, screen=screen, made_from=made_from: service.save_section(  # type: ignore[misc]
                db, bench.who(by), bench.stored(of), screen, given, made_from, bench.now
            )
        )


def hand_in(bench: Bench, of: Case, by: str = "head") -> Any:
    """The draft as it stands, handed in."""
    now = service.draft(bench.db(), bench.who("head"), bench.stored(of), bench.now)
    return service.submit(bench.store, bench.who(by), of.reference, now.revision, bench.now)


def test_submit__complete__is_frozen_with_its_digest_and_moves_the_case(bench: Bench, awaiting: Case) -> None:
    write(bench, awaiting)
    done = hand_in(bench, awaiting)
    after = bench.stored(awaiting)
    assert (after.state, done.number, done.stands) == (CaseState.REPORT_RECEIVED, 1, True)
    assert done.draft["new"] == "90"
    assert service.unchanged(after, done)
    assert not service.late(bench.db(), after, done)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        bench.store.write(
            lambda db: db.execute("""UPDATE inspections_self_report SET answers = '{"new": "91"}'""")
        )
    with pytest.raises(Conflict):
        write(bench, awaiting)


def test_submit__by_the_contact_or_incomplete_or_stale__is_refused(bench: Bench, awaiting: Case) -> None:
    write(bench, awaiting, {**GOOD, "new": ""})
    with pytest.raises(Invalid):
        hand_in(bench, awaiting)
    write(bench, awaiting)
    with pytest.raises(Refused):
        hand_in(bench, awaiting, by="contact")
    with pytest.raises(Conflict):
        service.submit(bench.store, bench.who("head"), awaiting.reference, 1, bench.now)
    with pytest.raises(NotFound):
        hand_in(bench, awaiting, by="other")
    assert bench.stored(awaiting).state is CaseState.AWAITING_REPORT


def test_draft__who_is_not_of_the_unit__writes_nothing(bench: Bench, awaiting: Case) -> None:
    for username in ("anh", "lan", "giam", "chief", "other"):
        with pytest.raises(Refused):
            service.draft(bench.db(), bench.who(username), awaiting, bench.now)


def test_receive_report__nothing_handed_in__is_not_taken(bench: Bench, awaiting: Case) -> None:
    with pytest.raises(Invalid) as caught:
        bench.take(awaiting, CaseStep.RECEIVE_REPORT, "head")
    assert caught.value.problem.code == "self_report_missing"


def test_send_back__once__keeps_the_first_and_begins_the_next_from_it(bench: Bench, awaiting: Case) -> None:
    write(bench, awaiting)
    first = hand_in(bench, awaiting)
    with pytest.raises(Invalid) as caught:
        bench.take(awaiting, CaseStep.RETURN_REPORT, "lan", note=REASON, due=TODAY - timedelta(1))
    assert [one.place for one in caught.value.problems] == ["due"]
    due = TODAY + timedelta(9)
    after = bench.take(awaiting, CaseStep.RETURN_REPORT, "lan", note=REASON, due=due)
    assert after.state is CaseState.AWAITING_REPORT
    kept, *_ = service.reports(bench.db(), after, TODAY)
    assert (kept.reason, kept.returned_by, kept.stands, kept.digest) == (REASON, "lan", False, first.digest)
    again = service.draft(bench.db(), bench.who("contact"), after, bench.now)
    assert (again.number, again.draft, again.state) == (2, first.draft, State.DRAFT)
    later = bench.later(7)
    write(later, awaiting, {**GOOD, "new": "91", "pending": "21"})
    second = hand_in(later, awaiting)
    assert (second.number, second.draft["new"]) == (2, "91")
    assert not service.late(bench.db(), bench.stored(awaiting), second)
    with pytest.raises(Invalid):
        bench.take(awaiting, CaseStep.RETURN_REPORT, "lan", note=REASON)


def test_send_back__nothing_changed__hands_in_the_same_again(bench: Bench, awaiting: Case) -> None:
    write(bench, awaiting)
    first = hand_in(bench, awaiting)
    bench.take(awaiting, CaseStep.RETURN_REPORT, "lan", note=REASON)
    second = hand_in(bench, awaiting)
    assert (second.number, second.draft) == (2, first.draft)
    assert second.digest != first.digest  # it names its number


def test_late__after_the_day__is_computed_from_the_day_then_said(bench: Bench, awaiting: Case) -> None:
    after = bench.later(6)
    write(after, awaiting)
    done = hand_in(after, awaiting)
    assert service.late(bench.db(), bench.stored(awaiting), done)
    bench.later(7).take(awaiting, CaseStep.RETURN_REPORT, "lan", note=REASON, due=TODAY + timedelta(20))
    (first, *_) = service.reports(bench.db(), bench.stored(awaiting), TODAY)
    assert service.late(bench.db(), bench.stored(awaiting), first)


def test_save_section__file_of_somebody_else__is_left_out(bench: Bench, awaiting: Case) -> None:
    foreign = media.take_photo(bench.store, picture(), NOW).name
    own = media.take_file(bench.store, media.Kind.FILE, PDF, NOW)
    bench.store.write(lambda db: service.keep_files(db, bench.who("contact"), awaiting, [own], bench.now))
    write(bench, awaiting, {**GOOD, "report_file": own, "figures_file": foreign})
    now = service.draft(bench.db(), bench.who("contact"), awaiting, bench.now)
    assert (now.draft.get("report_file"), now.draft.get("figures_file")) == (own, None)
    sweep_photos(bench.store, NOW + timedelta(hours=2))
    assert service.file_of(bench.store, bench.who("head"), awaiting, own) == PDF
    with pytest.raises(NotFound):  # the team sees what was handed in
        service.file_of(bench.store, bench.who("anh"), awaiting, own)
    hand_in(bench, awaiting)
    assert service.file_of(bench.store, bench.who("anh"), bench.stored(awaiting), own) == PDF
    with pytest.raises(NotFound):
        service.file_of(bench.store, bench.who("anh"), bench.stored(awaiting), foreign)


def test_save_section__two_at_once__the_second_hears_of_it(bench: Bench, awaiting: Case) -> None:
    screen = screens(shipped("unit_self_report").instrument)[0]
    stale = section_digest({}, screen)
    for number, answer in enumerate(("Một", "Hai")):
        given = {"post": answer}
        save = lambda db, given=given: service.save_section(  # noqa: E731
            db, bench.who("contact"), awaiting, screen, given, stale, bench.now
        )
        if number:
            with pytest.raises(Conflict):
                bench.store.write(save)
        else:
            bench.store.write(save)


def test_pages__unit_writes_and_hands_in__team_reads_and_sends_back(
    bench: Bench, awaiting: Case, tablet: Callable[..., Any]
) -> None:
    at = f"/cases/{awaiting.reference}/self-report"
    contact, head, lan = tablet("contact"), tablet("head"), tablet("lan")
    assert "chưa nộp" in lan.open(at).text
    assert lan.open(f"{at}/sections/1").status_code == 403
    assert tablet("other").open(at).status_code == 404
    page = contact.open(at)
    assert "Quá hạn" not in page.text
    instrument = shipped("unit_self_report").instrument
    for screen in screens(instrument):
        if contact.open(f"{at}/sections/{screen.number}").status_code == 404:
            continue  # nothing was late: it asks nothing
        fields: dict[str, Any] = {
            one.field: GOOD[one.name] for one in screen.items if one.name in GOOD and not one.repeat
        }
        if screen.items[0].repeat:
            fields[instrument.group(screen.items[0].repeat).field] = "0"
        if any(one.name == "report_file" for one in screen.items):
            fields[instrument.item("report_file").field] = (PDF, "báo cáo.pdf")
        assert contact.press(f"{at}/sections/{screen.number}", **fields, then="on").status_code == 303
    assert "Thủ trưởng đơn vị đăng nhập và nộp" in contact.open(f"{at}/review").text
    assert contact.press(f"{at}/review").status_code == 422
    head.open(f"{at}/review")
    assert head.press(f"{at}/review").status_code == 303
    read = lan.open(at)
    assert "Thiếu máy quét" in read.text
    assert "/self-report/photos/" in read.text
    assert head.open(f"{at}/return").status_code == 403
    lan.open(f"{at}/return")
    assert lan.press(f"{at}/return", note="ngắn").status_code == 422
    assert lan.press(f"{at}/return", note=REASON, due="").status_code == 303
    assert REASON in contact.open(at).text
    assert lan.open(f"{at}?number=1").status_code == 200
    assert lan.open(f"{at}?number=2").status_code == 404
    assert lan.open(f"{at}/return").status_code == 409


def test_pages__case_the_unit_may_not_know_of__is_not_there(bench: Bench, tablet: Callable[..., Any]) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    head = tablet("head")
    for page in ("", "/review", "/sections/1", f"/photos/{'0' * 64}.jpg"):
        assert head.open(f"/cases/{of.reference}/self-report{page}").status_code == 404
    assert tablet("cuong").open(f"/cases/{of.reference}/side-by-side").status_code == 404
    assert head.open(f"/cases/{of.reference}/side-by-side").status_code == 403


def test_side_by_side__report_and_visit__shows_where_they_differ_and_gives_files(
    bench: Bench, awaiting: Case, tablet: Callable[..., Any]
) -> None:
    write(bench, awaiting)
    hand_in(bench, awaiting)
    at = f"/cases/{awaiting.reference}/side-by-side"
    lan = tablet("lan")
    assert "Chưa có lượt kiểm tra" in lan.open(at).text
    of = bench.take(awaiting, CaseStep.BEGIN, "anh", told=bench.check_in())
    visit = bench.team.make(bench.team.new(unit="Q1"))
    assert cases.case_of_visit(bench.db(), visit.id) == of
    assert "không có nội dung chung" in lan.open(at).text  # that checklist asks nothing of the report
    assert lan.open(f"{at}.csv").data.decode("utf-8-sig").startswith("Nội dung,")
    assert lan.open(f"{at}.xlsx").data.startswith(b"PK")
    assert lan.open(f"{at}?visit={visit.id[:-1]}x").status_code == 404
