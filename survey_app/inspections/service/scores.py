"""Scores of visits and cases, who may see them, and the schemes they follow."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from survey_app.accounts.model import Asker, Role
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.findings import service as findings
from survey_app.findings.model import State as FindingState
from survey_app.inspections import schemes as files
from survey_app.inspections.model import LINE, Case, CaseState, State, Visit
from survey_app.inspections.model.scores import NewScheme, Scheme, in_force, problems_of
from survey_app.inspections.scoring import Total, VisitScore, score_of, together
from survey_app.inspections.service.cases.lookups import visits_of
from survey_app.inspections.service.judging import progress
from survey_app.inspections.store import schemes as rows
from survey_app.store import Database, Store

MAKERS: Final = frozenset({Role.ADMINISTRATOR, Role.LEADER})
"""Who makes schemes: how an office scores is its own decision."""
_ANY_TEAM: Final = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.VERIFIER})


@dataclass(frozen=True, slots=True)
class CaseScore:
    """The scores of the visits of a case, and what they come to; ``total`` None where schemes differ.

    ``waiting`` counts visits that were not handed in yet, ``gone`` those whose answers were purged.
    """

    visits: tuple[VisitScore, ...]
    total: Total | None
    waiting: int = 0
    gone: int = 0


def schemes(db: Database) -> list[Scheme]:
    """Every scheme, the one made last first; the last of all is the shipped one."""
    return [*reversed(rows.every(db)), files.first()]


def scheme(db: Database, number: int) -> Scheme:
    """The scheme of that number. Raises NotFound."""
    found = next((one for one in schemes(db) if one.number == number), None)
    if found is None:
        raise NotFound("no_such_scheme", number=number)
    return found


def scheme_on(db: Database, day: date) -> Scheme:
    """The scheme in force on that day; before the office makes one the shipped one."""
    return in_force(schemes(db), day) or files.first()


def read_scheme(text: str | bytes) -> NewScheme:
    """The scheme in the JSON of a file. Raises Invalid where it is none."""
    try:
        return files.read(text)
    except ValueError as error:
        raise Invalid([Problem("scheme_unread", "file", {"detail": str(error)[:80]})]) from None


def written_scheme(of: Scheme) -> str:
    """A scheme as the JSON text of a file."""
    return files.written(of.said)


def last_scored_day(db: Database) -> date | None:
    """The last day of a visit that was handed in: a new scheme begins after it, so that no score moves."""
    return rows.last_scored_day(db)


def make_scheme(store: Store, by: str, new: NewScheme, now: datetime, last: int | None = None) -> Scheme:
    """The new scheme under the next number. Raises Invalid with all problems at its fields.

    ``last`` is the number of the one it was made from: Conflict when another followed that meanwhile.
    """

    def work(db: Database) -> Scheme:
        newest = schemes(db)[0].number
        if last not in (None, newest):
            raise Conflict("scheme_made_meanwhile", number=newest)
        problems = problems_of(new, rows.last_scored_day(db))
        if problems or new.valid_from is None:
            raise Invalid(problems)
        said = replace(new, name=new.name.strip(), paper=new.paper.strip())
        made = Scheme(newest + 1, said, new.valid_from, by, now)
        rows.insert(db, made)
        return made

    return store.write(work)


def may_see(asker: Asker, of: Case) -> bool:
    """Whether there is a score of a case for ``asker``, who may know of the case.

    Team, maker, leaders, verifiers and administrators have it from the visit on; everybody else, so also
    the people of its unit, once it was concluded.
    """
    own = asker.username in of.team or asker.username == of.made_by or asker.role in _ANY_TEAM
    first = CaseState.ON_SITE if own and not asker.of_unit else CaseState.CONCLUDED
    reached = CaseState.FOLLOWED if of.reached is CaseState.RECHECKING else of.reached
    return LINE.index(reached) >= LINE.index(first)


def score_of_visit(db: Database, of: Visit, language: str) -> VisitScore | None:
    """The score of a visit as it was handed in; None of a draft, of purged answers, of what cannot fail.

    What was found and taken back since is in neither sum.
    """
    taken_back = [one for one in findings.visit_findings(db, of.id) if one.state is FindingState.WITHDRAWN]
    return _scored(db, of, language, {one.item for one in taken_back})


def score_of_case(db: Database, of: Case, language: str, *, as_signed: bool = False) -> CaseScore:
    """The scores of the visits of a case that were handed in, and of all together.

    ``as_signed`` is how they stood in the minutes: with what was found and taken back afterwards.
    """
    visits = visits_of(db, of)
    handed = [one for one in visits if one.state is State.SUBMITTED]
    found = [
        _scored(db, one, language, ()) if as_signed else score_of_visit(db, one, language) for one in handed
    ]
    scores = tuple(one for one in found if one is not None)
    gone = sum(progress(db, one) is None for one, score in zip(handed, found, strict=True) if score is None)
    return CaseScore(scores, together(scores) if scores else None, len(visits) - len(handed), gone)


def _scored(db: Database, of: Visit, language: str, withdrawn: Collection[str]) -> VisitScore | None:
    judged = progress(db, of) if of.state is State.SUBMITTED else None
    return score_of(of, judged, scheme_on(db, of.day), language, withdrawn) if judged else None
