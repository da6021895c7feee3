"""Answers that differ between tablets: both read, one chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from forms import Instrument, screen_of
from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import SurveyError
from survey_app.inspections import service
from survey_app.inspections.forms import read_revision, settle_form
from survey_app.inspections.model import State, Visit
from survey_app.inspections.views.pages import called, pages, unit_name, who
from survey_app.inspections.views.parts import Said, label, said


@dataclass(frozen=True, slots=True)
class Question:
    """A question with several answers: its field, where another is typed, each choice with who gave it.

    ``aside`` is what a tablet said that the visit does not ask.
    """

    field: str
    label: str
    section: int
    choices: Mapping[str, tuple[Said, str]]
    aside: tuple[tuple[Said, str], ...]


@pages.route("/inspections/<uuid:visit_id>/differences", methods=["GET", "POST"])
@web.only(*INSPECTING)
def settle(visit_id: object) -> Answer | tuple[str, int]:
    """Show each question that was answered otherwise on tablets; keep what is chosen."""
    db, asker = web.current_store().read(), who()
    found = service.visit(db, str(visit_id), asker)
    service.check_draft(db, found)
    instrument = service.instrument_of(db, found)
    disputed = service.disputed(db, found)
    asked = [_question(found, instrument, number, one) for number, one in enumerate(disputed)]
    form = settle_form(found.revision, {one.field: list(one.choices) for one in asked})
    if form.validate_on_submit():
        chosen = {
            one.address: form[question.field].data
            for one, question in zip(disputed, asked, strict=True)
            if form[question.field].data
        }
        store, revision = web.current_store(), read_revision(form)
        try:
            now = service.settle(store, found.id, asker, chosen, revision, web.language(), web.now())
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(found.revision)
            for question in asked:  # which question a field stands for may have changed with the visit
                form[question.field].data = None
        else:
            web.done("inspections.settled_and_in" if now.state is State.SUBMITTED else "inspections.settled")
            return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    return web.form_page(
        "inspections/differences.html",
        form,
        visit=found,
        unit=unit_name(found.unit, found.day),
        questions=asked,
        settled=_settled(found, instrument),
    )


def _question(of: Visit, instrument: Instrument, number: int, one: service.Disputed) -> Question:
    others = {
        other.record: (said(of, instrument, one.address, other.answer), other.by) for other in one.others
    }
    choices = {service.STANDS: (said(of, instrument, one.address, one.stands), one.by)}
    screen = screen_of(instrument, one.address)
    return Question(
        field=f"d{number}",
        label=label(of, instrument, one.address),
        section=screen.number if screen else 0,
        choices=choices | others if one.asked else choices,
        aside=() if one.asked else tuple(others.values()),
    )


def _settled(of: Visit, instrument: Instrument) -> list[tuple[str, Said, bool, str, datetime]]:
    """Label, the tablet's answer, whether it was taken, by whom and when."""
    return [
        (
            label(of, instrument, one.difference.address),
            said(of, instrument, one.difference.address, one.difference.answer),
            one.taken,
            called(one.by),
            datetime.fromisoformat(one.at),
        )
        for one in service.settled(web.current_store().read(), of)
    ]
