"""The tags a report's template can use, with samples of their shape; no figure of anybody's."""

from typing import Final

from survey_app.documents import Tag

_TEXT: Final = "…"
_ESTIMATE: Final = dict.fromkeys(("n", "share", "low", "high", "interval", "method"), _TEXT)
_CHARTS: Final = [{"title": _TEXT, "picture": _TEXT}]
_PART: Final = {
    "caption": _TEXT,
    "charts": _CHARTS,
    "choices": [_TEXT, _TEXT],
    "unrated_caption": _TEXT,
    "reasons": [_TEXT, _TEXT],
    "rows": [
        {
            "name": _TEXT,
            "n": _TEXT,
            "shares": [_TEXT, _TEXT],
            "answers": [{"n": _TEXT, "share": _TEXT}, {"n": _TEXT, "share": _TEXT}],
            "unrated": _TEXT,
            "reasons": [_TEXT, _TEXT],
        }
    ],
}
_NEEDED: Final = frozenset({"demo_mark", "demo_note", "round", "status", "notes", "made_at", "digest"})
_TEXTS: Final = (
    "demo_mark", "demo_note", "office_parent", "office_name", "office_place", "place_and_date",
    "round", "first_day", "last_day", "state",
    "questionnaire", "questionnaire_id", "questionnaire_version", "status",
    "unit", "channel", "month",
    "received", "shown", "least", "summary", "share", "low", "high",
    "method", "method_id", "method_source", "measure", "sealed", "made_at", "digest",
    "factors_caption", "criteria_caption", "units_caption", "units_hidden", "channels_caption",
)  # fmt: skip

TAGS: Final = tuple(
    Tag(name, sample, name in _NEEDED)
    for name, sample in (
        *((name, _TEXT) for name in _TEXTS),
        ("factors", [{"name": _TEXT, "aggregation": _TEXT, **_ESTIMATE}]),
        ("factor_charts", _CHARTS),
        ("answers", [_PART]),
        ("criteria", [{"name": _TEXT, "factor": _TEXT, "code": _TEXT, **_ESTIMATE}]),
        ("units", [{"name": _TEXT, "code": _TEXT, **_ESTIMATE}]),
        ("unit_charts", _CHARTS),
        ("channels", [{"mode": _TEXT, "tier": _TEXT, **_ESTIMATE}]),
        ("notes", [_TEXT]),
    )
)
