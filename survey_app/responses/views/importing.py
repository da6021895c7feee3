"""Files in: the upload, how its columns become answers, what that would do, and doing it."""

from contextlib import suppress
from pathlib import Path
from typing import cast
from uuid import uuid4

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from forms import Instrument
from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.instruments import service as instruments
from survey_app.responses.service import importing
from survey_app.responses.service.importing.looking import aligned, look_at, moved, table_of
from survey_app.responses.views.mapping_form import (
    UNSAID,
    lines,
    mapping_form,
    read_mapping,
    targets,
    upload_form,
)
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round

pages = Blueprint("imports", __name__, template_folder="../templates")
_ROLES = ("administrator", "analyst")
_MEGABYTES = 52
_LISTED, _SHOWN = 50, 50
_PATIENCE, _EVERY = 3.0, 2


@pages.record
def attach_runner(state: BlueprintSetupState) -> None:
    """Give the application its runner; a run starts when somebody asks for it."""
    store = state.app.extensions["store"]
    state.app.extensions["imports"] = importing.Runner(store.instance.root)


@pages.route("/imports", methods=["GET", "POST"])
@web.only(*_ROLES)
@web.takes_files(_MEGABYTES)
def files() -> Answer | tuple[str, int]:
    """What was imported, and the way in for another file."""
    db = web.current_store().read()
    waves, saved = list(reversed(rounds.rounds(db))), importing.mappings(db)
    form = upload_form(waves, saved)
    if form.validate_on_submit():
        try:
            upload = _take_upload(form)
        except SurveyError as error:
            form.take(error)
        else:
            if upload is not None:
                return redirect(url_for("imports.mapping", id_=upload.id), code=303)
    return web.form_page(
        "imports/files.html",
        form,
        waves=waves,
        done=importing.imports(db, _LISTED),
        saved=saved,
        waiting=importing.uploads_of(web.current_store().instance, _me()),
    )


def _take_upload(form: web.StaffForm) -> importing.Upload | None:
    """The file that came, kept with a mapping and, where nothing else runs, examined; None: unreadable."""
    store = web.current_store()
    name, content = web.uploaded(form.file)
    if not name:
        raise Invalid([Problem("import_no_file", "file")])
    wanted, saved_as, revision = None, form.mapping.data, 0
    if saved_as:
        kept = importing.mapping(store.read(), saved_as)
        wanted, revision = importing.FileMapping.from_json(kept.document), kept.revision
    _, text = web.uploaded(form.mapping_file)
    if text:
        wanted, saved_as = _mapping_in(text), ""
    name = Path(name.replace("\\", "/")).name
    upload = importing.keep_upload(
        store.instance, uuid4().hex, content, name, _me(), form.round.data, form.tier.data, web.now()
    )
    try:
        look = look_at(store.read(), upload, wanted.layout if wanted else None)
    except SurveyError as error:
        upload.discard()
        form.file.errors = [*form.file.errors, _worded(error.problem)]
        return None
    upload = upload.made_from(saved_as, revision)
    upload.put_mapping(wanted or look.mapping)
    with suppress(Conflict):  # while another file is examined this one waits to be asked for
        _examine(upload)
    return upload


def _mapping_in(content: bytes) -> importing.FileMapping:
    try:
        return importing.FileMapping.from_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid([Problem("mapping_not_json", "mapping_file", {"detail": "UTF-8"})]) from None


@pages.route("/imports/<id_>", methods=["GET", "POST"])
@web.only(*_ROLES)
@web.takes_files(1)  # three hundred columns with their values
def mapping(id_: str) -> Answer | tuple[str, int]:
    """What becomes of each column; what would be stored and what is wrong, before anything is."""
    upload = _upload(id_)
    now = upload.mapping
    if now is None:
        raise NotFound("no_such_upload")
    if _runner().runs(upload):
        return redirect(url_for("imports.progress", id_=id_), code=303)
    wave, instrument = _asked(upload)
    table = table_of(upload)
    columns = aligned(now, table)
    form = mapping_form(now, table)
    if form.validate_on_submit():
        try:
            if form.seen.data != now.digest:
                raise Conflict("mapping_changed_meanwhile")
            kept = _keep(upload, read_mapping(form, request.form, columns, table, instrument), now)
            form.seen.data = kept.digest  # whatever is refused from here on, this page is up to date
            _examine(_save_as(upload, form.save_as.data or ""))
        except SurveyError as error:
            form.take(error)
        else:
            return redirect(url_for("imports.progress", id_=id_), code=303)
    return web.form_page(
        "imports/mapping.html",
        form,
        upload=upload,
        wave=wave,
        table=table,
        lines=lines(columns, table, instrument),
        targets=targets(instrument),
        unsaid=UNSAID,
        **_found(upload, now),
    )


def _asked(upload: importing.Upload) -> tuple[Round, Instrument]:
    """The round the file is for, and what it asks."""
    db = web.current_store().read()
    wave = rounds.round_(db, upload.round)
    return wave, instruments.published(db, wave.instrument, wave.version)


