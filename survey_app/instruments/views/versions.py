"""A published version: what it is and the workbook it came from."""

from io import BytesIO

from flask import Response, render_template, request, send_file

from survey_app import web
from survey_app.instruments import service
from survey_app.instruments.attachments import needed_by
from survey_app.instruments.model import plain_name
from survey_app.instruments.views.lines import change_lines, item_lines, version_line
from survey_app.instruments.views.methods import method_lines
from survey_app.instruments.views.pages import READERS, pages


@pages.get("/instruments/<id>/<version>")
@web.only(*READERS)
def version(id: str, version: str) -> str:
    """Everything there is to know of one version."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    language = web.language()
    return render_template(
        "instruments/version.html",
        line=version_line(service.version(db, id, version), instrument),
        instrument=instrument,
        items=item_lines(instrument),
        factors=[(code, instrument.text(labels, language)) for code, labels in instrument.factors.items()],
        factored=any(item.factor for item in instrument.items),
        checklist=any(item.severity for item in instrument.items),
        methods=method_lines(instrument),
        files=sorted(needed_by(instrument)),
        others=len(service.versions(db, id)) > 1,
        original_name=plain_name(service.original(db, id, version)[0]),
    )


@pages.get("/instruments/<id>/<version>/changes")
@web.only(*READERS)
def changes(id: str, version: str) -> str:
    """What changed from another version, the one published before unless ``since`` names one."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    others = [each for each in service.versions(db, id) if each.version != version]
    earlier = [each for each in others if each.number < service.version(db, id, version).number]
    usual = (earlier or others)[-1].version if others else ""
    since = request.args.get("since", usual)
    found = service.changes(db, id, since, version) if since else ()
    return render_template(
        "instruments/changes.html",
        line=version_line(service.version(db, id, version), instrument),
        others=others,
        since=since,
        changes=change_lines(found),
    )


@pages.get("/instruments/<id>/<version>/original")
@web.only(*READERS)
def original(id: str, version: str) -> Response:
    """The workbook as it came, byte for byte."""
    name, content = service.original(web.current_store().read(), id, version)
    return send_file(
        BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=plain_name(name),
        etag=False,
    )
