"""The demonstration's cases under way: reports awaited and received, teams on site, minutes, explanations."""

from collections.abc import Mapping
from datetime import date, timedelta

from forms import screens
from survey_app.findings.model import Step
from survey_app.inspections.model import Given, Kind, section_digest
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import self_reports
from survey_app.office.demo.answers import answers
from survey_app.office.demo.attendance import count_again, count_present
from survey_app.office.demo.case import SECOND_TEAM, Played, Plot
from survey_app.office.demo.course import Casting, visited
from survey_app.office.demo.incidents import examine_absence, report_absence
from survey_app.office.demo.lots import draw_dossiers
from survey_app.office.demo.people import CONTACT, HEAD, LEAD, SECOND_HEAD, SECRETARY
from survey_app.office.demo.stage import Story
from survey_app.places.model import local_day

REPORT_FORM = "unit_self_report"
_SAID: Mapping[str, Given] = {
    "post": "Công chức văn phòng (minh họa)",
    "plan": "yes",
    "plan_number": "12/KH-UBND",
    **dict(zip(("tasks", "tasks_done", "tasks_overdue"), ("35", "20", "0"), strict=True)),
    **dict(zip(("carried", "new", "early", "on_time"), ("14", "326", "180", "140"), strict=True)),
    **dict(zip(("late", "pending", "overdue", "withdrawn"), ("0", "20", "0", "0"), strict=True)),
    **dict(zip(("online", "digitised", "staff", "trained"), ("164", "280", "9", "9"), strict=True)),
    "equipment": ["computers", "scanners", "camera", "rating"],
    **dict(zip(("received", "answered", "answered_late"), ("4", "4", "0"), strict=True)),
    "earlier": "1",
    "earlier_said[1]": "Niêm yết đầy đủ 142 thủ tục hành chính.",
    "earlier_state[1]": "done",
    "earlier_proof[1]": "Ảnh bảng niêm yết, báo cáo số 31/BC-UBND",
    "strong": "Không có hồ sơ trễ hạn trong kỳ báo cáo.",
    "weak": "Tỷ lệ số hóa hồ sơ còn thấp.",
    "causes": "Chỉ có một máy quét cho hai quầy.",
    "true_figures": "OK",
}
_LATER: Mapping[str, Given] = {"on_time": "138", "late": "2"} | {
    f"late_{name}[{number}]": said
    for number, row in enumerate((("GL-0412", "3"), ("GL-0427", "6")), start=1)
    for name, said in zip(
        ("code", "days", "why", "letter"), (*row, "Chờ ý kiến của cơ quan phối hợp", "no"), strict=True
    )
}
_RETURNED = "Số hồ sơ trễ hạn chưa khớp với phần mềm một cửa, đề nghị rà soát lại mục II."
_SCANNED = "Cuối kỳ đã bổ sung một máy quét; số liệu tháng này đạt 84 %, có ảnh kèm theo."
_REFUSED = "Đơn vị cho rằng hai công chức vắng mặt đã báo qua điện thoại, không ký biên bản."


def explaining(cast: Casting, unit: str, checklist: Mapping[str, Given]) -> Story:
    """A case whose unit reported, was asked to correct it, was visited, and now explains what was found."""
    stage = cast.stage
    plot = Plot(
        unit,
        "Kiểm tra định kỳ công tác cải cách hành chính, toàn bộ 60 nội dung",
        -11,
        form="cchc_checklist",
        report=REPORT_FORM,
    )
    yield stage.at(-233)
    one = cast.make(plot)
    yield stage.at(-45)
    one.approve()
    yield stage.at(-43, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)
    one.take(CaseStep.AWAIT_REPORT, SECRETARY, due=stage.day(-28))
    yield stage.at(-31, 9)
    write_report(one, CONTACT, {})
    _hand_in(one, HEAD)
    yield stage.at(-27, 10)
    one.take(CaseStep.RETURN_REPORT, LEAD, note=_RETURNED, due=stage.day(-21))
    yield stage.at(-23, 9)
    write_report(one, CONTACT, _LATER)
    _hand_in(one, HEAD)
    yield from _heard(one, checklist)


def _heard(one: Played, checklist: Mapping[str, Given]) -> Story:
    """The team comes; the unit signs, and explains one of what was found and agrees with another."""
    stage = one.stage
    yield stage.at(-11, 7, 30)
    one.begin()
    count_present(one, absent=0)
    one.fill(checklist)
    one.visitor.hand_in(one.visits[-1])
    yield stage.at(-8, 9)
    one.take(CaseStep.DRAW_UP, SECRETARY)
    yield stage.at(-7, 15)
    one.sign()
    yield stage.at(-6, 9)
    one.take(CaseStep.ASK_EXPLANATIONS, SECRETARY, due=stage.day(3))
    yield stage.at(-2, 9)
    scanning, late = one.finding("HD02"), one.finding("TT02")
    scanning.answer(Step.EXPLAIN, agrees=False, proof=True, note=_SCANNED)
    late.answer(Step.EXPLAIN, agrees=True)
    yield stage.at(-1, 9)
    late.take(Step.UPHOLD, LEAD)


