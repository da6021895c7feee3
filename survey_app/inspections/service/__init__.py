"""What is done with visits: made, filled in section by section, reviewed, handed in once."""

from survey_app.inspections.service.cutting import check_led, cut_visit
from survey_app.inspections.service.discarding import discard, sweep_photos
from survey_app.inspections.service.drafts import keep_photos, save_section
from survey_app.inspections.service.handing import submit, takes_until
from survey_app.inspections.service.judging import asked_in, instrument_of, judged, starts
from survey_app.inspections.service.told import Told
from survey_app.inspections.service.visits import (
    change_team,
    check_deletable,
    check_draft,
    checklists,
    count,
    day_problems,
    delete,
    file_of,
    inspectors,
    lacking,
    listed,
    make_visit,
    photos,
    progress,
    round_ended,
    rounds_visited,
    same_visits,
    thumbnail_of,
    visit,
)

__all__ = [
    "Told",
    "asked_in",
    "change_team",
    "check_deletable",
    "check_draft",
    "check_led",
    "checklists",
    "count",
    "cut_visit",
    "day_problems",
    "delete",
    "discard",
    "file_of",
    "inspectors",
    "instrument_of",
    "judged",
    "keep_photos",
    "lacking",
    "listed",
    "make_visit",
    "photos",
    "progress",
    "round_ended",
    "rounds_visited",
    "same_visits",
    "save_section",
    "starts",
    "submit",
    "sweep_photos",
    "takes_until",
    "thumbnail_of",
    "visit",
]
