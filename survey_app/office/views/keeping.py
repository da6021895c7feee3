"""Backups and their last check; how the instance is doing."""

from flask import current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey_app import store, web
from survey_app.errors import NotFound
from survey_app.jobs import Errand
from survey_app.office import service
from survey_app.office.views.pages import pages

_LOOK_AGAIN = 2  # seconds


@pages.record
def attach_errand(state: BlueprintSetupState) -> None:
    """Give the application its errand for backups."""
    state.app.extensions["keeping"] = Errand(state.app.extensions["store"].instance.root)


@pages.get("/settings/backups")
@web.only("administrator")
def backups() -> Answer | str:
    """The backups there are, how the latest errand stands, and how old the newest backup is."""
    standing = _errand().standing()
    html = render_template(
        "office/backups.html",
        backups=store.backups(web.current_store().instance),
        standing=standing,
        folder=web.current_store().instance.backups,
        now=web.now(),
    )
    if standing is not None and standing.running:
        answer = current_app.make_response(html)
        answer.headers["Refresh"] = str(_LOOK_AGAIN)
        return answer
    return html


@pages.post("/settings/backups")
@web.only("administrator")
def keep() -> Answer:
    """Begin a backup, or the check of one that is there."""
    known = {backup.file.name: backup.file for backup in store.backups(web.current_store().instance)}
    asked = request.form.get("check", "")
    if asked and asked not in known:
        raise NotFound("no_such_file", asked[:100])
    words = ["backup", "--check", str(known[asked].absolute())] if asked else ["backup"]
    _errand().start(*words, language=web.language())
    return redirect(url_for("office.backups"), code=303)


@pages.get("/settings/health")
@web.only("administrator")
def health() -> str:
    """What `survey doctor` looks at, but for what takes long: the check of the whole database."""
    found = service.look_over(web.current_store(), web.now())
    return render_template("office/health.html", findings=found)


def _errand() -> Errand:
    errand: Errand = current_app.extensions["keeping"]
    return errand
