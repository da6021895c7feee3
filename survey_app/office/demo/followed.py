"""The demonstration's cases that were concluded: what became of each recommendation."""

from survey_app.findings.model import Step
from survey_app.inspections.model import Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.office.demo.case import SECOND_TEAM, Followed, Played, Plot
from survey_app.office.demo.course import Casting, concluded
from survey_app.office.demo.people import LEAD, LEADER, SECOND_LEAD, VERIFIER
from survey_app.office.demo.stage import Story

_SEEN = "Đã xem ảnh và đối chiếu trên cổng dịch vụ công, đạt yêu cầu."
_BUILDING = "Chờ phân bổ kinh phí sửa chữa, đề nghị lùi thời hạn."


def ended(cast: Casting, unit: str) -> Story:
    """A case that came to its end: one finding withdrawn, one late by leave, all the rest in time."""
    stage = cast.stage
    plot = Plot(unit, "Kiểm tra định kỳ công tác cải cách hành chính", -210)
    due = {"TT01": -165, "CS04": -150}
    one = yield from concluded(cast, plot, due, -240, withdrawn=["CV06"])
    posted, ramp = one.finding("TT01"), one.finding("CS04")
    yield stage.at(-190, 9)
    for found in (posted, ramp):
        found.acknowledge()
    yield stage.at(-185, 9)
    posted.plan(-170)
    ramp.plan(-152)
    yield stage.at(-171, 10)
    posted.report()
    yield stage.at(-168, 10)
    posted.judge(Step.TAKE_UP, "")
    posted.judge(Step.PASS, _SEEN)
    yield stage.at(-156, 9)
    ramp.extend(-125, _BUILDING)
    yield stage.at(-154, 9)
    ramp.take(Step.GRANT, LEADER)
    yield stage.at(-130, 10)
    ramp.report()
    yield stage.at(-126, 10)
    ramp.judge(Step.PASS, _SEEN)
    yield stage.at(-120, 15)
    one.take(CaseStep.END, LEADER)


def long_followed(cast: Casting, unit: str) -> Story:
    """A case with much that is open: remedied at the second try, extended twice, transferred, waiting."""
    stage = cast.stage
    plot = Plot(unit, "Kiểm tra chuyên đề giải quyết thủ tục hành chính", -180, Kind.THEMATIC)
    due = {"TT01": -130, "TT19": -140, "CV04": -150, "DG02": -90, "CS03": 4, "TT13": 2}
    one = yield from concluded(cast, plot, due, -238)
    letters = one.finding("TT19")
    yield stage.at(-159, 9)
    for found in one.found:
        Followed(stage, found.reference).acknowledge()
    yield stage.at(-158, 10)
    letters.plan(-142)
    yield from _absent(one)
    yield stage.at(-145, 9)
    letters.extend(-90, "Chờ nâng cấp phần mềm để gửi văn bản xin lỗi tự động.")
    yield stage.at(-143, 9)
    letters.take(Step.GRANT, LEAD)
    yield from _second_try(one)
    yield stage.at(-95, 9)
    letters.extend(-30, "Nhà cung cấp phần mềm bàn giao chậm, đề nghị lùi thời hạn lần nữa.")
    yield stage.at(-92, 9)
    letters.take(Step.GRANT, LEADER)
    yield from _lately(one)


def _absent(one: Played) -> Story:
    """What was done about absent officials passes at once."""
    absent = one.finding("CV04")
    yield one.stage.at(-157, 10)
    absent.report()
    yield one.stage.at(-153, 9)
    absent.judge(Step.PASS, "Đã xem quyết định phê bình và bảng chấm công.")


def _second_try(one: Played) -> Story:
    """What is displayed passes the second time."""
    stage, posted = one.stage, one.finding("TT01")
    yield stage.at(-132, 9)
    posted.report()
    yield stage.at(-128, 9)
    posted.judge(Step.TAKE_UP, "")
    posted.judge(Step.FAIL, "Còn 6 thủ tục đất đai chưa niêm yết tại quầy trả kết quả.")
    yield stage.at(-110, 9)
    posted.report()
    yield stage.at(-106, 9)
    posted.judge(Step.PASS, _SEEN)


def _lately(one: Played) -> Story:
    """One is transferred, one reported; more time and another look are asked for, and nobody has decided."""
    stage = one.stage
    posted, ratings, seats, papers = (one.finding(code) for code in ("TT01", "DG02", "CS03", "TT13"))
    yield stage.at(-91, 9)
    why = "Mẫu phiếu đánh giá do cấp tỉnh in và cấp phát, xã không tự in được."
    ratings.take(Step.TRANSFER, LEADER, to="Sở Nội vụ (minh họa)", document="88/CV-MH", note=why)
    seats.plan(2)
    seats.answer(Step.START)
    yield stage.at(-4, 14)
    papers.report()
    yield stage.at(-2, 10)
    seats.extend(34, "Đơn vị thi công hẹn bàn giao vào tháng sau.")
    why = "Kiểm tra gần đây ở quầy lại thấy thiếu thủ tục mới công bố."
    posted.take(Step.ASK_REOPENING, VERIFIER, note=why, until=stage.day(20))


def seen_again(cast: Casting, unit: str) -> Story:
    """A case whose team is to come again: a ramp that was reported as built."""
    stage = cast.stage
    plot = Plot(unit, "Kiểm tra định kỳ công tác cải cách hành chính", -110, team=SECOND_TEAM)
    due = {"CS04": -40, "TT07": -60, "CV05": -1}
    one = yield from concluded(cast, plot, due, -236, on_site=["CS04"])
    ramp, posted, badges = (one.finding(code) for code in ("CS04", "TT07", "CV05"))
    yield stage.at(-90, 9)
    ramp.acknowledge()
    posted.acknowledge()
    yield stage.at(-85, 9)
    ramp.plan(-45)
    yield stage.at(-63, 9)
    posted.report()
    yield stage.at(-61, 14)
    posted.judge(Step.PASS, _SEEN)
    yield stage.at(-43, 9)
    ramp.report()
    yield stage.at(-36, 9)
    ramp.judge(Step.PASS, "Ảnh cho thấy lối đi đã làm xong; cần xem lại tại chỗ.")
    yield stage.at(-8, 9)
    one.take(CaseStep.RECHECK, SECOND_LEAD)
    yield stage.at(-3, 9)
    badges.acknowledge()


def left_behind(cast: Casting, unit: str) -> Story:
    """A case of a commune that has merged since: what was open went to its successor."""
    stage = cast.stage
    plot = Plot(unit, "Kiểm tra định kỳ công tác cải cách hành chính", -140)
    due = {"TT01": -95, "DG02": -25, "CV05": 6}
    one = yield from concluded(cast, plot, due, -237)
    posted, ratings, badges = (one.finding(code) for code in ("TT01", "DG02", "CV05"))
    yield stage.at(-118, 9)
    posted.acknowledge()
    yield stage.at(-100, 9)
    posted.report()
    yield stage.at(-97, 9)
    posted.judge(Step.PASS, _SEEN)
    yield stage.at(-28, 9)  # with the successor by now
    ratings.acknowledge()
    badges.acknowledge()
    yield stage.at(-6, 9)
    ratings.report()
    yield stage.at(-1, 9)
    ratings.judge(Step.TAKE_UP, "")
