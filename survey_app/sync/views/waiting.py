"""The desk of records that wait for a person: why, what they say; into a visit after all, or removed."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import SurveyError
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Visit
from survey_app.sync import service
from survey_app.sync.forms import release_form, remove_form
from survey_app.sync.views.pages import pages
from survey_app.sync.views.reading import called, decided_at, device_name, read_answers, unit_name
from wording import figures, say


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list: why it waits or was removed, from whom, from which tablet, when, of what."""

    uuid: str
    reason: str
    by: str
    device: str
    at: datetime
    form: str
    decided_by: str
    note: str


@pages.get("/records")
@web.only("administrator")
def records() -> str:
    """The records that wait, other contents under known ids, what was removed."""
    db = web.current_store().read()
    return render_template(
        "sync/records.html",
        waiting=[_line(one) for one in service.waiting(db)],
        count=service.count_waiting(db),
        removed=[_line(one) for one in service.removed(db)],
        conflicts=[
            (one, datetime.fromisoformat(one.came_at), decision, decided_at(decision))
            for one, decision in service.conflicts(db)
        ],
        device_name=device_name,
        refused=[
            (id_, _visit_words(of), sorted({web.problem_text(one) for one in problems.values()}))
            for id_, problems in service.refusals(db).items()
            if (of := inspections.known_visit(db, id_))
        ],
    )


@pages.get("/records/<uuid:record>")
@web.only("administrator")
def record(record: object) -> str:
    """One record that waits: why, and what it says."""
    return render_template("sync/record.html", **_shown(_found(record)))


@pages.route("/records/<uuid:record>/release", methods=["GET", "POST"])
@web.only("administrator")
def release_record(record: object) -> Answer | tuple[str, int]:
    """Put a record into a visit: the one it names, one that is chosen, or the one made on the tablet."""
    found, person = _found(record), web.signed_in()
    db, uuid = web.current_store().read(), str(record)
    offered = {one.id: _visit_words(one) for one in service.fitting_visits(db, found)}
    makes = found.visit is None and found.record.new_visit is not None
    form = release_form(offered, found.record.visit, makes=makes)
    if person is not None and form.validate_on_submit():
        store, visit = web.current_store(), form.visit.data
        try:
            said = service.release(store, uuid, visit, person.username, web.language(), web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done(f"sync.released_{said}")
            return redirect(url_for("sync.records"), code=303)
    return web.form_page("sync/release_record.html", form, **_shown(found))


@pages.route("/records/<uuid:record>/remove", methods=["GET", "POST"])
@web.only("administrator")
def remove_record(record: object) -> Answer | tuple[str, int]:
    """Remove what a record says, with a reason."""
    found, person, form = _found(record), web.signed_in(), remove_form()
    if person is not None and form.validate_on_submit():
        store, why = web.current_store(), form.why.data
        try:
            service.remove(store, str(record), person.username, why, web.language(), web.now())
        except SurveyError as error:
            form.take(error)
        else:
            web.done("sync.record_removed")
            return redirect(url_for("sync.records"), code=303)
    return web.form_page("sync/remove_record.html", form, **_shown(found))


@pages.get("/records/<uuid:record>.json")
@web.only("administrator")
def download_record(record: object) -> Response:
    """A record as it was sent."""
    return _json(service.body_of(web.current_store().read(), str(record)), str(record))


@pages.get("/records/<uuid:record>/<digest>.json")
@web.only("administrator")
def download_conflict(record: object, digest: str) -> Response:
    """Another content that came under the id of a record, as it was sent."""
    body = service.body_of(web.current_store().read(), str(record), digest)
    return _json(body, f"{record}-{digest[:12]}")


def _json(body: str, name: str) -> Response:
    answer = Response(body, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    return answer


def _found(record: object) -> service.Waiting:
    return service.waiting_record(web.current_store().read(), str(record), web.now())


def _shown(found: service.Waiting) -> dict[str, object]:
    """What the pages of one record show of it."""
    sent, new = found.record, found.record.new_visit
    of = found.visit or new
    return {
        "line": _line(found.kept),
        "record": sent,
        "known": found.visit is not None,
        "unit": unit_name(of.unit, of.day) if of else "",
        "day": of.day if of else None,
        "round": of.round if of else "",
        "problems": [web.problem_text(one) for one in found.problems],
        "answers": list(read_answers(found.record).values()),
    }


def _line(kept: service.Kept) -> Line:
    return Line(
        kept.uuid,
        kept.reason,
        called(kept.by),
        device_name(kept.device),
        datetime.fromisoformat(kept.came_at),
        f"{kept.instrument} {kept.version}",
        called(kept.decided_by or ""),
        kept.note,
    )


def _visit_words(of: Visit) -> str:
    """A visit as it is chosen by: where, when, in which round, who goes."""
    people = ", ".join(called(one) for one in of.inspectors)
    values = {"unit": unit_name(of.unit, of.day), "day": figures.day(of.day, web.language())}
    return say(web.language(), "sync.visit_words", round=of.round, people=people, **values)
