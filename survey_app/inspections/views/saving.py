"""One section as it is sent: kept, complete or not; what stands in the way is said, nothing typed is lost."""

from collections.abc import Mapping, Sequence

from flask import redirect, request
from werkzeug.wrappers import Response as Answer

from forms import pressed_repeat, read_posted, removed_files
from survey_app import web
from survey_app.errors import Conflict, Unavailable
from survey_app.errors import Problem as Refusal
from survey_app.inspections.model import Given, section_answers
from survey_app.inspections.views.files import Refused, fields_sent, take_files
from survey_app.inspections.views.filling import TOO_MUCH, SectionPage, section_page
from survey_app.inspections.views.home import Home

_MISSING_SHOWN = "missing"
_LOST = "\N{REPLACEMENT CHARACTER}"


def answer_section(home: Home, number: int) -> Answer | tuple[str, int]:
    """The page of a section, or what becomes of it once it was sent."""
    page = section_page(home, number)
    if web.StaffForm().validate_on_submit():
        return _save(page)
    shown = page.section.problems if _MISSING_SHOWN in request.args else ()
    return page.show(page.sheet.draft, shown), 200


def too_much_page(home: Home, number: int) -> tuple[str, int]:
    """The section as it is stored, and how much it takes at once: what was sent could not be read."""
    page = section_page(home, number)
    return page.show(page.sheet.draft, trouble=TOO_MUCH), 413


def _again(page: SectionPage) -> SectionPage:
    """The page of what is stored now."""
    return section_page(page.home, page.section.screen.number)


def _save(page: SectionPage) -> Answer | tuple[str, int]:
    fields = fields_sent()
    given: dict[str, Given] = {**read_posted(page.instrument, fields)}
    refused: Refused = []
    made_from, screen = request.form.get("made_from", ""), page.section.screen
    try:
        files, refused = take_files(page.home, page.instrument, page.items)
        given |= files
        if _is_damaged(fields):
            answers = {**page.sheet.draft, **given}
            return page.show(answers, refused=refused, trouble=Refusal("text_damaged")), 422
        page.home.save(screen, given, made_from)
    except Unavailable as error:  # a full disk must not take what was typed
        return page.show({**page.sheet.draft, **given}, refused=refused, trouble=error.problem), 503
    except Conflict as error:
        page.home.check_open()  # there is no page to show once it was handed in
        now = _again(page)
        return now.show(_both(now, given), refused=refused, trouble=error.problem, typed=given), 409
    page = _again(page)
    if refused:
        return page.show(page.sheet.draft, page.section.problems, refused=refused, saved=True), 422
    repeat = pressed_repeat(page.instrument, fields)
    if repeat is not None:
        here = page.home.link("section", number=screen.number)
        return redirect(f"{here}#{repeat.field}", code=303)
    return _go_on(page, request.form.get("then", ""))


def _is_damaged(fields: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text came as no UTF-8: its letters were lost on the way and cannot be stored."""
    return any(_LOST in text for texts in fields.values() for text in texts)


def _go_on(page: SectionPage, pressed: str) -> Answer | tuple[str, int]:
    if pressed == "leave":
        web.done("inspections.section_saved")
        return redirect(page.home.link("start"), code=303)
    if pressed == "back" or page.section.done:
        return redirect(page.address(back=pressed == "back"), code=303)
    return page.show(page.sheet.draft, page.section.problems, saved=True), 422


def _both(page: SectionPage, typed: Mapping[str, Given]) -> dict[str, Given]:
    """What was typed, and where nothing was, what is stored now: a blank is rarely meant to take away."""
    stored = section_answers(page.sheet.draft, page.section.screen)
    removed = removed_files(page.instrument, fields_sent())
    kept = {place: value for place, value in stored.items() if place not in removed}
    return {**page.sheet.draft, **kept, **{place: value for place, value in typed.items() if value}}
