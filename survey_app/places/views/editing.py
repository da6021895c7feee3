"""Changing one unit: add, correct or change from a day on, end."""

from dataclasses import replace
from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Conflict, Invalid, Problem
from survey_app.places import service
from survey_app.places.forms import end_form, unit_form
from survey_app.places.model import CHILD_TYPES, Unit, UnitType, local_day
from survey_app.places.views.pages import pages
from wording import nfc

_SETTLED = ("code", "valid_from")


@pages.route("/units/add", methods=["GET", "POST"])
@web.only("administrator")
def add() -> Answer | tuple[str, int]:
    """Add a unit, below the one the address names."""
    db, today = web.current_store().read(), local_day(web.now())
    under = nfc(request.args.get("under", "")).strip()
    parent = service.unit(db, under, today) if under else None
    types = CHILD_TYPES[parent.type] if parent else tuple(UnitType)
    form = unit_form(
        types,
        stored=False,
        parent_code=under,
        valid_from=today,
        type=request.args.get("type", types[-1] if types else ""),
    )
    if form.validate_on_submit():
        try:
            unit = _read(form)
            web.current_store().write(lambda db: service.add(db, unit))
        except Invalid as error:
            form.take(error)
        else:
            web.done("places.added", unit=unit.name(web.language()))
            return redirect(url_for("places.unit", code=unit.code, on=unit.valid_from or None), code=303)
    return web.form_page("places/add.html", form, parent=parent)


@pages.route("/units/edit/<path:code>", methods=["GET", "POST"])
@web.only("administrator")
def edit(code: str) -> Answer | tuple[str, int]:
    """Correct what is stored of a unit, or change it from a day on."""
    db = web.current_store().read()
    stored = service.stored_unit(db, nfc(code), request.args.get("from", ""))
    form = unit_form(tuple(UnitType), stored=True, **_values(stored))
    changed_meanwhile = False
    if form.validate_on_submit():
        try:
            unit = _read(form, stored)
            _save(unit, form.made_from.data, form.changes_on.data)
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.take(error)
            changed_meanwhile = True
            stored = service.stored_unit(db, stored.code, stored.valid_from)
            form.made_from.data = service.fingerprint(stored)  # what is stored stands on the page now
        else:
            web.done("places.saved", unit=unit.name(web.language()))
            return redirect(url_for("places.unit", code=unit.code), code=303)
    page, status = web.form_page("places/edit.html", form, unit=stored, changed_meanwhile=changed_meanwhile)
    return page, 409 if changed_meanwhile else status


@pages.route("/units/end/<path:code>", methods=["GET", "POST"])
@web.only("administrator")
def end(code: str) -> Answer | tuple[str, int]:
    """Let a unit end with a day; refused while units below it would be left under nothing."""
    db = web.current_store().read()
    stored = service.stored_unit(db, nfc(code), request.args.get("from", ""))
    form = end_form(valid_to=local_day(web.now()), made_from=service.fingerprint(stored))
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        last, successor = form.valid_to.data, nfc(form.successor_code.data or "").strip()
        key, seen = (stored.code, stored.valid_from), form.made_from.data or ""
        try:
            web.current_store().write(lambda db: service.end(db, *key, seen, last, successor))
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            form.take(error)
            stored, status = service.stored_unit(db, *key), 409
            form.made_from.data = service.fingerprint(stored)
        else:
            web.done("places.ended", unit=stored.name(web.language()))
            return redirect(url_for("places.unit", code=stored.code, on=last.isoformat()), code=303)
    return render_template("places/end.html", form=form, unit=stored), status


def _save(unit: Unit, made_from: str | None, changes_on: date | None) -> None:
    seen = made_from or ""
    if changes_on:
        web.current_store().write(lambda db: service.change_from(db, unit, seen, changes_on))
    else:
        web.current_store().write(lambda db: service.correct(db, unit, seen))


def _values(unit: Unit) -> dict[str, object]:
    """What the form of ``unit`` begins with."""
    values: dict[str, object] = {
        name: getattr(unit, name) for name in service.COLUMNS if name not in _SETTLED
    }
    ends = date.fromisoformat(unit.valid_to) if unit.valid_to else None
    return {**values, "type": unit.type.value, "valid_to": ends, "made_from": service.fingerprint(unit)}


def _read(form: web.StaffForm, stored: Unit | None = None) -> Unit:
    """The unit typed. Raises Invalid whose problems call a field by its label, not by a file's column."""
    try:
        return service.read_unit(_texts(form, stored))
    except Invalid as error:
        raise Invalid([_labelled(problem, form) for problem in error.problems]) from None


def _labelled(problem: Problem, form: web.StaffForm) -> Problem:
    if "column" not in problem.values or problem.place not in form:
        return problem
    return replace(problem, values={**problem.values, "column": form[problem.place].label.text})


def _texts(form: web.StaffForm, stored: Unit | None = None) -> dict[str, str]:
    """What was typed, as the cells of a row."""
    texts = {name: getattr(stored, name) for name in _SETTLED} if stored else {}
    for column in service.COLUMNS:
        if column in form:
            typed = form[column].data
            texts[column] = typed.isoformat() if isinstance(typed, date) else typed or ""
    return texts
