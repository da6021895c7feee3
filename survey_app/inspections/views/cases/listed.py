"""The cases somebody may see: a year as a picture, and the list."""

from datetime import date

from flask import render_template, request

from survey_app import web
from survey_app.errors import NotFound
from survey_app.inspections.model.cases import CaseFilters, CaseState, Kind
from survey_app.inspections.service import cases
from survey_app.inspections.views.cases.pages import READERS, asker, pages, today, unit_of
from survey_app.inspections.views.cases.picture import year_picture
from survey_app.places import service as places
from survey_app.store import Database


@pages.get("/cases")
@web.only(*READERS)
def listed() -> str:
    """The cases the reader asks for, the latest planned day first; a year also by month."""
    db, reader, now = web.current_store().read(), asker(), today()
    filters, words = _filters(db, now)
    page = max(1, request.args.get("page", 1, type=web.whole))
    found = cases.cases(db, reader, filters, page)
    count = cases.count_cases(db, reader, filters)
    whole = cases.cases(db, reader, filters) if filters.year else []
    return render_template(
        "inspections/cases/listed.html",
        cases=found,
        count=count,
        page=page,
        page_count=-(-count // cases.PAGE),
        units={one.id: unit_of(one) for one in found},
        picture=year_picture(whole[::-1], filters.year, now) if whole else None,
        filters=filters,
        words=words,
        years=range(now.year + 1, now.year - 6, -1),
        narrowed=bool(filters.state or filters.kind or words or filters.member or filters.open)
        or filters.year != now.year,
        states=list(CaseState),
        kinds=list(Kind),
        may_make=reader.role in cases.MAKERS,
        of_unit=reader.of_unit,
    )


def _filters(db: Database, now: date) -> tuple[CaseFilters, str]:
    """What the address narrows the list to, and the words a unit was looked for with."""
    asked = request.args
    words = asked.get("unit", "").strip()[:100]
    state, kind = asked.get("state", ""), asked.get("kind", "")
    return CaseFilters(
        year=asked.get("year", now.year, type=web.whole),
        state=state if state in set(CaseState) else "",
        kind=kind if kind in set(Kind) else "",
        unit=_unit(db, words, now),
        member=asker().username if asked.get("mine") else "",
        open=bool(asked.get("open")),
    ), words


def _unit(db: Database, words: str, now: date) -> str:
    """The code of the first unit found by those words; the words themselves, which no unit has, for none."""
    if not words:
        return ""
    try:
        return places.periods(db, words)[0].code
    except NotFound:
        found = places.search(db, words, now).lines
    return found[0].unit.code if found else words
