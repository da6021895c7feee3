"""The responses desk: the list of what staff entered, narrowed as asked, and what waits in quarantine."""

import re
from collections.abc import Iterable
from datetime import date
from typing import cast

from flask import Blueprint, Flask, current_app, render_template, request

from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.responses import service
from survey_app.responses.desk import Asked, Origin
from survey_app.responses.service.keying import responses_of
from survey_app.responses.views.desk_forms import filter_form
from survey_app.store import Database
from wording import FALLBACK, nfc, say
from wording.catalogue import messages

pages = Blueprint("desk", __name__, template_folder="../templates")
READERS = INSPECTING
DECIDE = ("administrator",)
_ID = re.compile("[0-9a-f-]{1,36}")


def told_by(app: Flask, origin: Origin) -> None:
    """Let the desk of ``app`` ask ``origin`` where responses came from."""
    app.extensions["origin"] = origin


def origin() -> Origin:
    """What the desk asks of the rooms that collect what staff enter."""
    return cast(Origin, current_app.extensions["origin"])


def me() -> str:
    """Who is signed in."""
    person = web.signed_in()
    return person.username if person else ""


def decides() -> bool:
    """Whether who is signed in may review, correct and exclude; others read what they collected."""
    person = web.signed_in()
    return person is not None and person.role in DECIDE


@pages.get("/responses")
@web.only(*READERS)
def listed() -> tuple[str, int]:
    """The responses the reader asks for, the newest day first."""
    db = web.current_store().read()
    rounds, instruments = service.facets(db)
    form = filter_form(rounds, instruments, accounts.people(db) if decides() else [])
    asked = _asked(db, form)
    listing = service.listing(db, asked, request.args.get("page", 1, type=web.whole)) if asked else None
    page = render_template(
        "responses/desk.html",
        form=form,
        listing=listing,
        units=unit_names((one.unit, date.fromisoformat(one.day)) for one in listing.lines) if listing else {},
        asked={name: value for name, value in request.args.items() if name in form and value},
        decides=decides(),
        kept=sum(group.responses for group in service.quarantined(db)) if decides() else 0,
        rounds=rounds,
    )
    return page, 200 if asked else 422


@pages.get("/responses/quarantine")
@web.only(*DECIDE)
def quarantine() -> str:
    """How much is kept that no version here fits: nothing that tells one response from another."""
    return render_template(
        "responses/desk_quarantine.html", groups=service.quarantined(web.current_store().read())
    )


def unit_names(wanted: Iterable[tuple[str, date]]) -> dict[tuple[str, date], str]:
    """What each unit was called on its day; its code where an import has taken it away."""
    db, found = web.current_store().read(), {}
    for code, on in set(wanted):
        try:
            found[code, on] = places.unit(db, code, on).name(web.language())
        except NotFound:
            found[code, on] = code
    return found


@pages.app_template_filter("as_day")
def as_day(text: str) -> date:
    """The day that is stored as ``text``."""
    return date.fromisoformat(text)


@pages.app_template_filter("flag_word")
def flag_word(flag: str) -> str:
    """What a flag is called; its own name where no catalogue knows it."""
    return say(web.language(), f"desk.flag_{flag}") if f"desk.flag_{flag}" in messages(FALLBACK) else flag


def _asked(db: Database, form: web.StaffForm) -> Asked | None:
    """What the address narrows the list to; None, with the reasons on ``form``, when it cannot be."""
    if not form.validate():
        return None
    first, last = form.first.data, form.last.data
    start, problems = nfc(form.id.data).strip().lower(), []
    if start and not _ID.fullmatch(start):
        problems.append(Problem("response_id_wrong", "id"))
    if first and last and last < first:
        problems.append(Problem("last_day_before_first", "last"))
    try:
        units = _units(db, nfc(form.unit.data).strip(), last or local_day(web.now()))
    except Invalid as error:
        problems += error.problems
    if problems:
        form.take(Invalid(problems))
        return None
    return Asked(
        round=form.round.data,
        instrument=form.instrument.data,
        state=form.state.data,
        units=units,
        ids=_ids(db, form),
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        start=start,
        excluded=form.excluded.data,
    )


def _ids(db: Database, form: web.StaffForm) -> tuple[str, ...] | None:
    """The responses of the person who is meant, and of the number on paper; None for all there are."""
    who = form.person.data if decides() else me()
    found = [set(origin().of_person(db, who))] if who else []
    if form.serial.data.strip():
        found.append(set(responses_of(db, form.serial.data)))
    return tuple(sorted(set.intersection(*found))) if found else None


def _units(db: Database, typed: str, on: date) -> tuple[str, ...] | None:
    """The units that are meant by a code or by words of a name, with all that ever stood below them."""
    if not typed:
        return None
    try:
        codes = [places.periods(db, typed)[0].code]
    except NotFound:
        codes = [line.unit.code for line in places.search(db, typed, on).lines]
    if not codes:
        raise Invalid([Problem("no_unit_of_words", "unit", {"words": typed})])
    return tuple(sorted({below for code in codes for below in places.ever_below(db, code)}))
