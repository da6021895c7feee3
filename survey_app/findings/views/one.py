"""One finding: what was found, what was done with it, what the reader may do, its photos."""

from collections.abc import Mapping

from flask import render_template, request
from werkzeug.wrappers import Response

from survey_app import media, web
from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import Finding, Step
from survey_app.findings.views.pages import READERS, SEE_PHOTOS, asker, pages, unit_names
from survey_app.places import service as places
from survey_app.places.model import LOCAL_TIME, Unit, local_day
from wording.figures import moment


@pages.get("/findings/<reference>")
@web.only(*READERS)
def one(reference: str) -> str:
    """One finding."""
    found = service.finding(web.current_store().read(), asker(), reference)
    return render_template("findings/one.html", **about(found))


@pages.get("/findings/<reference>/photos/<name>")
@web.only(*SEE_PHOTOS)
def photo(reference: str, name: str) -> Response:
    """A photo or file of the finding, or of what was done with it; what is no picture is saved."""
    _check_its_own(reference, name)
    answer = web.kept_file(media.kept(web.current_store(), name), media.media_type(name), name)
    if name.rpartition(".")[2] not in media.PLAYED:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer.make_conditional(request)


@pages.get("/findings/<reference>/thumbnails/<name>")
@web.only(*SEE_PHOTOS)
def thumbnail(reference: str, name: str) -> Response:
    """A photo as `photo` gives it, small."""
    _check_its_own(reference, name)
    small = media.thumbnail(web.current_store(), name)
    return web.kept_file(small, "image/jpeg", f"small-{name}").make_conditional(request)


def _check_its_own(reference: str, name: str) -> None:
    db = web.current_store().read()
    if not service.has_file(db, service.finding(db, asker(), reference), name):
        raise NotFound("no_such_photo", photo=name[:80])


def about(found: Finding) -> Mapping[str, object]:
    """What the pages of one finding show."""
    db, who = web.current_store().read(), asker()
    names = service.people_names(db)
    return {
        "finding": found,
        "events": [
            (event, names.get(event.who, event.who), moment(event.at.astimezone(LOCAL_TIME), web.language()))
            for event in service.events(db, found)
        ],
        "unit": unit_names([found])[found.unit, found.found_on],
        "above": [unit.name(web.language()) for unit in _above(found)],
        "finders": ", ".join(names.get(name, name) for name in found.finders),
        "bar": service.bar_of(db, who, found, Step.PASS),
        "steps": service.steps_for(db, who, found) if web.may_open("findings.step") else (),
        "today": local_day(web.now()),
        "sees_photos": web.may_open("findings.photo"),
    }


def _above(found: Finding) -> tuple[Unit, ...]:
    """The units above the one of the finding that day, the nearest first; none once an import took it."""
    try:
        return places.path(web.current_store().read(), found.unit, found.found_on)[-2::-1]
    except NotFound:
        return ()
