"""Who was given units visits those, and where a case they are a member of takes them."""

from typing import Any

import pytest

from survey_app.errors import Invalid
from survey_app.inspections import service
from survey_app.inspections.model import Who
from survey_app.inspections.model.cases import Kind, Member, Task
from tests.survey_app.inspections.cases.conftest import MEMBERS

INNER = Who("inner")  # an inspector who acts for Q1 alone


def test_visit__within_reach__is_made(bench: Any) -> None:
    assert bench.team.make(bench.team.new(), INNER).unit == "Q1"


def test_visit__beyond_reach__is_refused_and_leaves_nothing(bench: Any) -> None:
    before = bench.db().execute("SELECT count(*) FROM inspections_visit").fetchone()
    with pytest.raises(Invalid) as found:
        bench.team.make(bench.team.new(unit="Q9"), INNER)
    assert [(one.code, one.place) for one in found.value.problems] == [("unit_beyond_reach", "unit")]
    assert bench.db().execute("SELECT count(*) FROM inspections_visit").fetchone() == before


def test_visit__where_a_case_takes_its_member__is_made(bench: Any) -> None:
    members = (*MEMBERS, Member("inner", Task.MEMBER))
    bench.on_site(Kind.UNANNOUNCED, unit="C2", members=members)
    visit = bench.team.make(bench.team.new(unit="Q9"), INNER)
    assert service.visit(bench.db(), visit.id, INNER).unit == "Q9"
