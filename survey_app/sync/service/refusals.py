"""Photos and files that were not taken, as long as somebody could still take them again."""

from survey_app.errors import Problem
from survey_app.inspections import service as inspections
from survey_app.inspections.model import State, Visit, is_paper
from survey_app.store import Database
from survey_app.sync.store import files as rows


def refusals(db: Database) -> dict[str, dict[str, Problem]]:
    """Draft -> address -> why its file was not taken, where the draft still waits for that file."""
    found = {}
    for visit, named in _refused(db).items():
        of = inspections.known_visit(db, visit)
        if of is not None and of.state is State.DRAFT and (waited := _waited_for(db, of, named)):
            found[visit] = waited
    return found


def refused_in(db: Database, visit: str) -> dict[str, Problem]:
    """Address -> why a file was not taken that the last word from the tablets of a visit names."""
    named = _refused(db).get(visit, {})
    of = inspections.known_visit(db, visit)
    if of is not None and of.state is State.DRAFT:
        return _waited_for(db, of, named)
    return {address: problem for address, (_, problem) in named.items()}


def count_refused(db: Database) -> int:
    """How many files were not taken that drafts still wait for."""
    return sum(len(refused) for refused in refusals(db).values())


def _refused(db: Database) -> dict[str, dict[str, tuple[str, Problem]]]:
    found: dict[str, dict[str, tuple[str, Problem]]] = {}
    for visit, address, digest, (code, values) in rows.refused_named(db):
        found.setdefault(visit, {})[address] = (digest, Problem(code, place="file", values=values))
    return found


def _waited_for(db: Database, of: Visit, named: dict[str, tuple[str, Problem]]) -> dict[str, Problem]:
    """Paper answers nothing; of the others those the draft still names."""
    missing = inspections.files_missing(db, of)
    return {
        address: problem
        for address, (digest, problem) in named.items()
        if is_paper(address) or missing.get(address, "").startswith(digest)
    }
