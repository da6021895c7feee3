"""Which documents of an inspection there are for somebody now; the rest is not there."""

from collections.abc import Mapping
from typing import Final

from survey_app.accounts.model import Asker
from survey_app.findings import service as findings
from survey_app.findings.model import Step
from survey_app.inspections.model import LINE, Case, CaseState, Kind
from survey_app.inspections.papers.values import (
    CONCLUSION,
    DOCUMENTS,
    MINUTES,
    NOTICE,
    RECHECK,
    REMEDIATION,
    RESULT,
)
from survey_app.store import Database

# From which state on a document is there for the office, and for the unit. Minutes list what
# was found, and a unit learns of it when it is asked to explain; what the team reports stays in the office.
_OFFICE: Final[Mapping[str, CaseState]] = {
    NOTICE: CaseState.APPROVED,
    MINUTES: CaseState.ON_SITE,
    RESULT: CaseState.MINUTES,
    CONCLUSION: CaseState.SIGNED,
    REMEDIATION: CaseState.CONCLUDED,
    RECHECK: CaseState.CONCLUDED,
}
_UNIT: Final[Mapping[str, CaseState]] = {
    NOTICE: CaseState.ANNOUNCED,
    MINUTES: CaseState.EXPLAINING,
    CONCLUSION: CaseState.CONCLUDED,
    REMEDIATION: CaseState.CONCLUDED,
    RECHECK: CaseState.CONCLUDED,
}


def offered(db: Database, of: Case, asker: Asker) -> tuple[str, ...]:
    """The documents of a case, in the order it makes them, that ``asker``, who may know of it, can have."""
    without = () if _rechecks(db, of) else (RECHECK,)
    return tuple(document for document in by_state(of, asker) if document not in without)


def by_state(of: Case, asker: Asker) -> tuple[str, ...]:
    """As `offered`, by how far the case came alone."""
    first = _UNIT if asker.of_unit else _OFFICE
    there = (document for document in DOCUMENTS if document in first)
    return tuple(
        document
        for document in there
        if _passed(of) >= LINE.index(first[document])
        # Of an unannounced one nobody was told beforehand.
        and not (document == NOTICE and of.kind is Kind.UNANNOUNCED)
    )


def _rechecks(db: Database, of: Case) -> bool:
    """Whether somebody is to look on site at what became of a finding, or has."""
    looked = (Step.RECHECK_PASS, Step.RECHECK_FAIL)
    return any(
        one.site_check or any(event.step in looked for event in findings.events(db, one))
        for one in findings.of_case(db, of.id)
        if one.issued_on is not None
    )


def _passed(of: Case) -> int:
    """How far along the line of states it came."""
    reached = CaseState.FOLLOWED if of.reached is CaseState.RECHECKING else of.reached
    return LINE.index(reached)
