"""One finding: what was found, what was done with it, what the reader may do, its photos."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Response, render_template, request

from survey_app import media, web
from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import Finding
from survey_app.findings.views.pages import READERS, SEE_PHOTOS, pages, unit_names
from survey_app.places import service as places
from survey_app.places.model import LOCAL_TIME, Unit
from wording.figures import moment

_KEPT = timedelta(minutes=10)


@pages.get("/findings/<reference>")
@web.only(*READERS)
def one(reference: str) -> str:
    """One finding."""
    found = service.finding(web.current_store().read(), reference)
    return render_template("findings/one.html", **about(found))


@pages.get("/findings/<reference>/photos/<name>")
@web.only(*SEE_PHOTOS)
def photo(reference: str, name: str) -> Response:
    """A photo of the finding, or of what was done with it; no other."""
    _check_its_own(reference, name)
    return _shown(media.photo(web.current_store(), name), name)


@pages.get("/findings/<reference>/thumbnails/<name>")
@web.only(*SEE_PHOTOS)
def thumbnail(reference: str, name: str) -> Response:
    """A photo as `photo` gives it, small."""
    _check_its_own(reference, name)
    return _shown(media.thumbnail(web.current_store(), name), f"small-{name}")


def _check_its_own(reference: str, name: str) -> None:
    db = web.current_store().read()
    if not service.has_photo(db, service.finding(db, reference), name):
        raise NotFound("no_such_photo", photo=name[:80])


def _shown(jpeg: bytes, mark: str) -> Response:
    response = Response(jpeg, content_type="image/jpeg")
    response.cache_control.private = True
    response.cache_control.max_age = int(_KEPT.total_seconds())
    response.set_etag(mark)
    response.make_conditional(request)
    return response


def about(found: Finding) -> Mapping[str, object]:
    """What the pages of one finding show."""
    db, person = web.current_store().read(), web.signed_in()
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
        "bar": found.bar(person.username) if person else None,
        "steps": found.steps(person.username) if person and web.may_open("findings.step") else (),
        "sees_photos": web.may_open("findings.photo"),
    }


def _above(found: Finding) -> tuple[Unit, ...]:
    """The units above the one of the finding that day, the nearest first; none once an import took it."""
    try:
        return places.path(web.current_store().read(), found.unit, found.found_on)[-2::-1]
    except NotFound:
        return ()
