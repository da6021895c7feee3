"""What is asked on a visit: its maker leaves out parts of the checklist, for all to see."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from forms import Instrument
from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import SurveyError
from survey_app.inspections import service
from survey_app.inspections.forms import read_revision, revision_form
from survey_app.inspections.model import groups_around
from survey_app.inspections.scope import Part, Unit, count_units, left_out, names_of, parts_of, whole_cut
from survey_app.inspections.views.pages import pages, unit_name, who


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not asked: the labels of its units, how many items of the list they are, of how many.

    Without any group around questions, the items are questions.
    """

    units: tuple[str, ...]
    items: int
    of: int
    questions: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """Questions that are asked together: what a box for them stands for, says, and whether it is ticked.

    ``hanging`` are the labels of what cannot be asked without them.
    """

    name: str
    label: str
    asked: bool
    severities: tuple[str, ...]
    hanging: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A section of the checklist with a box of its own, where a group holds it together."""

    name: str
    title: str
    asked: bool
    units: tuple[UnitLine, ...]


def left_out_lines(instrument: Instrument, cut: Collection[str]) -> LeftOut:
    """What ``cut`` leaves out of ``instrument``, in the reader's language."""
    parts = parts_of(instrument)
    units = [unit for part in parts for unit in part.units]
    gone = left_out(parts, cut) if cut else []
    return LeftOut(
        tuple(_label(instrument, unit) for unit in gone),
        count_units(gone),
        count_units(units),
        not any(unit.grouped for unit in units),
    )


@pages.route("/inspections/<uuid:visit_id>/scope", methods=["GET", "POST"])
@web.only(*INSPECTING)
def change_scope(visit_id: object) -> Answer | tuple[str, int]:
    """Tick what is asked; what is not ticked is left out of the visit and counted."""
    db, asker = web.current_store().read(), who()
    found = service.visit(db, str(visit_id), asker)
    service.check_led(db, found, asker)
    instrument = service.instrument_of(db, found)
    parts, cut = parts_of(instrument), found.cut
    form = revision_form(found.revision)
    if form.validate_on_submit():
        chosen, revision = names_of(parts) - set(request.form.getlist("asked")), read_revision(form)
        try:
            now = web.current_store().write(
                lambda db: service.cut_visit(db, found.id, asker, chosen, revision)
            )
        except SurveyError as error:
            form.take(error)
            form.revision.data = str(found.revision)
            cut = tuple(chosen)
        else:
            back = [unit for unit in left_out(parts, chosen) if unit.around.isdisjoint(now.cut)]
            if back:
                labels = "; ".join(_label(instrument, unit) for unit in back)
                web.done("inspections.scope_changed_with", items=labels)
            else:
                web.done("inspections.scope_changed")
            return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    return web.form_page(
        "inspections/scope.html",
        form,
        visit=found,
        unit=unit_name(found.unit, found.day),
        parts=[_part(instrument, part, cut) for part in parts],
    )


def _part(instrument: Instrument, part: Part, cut: Collection[str]) -> PartLine:
    units = tuple(_unit(instrument, unit, unit.name not in cut) for unit in part.units)
    return PartLine(part.name, instrument.text(part.label, web.language()), part.name not in cut, units)


def _unit(instrument: Instrument, unit: Unit, asked: bool) -> UnitLine:
    severities = {
        str(item.severity)
        for item in instrument.items
        if item.severity and unit.name in (item.name, *groups_around(instrument, item.group))
    }
    gone = left_out(parts_of(instrument), whole_cut(instrument, [unit.name]))
    hanging = tuple(_label(instrument, one) for one in gone if unit.name not in one.around)
    return UnitLine(unit.name, _label(instrument, unit), asked, tuple(sorted(severities)), hanging)


def _label(instrument: Instrument, unit: Unit) -> str:
    return instrument.text(unit.label, web.language())
