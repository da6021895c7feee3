"""Empty forms of paper, to be printed from the browser or as PDF, and keyed later."""

from typing import Any

from flask import Response, render_template, request

from survey_app import web
from survey_app.errors import NotFound
from survey_app.instruments import service as instruments
from survey_app.rounds import service
from survey_app.rounds.views.pages import READERS, pages


@pages.get("/instruments/<id>/<version>/paper")
@web.only(*READERS)
def paper(id: str, version: str) -> str:
    """The form on a page of its own."""
    languages, tag, form = _form(id, version)
    of = {"id": id, "version": version}
    return render_template("rounds/paper.html", form=form, of=of, tag=tag, languages=languages)


@pages.get("/instruments/<id>/<version>/paper.pdf")
@web.only(*READERS)
def paper_pdf(id: str, version: str) -> Response:
    """The same as PDF."""
    _, tag, form = _form(id, version)
    response = Response(service.paper_pdf(form), content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{id}-{version}-{tag}.pdf")
    return response


@pages.get("/instruments/<id>/<version>/paper-qr.svg")
@web.only(*READERS)
def paper_qr(id: str, version: str) -> Response:
    """The form's code as a QR picture."""
    _, _, form = _form(id, version)
    return Response(service.qr_picture(form["qr"], ".svg"), content_type="image/svg+xml")


def _form(id: str, version: str) -> tuple[tuple[str, ...], str, dict[str, Any]]:
    """The languages of the form, the one asked for, and what stands on the paper. Raises NotFound."""
    db = web.current_store().read()
    instrument = instruments.published(db, id, version)
    tag = request.args.get("tag", instrument.default_language)
    if tag not in instrument.languages:
        raise NotFound("form_not_in_language", language=tag[:20], version=version)
    found = instruments.version(db, id, version)
    return tuple(instrument.languages), tag, service.paper_form(found, instrument, tag)
