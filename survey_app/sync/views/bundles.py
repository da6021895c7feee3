"""Bundles: writing one to take away, bringing and taking one in, what came and what contradicts."""

import json
from datetime import date

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Invalid, NotFound, Problem, SurveyError
from survey_app.inspections import service as inspections
from survey_app.jobs import Errand
from survey_app.places.model import local_day
from survey_app.responses import service as responses
from survey_app.rounds import service as rounds
from survey_app.store import Database
from survey_app.sync.bundle_forms import bring_form, take_in_form, trip_form
from survey_app.sync.service import bundles as service
from survey_app.sync.views.reading import unit_name
from wording import figures

pages = Blueprint("bundles", __name__, template_folder="../templates")
_LOOK_AGAIN = 2  # seconds
# A browser brings so much at once; a larger bundle is written in files of that size, or copied to the folder.
MOST_MEGABYTES = 200
_SPLIT = f"{MOST_MEGABYTES - 20}MB"


@pages.record
def attach_errand(state: BlueprintSetupState) -> None:
    """Give the application its errand for bundles."""
    state.app.extensions["bundling"] = Errand(state.app.extensions["store"].instance.root)


@pages.get("/bundles")
@web.only("administrator")
def overview() -> Answer | str:
    """This instance's fingerprint, how the latest errand stands, the files, what came, what contradicts."""
    store, standing = web.current_store(), _errand().standing()
    db = store.read()
    html = render_template(
        "sync/bundles.html",
        fingerprint=service.own_fingerprint(store),
        standing=standing,
        files=service.shelf(store),
        folder=store.instance.bundles,
        came=service.came(db),
        things=service.count_things(db),
        names={one.fingerprint: one.called for one in service.senders(db)},
        contradictions=_contradictions(db),
        sheets=sum(responses.open_sheets(db, wave.code) for wave in rounds.rounds(db)),
    )
    if standing is not None and standing.running:
        answer = current_app.make_response(html)
        answer.headers["Refresh"] = str(_LOOK_AGAIN)
        return answer
    return html


@pages.post("/bundles")
@web.only("administrator")
def write_home() -> Answer:
    """Begin to write all there is, to take it home."""
    target = service.new_place(web.current_store(), f"home-{web.now():%Y%m%d-%H%M%S}.bundle")
    _errand().start(
        "bundle", "export", "--to", str(target.absolute()), "--split", _SPLIT, language=web.language()
    )
    return redirect(url_for("bundles.overview"), code=303)


@pages.route("/bundles/trip", methods=["GET", "POST"])
@web.only("administrator")
def write_trip() -> Answer | tuple[str, int]:
    """Begin to write what a trip takes along."""
    store = web.current_store()
    db, today = store.read(), local_day(web.now())
    open_rounds = [(wave.code, wave.code) for wave in inspections.checklists(db, today)]
    going = [(one.username, f"{one.name} ({one.username})") for one in inspections.inspectors(db)]
    form = trip_form(open_rounds, going)
    if form.validate_on_submit():
        try:
            if not form.rounds.data:
                raise Invalid([Problem("bundle_trip_without_round", "rounds")])
            target = service.new_place(store, f"trip-{web.now():%Y%m%d-%H%M%S}.bundle")
            words = ["--rounds", ",".join(form.rounds.data), "--units", form.units.data or ""]
            words += ["--people", ",".join(form.people.data or ())]
            out = ["--out", str(target.absolute()), "--split", _SPLIT]
            _errand().start("bundle", "trip", *words, *out, language=web.language())
        except SurveyError as error:
            form.take(error)
        else:
            return redirect(url_for("bundles.overview"), code=303)
    return web.form_page("sync/bundle_trip.html", form)


