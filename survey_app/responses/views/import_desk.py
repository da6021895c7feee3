"""The blueprint of imports and what its views share: the uploads of who is signed in, and the runner."""

from typing import cast

from flask import Blueprint, current_app, redirect, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.responses.service import importing

pages = Blueprint("imports", __name__, template_folder="../templates")
ROLES = ("administrator", "analyst")
PATIENCE = 3.0


@pages.record
def attach_runner(state: BlueprintSetupState) -> None:
    """Give the application its runner; a run starts when somebody asks for it."""
    store = state.app.extensions["store"]
    state.app.extensions["imports"] = importing.Runner(store.instance.root)


def examine(upload: importing.Upload) -> None:
    """Begin to examine the file, and wait for a small one. Raises Conflict while another run is under way."""
    runner().start(upload, "examine", web.language())
    runner().wait(PATIENCE)


def ended_at(id_: str) -> Answer | None:
    """The way to what the import of that file did, once it is done: its upload is gone then."""
    if importing.imported(web.current_store().read(), id_) is None:
        return None
    return redirect(url_for("imports.done", id_=id_), code=303)


def upload_of(id_: str) -> importing.Upload:
    """The upload of that id, of who is signed in. Raises NotFound."""
    return importing.find_upload(web.current_store().instance, id_, me())


def me() -> str:
    """Who is signed in."""
    person = web.signed_in()
    return person.username if person else ""


def runner() -> importing.Runner:
    """What runs over uploads."""
    return cast(importing.Runner, current_app.extensions["imports"])
