"""One finding: what was found, what was done with it, what the reader may do, its photos."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from flask import render_template, request
from werkzeug.wrappers import Response

from survey_app import media, web
from survey_app.errors import NotFound
from survey_app.findings import service
from survey_app.findings.model import Bar, Event, Finding, Step, bar, line, may_cascade, way
from survey_app.findings.views.pages import READERS, SEE_PHOTOS, asker, pages
from survey_app.places import service as places
from survey_app.places.model import LOCAL_TIME, Unit, local_day
from wording.figures import day, moment

_SAID: Final = (
    *("cause", "measure", "text", "day", "due_on", "until", "to", "document", "paper", "asked_by", "reason"),
    *("part", "from", "owner", "lead"),
)
# What a field is called in the log, where it was asked by another name or is another thing.
_CALLED: Final = {
    ("due_on", Step.ASK): "explain_by",
    ("day", Step.ISSUE): "issued_on",
    **dict.fromkeys((("reason", step) for step in (Step.GRANT, Step.REOPEN)), "why"),
}
_DAYS: Final = frozenset({"day", "due_on", "until"})


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
    db, who, today = web.current_store().read(), asker(), local_day(web.now())
    names, unit = service.people_names(db), service.unit_namer(db, web.language())
    events, around = service.events(db, found), service.around_of(db, found, today)
    return {
        "finding": found,
        "line": line(found, events),
        "events": [
            (event, called(names, event.who), _moment(event), _said(event, unit, names)) for event in events
        ],
        "way": [
            (one, called(names, one.event.who), _moment(one.event)) if one.event else (one, "", "")
            for one in way(found, events)
        ],
        "requests": [
            (one, called(names, one.asked_by), called(names, one.decided_by))
            for one in service.requests(db, found)
        ],
        "related": service.related(db, who, found),
        "parts": service.parts_of(db, who, found),
        "unit": unit(found.unit, found.found_on),
        "owner": unit(found.owner, today),
        "name": lambda code: unit(code, today),
        "above": [one.name(web.language()) for one in _above(found)],
        "finders": ", ".join(called(names, name) for name in found.finders),
        "bar": bar(found, Step.PASS, who, around),
        "by_conclusion": bar(found, Step.ISSUE, who, around) is Bar.OF_CASE,
        "heard_until": around.heard_until,
        "too_late": who.of_unit and bar(found, Step.ASK_EXTENSION, who, around) is Bar.LATE,
        "steps": service.steps_for(db, who, found, today) if web.may_open("findings.step") else (),
        "divides": web.may_open("findings.parts") and may_cascade(who, found) and not found.ended,
        "today": today,
        "sees_photos": web.may_open("findings.photo"),
    }


def called(names: Mapping[str, str], username: str) -> str:
    """What a person is called; '' is nobody: what the clock did."""
    return names.get(username, username)


def _said(event: Event, unit: Callable[[str, date], str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was said with a step, by field, in the order asked: days, units and people as they are called."""
    said = []
    for name in (one for one in _SAID if event.data.get(one)):
        text = event.data[name]
        if name in _DAYS:
            text = day(date.fromisoformat(text), web.language())
        if name in ("from", "owner"):
            text = unit(text, local_day(event.at))
        if name in ("asked_by", "lead"):
            text = called(names, text)
        said.append((_CALLED.get((name, event.step), name), text))
    return said


def _moment(event: Event) -> str:
    return moment(event.at.astimezone(LOCAL_TIME), web.language())


def _above(found: Finding) -> tuple[Unit, ...]:
    """The units above the one of the finding that day, the nearest first; none once an import took it."""
    try:
        return places.path(web.current_store().read(), found.unit, found.found_on)[-2::-1]
    except NotFound:
        return ()
