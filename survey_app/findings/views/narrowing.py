"""What a reader narrows the register to, read from the address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from survey_app import web
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.findings import service
from survey_app.findings.forms import filter_form
from survey_app.findings.model import Filters, Order
from survey_app.findings.views.pages import asker
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.store import Database
from wording import nfc

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings are meant, in which order."""

    filters: Filters
    order: Order

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return service.narrowed(self.filters)


def asked_form() -> web.StaffForm:
    """The form of the register, as the address fills it in."""
    db, who = web.current_store().read(), asker()
    names = service.people_names(db)
    teams = [(team, names.get(team, team)) for team in service.teams(db, who)]
    return filter_form(service.codes(db, who), service.years(db, who), teams)


def asked(form: web.StaffForm) -> Asked | None:
    """What ``form`` narrows the register to; None, with the reasons on it, when it cannot be."""
    if not form.validate():
        return None
    today = local_day(web.now())
    first, last = form.first.data, form.last.data
    try:
        if first and last and last < first:
            raise Invalid([Problem("last_day_before_first", "last")])
        unit = unit_code(form.unit.data, last or today, "unit")
    except Invalid as error:
        form.take(error)
        return None
    return Asked(_filters(form, unit, today), Order(form.order.data or Order.NEWEST))


def address_of(form: web.StaffForm) -> dict[str, str]:
    """What the reader asked for, as the address says it."""
    return {name: field.data for name, field in _filled(form)}


def unit_code(typed: str, on: date, place: str) -> str:
    """The code of the unit somebody typed by its code or by words of its name, '' for nothing typed.

    Raises Invalid, at ``place``.
    """
    db, words = web.current_store().read(), nfc(typed or "").strip()
    if not words:
        return ""
    try:
        return places.periods(db, words)[0].code
    except NotFound:
        return _found(db, words, on, place)


def _found(db: Database, words: str, on: date, place: str) -> str:
    found = places.search(db, words, on).lines
    if not found:
        raise Invalid([Problem("no_unit_of_words", place, {"words": words})])
    if len(found) > 1:
        names = "; ".join(f"{line.unit.code} {line.unit.name(web.language())}" for line in found[:_NAMED])
        raise Invalid([Problem("several_units_of_words", place, {"words": words, "units": names})])
    return found[0].unit.code


def _filters(form: web.StaffForm, unit: str, today: date) -> Filters:
    first, last = form.first.data, form.last.data
    if form.year.data:
        year = int(form.year.data)
        first, last = max(first or date.min, date(year, 1, 1)), min(last or date.max, date(year, 12, 31))
    late = form.due.data == "overdue"
    return Filters(
        *(form.state.data, form.severity.data, unit, form.code.data, first, last),
        team=form.team.data,
        source=form.source.data,
        open=True if form.due.data else None,
        due_before=today if late else None,
        repeated=True if form.repeat.data else None,
    )


def _filled(form: web.StaffForm) -> list[tuple[str, Any]]:
    from_address = ((field.name, field) for field in form)
    return [(name, field) for name, field in from_address if field.raw_data and field.raw_data[0]]
