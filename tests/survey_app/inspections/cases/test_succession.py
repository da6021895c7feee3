"""What was done at a unit that ended is read by who speaks for the one that took its place, and only read."""

from datetime import timedelta
from typing import Any

import pytest

from survey_app.errors import Refused
from survey_app.findings import service as findings
from survey_app.findings.model import Filters
from survey_app.inspections.model.cases import Case, CaseFilters, Kind
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service import cases, self_reports
from tests.survey_app.inspections.cases.conftest import Bench, end_unit


def awaiting(bench: Bench) -> Case:
    """A case at C1 whose report is awaited."""
    of = bench.take(bench.approved(), CaseStep.ANNOUNCE, "thu")
    return bench.take(of, CaseStep.AWAIT_REPORT, "thu", due=bench.today + timedelta(5))


def seen(bench: Bench, username: str) -> list[str]:
    """The cases somebody may see."""
    return [one.reference for one in cases.cases(bench.db(), bench.who(username), CaseFilters())]


def test_case__of_a_unit_that_ended__is_read_by_its_heir(bench: Bench, tablet: Any) -> None:
    of = awaiting(bench)
    assert seen(bench, "other") == []
    end_unit(bench, "C1", "C2")
    assert seen(bench, "other") == [of.reference]
    page = tablet("other").open(f"/cases/{of.reference}").text
    assert of.title in page
    assert "trước hết ngày" not in page  # nothing is asked of them


def test_case__of_a_unit_that_ends_later_or_is_there_again__is_not(bench: Bench) -> None:
    awaiting(bench)
    end_unit(bench.later(10), "C1", "C2")
    assert seen(bench, "other") == []
    assert seen(bench.later(10), "other") != []
    bench.store.write(
        lambda db: db.execute(
            "INSERT INTO places_unit (code, name_vi, name_en, type, parent_code, valid_from, valid_to,"
            " successor_code, legal_act, code_is_ours)"
            " SELECT code, name_vi, name_en, type, parent_code, ?, '', '', legal_act, 0"
            " FROM places_unit WHERE code = 'C1'",
            [(bench.today + timedelta(10)).isoformat()],
        )
    )
    assert seen(bench.later(10), "other") == []


def test_case__of_a_unit_whose_heir_ended_too__is_read_by_the_last(bench: Bench) -> None:
    of = awaiting(bench)
    bench.store.write(lambda db: db.execute("UPDATE accounts_scope SET unit = 'T1' WHERE username = 'other'"))
    end_unit(bench, "C1", "C2")
    end_unit(bench, "C2", "T1")
    assert seen(bench, "other") == [of.reference]


def test_heir__of_a_case_that_awaits_its_report__writes_nothing(bench: Bench, tablet: Any) -> None:
    of = awaiting(bench)
    end_unit(bench, "C1", "C2")
    heir = bench.who("other")
    assert cases.steps_for(bench.db(), heir, of) == ()
    assert not self_reports.writes(heir, of)
    with pytest.raises(Refused):
        self_reports.draft(bench.db(), heir, of, bench.now)
    other = tablet("other")
    assert other.open(f"/cases/{of.reference}/self-report").status_code == 200
    assert other.press(f"/cases/{of.reference}/self-report/sections/1").status_code == 403


def test_case_that_is_to_surprise__for_the_heir__stays_secret(bench: Bench, tablet: Any) -> None:
    of = bench.approved(kind=Kind.UNANNOUNCED)
    end_unit(bench, "C1", "C2")
    assert seen(bench, "other") == []
    assert tablet("other").open(f"/cases/{of.reference}").status_code == 404


def test_findings__of_a_unit_that_ended__are_read_once_it_was_told(bench: Bench) -> None:
    of = bench.signed()
    end_unit(bench, "C1", "C2")
    heir = bench.who("other")
    assert findings.of_case(bench.db(), of.id, heir) == []
    bench.take(of, CaseStep.ASK_EXPLANATIONS, "thu", due=bench.today + timedelta(5))
    (found,) = findings.of_case(bench.db(), of.id, heir)
    assert [one.id for one in findings.listing(bench.db(), heir, Filters()).findings] == [found.id]
    assert findings.steps_for(bench.db(), heir, found, bench.today) == ()
