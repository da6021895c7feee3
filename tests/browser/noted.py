"""Counts of attendance and incidents of a case in the demonstration."""

from datetime import datetime

from survey_app import store
from survey_app.accounts import service as accounts
from survey_app.accounts.model import Asker
from survey_app.inspections.model.attendance import NewCount
from survey_app.inspections.model.incidents import IncidentKind, NewIncident
from survey_app.inspections.service import attendance, incidents
from survey_app.places.model import local_day


def noted(opened: store.Store, reference: str, now: datetime) -> dict[str, str]:
    """The ids of a count that stands beside others, of an incident reported, and of one examined."""
    at, inspector = now.replace(second=0, microsecond=0), _who(opened, "kiemtra1", now)
    counts = [
        attendance.add(opened, inspector, reference, NewCount(place, at, due, due - 2, 1, 1, note), now)
        for place, due, note in (
            ("Trung tâm Phục vụ hành chính công, khu vực tiếp nhận và trả kết quả", 12, "Đếm lúc mở cửa"),
            ("Phòng chuyên môn", 40, ""),
        )
    ]
    attendance.withdraw(opened, inspector, reference, counts[1].id, "Đếm cả người đến giao dịch.", now)
    told = "Công chức yêu cầu người dân nộp thêm giấy tờ ngoài quy định, to tiếng khi được hỏi lý do."
    new = NewIncident(
        *(IncidentKind.HARASSMENT, "01.001.TT", local_day(now), told, "Quầy 3", "Chưa rõ họ tên"),
        inspection=reference,
    )
    first = incidents.report(opened, inspector, new, now)
    second = incidents.report(opened, inspector, new, now)
    said = "Đã xem camera, làm việc với công chức trực quầy; sự việc có thật."
    incidents.examine(opened, _who(opened, "truongdoan", now), second.id, 1, said, now)
    return {"count": counts[0].id, "incident": first.id, "examined": second.id}


def _who(opened: store.Store, username: str, now: datetime) -> Asker:
    db = opened.read()
    return accounts.asker(db, username, accounts.person(db, username).role, local_day(now))
