"""Cases as somebody may see them: what is not open to them is not there."""

from datetime import date
from uuid import UUID

from survey_app.accounts.model import Asker
from survey_app.errors import NotFound
from survey_app.inspections.model.cases import Case, CaseFilters, Member, Move
from survey_app.inspections.model.references import read_reference
from survey_app.inspections.model.visits import Visit
from survey_app.inspections.store import cases as rows
from survey_app.inspections.store import visits as visit_rows
from survey_app.places.model import local_day
from survey_app.store import Database

PAGE = 50


def case(db: Database, asker: Asker, key: str) -> Case:
    """The case with that reference ('KT-2026-0001') or id. Raises NotFound, also when it is not for them."""
    found = unguarded(db, key)
    if found is None or not found.open_to(asker):
        raise NotFound("no_such_case", reference=key[:40])
    return found


def unguarded(db: Database, key: str) -> Case | None:
    """The case with that reference or id, whoever asks; None when there is none."""
    if numbered := read_reference(key):
        return rows.find_numbered(db, *numbered)
    try:
        return rows.find(db, str(UUID(key)))
    except ValueError:
        return None


def cases(db: Database, asker: Asker, filters: CaseFilters, page: int | None = None) -> list[Case]:
    """The cases ``asker`` may see, the latest planned day first; all of them, or one page from 1."""
    if page is None:
        return rows.listed(db, asker, filters)
    return rows.listed(db, asker, filters, PAGE, (page - 1) * PAGE)


def count_cases(db: Database, asker: Asker, filters: CaseFilters) -> int:
    """How many cases `cases` has in all."""
    return rows.count(db, asker, filters)


def calendar(db: Database, asker: Asker, year: int) -> dict[int, list[Case]]:
    """The cases planned for each of the twelve months of ``year``, the earliest day first."""
    months: dict[int, list[Case]] = {month: [] for month in range(1, 13)}
    for found in reversed(rows.listed(db, asker, CaseFilters(year=year))):
        months[found.planned_on.month].append(found)
    return months


def moves(db: Database, of: Case) -> list[Move]:
    """The steps a case took, the first first."""
    return rows.moves(db, of.id)


def members(_: Database, of: Case) -> tuple[Member, ...]:
    """The team of a case: who leads it first."""
    return of.members


def led_by(db: Database, username: str) -> tuple[str, ...]:
    """The ids of the cases somebody leads now, also of those that ended."""
    return tuple(rows.led_by(db, username))


def visits_of(db: Database, of: Case) -> list[Visit]:
    """The visits of a case, the earliest day first."""
    found = (visit_rows.find(db, visit) for visit in rows.visits_of(db, of.id))
    return sorted((one for one in found if one is not None), key=lambda one: (one.day, one.made_at, one.id))


def case_of_visit(db: Database, visit: str) -> Case | None:
    """The case a visit belongs to, whoever asks; None for a visit of its own."""
    return rows.case_of_visit(db, visit)


def day_of(db: Database, of: Case, step: str) -> date | None:
    """The day on which a case last took that step, None when it never did."""
    return next((local_day(one.at) for one in reversed(rows.moves(db, of.id)) if one.step == step), None)
