"""What is done with visits: made, filled in section by section, reviewed, handed in once."""

from survey_app.inspections.service.discarding import discard, sweep_photos
from survey_app.inspections.service.drafts import keep_photos, save_section
from survey_app.inspections.service.handing import submit, takes_until
from survey_app.inspections.service.visits import (
    change_team,
    check_deletable,
    check_draft,
    checklists,
    count,
    day_problems,
    delete,
    inspectors,
    lacking,
    listed,
    make_visit,
    photo_of,
    photos,
    progress,
    round_ended,
    rounds_visited,
    same_visits,
    thumbnail_of,
    visit,
)

__all__ = [
    "change_team",
    "check_deletable",
    "check_draft",
    "checklists",
    "count",
    "day_problems",
    "delete",
    "discard",
    "inspectors",
    "keep_photos",
    "lacking",
    "listed",
    "make_visit",
    "photo_of",
    "photos",
    "progress",
    "round_ended",
    "rounds_visited",
    "same_visits",
    "save_section",
    "submit",
    "sweep_photos",
    "takes_until",
    "thumbnail_of",
    "visit",
]
