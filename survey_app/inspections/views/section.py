"""One section of a visit: shown with what was typed until now, and kept as it is sent, complete or not."""

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from forms import pressed_repeat, read_posted, removed_files
from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Conflict, SurveyError, Unavailable
from survey_app.errors import Problem as Refusal
from survey_app.inspections import service
from survey_app.inspections.model import Given, State, section_answers
from survey_app.inspections.views.files import Refused, fields_sent, take_files
from survey_app.inspections.views.filling import MEGABYTES, TOO_MUCH, SectionPage, section_page
from survey_app.inspections.views.pages import pages, who

_MISSING_SHOWN = "missing"
_LOST = "\N{REPLACEMENT CHARACTER}"


@pages.route("/inspections/<uuid:visit_id>/sections/<int:number>", methods=["GET", "POST"])
@web.only(*INSPECTING)
@web.takes_files(MEGABYTES)
def section(visit_id: object, number: int) -> Answer | tuple[str, int]:
    """A section to fill in; sent, it is kept, and then what is missing is said."""
    db = web.current_store().read()
    found = service.visit(db, str(visit_id), who())
    if found.state is State.SUBMITTED:
        if request.method == "POST":
            service.check_draft(db, found)
        return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    page = section_page(visit_id, number)
    if web.StaffForm().validate_on_submit():
        return _save(page)
    shown = page.section.problems if _MISSING_SHOWN in request.args else ()
    return page.show(page.visit.draft, shown), 200


@pages.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The section as it is stored, and how much it takes at once: what was sent could not be read."""
    at = request.view_args or {}
    if request.endpoint == "inspections.section" and web.signed_in() is not None:
        try:
            page = section_page(at["visit_id"], at["number"])
        except SurveyError:
            pass  # no page of theirs
        else:
            return page.show(page.visit.draft, trouble=TOO_MUCH), 413
    return render_template("web/error.html", message=web.problem_text(Refusal("too_large")), status=413), 413


def _again(page: SectionPage) -> SectionPage:
    """The page of what is stored now."""
    return section_page(page.visit.id, page.section.screen.number)


def _save(page: SectionPage) -> Answer | tuple[str, int]:
    fields = fields_sent()
    given: dict[str, Given] = {**read_posted(page.instrument, fields)}
    refused: Refused = []
    asker, made_from, screen = who(), request.form.get("made_from", ""), page.section.screen
    try:
        files, refused = take_files(page.visit, page.instrument, page.items)
        given |= files
        if _is_damaged(fields):
            answers = {**page.visit.draft, **given}
            return page.show(answers, refused=refused, trouble=Refusal("text_damaged")), 422
        web.current_store().write(
            lambda db: service.save_section(db, page.visit.id, asker, screen, given, made_from)
        )
    except Unavailable as error:  # a full disk must not take what was typed
        return page.show({**page.visit.draft, **given}, refused=refused, trouble=error.problem), 503
    except Conflict as error:
        db = web.current_store().read()
        # There is no page to show once it was handed in.
        service.check_draft(db, service.visit(db, page.visit.id, asker))
        now = _again(page)
        return now.show(_both(now, given), refused=refused, trouble=error.problem, typed=given), 409
    page = _again(page)
    if refused:
        return page.show(page.visit.draft, page.section.problems, refused=refused, saved=True), 422
    repeat = pressed_repeat(page.instrument, fields)
    if repeat is not None:
        here = url_for("inspections.section", visit_id=page.visit.id, number=screen.number)
        return redirect(f"{here}#{repeat.field}", code=303)
    return _go_on(page, request.form.get("then", ""))


def _is_damaged(fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text came as no UTF-8: its letters were lost on the way and cannot be stored."""
    return any(_LOST in text for texts in fields.values() for text in texts)


def _go_on(page: SectionPage, pressed: str) -> Answer | tuple[str, int]:
    if pressed == "leave":
        web.done("inspections.section_saved")
        return redirect(url_for("inspections.visit", visit_id=page.visit.id), code=303)
    if pressed == "back" or page.section.done:
        return redirect(page.address(back=pressed == "back"), code=303)
    return page.show(page.visit.draft, page.section.problems, saved=True), 422


def _both(page: SectionPage, typed: Mapping[str, Given]) -> dict[str, Given]:
    """What was typed, and where nothing was, what is stored now: a blank is rarely meant to take away."""
    stored = section_answers(page.visit.draft, page.section.screen)
    removed = removed_files(page.instrument, fields_sent())
    kept = {place: value for place, value in stored.items() if place not in removed}
    return {**page.visit.draft, **kept, **{place: value for place, value in typed.items() if value}}
