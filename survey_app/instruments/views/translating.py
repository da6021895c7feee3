"""One language of a form, text by text: translated, recorded, reviewed, saved."""

import re
from io import BytesIO

from flask import Response, jsonify, redirect, render_template, request, send_file
from werkzeug.wrappers import Response as Answer

from forms import Instrument
from survey_app import web
from survey_app.errors import Problem
from survey_app.instruments import service
from survey_app.instruments.languages import Line, State, progress_of
from survey_app.instruments.views.lines import version_line
from survey_app.instruments.views.pages import READERS, pages
from survey_app.instruments.views.translation_rows import rows_of
from survey_app.store import Database

SHOWN = ("all", "untranslated", "draft", "unrecorded")
_ON_A_PAGE = 25
_MEGABYTES = 26  # of a page's recordings
_MARK = re.compile(r"mark-(\d{1,6})")


@pages.route("/instruments/<id>/<version>/languages/<tag>", methods=["GET", "POST"])
@web.only(*READERS)
@web.takes_files(_MEGABYTES)
def translation(id: str, version: str, tag: str) -> Answer | tuple[str, int]:
    """The texts of a form in one language, a page at a time; a script sends one line and gets it back."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    language = service.language(db, instrument, tag)
    entries: dict[int, service.Entry] = {}
    wrong: dict[int, list[Problem]] = {}
    person = web.signed_in()
    if request.method == "POST" and person is not None:
        entries, now = {entry.number: entry for entry in _entries()}, web.now()
        wrong = web.current_store().write(
            lambda db: service.save(db, instrument, tag, entries.values(), person.username, now)
        )
        if request.accept_mimetypes.best == "application/json":
            return _answer(db, instrument, tag, entries, wrong)
        if not wrong:
            web.done("instruments.translations_saved")
            return redirect(request.full_path.rstrip("?"), code=303)
    return _page(db, instrument, language.tag, entries, wrong), 422 if wrong else 200


@pages.get("/instruments/<id>/<version>/languages/<tag>/recordings/<int:number>")
@web.only(*READERS)
def recording(id: str, version: str, tag: str, number: int) -> Response:
    """A recording that is on its way into a new version."""
    db = web.current_store().read()
    content, kind = service.recorded(db, service.published(db, id, version), tag, number)
    # A browser that plays asks for parts.
    return send_file(BytesIO(content), mimetype=kind, conditional=True, etag=False)


def _page(
    db: Database,
    instrument: Instrument,
    tag: str,
    entries: dict[int, service.Entry],
    wrong: dict[int, list[Problem]],
) -> str:
    lines = service.lines(db, instrument, tag)
    show = request.args.get("show", "all")
    show = show if show in SHOWN else "all"
    kept = [line for line in lines if line.number in wrong or _is_shown(line, show)]
    last = max(1, -(-len(kept) // _ON_A_PAGE))
    page = min(max(1, request.args.get("page", 1, int)), last)
    rows = kept[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    if wrong:  # what was sent stays together, with what is wrong
        rows = [line for line in lines if line.number in entries]
    return render_template(
        "instruments/translation.html",
        version_line=version_line(service.version(db, instrument.id, instrument.version), instrument),
        language=service.language(db, instrument, tag),
        source_language=instrument.default_language,
        progress=progress_of(lines),
        rows=rows_of(db, instrument, tag, rows, entries, wrong),
        wrong=wrong,
        show=show,
        shown=SHOWN,
        page=page,
        last=last,
    )


def _answer(
    db: Database,
    instrument: Instrument,
    tag: str,
    entries: dict[int, service.Entry],
    wrong: dict[int, list[Problem]],
) -> Answer:
    """The lines that were sent as they stand now, and the progress, for a script to put in their places."""
    every = service.lines(db, instrument, tag)
    lines = [line for line in every if line.number in entries]
    progress = render_template(
        "instruments/progress.html",
        language=service.language(db, instrument, tag),
        source_language=instrument.default_language,
        progress=progress_of(every),
    )
    answer = jsonify(
        progress=progress,
        lines=[
            {
                "number": row.line.number,
                "kept": row.line.fixed or service.tidy(entries[row.line.number].text) == row.line.written,
                "reviewed": row.reviewed,
                "heard": row.heard,
                "stand": render_template("instruments/stand.html", row=row),
            }
            for row in rows_of(db, instrument, tag, lines, entries, wrong)
        ],
    )
    answer.status_code = 422 if wrong else 200
    return answer


def _entries() -> list[service.Entry]:
    """The lines of the page that was sent."""
    sent = request.form
    found = []
    for name, mark in sent.items():
        at = _MARK.fullmatch(name)
        if at is None:
            continue
        sound = request.files.get(f"sound-{at[1]}")
        found.append(
            service.Entry(
                number=int(at[1]),
                text=sent.get(f"text-{at[1]}", ""),
                reviewed=f"reviewed-{at[1]}" in sent,
                mark=mark,
                sound=sound.read() if sound else b"",
                heard=f"heard-{at[1]}" in sent,
                sound_mark=sent.get(f"sound-mark-{at[1]}", ""),
                remove=sent.get("remove") == at[1],
            )
        )
    return found


def _is_shown(line: Line, show: str) -> bool:
    if show == "untranslated":
        return line.state is State.NONE
    if show == "draft":
        return State.DRAFT in (line.state, line.sound)
    return show == "all" or (line.text.spoken and line.sound is State.NONE)
