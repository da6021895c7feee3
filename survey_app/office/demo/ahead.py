"""The demonstration's cases ahead: announced, approved, secret, drafted; held up and called off."""

from survey_app.inspections.model import Kind
from survey_app.inspections.model.cases import CaseFilters
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases
from survey_app.office.demo.case import SECOND_TEAM, Plot
from survey_app.office.demo.course import Casting
from survey_app.office.demo.people import LEADER, SECRETARY
from survey_app.office.demo.stage import Story

_USUAL = "Kiểm tra định kỳ công tác cải cách hành chính"
_STORM = "Địa bàn bị bão lụt, tạm dừng để đơn vị tập trung khắc phục."
_MERGED = "Xã sắp sáp nhập, nội dung kiểm tra chuyển sang xã tiếp nhận."


def announced(cast: Casting, unit: str) -> Story:
    """A case whose unit knows when the team comes."""
    stage = cast.stage
    yield stage.at(-234)
    one = cast.make(Plot(unit, _USUAL, 9))
    yield stage.at(-12)
    one.approve()
    yield stage.at(-7, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)


def approved(cast: Casting, unit: str) -> Story:
    """A case that is decided, and not announced yet."""
    yield cast.stage.at(-30)
    one = cast.make(Plot(unit, "Kiểm tra chuyên đề số hóa hồ sơ", 16, Kind.THEMATIC))
    yield cast.stage.at(-5)
    one.approve()


def secret(cast: Casting, unit: str) -> Story:
    """A surprise visit to come: only its team, who made it, leaders and administrators know."""
    yield cast.stage.at(-6)
    one = cast.make(Plot(unit, "Kiểm tra đột xuất theo phản ánh", 2, Kind.UNANNOUNCED, SECOND_TEAM))
    yield cast.stage.at(-4)
    one.approve()


def drafted(cast: Casting, unit: str, again: str) -> Story:
    """Two drafts: a case to come, and one that looks again at what an ended one asked for."""
    stage = cast.stage
    yield stage.at(-9)
    cast.make(Plot(unit, _USUAL, 40, team=SECOND_TEAM))
    before = cases.cases(stage.store.read(), stage.who(LEADER), CaseFilters(unit=again))
    previous = before[-1].id if before else ""
    cast.make(Plot(again, "Phúc tra kết quả khắc phục", 28, Kind.RE_INSPECTION, previous=previous))


def suspended(cast: Casting, unit: str) -> Story:
    """A case that was held up by a storm."""
    stage = cast.stage
    yield stage.at(-234)
    one = cast.make(Plot(unit, _USUAL, -44))
    yield stage.at(-64)
    one.approve()
    yield stage.at(-60, 9)
    one.take(CaseStep.ANNOUNCE, SECRETARY)
    yield stage.at(-52, 9)
    one.take(CaseStep.SUSPEND, LEADER, note=_STORM)


def cancelled(cast: Casting, unit: str) -> Story:
    """A case that was called off: its commune was about to merge."""
    stage = cast.stage
    yield stage.at(-232)
    one = cast.make(Plot(unit, _USUAL, -48))
    yield stage.at(-70)
    one.approve()
    yield stage.at(-50, 9)
    one.take(CaseStep.CANCEL, LEADER, note=_MERGED)
