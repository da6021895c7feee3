"""The templates of reports: which is used, what it can say, how to replace it."""

from flask import Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import documents, web
from survey_app.documents import Kind
from survey_app.errors import SurveyError
from survey_app.results.client import File
from survey_app.results.forms import restore_form, upload_form
from survey_app.results.service import tags_of
from survey_app.results.views.rounds import DOCX, pages, send

_MEGABYTES = 11  # a little more than a template may have, so that the refusal is ours and in words


@pages.get("/templates")
@web.only("administrator")
def templates() -> str:
    """The template of every kind of report."""
    db = web.current_store().read()
    return render_template(
        "results/templates.html", current=[documents.current(db, kind) for kind in Kind], area=_area
    )


@pages.get("/templates/<kind>")
@web.only("administrator")
def template(kind: str) -> tuple[str, int]:
    """One template: its history, its tags, a form to replace it."""
    return _page(_kind(kind), upload_form())


@pages.get("/templates/<kind>/template.docx")
@web.only("administrator")
def template_file(kind: str) -> Response:
    """The template that is used now."""
    used = documents.current(web.current_store().read(), _kind(kind))
    return send(File(used.name, used.content), DOCX)


@pages.post("/templates/<kind>")
@web.only("administrator")
@web.takes_files(_MEGABYTES)
def put_template(kind: str) -> Answer | tuple[str, int]:
    """Use the file that was sent, if it can be."""
    which, form = _kind(kind), upload_form()
    if form.validate_on_submit():
        name, content = web.uploaded(form.file)
        who, seen = _who(), _number(form.seen.data)
        try:
            documents.put(
                web.current_store(), which, name, content, tags_of(which), by=who, now=web.now(), seen=seen
            )
        except SurveyError as error:
            form.take(error)
        else:
            web.done("results.template_put", name=name)
            return redirect(url_for("results.template", kind=kind), 303)
    return _page(which, form)


@pages.post("/templates/<kind>/restore")
@web.only("administrator")
def restore_template(kind: str) -> Answer | tuple[str, int]:
    """Use the program's own template again."""
    which, form = _kind(kind), restore_form()
    if form.validate_on_submit():
        try:
            seen = _number(form.seen.data)
            documents.restore(web.current_store(), which, by=_who(), now=web.now(), seen=seen)
        except SurveyError as error:
            form.take(error)
        else:
            web.done("results.template_restored")
            return redirect(url_for("results.template", kind=kind), 303)
    return _page(which, form)


def _page(kind: Kind, form: web.StaffForm) -> tuple[str, int]:
    db = web.current_store().read()
    used = documents.current(db, kind)
    restoring = restore_form()
    return web.form_page(
        "results/template.html",
        form,
        used=used,
        restoring=restoring,
        history=documents.history(db, kind),
        tags=tags_of(kind),
        area=_area(kind),
    )


def _area(kind: Kind) -> str:
    """Where the words about a template stand: reports of rounds have their own."""
    return "results" if kind.document == "round_report" else "papers"


def _kind(name: str) -> Kind:
    if name not in set(Kind):
        abort(404)
    return Kind(name)


def _number(text: str | None) -> int:
    return web.whole_or(-1, text)


def _who() -> str:
    person = web.signed_in()
    return person.username if person else ""
