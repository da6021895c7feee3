"""The documents of a case: which there are for the reader, and each as a Word file."""

from flask import Response, abort, render_template

from survey_app import web
from survey_app.inspections.papers.making import DOCX, made_document
from survey_app.inspections.papers.offering import offered
from survey_app.inspections.views.cases.pages import READERS, asker, case_of, pages, unit_of
from survey_app.store import get_setting
from wording import hyphened, say


@pages.get("/cases/<reference>/documents")
@web.only(*READERS)
def papers(reference: str) -> str:
    """The documents there are of a case by now."""
    found = case_of(reference)
    return render_template(
        "inspections/cases/papers.html",
        case=found,
        unit=unit_of(found),
        documents=offered(web.current_store().read(), found, asker()),
        replaces=web.may_open("results.templates"),
    )


@pages.get("/cases/<reference>/documents/<document>.docx")
@web.only(*READERS)
def paper(reference: str, document: str) -> Response:
    """One of them as a Word file, in the reader's language."""
    found, reader = case_of(reference), asker()
    store = web.current_store()
    if document not in offered(store.read(), found, reader):
        abort(404)
    made = made_document(store.instance.root, document, found.reference, reader, web.language(), web.now())
    demo = get_setting(store.read(), "demo") == "yes"
    answer = Response(made, content_type=DOCX)
    called = hyphened(say(web.language(), f"papers.name_{document}"))
    name = f"{'du-lieu-gia-lap-' if demo else ''}{found.reference}-{called}.docx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
