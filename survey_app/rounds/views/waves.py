"""The calendar, a round's page, adding a round, changing its last day."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import SurveyError
from survey_app.instruments import service as instruments
from survey_app.places.model import local_day
from survey_app.rounds import service
from survey_app.rounds.calendar import draw_calendar
from survey_app.rounds.forms import last_day_form, round_form
from survey_app.rounds.model import Chosen, Size, State
from survey_app.rounds.views.listing import lines, places_called, wave_line
from survey_app.rounds.views.pages import READERS, pages, received, used
from survey_app.store import Database
from wording import say
from wording.figures import day


@pages.get("/rounds")
@web.only(*READERS)
def calendar() -> str:
    """All rounds, the latest first, and a picture of when they are open."""
    db, today = web.current_store().read(), local_day(web.now())
    found = service.rounds(db)
    reach = service.reach(db)
    return render_template(
        "rounds/calendar.html",
        waves=[wave_line(db, each, reach, today) for each in reversed(found)],
        picture=draw_calendar(found, today),
        published=bool(instruments.versions(db)),
        problem=_unreachable(db),
    )


@pages.route("/new-round", methods=["GET", "POST"])
@web.only("administrator")
def new() -> Answer | tuple[str, int]:
    """Add a round."""
    db = web.current_store().read()
    form = round_form(_published(db))
    if form.validate_on_submit():
        instrument, _, version = form.instrument.data.partition(" ")
        code, first, last = form.code.data.strip(), form.starts_on.data, form.ends_on.data
        try:
            added = web.current_store().write(
                lambda db: service.add_round(db, code, instrument, first, last, version)
            )
        except SurveyError as error:
            form.take(error)
        else:
            visits = service.is_for_visits(web.current_store().read(), added)
            web.done("rounds.added_for_visits" if visits else "rounds.added", round=added.code)
            return redirect(url_for("rounds.round_", code=added.code), code=303)
    return web.form_page("rounds/new.html", form, published=bool(instruments.versions(db)))


@pages.get("/rounds/<code>")
@web.only(*READERS)
def round_(code: str) -> str:
    """One round with its codes, for the unit and state the reader filtered."""
    db, today = web.current_store().read(), local_day(web.now())
    wave = service.round_(db, code)
    reach = service.reach(db)
    text = request.args.get("unit", "").strip()
    unit, matches = places_called(db, wave, text, today)
    chosen = _chosen(request.args.get("show", ""))
    number = request.args.get("page", 1, type=web.whole)
    any_codes = service.has_codes(db, code)
    listed = service.collectors_page(db, code, unit.code if unit else "", chosen, number, today)
    return render_template(
        "rounds/round.html",
        line=wave_line(db, wave, reach, today),
        any_codes=any_codes,
        unused=not any_codes and not used(db, code),
        left=len(service.left_open(db, wave, today)) if wave.state(today) is not State.ENDED else 0,
        received=received(code),
        text=text,
        unit=unit,
        matches=matches,
        chosen=chosen,
        states=list(Chosen),
        listed=listed,
        lines=lines(db, listed.rows, today),
        sizes=list(Size),
        problem=_unreachable(db),
    )


@pages.route("/rounds/<code>/last-day", methods=["GET", "POST"])
@web.only("administrator")
def last_day(code: str) -> Answer | tuple[str, int]:
    """Let a round last longer or end earlier."""
    db, today = web.current_store().read(), local_day(web.now())
    stored = service.round_(db, code)
    form = last_day_form(stored.ends_on)
    if form.validate_on_submit():
        was, last = form.was.data, form.ends_on.data
        try:
            changed = web.current_store().write(
                lambda db: service.change_last_day(db, code, was, last, today)
            )
        except SurveyError as error:
            form.take(error)
            # What is stored now stands on the page: sent again, it counts.
            form.was.data, form.was.raw_data = service.round_(db, code).ends_on, None
        else:
            web.done("rounds.last_day_changed", round=code, day=day(changed.ends_on, web.language()))
            return redirect(url_for("rounds.round_", code=code), code=303)
    return web.form_page(
        "rounds/last_day.html", form, wave=stored, state=stored.state(today), received=received(code)
    )


def _chosen(text: str) -> Chosen:
    return Chosen(text) if text in list(Chosen) else Chosen.ALL


def _unreachable(db: Database) -> str:
    """What keeps phones from this server, in words; '' when nothing does."""
    problem = service.reachable(db)
    return web.problem_text(problem) if problem else ""


def _published(db: Database) -> list[tuple[str, str]]:
    """Value and words of every published version, the newest of each questionnaire first."""
    language = web.language()
    found = []
    for version in sorted(instruments.versions(db), key=lambda known: (known.id, -known.number)):
        instrument = instruments.published(db, version.id, version.version)
        title, status = (instrument.text(text, language) for text in (instrument.title, instrument.status))
        words = say(language, "rounds.version_line", title=title, id=version.id, version=version.version)
        found.append((f"{version.id} {version.version}", f"{words} ({status})" if status else words))
    return found