def _found(upload: importing.Upload, now: importing.FileMapping) -> dict[str, object]:
    """What the last run found, and whether it went by the mapping as it is now."""
    status = upload.status
    if status.get("state") == "running":  # nothing runs: it was cut short
        status["state"] = "failed"
    problems = [Problem(code, place, values) for code, place, values in status.get("problems", [])]
    return {
        "status": status,
        "fits": status.get("mapping") == now.digest,
        "problems": [(_row(one.place), web.problem_text(one)) for one in problems[:_SHOWN]],
        "more": status.get("more", 0) + max(0, len(problems) - _SHOWN),
    }


def _keep(
    upload: importing.Upload, new: importing.FileMapping, old: importing.FileMapping
) -> importing.FileMapping:
    """The mapping, kept; when the table stands elsewhere now, the columns are looked at anew."""
    if new.layout != old.layout:
        new = moved(new, look_at(web.current_store().read(), upload, new.layout))
    kept = importing.FileMapping.from_json(new.to_json())
    upload.put_mapping(kept)
    return kept


def _save_as(upload: importing.Upload, name: str) -> importing.Upload:
    """Save the mapping under ``name``, if one was given."""
    name, new = " ".join(name.split()), upload.mapping
    if not name or new is None:
        return upload
    seen = upload.revision if name == upload.saved_as else 0
    by, now = _me(), web.now()
    revision = web.current_store().write(lambda db: importing.save_mapping(db, name, new, seen, by, now))
    web.done("imports.mapping_saved", name=name)
    return upload.made_from(name, revision)


@pages.get("/imports/<id_>/progress")
@web.only(*_ROLES)
def progress(id_: str) -> Answer | str | Response:
    """How far the run has come; where to go on when it has ended."""
    try:
        upload = _upload(id_)
    except NotFound:
        if importing.imported(web.current_store().read(), id_) is None:
            raise
        return redirect(url_for("imports.done", id_=id_), code=303)
    if not _runner().runs(upload):
        # It may have ended, and taken the upload with it, between the two questions.
        ended = importing.imported(web.current_store().read(), id_) is not None
        return redirect(url_for("imports.done" if ended else "imports.mapping", id_=id_), code=303)
    answer = Response(render_template("imports/progress.html", upload=upload, status=upload.status))
    answer.headers["Refresh"] = str(_EVERY)
    return answer


@pages.post("/imports/<id_>/import")
@web.only(*_ROLES)
def start(id_: str) -> Answer:
    """Import the file: all of it or nothing."""
    upload = _upload(id_)
    _runner().start(upload, "import", web.language())
    _runner().wait(_PATIENCE)
    return redirect(url_for("imports.progress", id_=id_), code=303)


@pages.post("/imports/<id_>/discard")
@web.only(*_ROLES)
def discard(id_: str) -> Answer:
    """Stop what runs over the file and delete it."""
    upload = _upload(id_)
    _runner().stop(upload)
    upload.discard()
    web.done("imports.discarded", name=upload.name)
    return redirect(url_for("imports.files"), code=303)


@pages.get("/imports/<id_>/done")
@web.only(*_ROLES)
def done(id_: str) -> str:
    """What an import added."""
    row = importing.imported(web.current_store().read(), id_)
    if row is None:
        raise NotFound("no_such_upload")
    return render_template("imports/done.html", row=row)


@pages.get("/imports/<id_>/mapping.json")
@web.only(*_ROLES)
def download(id_: str) -> Response:
    """How this file is read, as a file."""
    found = _upload(id_).mapping
    if found is None:
        raise NotFound("no_such_upload")
    return _file(found.to_json(), "mapping")


@pages.get("/imports/saved/<name>.json")
@web.only(*_ROLES)
def download_saved(name: str) -> Response:
    """A saved mapping as a file."""
    return _file(importing.mapping(web.current_store().read(), name).document, name)


@pages.post("/imports/saved/<name>/forget")
@web.only(*_ROLES)
def forget(name: str) -> Answer:
    """Forget a saved mapping."""
    web.current_store().write(lambda db: importing.drop_mapping(db, name))
    web.done("imports.mapping_forgotten", name=name)
    return redirect(url_for("imports.files"), code=303)


def _examine(upload: importing.Upload) -> None:
    """Begin to examine the file, and wait for a small one. Raises Conflict while another run is under way."""
    _runner().start(upload, "examine", web.language())
    _runner().wait(_PATIENCE)


def _row(place: str) -> str:
    """The row that a place names ('7', 'file.csv:7'); '' for one that is no row."""
    last = place.rpartition(":")[2]
    return last if last.isdigit() else ""


def _worded(problem: Problem) -> str:
    """'place: what is wrong'."""
    text = web.problem_text(problem)
    return f"{problem.place}: {text}" if problem.place else text


def _file(text: str, name: str) -> Response:
    answer = Response(text, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    return answer


def _upload(id_: str) -> importing.Upload:
    return importing.find_upload(web.current_store().instance, id_, _me())


def _me() -> str:
    person = web.signed_in()
    return person.username if person else ""


def _runner() -> importing.Runner:
    return cast(importing.Runner, current_app.extensions["imports"])
