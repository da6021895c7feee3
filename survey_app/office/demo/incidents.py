"""One incident of discipline in the demonstration, which only a few may know of."""

from survey_app.inspections.model.incidents import IncidentKind, NewIncident
from survey_app.inspections.service import incidents
from survey_app.office.demo.case import Played
from survey_app.office.demo.people import FURTHER, LEADER
from survey_app.office.demo.stage import Stage
from survey_app.places.model import local_day

_TOLD = "Hai công chức vắng mặt lúc 7 giờ 30; một người về lúc 8 giờ 10 và có biểu hiện uống rượu bia."
_EXAMINED = "Đã làm việc với trung tâm, xem bảng chấm công và lấy lời của hai công chức."


def report_absence(one: Played) -> None:
    """Who went there reports what the counts do not say."""
    stage = one.stage
    new = NewIncident(
        kind=IncidentKind.DISCIPLINE,
        unit=one.plot.unit,
        happened_on=local_day(stage.now),
        told=_TOLD,
        place="Khu vực tiếp nhận",
        officer="Công chức quầy số 2 (minh họa)",
        inspection=one.now.reference,
    )
    incidents.report(stage.store, stage.who(FURTHER), new, stage.now)


def examine_absence(stage: Stage) -> None:
    """A leader says what examining it brought; nobody has decided yet."""
    asker = stage.who(LEADER)
    found = incidents.incidents(stage.store.read(), asker)[0]
    incidents.examine(stage.store, asker, found.id, found.revision, _EXAMINED, stage.now)
