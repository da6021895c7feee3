"""The tags that a template of an inspection's documents can use, with samples of their shape."""

from collections.abc import Mapping
from typing import Final

from survey_app.documents import Tag
from survey_app.inspections.papers.lot import LOT, LOT_TAGS
from survey_app.inspections.papers.values import (
    CONCLUSION,
    DOCUMENTS,
    MINUTES,
    NOTICE,
    RECHECK,
    REMEDIATION,
    RESULT,
)

_TEXT: Final = "…"
_TEXTS: Final = (
    "demo_mark", "draft_mark", "office_parent", "office_name", "office_place", "place_and_date", "number",
    "reference", "title", "kind", "unit", "unit_code", "unit_parent", "period", "day",
    "decision_number", "decision_on", "report_due", "explain_due", "conclusion_number", "conclusion_on",
    "begun_at", "ended_at", "outline_form", "summary", "score", "refusal", "unit_signer", "team_signer",
    "secretary_signer", "digest", "digest_note", "qr",
    "made_at",
)  # fmt: skip
_SECTION: Final = dict.fromkeys(("title", "asked", "met", "failed", "other", "missing"), _TEXT)
_PHOTO: Final = {"picture": _TEXT, "text": _TEXT}
_FINDING: Final = {
    **dict.fromkeys(
        (
            "reference", "code", "severity", "statement", "legal_basis", "note", "unit", "state", "repeats",
            "explanation", "recommendation", "owner", "due_on", "cause", "measure", "reported_on", "evidence",
            "outcome", "rechecked_on", "recheck_note",
        ),
        _TEXT,
    ),
    "photos": [{"left": _PHOTO, "right": _PHOTO}],
}  # fmt: skip
_LISTS: Final = {
    "basis": [_TEXT],
    "team": [{"name": _TEXT, "task": _TEXT}],
    "unit_people": [_TEXT],
    "visits": [
        {
            **dict.fromkeys(("unit", "day", "form", "inspectors"), _TEXT),
            "sections": [_SECTION],
            "figures": [{"name": _TEXT, "value": _TEXT}],
        }
    ],
    "attendance": [dict.fromkeys(("place", "at", "due", "present", "excused", "unexcused"), _TEXT)],
    "findings": [_FINDING],
    "opinion": [_TEXT],
    "witnesses": [_TEXT],
    "strengths": [_TEXT],
    "causes": [_TEXT],
    "responsibility": [_TEXT],
    "proposals": [_TEXT],
    "outline": [{"title": _TEXT, "questions": [_TEXT]}],
    "notes": [_TEXT],
}
# What no template may leave out: that a document is simulated or a draft, which inspection it is of, what
# is not confirmed, and what its readers rely on.
_ALWAYS: Final = frozenset({"demo_mark", "draft_mark", "reference", "unit", "notes"})
_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    NOTICE: frozenset({"day"}),
    MINUTES: frozenset({"digest", "refusal", "findings", "visits"}),
    RESULT: frozenset({"summary", "findings"}),
    CONCLUSION: frozenset({"number", "findings"}),
    REMEDIATION: frozenset({"summary", "findings"}),
    RECHECK: frozenset({"summary", "findings"}),
}

TAGS: Final[Mapping[str, tuple[Tag, ...]]] = {
    **{
        document: tuple(
            Tag(name, sample, name in _ALWAYS | _NEEDED[document])
            for name, sample in ({**dict.fromkeys(_TEXTS, _TEXT), **_LISTS}).items()
        )
        for document in DOCUMENTS
    },
    LOT: LOT_TAGS,
}
"""By document, those of its templates; every document of a case knows them all, each needs its own."""