@pages.route("/bundles/take-in", methods=["GET", "POST"])
@web.only("administrator")
def take_in() -> Answer | tuple[str, int]:
    """Look at a bundle, or begin to take it in."""
    store, person = web.current_store(), web.signed_in()
    files = service.shelf(store)
    form = take_in_form([(file.name, file.name) for file in files])
    if person is not None and form.validate_on_submit():
        try:
            if not form.files.data:
                raise Invalid([Problem("bundle_no_files", "files")])
            paths = [str(service.shelved(store, name).absolute()) for name in form.files.data]
            if "look" in request.form:
                words = ["inspect"]
            else:
                words = ["import", "--by", person.username]
                words += ["--add-units"] if form.adds_units.data else []
                words += [f"--trust={form.fingerprint.data}"] if form.fingerprint.data else []
            _errand().start("bundle", *words, "--", *paths, language=web.language())
        except SurveyError as error:
            form.take(error)
        else:
            return redirect(url_for("bundles.overview"), code=303)
    return web.form_page("sync/bundle_take_in.html", form, files=files)


@pages.route("/bundles/bring", methods=["GET", "POST"])
@web.only("administrator")
@web.takes_files(MOST_MEGABYTES)
def bring() -> Answer | tuple[str, int]:
    """Bring a file of a bundle from this computer into the folder."""
    form = bring_form()
    if form.validate_on_submit():
        try:
            sent = form.file.data
            if not sent or not sent.filename:
                raise Invalid([Problem("bundle_no_files", "file")])
            name = sent.filename.replace("\\", "/").rpartition("/")[2]
            service.put_on_shelf(web.current_store(), name, sent.stream)
        except SurveyError as error:
            form.take(error)
        else:
            web.done("bundles.brought", name=name)
            return redirect(url_for("bundles.take_in"), code=303)
    folder = web.current_store().instance.bundles
    return web.form_page("sync/bundle_bring.html", form, folder=folder, most=MOST_MEGABYTES)


@pages.get("/bundles/files/<name>")
@web.only("administrator")
def bundle_file(name: str) -> Response:
    """A file, to be copied onto a stick; a larger one would fill the memory and is copied from the folder."""
    store = web.current_store()
    file = service.shelved(store, name)
    if file.stat().st_size > MOST_MEGABYTES * 2**20:
        raise Invalid([Problem("bundle_file_large", values={"folder": str(store.instance.bundles)})])
    return send_file(file.absolute(), mimetype="application/octet-stream", as_attachment=True)


@pages.post("/bundles/files/<name>/delete")
@web.only("administrator")
def delete_bundle_file(name: str) -> Answer:
    """Delete a file; what came with it stays."""
    service.remove_from_shelf(web.current_store(), name)
    web.done("bundles.file_deleted", name=name)
    return redirect(url_for("bundles.overview"), code=303)


@pages.get("/bundles/conflicts/<kind>/<id_>/<digest>.json")
@web.only("administrator")
def contradiction(kind: str, id_: str, digest: str) -> Response:
    """What came and contradicts what is stored here, as it came."""
    found = service.contradiction(web.current_store().read(), kind, id_, digest)
    if found is None:
        raise NotFound("no_such_file", id_[:80])
    answer = Response(json.dumps(found.came, ensure_ascii=False), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{kind}-{found.digest[:12]}.json")
    return answer


def _contradictions(db: Database) -> list[tuple[service.Contradiction, str, str]]:
    """What contradicts, in words, and what was decided last ('' for nothing); undecided ones first."""
    found = [
        (one, words_of(one), one.decisions[-1].what if one.decisions else "")
        for one in service.contradictions(db)
    ]
    return sorted(found, key=lambda one: one[2] != "")


def words_of(found: service.Contradiction) -> str:
    """What it is about: a visit's place, day and round, else its id."""
    if found.kind != service.Kind.VISIT:
        return found.id
    row = found.came["visit"]
    day = date.fromisoformat(row["day"])
    return f"{unit_name(row['unit'], day)}, {figures.day(day, web.language())}, {row['round']}"


def _errand() -> Errand:
    errand: Errand = current_app.extensions["bundling"]
    return errand
