"""Two contents under the id of one record, side by side: an administrator decides, and says why."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import SurveyError
from survey_app.inspections import service as inspections
from survey_app.sync import service
from survey_app.sync.forms import conflict_form
from survey_app.sync.model import Decision
from survey_app.sync.record import Given, Record
from survey_app.sync.views.pages import pages
from survey_app.sync.views.reading import called, decided_at, device_name, read_answers, unit_name
from wording import figures


@dataclass(frozen=True, slots=True)
class Side:
    """One of the contents: from whom, which tablet, when, of which visit, and whether it is ``known``.

    ``record`` is None when it was removed.
    """

    by: str
    device: str
    at: datetime
    form: str
    visit: str
    known: bool
    record: Record | None


@dataclass(frozen=True, slots=True)
class Line:
    """A question that both answer otherwise."""

    label: str
    first: str
    other: str


@pages.route("/records/<uuid:record>/others/<digest>", methods=["GET", "POST"])
@web.only("administrator")
def conflict(record: object, digest: str) -> Answer | tuple[str, int]:
    """Where two contents differ; keep what stands, or take the other as a further record of the visit."""
    store, person = web.current_store(), web.signed_in()
    found = service.both(store.read(), str(record), digest)
    form = conflict_form(may_stand=found.decision is None)
    if found.decision is not Decision.TAKEN and person is not None and form.validate_on_submit():
        asked = (store, str(record), digest, person.username, form.why.data)
        try:
            if form.decision.data == Decision.TAKEN:
                visit = service.take(*asked, web.language(), web.now())
                to, said = url_for("inspections.visit", visit_id=visit), "sync.conflict_taken"
            else:
                service.put_aside(*asked, web.now())
                to, said = url_for("sync.records"), "sync.conflict_put_aside"
        except SurveyError as error:
            form.take(error)
        else:
            web.done(said)
            return redirect(to, code=303)
    return web.form_page("sync/conflict.html", form, **_shown(found))


def _shown(found: service.Both) -> dict[str, object]:
    first, other = found.first, found.other
    lines, alike = _differing(found.first_said, found.said)
    return {
        "found": found,
        "first": _side(first, found.first_said),
        "other": _side(other, found.said),
        "lines": lines,
        "alike": alike,
        "decisions": [
            (one.reason, called(one.decided_by or ""), decided_at(one), one.note) for one in found.decisions
        ],
        "visit": found.decisions[-1].visit if found.decision is Decision.TAKEN else "",
    }


def _side(kept: service.Kept | service.OtherContent, said: Record | None) -> Side:
    known = inspections.known_visit(web.current_store().read(), said.visit) if said else None
    of = known or (said.new_visit if said else None)
    day = figures.day(of.day, web.language()) if of else ""
    return Side(
        called(said.by if said else ""),
        device_name(kept.device),
        datetime.fromisoformat(kept.came_at),
        f"{said.instrument} {said.version}" if said else "",
        f"{unit_name(of.unit, of.day)}, {day}, {of.round}" if of else "",
        known is not None,
        said,
    )


def _differing(first: Record | None, other: Record) -> tuple[list[Line], int]:
    """The questions both answer otherwise, by address, and how many they answer alike."""
    said = read_answers(first) if first else {}
    also = read_answers(other)
    lines, alike = [], 0
    for place in sorted({*said, *also}):
        if first and _given(first, place) == _given(other, place):
            alike += 1
            continue
        label = (also.get(place) or said[place])[0]
        lines.append(Line(label, said.get(place, ("", ""))[1], also.get(place, ("", ""))[1]))
    return lines, alike


def _given(record: Record, place: str) -> tuple[Given, str]:
    """An answer and, of a file, what was written beside it."""
    file = record.files.get(place)
    return record.answers.get(place, ""), file.caption if file else ""
