"""What came in a bundle and contradicts what is here: both sides, and a decision with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from forms import name_place
from forms.addresses import place_of
from survey_app import web
from survey_app.errors import NotFound, SurveyError
from survey_app.inspections import service as inspections
from survey_app.inspections.service import contradicting
from survey_app.sync.forms import conflict_form
from survey_app.sync.model import Decision
from survey_app.sync.service import bundles as service
from survey_app.sync.views.bundles import pages, words_of
from survey_app.sync.views.reading import called
from wording import figures, say


@dataclass(frozen=True, slots=True)
class Line:
    """A question that both sides answer otherwise, in words."""

    label: str
    here: str
    there: str


@pages.route("/bundles/conflicts/<kind>/<id_>/<digest>", methods=["GET", "POST"])
@web.only("administrator")
def decide(kind: str, id_: str, digest: str) -> Answer | tuple[str, int]:
    """Where both differ; put what came aside, or take it as a further record of its visit."""
    store, person = web.current_store(), web.signed_in()
    db = store.read()
    found = service.contradiction(db, kind, id_, digest)
    if found is None:
        raise NotFound("no_such_page")
    last = found.decisions[-1].what if found.decisions else ""
    takable = service.may_be_taken(db, found)
    is_open = last != Decision.TAKEN and (takable or not last)
    form = conflict_form(may_stand=not last, may_take=takable)
    if is_open and person is not None and form.validate_on_submit():
        try:
            asked = (kind, id_, digest, Decision(form.decision.data), person.username, form.why.data)
            service.decide(store, *asked, web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done("bundles.decided")
            return redirect(url_for("bundles.overview"), code=303)
    return web.form_page(
        "sync/contradiction.html",
        form,
        one=found,
        words=words_of(found),
        lines=_lines(found.came) if kind == service.Kind.VISIT else [],
        here=_side_here(id_) if kind == service.Kind.VISIT else "",
        there=_side_there(found.came) if kind == service.Kind.VISIT else "",
        decisions=[
            (one.what, called(one.by), datetime.fromisoformat(one.at), one.why) for one in found.decisions
        ],
        is_open=is_open,
    )


def _side_here(id_: str) -> str:
    found = inspections.known_visit(web.current_store().read(), id_)
    return _state(found.submitted_by if found else "", found.submitted_at if found else None)


def _side_there(came: Mapping[str, Any]) -> str:
    row = came["visit"]
    at = datetime.fromisoformat(row["submitted_at"]) if row["submitted_at"] else None
    return _state(row["submitted_by"] or "", at)


def _state(by: str, at: datetime | None) -> str:
    if at is None:
        return say(web.language(), "inspections.state_draft")
    moment = figures.moment(at, web.language())
    return say(web.language(), "inspections.submitted_by", name=called(by), at=moment)


def _lines(came: Mapping[str, Any]) -> list[Line]:
    """The questions both answer otherwise, in the order of the form."""
    db, language = web.current_store().read(), web.language()
    here = inspections.known_visit(db, came["visit"]["id"])
    if here is None:
        return []
    instrument = inspections.instrument_of(db, here)
    items = {item.name: item for item in instrument.items}
    mine, theirs = contradicting.said_here(db, here), contradicting.said_in(came)
    changed = {place for place in {*mine, *theirs} if mine.get(place, "") != theirs.get(place, "")}

    def words(given: object, place: str) -> str:
        item = items.get(place_of(place)[0])
        return inspections.Told().word(instrument, item, given, language) if item else str(given or "")

    order = {item.name: item.number for item in instrument.items}
    return [
        Line(
            name_place(instrument, place, language) if place_of(place)[0] in items else place,
            words(mine.get(place), place),
            words(theirs.get(place), place),
        )
        for place in sorted(changed, key=lambda one: (order.get(place_of(one)[0], 0), place_of(one)[1], one))
    ]
