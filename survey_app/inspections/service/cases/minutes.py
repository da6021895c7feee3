"""What the minutes of a case are about, and the digest that tells later whether it still stands."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from survey_app.inspections.model.cases import Case
from survey_app.inspections.scoring import Total, VisitScore
from survey_app.inspections.service import scores
from survey_app.inspections.service.cases import found
from survey_app.inspections.service.cases.lookups import visits_of
from survey_app.inspections.store import attendance
from survey_app.responses import service as responses
from survey_app.store import Database
from wording import FALLBACK

_SCORE: Final = "score"


class Cover(StrEnum):
    """What the digest of signed minutes holds of the record as it is now: all they say with their score, all
    but the score (as minutes were signed before it was taken in), or nothing any more."""

    SCORE = "score"
    NO_SCORE = "no_score"
    DIFFERS = "differs"


def minutes_content(db: Database, of: Case) -> dict[str, object]:
    """What the minutes of a case are about, as plain JSON: decision, team, visits as answered, attendance,
    findings, and the score with the scheme it follows."""
    return {
        "case": of.reference,
        "unit": of.unit,
        "kind": of.kind.value,
        "decision": [of.decision_number, of.decision_on.isoformat() if of.decision_on else ""],
        "team": [[one.username, one.task.value] for one in of.members],
        "visits": [
            [one.id, one.day.isoformat(), _digest(_document(db, one.id))] for one in visits_of(db, of)
        ],
        "attendance": [
            [one.place, one.at.isoformat(), one.due, one.present, one.excused, one.unexcused]
            for one in attendance.counted(db, of.id)
        ],
        "findings": found.told(db, of.id),
        _SCORE: _scored(db, of),
    }


def minutes_digest(db: Database, of: Case) -> str:
    """The SHA-256 of what the minutes are about: another one after any change of it."""
    return _digest_of(minutes_content(db, of))


def minutes_cover(db: Database, of: Case) -> Cover | None:
    """What the digest in the signed minutes of a case holds of what is stored now; None before it has one."""
    if not of.minutes_digest:
        return None
    content = minutes_content(db, of)
    if of.minutes_digest == _digest_of(content):
        return Cover.SCORE
    del content[_SCORE]
    return Cover.NO_SCORE if of.minutes_digest == _digest_of(content) else Cover.DIFFERS


def _scored(db: Database, of: Case) -> dict[str, object]:
    """The score as the minutes print it: of each visit, and of all where they follow one scheme."""
    signed = scores.score_of_case(db, of, FALLBACK, as_signed=True)
    return {
        "visits": [[one.visit.id, *_scheme(one), *_total(one.total)] for one in signed.visits],
        "together": _total(signed.total) if signed.total else [],
    }


def _scheme(of: VisitScore) -> list[object]:
    return [of.scheme.number, of.scheme.name]


def _total(of: Total) -> list[str]:
    """Points, weight, score and label: numbers as they are printed."""
    score = "" if of.score is None else f"{of.score:f}"
    return [f"{of.points:f}", f"{of.weight:f}", score, of.label.text(FALLBACK) if of.label else ""]


def _document(db: Database, visit: str) -> str:
    row = responses.response(db, visit)
    return row.document if row else ""


def _digest_of(content: Mapping[str, object]) -> str:
    return _digest(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