def unannounced(cast: Casting, unit: str) -> Story:
    """A surprise visit: people were absent, and the unit refused to sign."""
    stage = cast.stage
    plot = Plot(unit, "Kiểm tra đột xuất kỷ luật, giờ giấc", -26, Kind.UNANNOUNCED, SECOND_TEAM)
    one = yield from visited(cast, plot, ("CV04", "CV05"), -40)
    report_absence(one)
    yield stage.at(-26, 13, 40)
    count_again(one)
    yield stage.at(-25, 9)
    one.take(CaseStep.DRAW_UP, SECRETARY)
    yield stage.at(-24, 10)
    witnesses = {"witness_1": "Công an xã (minh họa)", "witness_2": "Mặt trận Tổ quốc xã (minh họa)"}
    one.sign(refused="yes", note=_REFUSED, **witnesses)
    yield stage.at(-20, 10)
    examine_absence(stage)


def written_up(cast: Casting, unit: str) -> Story:
    """A case whose minutes are drawn up and not signed yet."""
    one = yield from visited(
        cast, Plot(unit, "Kiểm tra thu phí, lệ phí", -5, Kind.THEMATIC), ("TT18", "CS03"), -70
    )
    yield cast.stage.at(-3, 9)
    one.take(CaseStep.DRAW_UP, SECRETARY)


def on_site(cast: Casting, unit: str) -> Story:
    """A case whose team is there: half of its checklist is filled in."""
    stage = cast.stage
    yield stage.at(-234)
    plot = Plot(unit, "Kiểm tra định kỳ công tác cải cách hành chính", -1, team=SECOND_TEAM)
    one = cast.make(plot)
    yield stage.at(-16)
    one.approve()
    yield stage.at(-13, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)
    yield stage.at(-2, 7)
    draw_dossiers(stage, one.id)
    yield stage.at(-1, 7, 30)
    one.begin()
    count_present(one, absent=0)
    one.fill(answers(["CV06"]), 3)


def received(cast: Casting, unit: str) -> Story:
    """A case by report: its unit has reported, nobody has read it yet."""
    stage = cast.stage
    yield stage.at(-65)
    one = cast.make(Plot(unit, "Kiểm tra qua báo cáo", 5, Kind.BY_REPORT, report=REPORT_FORM))
    yield stage.at(-30)
    one.approve()
    yield stage.at(-24, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)
    one.take(CaseStep.AWAIT_REPORT, SECRETARY, due=stage.day(-4))
    yield stage.at(-6, 14)
    write_report(one, SECOND_HEAD, {"earlier": "0"})
    _hand_in(one, SECOND_HEAD)


def awaited(cast: Casting, unit: str) -> Story:
    """A unit that inspects itself: its report is begun, and due in a few days."""
    stage = cast.stage
    yield stage.at(-60)
    plot = Plot(unit, "Tự kiểm tra sáu tháng", 6, Kind.SELF_INSPECTION, SECOND_TEAM, report=REPORT_FORM)
    one = cast.make(plot)
    yield stage.at(-20)
    one.approve()
    yield stage.at(-17, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)
    one.take(CaseStep.AWAIT_REPORT, SECRETARY, due=stage.day(5))
    yield stage.at(-3, 15)
    write_report(one, CONTACT, {}, 2)


def write_report(one: Played, who: str, said: Mapping[str, Given], sections: int | None = None) -> None:
    """Somebody of the unit fills in so many sections of its report, or all."""
    stage, of = one.stage, one.now
    asker, now = stage.who(who), stage.now
    form = self_reports.instrument_of(
        stage.store.read(), self_reports.draft(stage.store.read(), asker, of, now)
    )
    first = local_day(now) - timedelta(180)
    given = {**_SAID, **said, "from_day": first.isoformat(), "to_day": _yesterday(now.date()).isoformat()}
    for screen in screens(form)[:sections]:
        made_from = section_digest(self_reports.draft(stage.store.read(), asker, of, now).draft, screen)
        stage.store.write(
            lambda db, screen=screen, made_from=made_from: self_reports.save_section(  # type: ignore[misc]
                db, asker, of, screen, given, made_from, now
            )
        )


def _hand_in(one: Played, who: str) -> None:
    stage, asker = one.stage, one.stage.who(who)
    revision = self_reports.draft(stage.store.read(), asker, one.now, stage.now).revision
    self_reports.submit(stage.store, asker, one.id, revision, stage.now)


def _yesterday(day: date) -> date:
    return day - timedelta(1)
