"""What is done with visits: made, filled in section by section, reviewed, handed in once."""

from survey_app.inspections.merging import Difference, Part, apart_from, tablet_of
from survey_app.inspections.papers.tags import TAGS as PAPER_TAGS
from survey_app.inspections.service.along import Along, taken_along
from survey_app.inspections.service.arriving import Doubt, doubt_of, drafts_of, known_visit
from survey_app.inspections.service.assigning import assign, assigned, check_assignable
from survey_app.inspections.service.awaiting import Waits, files_missing, finished_sections, waits_for
from survey_app.inspections.service.cutting import check_led, cut_visit
from survey_app.inspections.service.discarding import discard, purged, sweep_photos, there
from survey_app.inspections.service.doubles import doubled
from survey_app.inspections.service.drafts import keep_photos, save_section
from survey_app.inspections.service.fitting import asked_names
from survey_app.inspections.service.handing import submit, takes_until
from survey_app.inspections.service.judging import asked_in, instrument_of, judged, progress, starts
from survey_app.inspections.service.parts import (
    LATE,
    MERGED,
    Arrived,
    differences_of,
    file_came,
    sent_parts,
    take_part,
)
from survey_app.inspections.service.settling import STANDS, Disputed, disputed, settle, settled
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
    may_read,
    photos,
    round_ended,
    rounds_visited,
    same_visits,
    thumbnail_of,
    visit,
    visit_problems,
    visit_to_read,
)

__all__ = [
    "LATE",
    "MERGED",
    "PAPER_TAGS",
    "STANDS",
    "Along",
    "Arrived",
    "Difference",
    "Disputed",
    "Doubt",
    "Part",
    "Told",
    "Waits",
    "apart_from",
    "asked_in",
    "asked_names",
    "assign",
    "assigned",
    "change_team",
    "check_assignable",
    "check_deletable",
    "check_draft",
    "check_led",
    "checklists",
    "count",
    "cut_visit",
    "day_problems",
    "delete",
    "differences_of",
    "discard",
    "disputed",
    "doubled",
    "doubt_of",
    "drafts_of",
    "file_came",
    "file_of",
    "files_missing",
    "finished_sections",
    "inspectors",
    "instrument_of",
    "judged",
    "keep_photos",
    "known_visit",
    "lacking",
    "listed",
    "make_visit",
    "may_read",
    "photos",
    "progress",
    "purged",
    "round_ended",
    "rounds_visited",
    "same_visits",
    "save_section",
    "sent_parts",
    "settle",
    "settled",
    "starts",
    "submit",
    "sweep_photos",
    "tablet_of",
    "take_part",
    "taken_along",
    "takes_until",
    "there",
    "thumbnail_of",
    "visit",
    "visit_problems",
    "visit_to_read",
    "waits_for",
]
