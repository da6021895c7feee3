"""What a case found is issued by its conclusion, with deadlines that somebody in office will see."""

from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Invalid
from survey_app.findings.model import Step, last_day
from survey_app.inspections.model.cases import CaseState
from tests.survey_app.inspections.cases.test_concluding import act, conclude, explaining, recommended


def test_conclude__deadline_more_than_ten_years_away__is_named_at_its_field(bench: Any) -> None:
    of, found = explaining(bench)
    found = act(bench, found, Step.UPHOLD, "anh")
    last = last_day(bench.today)
    with pytest.raises(Invalid) as caught:
        conclude(bench, of, recommended(bench, found, due_on=last + timedelta(1)))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("due_too_far", f"due_on/{found.id}")
    assert conclude(bench, of, recommended(bench, found, due_on=last)).state is CaseState.FOLLOWED
