"""Files to take away: a form as a workbook, the codebook of its versions."""

import json
from io import BytesIO

from flask import Response, send_file

from forms.codebook.document import document
from survey_app import web
from survey_app.instruments import service
from survey_app.instruments.views.pages import PUBLISHERS, READERS, pages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/instruments/<id>/<version>/workbook.xlsx")
@web.only(*READERS)
def workbook(id: str, version: str) -> Response:
    """A published version as a workbook, whatever it was written in."""
    instrument = service.published(web.current_store().read(), id, version)
    return _sent(service.made_workbook(instrument), _XLSX, f"{id}-{version}.xlsx")


@pages.get("/instrument-drafts/<id>/workbook.xlsx")
@web.only(*PUBLISHERS)
def draft_workbook(id: str) -> Response:
    """A draft as a workbook."""
    instrument = service.review(web.current_store().read(), id).instrument
    return _sent(service.made_workbook(instrument), _XLSX, f"{instrument.id}-{instrument.version}.xlsx")


@pages.get("/instruments/<id>/<version>/codebook.xlsx")
@web.only(*READERS)
def codebook_xlsx(id: str, version: str) -> Response:
    """The codebook of a version and of all before it."""
    versions = service.published_until(web.current_store().read(), id, version)
    return _sent(service.made_codebook(versions, web.language()), _XLSX, f"{id}-{version}-codebook.xlsx")


@pages.get("/instruments/<id>/<version>/codebook.json")
@web.only(*READERS)
def codebook_json(id: str, version: str) -> Response:
    """The same for programs."""
    versions = service.published_until(web.current_store().read(), id, version)
    text = json.dumps(document(versions), ensure_ascii=False, indent=2)
    return _sent(text.encode(), "application/json", f"{id}-{version}-codebook.json")


def _sent(content: bytes, kind: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name, etag=False)
