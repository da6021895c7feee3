"""The tags that a template of the register can use, with samples of their shape."""

from typing import Final

from survey_app.documents import Tag

_TEXT: Final = "…"
_TEXTS: Final = (
    "demo_mark", "office_parent", "office_name", "office_place", "place_and_date", "number", "made_at",
    "scope", "total", "not_listed",
)  # fmt: skip
_ROW: Final = dict.fromkeys(
    (
        "reference", "conclusion", "unit", "content", "severity", "due_on", "state", "overdue", "extensions",
        "failures", "evidence", "verifier",
    ),
    _TEXT,
)  # fmt: skip
_NEEDED: Final = frozenset({"demo_mark", "scope", "total", "not_listed", "made_at", "notes", "rows"})

REGISTER_TAGS: Final = tuple(
    Tag(name, sample, name in _NEEDED)
    for name, sample in (
        *((name, _TEXT) for name in _TEXTS),
        ("figures", [_TEXT]),
        ("rows", [_ROW]),
        ("notes", [_TEXT]),
    )
)
