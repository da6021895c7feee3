"""What a document says of one finding."""

from itertools import zip_longest
from typing import Any

from survey_app.documents import Look
from survey_app.inspections.papers.facts import Found, Shot


def finding_values(found: Found, look: Look) -> dict[str, Any]:
    """The parts of the tag ``findings``; what is not known is blank."""
    outcome = ""
    if found.remedied is not None:
        outcome = look.say("remedied" if found.remedied else "not_remedied")
    return {
        "reference": found.reference,
        "code": found.code,
        "severity": found.severity,
        "statement": found.statement,
        "legal_basis": found.legal_basis,
        "note": found.note,
        "unit": found.unit,
        "state": found.state,
        "repeats": found.repeats,
        "explanation": found.explanation,
        "recommendation": found.recommendation or found.statement,
        "owner": found.owner,
        "due_on": look.day(found.due_on) if found.due_on else "",
        "cause": found.cause,
        "measure": found.measure,
        "reported_on": look.day(found.reported_on) if found.reported_on else "",
        "evidence": look.say("evidence", n=found.evidence),
        "outcome": outcome,
        "rechecked_on": look.day(found.rechecked_on) if found.rechecked_on else "",
        "recheck_note": found.recheck_note,
        "photos": _pairs(found.photos, look),
    }


def _pairs(photos: tuple[Shot, ...], look: Look) -> list[dict[str, Any]]:
    """Pictures two by two; an empty half at the end of an odd number."""
    drawn = [_picture(shot, look) for shot in photos]
    none = {"picture": "", "text": ""}
    return [
        {"left": left, "right": right} for left, right in zip_longest(drawn[::2], drawn[1::2], fillvalue=none)
    ]


def _picture(shot: Shot, look: Look) -> dict[str, Any]:
    picture = look.photo(shot.name, shot.text)
    return {"picture": picture, "text": shot.text if picture else look.say("photo_gone", text=shot.text)}
