"""Who was at work when a team of the demonstration came."""

from survey_app.inspections.model.attendance import NewCount
from survey_app.inspections.service import attendance
from survey_app.office.demo.case import Played

_DUE = 9
_TYPED_WRONG = "Gõ nhầm số có mặt, đếm lại ngay sau đó."


def count_present(one: Played, absent: int) -> None:
    """The team counts as it comes: so many are absent without a reason, and then one more with one."""
    excused = 1 if absent else 0
    _count(one, "Khu vực tiếp nhận", _DUE - absent - excused, excused, absent)


def count_again(one: Played) -> None:
    """It counts once more, mistypes, and takes that back."""
    stage, who = one.stage, one.stage.who(one.plot.team.goers[0])
    wrong = _count(one, "Khu vực tiếp nhận", 7, 1, 1)
    attendance.withdraw(stage.store, who, one.id, wrong, _TYPED_WRONG, stage.now)
    _count(one, "Khu vực tiếp nhận", 8, 1, 0)


def _count(one: Played, place: str, present: int, excused: int, unexcused: int) -> str:
    stage, who = one.stage, one.stage.who(one.plot.team.goers[0])
    at = stage.now.replace(second=0, microsecond=0)
    new = NewCount(place, at, _DUE, present, excused, unexcused)
    made = attendance.add(stage.store, who, one.id, new, stage.now)
    stage.rest()
    return made.id
