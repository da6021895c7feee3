"""Attendance of a case: its counts with their sums, a new one, one withdrawn."""

from datetime import datetime

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.errors import Conflict, Invalid, Problem
from survey_app.inspections.model.attendance import NewCount, totals
from survey_app.inspections.model.cases import Case
from survey_app.inspections.noted_forms import attendance_form, withdrawal_form
from survey_app.inspections.service import attendance as service
from survey_app.inspections.service.attendance import Noted
from survey_app.inspections.views.cases.pages import asker, case_of, pages, unit_of
from survey_app.inspections.views.pages import unit_name
from survey_app.places.model import LOCAL_TIME
from wording import figures

READING = INSPECTING | {Role.LEADER, Role.VERIFIER}
"""Who reads counts as they are made; the unit reads them in the minutes."""
_NUMBERS = ("due", "present", "excused", "unexcused")


@pages.route("/cases/<reference>/attendance", methods=["GET", "POST"])
@web.only(*READING)
def attendance(reference: str) -> Answer | tuple[str, int]:
    """The counts of a case; for its team also a form for another."""
    db, of = web.current_store().read(), case_of(reference)
    takes = service.takes_counts(asker(), of)
    form = attendance_form()
    noted = service.noted(db, of) if takes else []
    if noted and not form.is_submitted():
        _fill(form, noted[0])
    if form.validate_on_submit() and _kept(form, of):
        web.done("cases.attendance_kept")
        return redirect(url_for("cases.attendance", reference=of.reference), code=303)
    found = service.counts(db, of)
    sums = totals(found)
    return web.form_page(
        "inspections/cases/attendance.html",
        form,
        case=of,
        unit=unit_of(of),
        counts=found,
        standing=sum(one.stands for one in found),
        sums=sums,
        shares={one.id: _share(one.said.present, one.said.due) for one in found},
        share=_share(sums.present, sums.due),
        takes=takes,
        noted=(noted[0], unit_name(noted[0].visit.unit, noted[0].visit.day)) if noted else None,
    )


@pages.route("/cases/<reference>/attendance/<uuid:count_id>/withdraw", methods=["GET", "POST"])
@web.only(*READING)
def withdraw_count(reference: str, count_id: object) -> Answer | tuple[str, int]:
    """Withdraw a count, with a reason."""
    of = case_of(reference)
    found = service.count(web.current_store().read(), of, str(count_id))
    form = withdrawal_form()
    if form.validate_on_submit():
        try:
            store, said = web.current_store(), form.reason.data or ""
            service.withdraw(store, asker(), of.reference, found.id, said, web.now())
        except (Conflict, Invalid) as error:
            form.take(error)
        else:
            web.done("cases.attendance_withdrawn")
            return redirect(url_for("cases.attendance", reference=of.reference), code=303)
    return web.form_page(
        "inspections/cases/attendance_withdraw.html", form, case=of, unit=unit_of(of), count=found
    )


def _kept(form: web.StaffForm, of: Case) -> bool:
    """Whether what the form says was kept; what is wrong is said on it."""
    try:
        at = datetime.fromisoformat(form.at.data).replace(tzinfo=LOCAL_TIME, second=0, microsecond=0)
    except ValueError:
        form.take(Invalid([Problem("attendance_time", "at")]))
        return False
    numbers = {name: form[name].data for name in _NUMBERS}
    new = NewCount(form.place.data.strip(), at, note=(form.note.data or "").strip(), **numbers)
    try:
        service.add(web.current_store(), asker(), of.reference, new, web.now())
    except (Conflict, Invalid) as error:
        form.take(error)
        return False
    return True


def _fill(form: web.StaffForm, noted: Noted) -> None:
    """Let the form begin with what a checklist says."""
    form.place.data = unit_name(noted.visit.unit, noted.visit.day)
    form.at.data = noted.at.strftime("%Y-%m-%dT%H:%M") if noted.at else ""
    for name in _NUMBERS:
        form[name].data = getattr(noted, name)


def _share(present: int, due: int) -> str:
    return figures.percent(present / due, web.language(), 1) if due else "–"
