"""What a case found is issued by its conclusion, with deadlines that somebody in office will see."""

from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Conflict, Invalid
from survey_app.findings import service as findings
from survey_app.findings.model import Step, last_day
from survey_app.inspections.model.cases import CaseState
from tests.survey_app.inspections.cases.test_concluding import act, conclude, explaining, recommended


def test_conclude__deadline_more_than_ten_years_away__is_named_at_its_field(bench: Any) -> None:
    of, found = explaining(bench)
    found = act(bench, found, Step.UPHOLD, "lan")
    last = last_day(bench.today)
    with pytest.raises(Invalid) as caught:
        conclude(bench, of, recommended(bench, found, due_on=last + timedelta(1)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("due_too_far", f"due_on/{found.id}")
    assert conclude(bench, of, recommended(bench, found, due_on=last)).state is CaseState.FOLLOWED


def test_finding__of_a_case__is_issued_by_nobody_before_its_conclusion(bench: Any, tablet: Any) -> None:
    of, found = explaining(bench)
    found = act(bench, found, Step.UPHOLD, "lan")
    said = {"text": "Lắp lại biển tên trước cửa vào.", "due_on": bench.today + timedelta(9)}
    for by in ("lan", "thu", "giam", "chief"):
        with pytest.raises(Conflict, match="finding_issued_by_its_conclusion"):
            act(bench, found, Step.ISSUE, by, **said)
        assert Step.ISSUE not in findings.steps_for(bench.db(), bench.who(by), found, bench.today)
    page = tablet("thu").open(f"/findings/{found.reference}").text
    assert "được ban hành cùng kết luận" in page
    assert f"/findings/{found.reference}/issue" not in page
    refused = tablet("thu").open(f"/findings/{found.reference}/issue")
    assert refused.status_code == 409
    assert "mở cuộc kiểm tra để ban hành kết luận" in refused.text
    conclude(bench, of, recommended(bench, found))
    page = tablet("thu").open(f"/findings/{found.reference}").text
    assert "được ban hành cùng kết luận" not in page
