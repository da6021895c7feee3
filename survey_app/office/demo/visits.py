"""The demonstration's inspections: visits handed in and one half-way, findings on their way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from forms import screens
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service as findings
from survey_app.findings.model import Action, Step
from survey_app.inspections.model import Given
from survey_app.instruments import service as instruments
from survey_app.office.demo.visitor import CONTACT, PHOTO, Visitor, picture
from survey_app.places.model import local_day
from survey_app.rounds import service as rounds
from survey_app.store import Store

ROUND, CHECKLIST = "kiem-tra", "counter_check"
_AROUND = timedelta(45)
_MET: Mapping[str, Given] = {
    **dict.fromkeys(("B01", "B05", "B06_posted", "B06_answered", "B07", "C01", "C04", "C05"), "yes"),
    **dict.fromkeys(("C06", "C08_working", "C08_private", "D04"), "yes"),
    **dict.fromkeys(("B08", "D01_excused", "D01_unexcused", "D02", "D03"), "0"),
    **dict.fromkeys(("E03_violations", "E08_violations"), "0"),
    **dict.fromkeys(("E03_checked", "E08_checked"), "5"),
    "B02_required": "142",
    "B02_displayed": "142",
    "C03": ["seats", "water", "cooling", "toilet", "desk"],
    "C05_days": "30",
    "D01_due": "9",
    "D01_present": "9",
    "F03_total": "4",
    "F03_done": "4",
    "H02": ["desk", "intake", "return", "handed", "portal"],
}
_FAILED: tuple[Mapping[str, Given], ...] = (
    {
        "B02_displayed": "118",
        "B02_note": "Thiếu 24 thủ tục lĩnh vực đất đai mới công bố.",
        "C04": "no",
        "C04_note": "Không có lối đi cho xe lăn ở cửa chính.",
        "D03": "2",
    },
    {
        "D01_present": "6",
        "D01_excused": "1",
        "D01_unexcused": "2",
        "D01_note": "7 giờ 40: hai công chức vắng mặt không có lý do, đã ghi tên vào biên bản.",
        "C03": ["seats", "water", "desk"],
    },
    {
        "F03_done": "1",
        "F03_note": "Ba hồ sơ đất đai trễ hạn không có văn bản xin lỗi.",
        "H02": ["desk", "portal"],
        "H02_note": "Chưa đặt phiếu ở quầy tiếp nhận và quầy trả kết quả.",
    },
)
_ASKED = "Bổ sung, niêm yết lại đầy đủ và báo cáo kết quả (giả lập)."
_CAUSE = "Chưa phân công người theo dõi việc niêm yết (giả lập)."
_DONE = "Đã bổ sung và niêm yết lại, có ảnh chụp kèm theo (giả lập)."


def fill_visits(store: Store, places: Sequence[str], closer: str, now: datetime, today: date) -> list[str]:
    """Visits to three of ``places`` handed in, whose ids these are, one to a fourth begun; some findings go
    on.

    ``closer`` did not go there: nobody who did closes a finding.
    """
    first, last = today - _AROUND, today + _AROUND
    wave = store.write(lambda db: rounds.add_round(db, ROUND, CHECKLIST, first, last))
    instrument = instruments.published(store.read(), wave.instrument, wave.version)
    sections = screens(instrument)
    visitor = Visitor(store, wave, now, today)
    handed_in = []
    for number, failed in enumerate(_FAILED):
        visit = visitor.make(number, places[number], today - timedelta(20 - 6 * number))
        photos = {place.replace("_note", "_photo"): PHOTO for place in failed if place.endswith("_note")}
        visitor.fill(visit, {**_MET, **failed, **photos}, sections)
        visitor.hand_in(visit)
        handed_in.append(visit)
    begun = visitor.make(len(_FAILED), places[len(_FAILED)], today)
    visitor.fill(begun, _MET, sections[:2])
    _take_steps(store, handed_in, places, closer, now)
    return handed_in


def _take_steps(
    store: Store, visits: Sequence[str], places: Sequence[str], closer: str, now: datetime
) -> None:
    """Of each visit's findings take the first: one is reported, one closed by ``closer``, one came back."""
    db, head = store.read(), Asker(closer, Role.ADMINISTRATOR)
    contact = Asker(CONTACT, Role.UNIT_CONTACT, tuple(places))
    evidence = picture("e1")
    due_on = local_day(now) + timedelta(15)
    reported, closed, returned = (findings.visit_findings(db, visit)[0].reference for visit in visits)
    for reference in (reported, closed, returned):
        _step(store, head, reference, now, Step.ISSUE, text=_ASKED, due_on=due_on)
        said = {"cause": _CAUSE, "measure": _DONE, "files": (evidence,)}
        _step(store, contact, reference, now, Step.REPORT, **said)
    _step(store, head, closed, now, Step.PASS, note="Đã kiểm tra lại tại chỗ (giả lập).")
    _step(store, head, returned, now, Step.FAIL, note="Vẫn thiếu ở quầy trả kết quả (giả lập).")


def _step(store: Store, asker: Asker, reference: str, now: datetime, step: Step, **said: Any) -> None:
    revision = findings.finding(store.read(), asker, reference).revision
    findings.take_step(store, asker, reference, Action(step, revision, **said), now)
