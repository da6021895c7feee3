"""What is done with cases: planned, made, moved from state to state, visited, concluded, followed."""

from survey_app.inspections.service.cases.basis import basis_of, digest_of
from survey_app.inspections.service.cases.found import findings_for, to_ask, to_conclude, undecided
from survey_app.inspections.service.cases.guards import has_ground, next_for, problems_of, steps_for
from survey_app.inspections.service.cases.lookups import (
    PAGE,
    calendar,
    case,
    case_of_visit,
    cases,
    count_cases,
    day_of,
    led_by,
    members,
    moves,
    unguarded,
    visits_of,
)
from survey_app.inspections.service.cases.making import (
    MAKERS,
    able_people,
    change_case,
    make_case,
    make_within,
    missing_for_approval,
    path_of,
)
from survey_app.inspections.service.cases.minutes import Cover, minutes_content, minutes_cover, minutes_digest
from survey_app.inspections.service.cases.moving import step, step_within
from survey_app.inspections.service.cases.plans import (
    approve_plan,
    change_plan,
    import_cases,
    make_plan,
    plan,
    plans,
    same_decision,
    units_gone,
)
from survey_app.inspections.service.cases.putting import loose_visits, put_visit, puts_visits
from survey_app.inspections.service.cases.teams import change_team, changes_team
from survey_app.inspections.service.cases.visiting import came_on, takes_visits, tie, tied

__all__ = [
    "MAKERS",
    "PAGE",
    "Cover",
    "able_people",
    "approve_plan",
    "basis_of",
    "calendar",
    "came_on",
    "case",
    "case_of_visit",
    "cases",
    "change_case",
    "change_plan",
    "change_team",
    "changes_team",
    "count_cases",
    "day_of",
    "digest_of",
    "findings_for",
    "has_ground",
    "import_cases",
    "led_by",
    "loose_visits",
    "make_case",
    "make_plan",
    "make_within",
    "members",
    "minutes_content",
    "minutes_cover",
    "minutes_digest",
    "missing_for_approval",
    "moves",
    "next_for",
    "path_of",
    "plan",
    "plans",
    "problems_of",
    "put_visit",
    "puts_visits",
    "same_decision",
    "step",
    "step_within",
    "steps_for",
    "takes_visits",
    "tie",
    "tied",
    "to_ask",
    "to_conclude",
    "undecided",
    "unguarded",
    "units_gone",
    "visits_of",
]
