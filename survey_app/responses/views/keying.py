"""Keying paper: which form, typed once, typed again by somebody else; administrators settle what differs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from forms import Instrument, name_place
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import Conflict, Invalid, Problem, Refused, SurveyError
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.responses import keying
from survey_app.responses.keying import Difference, Sheet, SheetState
from survey_app.responses.service import keying as service
from survey_app.responses.service import throwing
from survey_app.responses.views.desk import DECIDE, READERS, decides, me, origin, unit_names
from survey_app.responses.views.keying_forms import (
    FIRST,
    SECOND,
    Header,
    answers_form,
    chosen,
    header_form,
    header_of,
    said,
    settle_form,
    throwing_form,
)
from survey_app.responses.views.keying_page import KeyPage, typed, worded
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Round, State
from survey_app.store import Database
from wording.figures import percent

pages = Blueprint("keying", __name__, template_folder="../templates")
_MEGABYTES = 3  # the texts of a long checklist


@pages.get("/keying")
@web.only(*READERS)
def sheets() -> str:
    """What waits for a second person; for administrators what differs, and how often people were wrong."""
    db = web.current_store().read()
    waiting, count = service.sheets_waiting(db, me())
    mine, differing = service.sheets_of(db, me()), service.sheets_differing(db) if decides() else []
    return render_template(
        "responses/keying.html",
        waiting=waiting,
        count=count,
        mine=mine,
        differing=differing,
        counts=service.sheets_in(db),
        thrown=throwing.thrown_away(db) if decides() else [],
        units=unit_names((one.unit, date.fromisoformat(one.day)) for one in (*waiting, *mine, *differing)),
        decides=decides(),
        tallies=[(one, percent(one.rate, web.language(), 1)) for one in service.tallies(db)]
        if decides()
        else [],
        people={person.username: person.name for person in accounts.people(db)} if decides() else {},
    )


@pages.route("/keying/new", methods=["GET", "POST"])
@web.only(*READERS)
@web.takes_files(_MEGABYTES)
def first() -> Answer | tuple[str, int]:
    """Ask which paper form it is, then take what it says; one that was keyed once is keyed again instead."""
    db, today = web.current_store().read(), local_day(web.now())
    offered = keyable(db, today)
    asked = header_form(offered)
    header = header_of(asked, offered, db, today)
    if header is not None and request.method == "GET":
        known = _known(db, header, asked)
        if known is not None:
            web.done("keying.now_second")
            return redirect(url_for("keying.second", sheet=known.id), code=303)
    if header is None or asked.errors:
        page = render_template("responses/keying_header.html", form=asked, rounds=offered)
        return page, 422 if asked.errors else 200
    return _first_typed(header, today)


def _first_typed(header: Header, today: date) -> Answer | tuple[str, int]:
    """The page of the first entry, or the way on to the next sheet of the same place and day."""
    db = web.current_store().read()
    instrument = instruments.published(db, header.wave.instrument, header.wave.version)
    sent = typed(instrument)
    place = {"round": header.wave.code, "unit": _name(header.unit, header.day), "serial": header.serial}
    page = KeyPage(instrument, header.day, sent.answers, {"second": False, "removes": "", **place})

    def take() -> str:
        serial = header.serial or service.new_serial()
        store, wave = web.current_store(), header.wave
        service.key_first(store, uuid4(), wave, header.unit, header.day, serial, sent.answers, me(), today)
        web.done("keying.done_first" if header.serial else "keying.done_numbered", serial=serial)
        return url_for("keying.sheets")

    return _typed_in(answers_form(), page, take)


@pages.route("/keying/<uuid:sheet>", methods=["GET", "POST"])
@web.only(*READERS)
@web.takes_files(_MEGABYTES)
def second(sheet: UUID) -> Answer | tuple[str, int]:
    """Type a sheet a second time, from the paper alone: nothing of the first entry is on the page."""
    db, now = web.current_store().read(), web.now()
    found = service.sheet_to_key(db, str(sheet), me())
    instrument, day = service.instrument_of(db, found), date.fromisoformat(found.day)
    sent = typed(instrument)
    place = {"round": found.round, "unit": _name(found.unit, day), "serial": found.serial}
    page = KeyPage(
        instrument, day, sent.answers, {"second": True, "removes": found.id if decides() else "", **place}
    )

    def take() -> str:
        store, today = web.current_store(), local_day(now)
        differ = service.key_second(store, found.id, sent.answers, me(), uuid4(), today, _by_visit(now))
        if differ:
            web.done("keying.done_differs", n=len(differ))
        else:
            web.done("keying.done_stored")
        return url_for("keying.sheets")

    return _typed_in(answers_form(), page, take)


@pages.route("/keying/<uuid:sheet>/settle", methods=["GET", "POST"])
@web.only(*DECIDE)
def settle(sheet: UUID) -> Answer | tuple[str, int]:
    """Choose what is right at each address two entries differ at; then the sheet is stored."""
    db, now = web.current_store().read(), web.now()
    found = service.sheet(db, str(sheet))
    differ = service.disputed(db, found)
    instrument, day = service.instrument_of(db, found), date.fromisoformat(found.day)
    form = settle_form(instrument, differ)
    wrong: list[tuple[str, str]] = []
    if form.validate_on_submit():
        taken = chosen(form, differ)
        checked = keying.judged(instrument, service.merged(db, found, taken), day)
        try:
            if len(taken) == len(differ) and checked.problems and not form.as_written.data:
                wrong = [("", text) for _, text in worded(instrument, checked.problems, checked)]
                raise Invalid([Problem("sheet_does_not_fit", "as_written")])
            store, today = web.current_store(), local_day(now)
            service.settle(store, found.id, taken, me(), uuid4(), today, _by_visit(now))
        except SurveyError as error:
            form.take(error)
        else:
            web.done("keying.done_settled")
            return redirect(url_for("keying.sheets"), code=303)
    return web.form_page(
        "responses/keying_settle.html",
        form,
        sheet=found,
        unit=_name(found.unit, day),
        day=day,
        questions=[_question(instrument, form, number, one) for number, one in enumerate(differ)],
        wrong=wrong,
    )


@pages.route("/keying/<uuid:sheet>/remove", methods=["GET", "POST"])
@web.only(*READERS)
def remove(sheet: UUID) -> Answer | tuple[str, int]:
    """Ask whether what was keyed of a sheet is to go, and why where others keyed it; then forget it."""
    store = web.current_store()
    found = service.sheet(store.read(), str(sheet))
    own = throwing.is_own(store.read(), found.id, me())
    if not own and not decides():
        raise Refused("sheet_of_others")
    form = throwing_form(own)
    if form.validate_on_submit():
        try:
            if own:
                throwing.take_back(store, found.id, me())
            else:
                throwing.throw_away(store, found.id, me(), form.why.data, local_day(web.now()))
        except SurveyError as error:
            form.take(error)
        else:
            web.done("keying.done_removed")
            return redirect(url_for("keying.sheets"), code=303)
    day = date.fromisoformat(found.day)
    return web.form_page(
        "responses/keying_remove.html",
        form,
        sheet=found,
        unit=_name(found.unit, day),
        day=day,
        own=own,
        twice=found.state == SheetState.DIFFERS,
    )


@pages.get("/keying/rounds/<round_>/files/<name>")
@web.only(*READERS)
def form_file(round_: str, name: str) -> Answer:
    """A picture or recording of a question of the form that a round asks."""
    db = web.current_store().read()
    wave = rounds.round_(db, round_)
    content, kind = instruments.attachment(db, wave.instrument, wave.version, name)
    answer = web.kept_file(content, kind, f"{wave.instrument}-{wave.version}-{name}")
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


def keyable(db: Database, today: date) -> list[Round]:
    """The rounds paper may be of, the latest first: those that have begun."""
    return [one for one in reversed(rounds.rounds(db)) if one.state(today) is not State.NOT_YET_OPEN]


def _known(db: Database, header: Header, form: web.StaffForm) -> Sheet | None:
    """The sheet of that number that waits for this person; what else is known of the number is told."""
    if not header.serial:
        return None
    try:
        found = service.known_sheet(db, header.wave.code, header.serial)
        return service.sheet_to_key(db, found.id, me()) if found else None
    except SurveyError as error:
        beside = replace(error.problem, place="serial", values={"serial": header.serial})
        form.take(Invalid([beside]))
        return None


def _typed_in(form: web.StaffForm, page: KeyPage, take: Callable[[], str]) -> Answer | tuple[str, int]:
    """The page of a sheet, or the way on once ``take`` took what was typed."""
    if not form.is_submitted():
        return page.show(form), 200
    sent = typed(page.instrument)
    if sent.again:
        return page.show(form), 200
    if not form.validate():
        return page.show(form), 422
    problems = page.checked.problems
    try:
        if sent.damaged:
            raise Invalid([Problem("text_damaged")])
        if not sent.answers:
            raise Invalid([Problem("sheet_empty")])
        if problems and not form.as_written.data:
            raise Invalid([Problem("sheet_does_not_fit", "as_written")])
        return redirect(take(), code=303)
    except Invalid as error:
        form.take(error)
        return page.show(form, problems), 422
    except Conflict as error:
        form.take(error)
        return page.show(form), 409


def _by_visit(now: datetime) -> service.HandIn:
    """What hands in a sheet of staff: with what it found, at this moment."""
    return partial(origin().hand_in, now=now)


def _name(unit: str, day: date) -> str:
    return unit_names([(unit, day)])[unit, day]


def _question(instrument: Instrument, form: web.StaffForm, number: int, one: Difference) -> dict[str, Any]:
    """A difference as the page asks it."""
    field = form[f"d{number}"]
    words = {
        FIRST: said(instrument, one.address, one.first),
        SECOND: said(instrument, one.address, one.second),
    }
    return {
        "field": field,
        "label": name_place(instrument, one.address, web.language()),
        "choices": [(choice.value, words.get(choice.value, choice.label)) for choice in field.choices],
        "both": (FIRST, SECOND),
        "other": form._fields.get(f"o{number}"),
    }
