"""What is overdue and whose, for who leads; what is asked of a unit, for the unit."""

from typing import Final

from flask import render_template

from survey_app import web
from survey_app.accounts.model import OF_UNIT, OFFICE
from survey_app.findings import service
from survey_app.findings.model import Finding, Kind, Request, Step
from survey_app.findings.views.pages import asker, pages
from survey_app.places.model import local_day

_ANSWERS: Final = {
    Kind.EXTENSION: (Step.GRANT, Step.REFUSE_EXTENSION),
    Kind.REOPENING: (Step.REOPEN, Step.REFUSE_REOPENING),
}


@pages.get("/follow-up")
@web.only(*OFFICE)
def follow_up() -> str:
    """What is overdue, by who must see to it; and what was asked for and waits for a decision."""
    db, who, today = web.current_store().read(), asker(), local_day(web.now())
    unit = service.unit_namer(db, web.language())
    return render_template(
        "findings/follow_up.html",
        late=service.late_by_unit(db, who, today),
        waiting=[
            (found, request, _answers(found, request)) for found, request in service.requests_waiting(db, who)
        ],
        name=lambda code: unit(code, today),
        people=service.people_names(db),
        today=today,
    )


@pages.get("/our-findings")
@web.only(*OF_UNIT)
def ours() -> str:
    """What is asked of the units the reader acts for, by when, and what is missing."""
    db, who, today = web.current_store().read(), asker(), local_day(web.now())
    work = service.work_of(db, who, today)
    unit = service.unit_namer(db, web.language())
    return render_template(
        "findings/ours.html",
        to_do=[one for one in work if one.step],
        waiting=[one for one in work if not one.step],
        left=service.work_left_out(db, who, len(work)),
        rest_from=len(work) // service.PAGE + 1,
        late=service.work_late(db, who, today),
        name=lambda code: unit(code, today),
        today=today,
        acts_for=[unit(code, today) for code in who.units or ()],
    )


def _answers(found: Finding, request: Request) -> tuple[Step, ...]:
    """How the reader may decide what was asked for."""
    db, who, today = web.current_store().read(), asker(), local_day(web.now())
    possible = _ANSWERS[request.kind] if web.may_open("findings.step") else ()
    return tuple(step for step in possible if service.bar_of(db, who, found, step, today) is None)
