"""How files are read, as files; saved mappings that nobody needs any more."""

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import NotFound
from survey_app.responses.service import importing
from survey_app.responses.views.import_desk import ROLES, pages, upload_of


@pages.get("/imports/<id_>/mapping.json")
@web.only(*ROLES)
def download(id_: str) -> Response:
    """How this file is read, as a file."""
    found = upload_of(id_).mapping
    if found is None:
        raise NotFound("no_such_upload")
    return _file(found.to_json(), "mapping")


@pages.get("/imports/saved/<name>.json")
@web.only(*ROLES)
def download_saved(name: str) -> Response:
    """A saved mapping as a file."""
    return _file(importing.mapping(web.current_store().read(), name).document, name)


@pages.post("/imports/saved/<name>/forget")
@web.only(*ROLES)
def forget(name: str) -> Answer:
    """Forget a saved mapping."""
    web.current_store().write(lambda db: importing.drop_mapping(db, name))
    web.done("imports.mapping_forgotten", name=name)
    return redirect(url_for("imports.files"), code=303)


def _file(text: str, name: str) -> Response:
    answer = Response(text, mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.json")
    return answer
