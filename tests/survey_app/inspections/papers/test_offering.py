"""Which documents there are for whom, by how far a case is."""

from datetime import UTC, date, datetime

import pytest

from survey_app.accounts.model import Asker, Role
from survey_app.inspections.model import Case, CaseState, Kind
from survey_app.inspections.papers.offering import by_state
from survey_app.inspections.papers.values import DOCUMENTS

SECRETARY, HEAD = Asker("thu", Role.SECRETARY), Asker("head", Role.UNIT_HEAD, ("C1",))


def case(state: CaseState, kind: Kind = Kind.PLANNED, held_from: str = "") -> Case:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    day = date(2026, 2, 3)
    return Case(
        "0" * 36, 2026, 1, kind, "C1", "/01/C1/", "x", day, state, 1, "thu", made, held_from=held_from
    )


@pytest.mark.parametrize(
    ("state", "office", "unit"),
    [
        (CaseState.DRAFT, "", ""),
        (CaseState.APPROVED, "notice", ""),
        (CaseState.ANNOUNCED, "notice", "notice"),
        (CaseState.REPORT_RECEIVED, "notice", "notice"),
        (CaseState.ON_SITE, "notice minutes", "notice"),
        (CaseState.MINUTES, "notice minutes report", "notice"),
        (CaseState.SIGNED, "notice minutes report conclusion", "notice"),
        (CaseState.EXPLAINING, "notice minutes report conclusion", "notice minutes"),
    ],
)
def test_by_state__on_the_way__is_what_they_may_know(state: CaseState, office: str, unit: str) -> None:
    for asker, names in ((SECRETARY, office), (HEAD, unit)):
        assert by_state(case(state), asker) == tuple(f"inspection_{name}" for name in names.split())


@pytest.mark.parametrize(
    "state", [CaseState.CONCLUDED, CaseState.FOLLOWED, CaseState.RECHECKING, CaseState.ENDED]
)
def test_by_state__once_concluded__is_all_but_the_teams_report_to_the_unit(state: CaseState) -> None:
    assert by_state(case(state), SECRETARY) == DOCUMENTS
    assert set(DOCUMENTS) - set(by_state(case(state), HEAD)) == {"inspection_report"}


def test_by_state__of_an_unannounced_case__has_no_notice() -> None:
    assert by_state(case(CaseState.APPROVED, Kind.UNANNOUNCED), SECRETARY) == ()
    assert by_state(case(CaseState.ON_SITE, Kind.UNANNOUNCED), HEAD) == ()


def test_by_state__of_a_case_called_off__is_what_there_was() -> None:
    held = case(CaseState.CANCELLED, held_from=CaseState.ON_SITE)
    assert by_state(held, SECRETARY) == ("inspection_notice", "inspection_minutes")
