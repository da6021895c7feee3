"""A form of staff keyed from paper: a visit handed in, of the unit and the day that stand on the paper."""

from dataclasses import replace
from datetime import datetime, time

from forms import Checked
from survey_app.inspections.model import State, Visit, Who, progress_of
from survey_app.inspections.service.cases.visiting import tie
from survey_app.inspections.service.handing import hand_in
from survey_app.inspections.store import visits as rows
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.responses.model import LOCAL, Context
from survey_app.store import Database


def hand_in_keyed(
    db: Database, key: bytes, checked: Checked, context: Context, paper: responses.Paper, now: datetime
) -> None:
    """Make the visit of a paper form and hand it in, within the caller's write.

    Who keyed it stands for its inspectors, whom the paper alone names: they close nothing that it found.
    No finer time than the day is known of it, and what nobody can key counts as left out.
    """
    visit = Visit(
        id=context.uuid,
        round=context.round,
        unit=context.counter,
        day=context.day,
        state=State.DRAFT,
        made_by=paper.keyed_by[0],
        made_at=datetime.combine(context.day, time(), LOCAL),
        revision=1,
        inspectors=tuple(sorted(paper.keyed_by)),
    )
    rows.insert(db, visit)
    tie(db, visit, "", local_day(now))
    cut = tuple(sorted(responses.unkeyed(checked.instrument)))
    if cut:
        rows.save_cut(db, visit.id, cut)
    who = Who(paper.settled_by or paper.keyed_by[-1])
    hand_in(db, key, replace(visit, cut=cut), who, progress_of(checked, context.day), context, now)
