"""Files in: the upload, how its columns become answers, what that would do, and doing it."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from forms import Instrument
from survey_app import web
from survey_app.errors import Conflict, Invalid, NotFound, Problem, SurveyError
from survey_app.instruments import service as instruments
from survey_app.responses.service import importing
from survey_app.responses.service.importing.doubt import Written, doubts
from survey_app.responses.service.importing.looking import aligned, look_at, moved, table_of
from survey_app.responses.service.importing.source import letters_of
from survey_app.responses.views import mapping_files
from survey_app.responses.views.import_desk import (
    PATIENCE,
    ROLES,
    ended_at,
    examine,
    me,
    pages,
    runner,
    upload_of,
)
from survey_app.responses.views.mapping_form import (
    UNSAID,
    lines,
    mapping_form,
    read_mapping,
    targets,
    upload_form,
)
from survey_app.responses.views.reading import Question, answered, problem_lines, questions, told_by
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round

_MEGABYTES = 52
_LISTED, _SHOWN = 50, 50
__all__ = ["mapping_files", "pages"]  # its addresses come with these
_EVERY = 2
_COLUMNS = 20  # hidden ones named


@pages.route("/imports", methods=["GET", "POST"])
@web.only(*ROLES)
@web.takes_files(_MEGABYTES)
def files() -> Answer | tuple[str, int]:
    """What was imported, and the way in for another file."""
    db = web.current_store().read()
    waves = [one for one in reversed(rounds.rounds(db)) if not rounds.is_for_visits(db, one)]
    saved = importing.mappings(db)
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
        waiting=importing.uploads_of(web.current_store().instance, me()),
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
        store.instance, uuid4().hex, content, name, me(), form.round.data, form.tier.data, web.now()
    )
    try:
        look = look_at(store.read(), upload, wanted.layout if wanted else None)
    except SurveyError as error:
        upload.discard()
        form.file.errors = [*form.file.errors, _worded(error.problem)]
        return None
    upload = upload.made_from(saved_as, revision)
    if wanted:
        upload = upload.told_how(*Written)
    upload.put_mapping(wanted or look.mapping)
    with suppress(Conflict):  # while another file is examined this one waits to be asked for
        examine(upload)
    return upload


def _mapping_in(content: bytes) -> importing.FileMapping:
    try:
        return importing.FileMapping.from_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid([Problem("mapping_not_json", "mapping_file")]) from None


@pages.route("/imports/<id_>", methods=["GET", "POST"])
@web.only(*ROLES)
@web.takes_files(1)  # three hundred columns with their values
def mapping(id_: str) -> Answer | tuple[str, int]:
    """What becomes of each column; what would be stored and what is wrong, before anything is."""
    if (ended := ended_at(id_)) is not None:
        return ended
    upload = upload_of(id_)
    now = upload.mapping
    if now is None:
        raise NotFound("no_such_upload")
    if runner().runs(upload):
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
            upload = upload.told_how(*told_by(kept, now))
            examine(_save_as(upload, form.save_as.data or ""))
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
        lines=lines(columns, table, instrument, now),
        targets=targets(instrument),
        unsaid=UNSAID,
        hidden_columns=", ".join(letters_of(place - 1) for place in table.hidden_columns[:_COLUMNS]),
        questions=_questions(upload, now),
        **_found(upload, now, instrument),
    )


@pages.post("/imports/<id_>/reading")
@web.only(*ROLES)
def reading(id_: str) -> Answer:
    """Take what a person says of numbers or days that can be read in two ways, and examine the file again."""
    upload = upload_of(id_)
    now = upload.mapping
    if now is None or runner().runs(upload):
        raise Conflict("import_is_running")
    if request.form.get("seen") != now.digest:
        raise Conflict("mapping_changed_meanwhile")
    asked = _questions(upload, now)
    upload.put_mapping(answered(now, asked, request.form))
    examine(upload.told_how(*(question.name for question in asked)))
    return redirect(url_for("imports.progress", id_=id_), code=303)


def _questions(upload: importing.Upload, now: importing.FileMapping) -> list[Question]:
    """What a person must say of the file before it can be imported."""
    _, instrument = _asked(upload)
    table = table_of(upload)
    values = [one.values for one in table.seen]
    return questions(doubts(aligned(now, table), values, instrument), upload.told)


def _asked(upload: importing.Upload) -> tuple[Round, Instrument]:
    """The round the file is for, and what it asks."""
    db = web.current_store().read()
    wave = rounds.round_(db, upload.round)
    return wave, instruments.published(db, wave.instrument, wave.version)


def _found(upload: importing.Upload, now: importing.FileMapping, instrument: Instrument) -> dict[str, object]:
    """What the last run found, and whether it went by the mapping as it is now."""
    status = upload.status
    if status.get("state") == "running":  # nothing runs: it was cut short
        status["state"] = "failed"
    problems = [Problem(code, place, values) for code, place, values in status.get("problems", [])]
    return {
        "status": status,
        "fits": status.get("mapping") == now.digest,
        "problems": problem_lines(problems[:_SHOWN], instrument),
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
    by, now = me(), web.now()
    revision = web.current_store().write(lambda db: importing.save_mapping(db, name, new, seen, by, now))
    web.done("imports.mapping_saved", name=name)
    return upload.made_from(name, revision)


@pages.get("/imports/<id_>/progress")
@web.only(*ROLES)
def progress(id_: str) -> Answer | str | Response:
    """How far the run has come; where to go on when it has ended."""
    if (ended := ended_at(id_)) is not None:
        return ended
    upload = upload_of(id_)
    if not runner().runs(upload):
        # It may have ended, and taken the upload with it, between the two questions.
        return ended_at(id_) or redirect(url_for("imports.mapping", id_=id_), code=303)
    answer = Response(render_template("imports/progress.html", upload=upload, status=upload.status))
    answer.headers["Refresh"] = str(_EVERY)
    return answer


@pages.post("/imports/<id_>/import")
@web.only(*ROLES)
def start(id_: str) -> Answer:
    """Import the file: all of it or nothing."""
    if (ended := ended_at(id_)) is not None:
        return ended
    upload = upload_of(id_)
    now = upload.mapping
    if now is None or _questions(upload, now):
        raise Invalid([Problem("import_reading_unsaid")])
    runner().start(upload, "import", web.language())
    runner().wait(PATIENCE)
    return redirect(url_for("imports.progress", id_=id_), code=303)


@pages.post("/imports/<id_>/discard")
@web.only(*ROLES)
def discard(id_: str) -> Answer:
    """Stop what runs over the file and delete it."""
    upload = upload_of(id_)
    runner().stop(upload)
    upload.discard()
    web.done("imports.discarded", name=upload.name)
    return redirect(url_for("imports.files"), code=303)


@pages.get("/imports/<id_>/done")
@web.only(*ROLES)
def done(id_: str) -> str:
    """What an import added."""
    row = importing.imported(web.current_store().read(), id_)
    if row is None:
        raise NotFound("no_such_upload")
    return render_template("imports/done.html", row=row)


def _worded(problem: Problem) -> str:
    """'place: what is wrong'."""
    text = web.problem_text(problem)
    return f"{problem.place}: {text}" if problem.place else text
