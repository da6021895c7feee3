"""What the pages of findings need that nobody in the demonstration has made."""

from datetime import datetime, timedelta

from survey_app import store
from survey_app.accounts.model import Asker, Role
from survey_app.findings import service as findings
from survey_app.places.model import local_day


def from_above(opened: store.Store, now: datetime) -> dict[str, str]:
    """The address of a finding of a team from above, not divided yet."""
    today = local_day(now)
    new = findings.NewExternal(
        unit="01",
        code="TT04",
        severity="N1",
        statement="Nhiều xã chưa công khai kết quả giải quyết hồ sơ.",
        authority="Đoàn kiểm tra Bộ Nội vụ",
        document="45/TB-BNV",
        document_on=today - timedelta(30),
        recommendation="Chỉ đạo các xã công khai kết quả hằng tháng.",
        due_on=today + timedelta(5),
    )
    found = findings.enter_external(opened, Asker("truongdoan", Role.TEAM_LEAD), new, now)
    return {"external": f"/findings/{found.reference}"}
