"""Findings of teams from above: entered by the office, and divided among the units below."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, Problem, Refused
from survey_app.findings import service
from survey_app.findings.entering import (
    at_rows,
    entry_form,
    entry_of,
    filled_rows,
    parts_form,
    sent_files,
)
from survey_app.findings.model import Finding, may_cascade
from survey_app.findings.views.narrowing import unit_code
from survey_app.findings.views.one import about
from survey_app.findings.views.pages import ENTER, asker, pages
from survey_app.places.model import local_day

_MEGABYTES = 60
_ROWS, _MOST_ROWS = 4, 200


@pages.route("/findings/external", methods=["GET", "POST"])
@web.takes_files(_MEGABYTES)
@web.only(*ENTER)
def external() -> Answer | tuple[str, int]:
    """Enter a finding of a team from above, as issued."""
    form = entry_form()
    if form.validate_on_submit():
        try:
            unit = unit_code(form.unit.data, form.document_on.data, "unit")
            new, files = entry_of(form, unit), sent_files(form.files)
            found = service.enter_external(
                web.current_store(), asker(), new, web.now(), files, web.read_key(form)
            )
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.take(error)
            web.new_key(form)
        else:
            web.done("findings.done_external", finding=found.reference)
            return redirect(url_for("findings.one", reference=found.reference), code=303)
    codes = service.codes(web.current_store().read(), asker())
    return web.form_page("findings/external.html", form, most=_MEGABYTES, codes=codes)


@pages.route("/findings/<reference>/parts", methods=["GET", "POST"])
@web.takes_files(4)  # no files: texts for many units
@web.only(*ENTER)
def parts(reference: str) -> Answer | tuple[str, int]:
    """Divide a finding from above among units below its owner: a text and a deadline each."""
    found = _whole(reference)
    rows = max(1, min(request.form.get("rows", _ROWS, type=web.whole), _MOST_ROWS))
    more = "more" in request.form
    divided, status = service.count_parts(web.current_store().read(), found), 0
    form = parts_form(min(rows + _ROWS, _MOST_ROWS) if more else rows, found, divided)
    if not more and form.validate_on_submit():
        numbers = filled_rows(form)
        try:
            asked = [
                (unit, form[f"text-{n}"].data or "", form[f"due_on-{n}"].data)
                for unit, n in _units(form, numbers)
            ]
            known = web.whole_or(-1, form.divided.data)
            made = service.cascade(web.current_store(), asker(), found.reference, asked, web.now(), known)
        except Invalid as error:
            form.take(at_rows(error, numbers))
        except Conflict as error:
            form.take(error)
            status, form.divided.data = 409, str(divided)  # the parts there are stand on the page
        else:
            web.done("findings.done_parts", finding=found.reference, n=len(made))
            return redirect(url_for("findings.one", reference=found.reference), code=303)
    page, usual = web.form_page(
        "findings/parts.html", form, numbers=range(1, int(form.rows.data) + 1), **about(found)
    )
    return page, 200 if more else status or usual


def _whole(reference: str) -> Finding:
    who = asker()
    found = service.finding(web.current_store().read(), who, reference)
    if found.ended:
        raise Conflict("finding_step_not_now", finding=found.reference)
    if not may_cascade(who, found):
        raise Refused("finding_entry_not_yours")
    return found


def _units(form: web.StaffForm, numbers: Sequence[int]) -> list[tuple[str, int]]:
    """The code of the unit of each row. Raises Invalid, by the place of a row among those filled in."""
    wrong: list[Problem] = []
    codes = []
    for place, number in enumerate(numbers, start=1):
        try:
            codes.append(
                (unit_code(form[f"unit-{number}"].data, local_day(web.now()), f"unit-{place}"), number)
            )
        except Invalid as error:
            wrong += error.problems
        wrong += (
            [Problem("finding_needs_this", f"due_on-{place}")]
            if form[f"due_on-{number}"].data is None
            else []
        )
    if wrong:
        raise Invalid(wrong)
    return codes
