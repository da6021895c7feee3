"""What a team from above found in the demonstration, and how it is divided among communes."""

from survey_app.findings import service as findings
from survey_app.findings.model import Finding, NewExternal, Severity, Step
from survey_app.office.demo.case import Followed
from survey_app.office.demo.course import Casting
from survey_app.office.demo.people import LEAD, VERIFIER
from survey_app.office.demo.stage import Stage, Story

_AUTHORITY = "Đoàn kiểm tra của bộ (minh họa)"
_PUBLISH = "Công khai kết quả giải quyết hồ sơ hằng tháng tại trụ sở và trên trang thông tin của xã."
_SCAN = "Số hóa toàn bộ kết quả giải quyết còn hiệu lực, báo cáo tiến độ hằng quý."


def divided(cast: Casting, province: str, communes: tuple[str, str]) -> Story:
    """A finding about a province, divided between two of its communes: one part is closed, one is late."""
    stage = cast.stage
    yield stage.at(-75, 14)
    whole = _enter(stage, province, "TT02", Severity.N2, _PUBLISH, 40)
    yield stage.at(-70, 9)
    first, second = _divide(stage, whole, communes, _PUBLISH, -10)
    yield stage.at(-60, 9)
    for part in (first, second):
        part.acknowledge()
    yield stage.at(-30, 9)
    second.report()
    yield stage.at(-26, 9)
    second.judge(Step.PASS, "Đã xem trang thông tin của xã, kết quả được công khai.")


def remedied(cast: Casting, province: str, communes: tuple[str, str]) -> Story:
    """A finding about a province that was closed with the last of its parts."""
    stage = cast.stage
    yield stage.at(-100, 14)
    whole = _enter(stage, province, "HD02", Severity.N3, _SCAN, -20)
    yield stage.at(-96, 9)
    parts = _divide(stage, whole, communes, _SCAN, -40)
    yield stage.at(-50, 9)
    for part in parts:
        part.report()
    yield stage.at(-45, 9)
    for part in parts:
        part.take(Step.PASS, VERIFIER, note="Số liệu trên hệ thống khớp với báo cáo của xã.")


def _enter(stage: Stage, unit: str, code: str, severity: Severity, asked: str, due: int) -> Finding:
    day = stage.day(-80 if code == "TT02" else -103)
    new = NewExternal(
        unit=unit,
        code=code,
        severity=severity,
        statement="Nhiều xã chưa thực hiện đầy đủ, kịp thời.",
        authority=_AUTHORITY,
        document="45/TB-MH" if code == "TT02" else "39/TB-MH",
        document_on=day,
        recommendation=asked,
        due_on=stage.day(due),
    )
    return findings.enter_external(stage.store, stage.who(LEAD), new, stage.now)


def _divide(
    stage: Stage, whole: Finding, communes: tuple[str, str], asked: str, due: int
) -> tuple[Followed, Followed]:
    rows = [(unit, asked, stage.day(due)) for unit in communes]
    first, second = findings.cascade(stage.store, stage.who(LEAD), whole.reference, rows, stage.now)
    return Followed(stage, first.reference), Followed(stage, second.reference)
