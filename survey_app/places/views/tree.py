"""Looking at units: a level of the tree as of a day, search, one unit with its periods."""

from flask import render_template, request

from survey_app import web
from survey_app.places import service
from survey_app.places.forms import look_form
from survey_app.places.model import CHILD_TYPES, Unit, local_day
from survey_app.places.views.pages import READERS, asked_day, pages
from wording import nfc


@pages.get("/units")
@web.only(*READERS)
def tree() -> tuple[str, int]:
    """A level of the tree, or what a search found, on one day."""
    db, today = web.current_store().read(), local_day(web.now())
    form = look_form()
    good = form.validate()
    on = form.on.data if good and form.on.data else today
    under, words = nfc(form.under.data or "").strip(), (form.q.data or "").strip() if good else ""
    page = request.args.get("page", 1, type=web.whole)
    found = service.search(db, words, on, page) if words else service.level(db, under, on, page)
    form.on.data = form.on.data or on
    values = {
        "on": on,
        "under": under,
        "words": words,
        "level": found,
        "asked": {} if on == today else {"on": on.isoformat()},
        "new_office": service.only_provinces(db),
    }
    return render_template("places/tree.html", form=form, **values), 200 if good else 422


@pages.get("/units/code/<path:code>")
@web.only(*READERS)
def unit(code: str) -> str:
    """One unit: its periods, what stands above and below it, what it may hold."""
    db, on = web.current_store().read(), asked_day()
    periods = service.periods(db, nfc(code))
    shown, day = _shown(periods, on.isoformat())
    as_of = on if shown.valid_on(on.isoformat()) else on.fromisoformat(day)
    return render_template(
        "places/unit.html",
        unit=shown,
        periods=periods,
        on=as_of,
        level=service.level(db, shown.code, as_of),
        next_types=() if shown.valid_to else CHILD_TYPES[shown.type],
        is_today=as_of == local_day(web.now()),
    )


def _shown(periods: list[Unit], day: str) -> tuple[Unit, str]:
    """The period of ``day``, else the last that began before it, else the first; and a day it existed on."""
    current = next((unit for unit in periods if unit.valid_on(day)), None)
    if current is not None:
        return current, day
    before = [unit for unit in periods if unit.valid_from <= day]
    shown = before[-1] if before else periods[0]
    return shown, shown.valid_to if before else shown.valid_from
