"""The demonstration's visits outside of any case: three handed in and one half-way, findings on their way."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from forms import screens
from survey_app.findings import service as findings
from survey_app.findings.model import Step
from survey_app.instruments import service as instruments
from survey_app.office.demo.answers import MET, answers
from survey_app.office.demo.case import Followed
from survey_app.office.demo.people import CHIEF
from survey_app.office.demo.stage import Stage, Story
from survey_app.office.demo.visitor import Visitor
from survey_app.places.model import local_day
from survey_app.rounds.model import Round

_FOUND: Final = (("TT01", "CS04", "CV06"), ("CV04", "CS03"), ("TT19", "DG02"))
_DAYS: Final = (-20, -15, -8)
_ASKED: Final = "Bổ sung, niêm yết lại đầy đủ và báo cáo kết quả (giả lập)."


def fill_visits(stage: Stage, wave: Round, places: Sequence[str], handed_in: list[str]) -> Story:
    """Visits to three of ``places``, added to ``handed_in``, and one to a fourth begun; some findings go on.

    Of each visit's findings the first: one is reported, one closed by somebody who was not there, one came
    back.
    """
    instrument = instruments.published(stage.store.read(), wave.instrument, wave.version)
    sections, visitor = screens(instrument), Visitor(stage, wave)
    firsts = []
    for number, (codes, day) in enumerate(zip(_FOUND, _DAYS, strict=True)):
        yield stage.at(day, 8, 30)
        visit = visitor.make(number, places[number], local_day(stage.now))
        visitor.fill(visit, answers(codes), sections)
        visitor.hand_in(visit)
        handed_in.append(visit)
        firsts.append(Followed(stage, findings.visit_findings(stage.store.read(), visit)[0].reference))
    yield stage.at(-6, 9)
    for found in firsts:
        found.take(Step.ISSUE, CHIEF, text=_ASKED, due_on=stage.today + timedelta(15))
    yield stage.at(-2, 9)
    for found in firsts:
        found.report()
    yield stage.at(-1, 14)
    _, closed, returned = firsts
    closed.take(Step.PASS, CHIEF, note="Đã kiểm tra lại tại chỗ (giả lập).")
    returned.take(Step.FAIL, CHIEF, note="Vẫn thiếu ở quầy trả kết quả (giả lập).")
    yield stage.end
    begun = visitor.make(len(_FOUND), places[len(_FOUND)], local_day(stage.now))
    visitor.fill(begun, MET, sections[:2])
