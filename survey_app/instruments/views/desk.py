"""The desk: everything that is published, what waits, and the shipped instruments that are not there yet."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from forms import SHIPPED
from survey_app import web
from survey_app.errors import NotFound
from survey_app.instruments import service
from survey_app.instruments.views.lines import draft_lines, version_line
from survey_app.instruments.views.pages import PUBLISHERS, READERS, pages


@pages.get("/instruments")
@web.only(*READERS)
def desk() -> str:
    """All versions, the newest of each instrument first; to a publisher also what waits."""
    db = web.current_store().read()
    published = service.versions(db)
    publishes = web.may_open("instruments.upload")
    waiting = service.waiting(db, web.now()) if publishes else []
    known = {version.id for version in published}
    newest_first = sorted(published, key=lambda version: (version.id, -version.number))
    return render_template(
        "instruments/desk.html",
        versions=[version_line(v, service.published(db, v.id, v.version)) for v in newest_first],
        drafts=draft_lines(db, waiting),
        shipped=[name for name in SHIPPED if name not in known] if publishes else [],
        publishes=publishes,
    )


@pages.post("/instruments/shipped/<name>")
@web.only(*PUBLISHERS)
def publish_shipped(name: str) -> Answer:
    """Publish an instrument that comes with the product."""
    if name not in SHIPPED:
        raise NotFound("no_such_page")
    version = service.publish_shipped(web.current_store(), name, web.now())
    web.done("instruments.published_now", instrument=version.id, version=version.version)
    return redirect(url_for("instruments.version", id=version.id, version=version.version), code=303)
