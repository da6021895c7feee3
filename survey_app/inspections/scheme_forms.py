"""The form of a scheme: name, day, weights, labels a line each, what holds the label down."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from forms import Severity
from survey_app import web
from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.scores import (
    LONGEST,
    MOST_WEIGHT,
    Label,
    NewScheme,
    Scheme,
    problems_of,
    read_labels,
    read_number,
    written_labels,
)
from wording import say


def scheme_form(last: Scheme, first_day: date) -> web.StaffForm:
    """The form of a new scheme; a page begins with what the ``last`` one says, from ``first_day`` on."""
    before = last.said
    caps = [("", say(web.language(), "scores.cap_none")), *((one.value, one.value) for one in Severity)]

    class SchemeForm(web.StaffForm):
        last = HiddenField()
        name = web.labelled(StringField, "scores.name", [web.at_most(LONGEST)])
        paper = web.labelled(StringField, "scores.paper", [web.at_most(LONGEST)])
        valid_from = web.labelled(web.DateField, "scores.valid_from", [Optional()])
        weight_N1 = web.labelled(StringField, "scores.weight_N1", [web.at_most(20)])
        weight_N2 = web.labelled(StringField, "scores.weight_N2", [web.at_most(20)])
        weight_N3 = web.labelled(StringField, "scores.weight_N3", [web.at_most(20)])
        labels = web.labelled(TextAreaField, "scores.labels", [web.at_most(4000)], render_kw={"rows": 6})
        cap = web.labelled(SelectField, "scores.cap", choices=caps)
        cap_label = web.labelled(StringField, "scores.cap_label", [web.at_most(LONGEST)])
        digits = web.labelled(web.IntegerField, "scores.digits", [Optional()])

    form = SchemeForm()
    if not form.is_submitted():
        form.last.data = str(last.number)
        form.valid_from.data, form.labels.data = first_day, written_labels(before.labels)
        form.cap.data, form.cap_label.data = before.cap.value if before.cap else "", before.cap_label
        form.digits.data = before.digits
        for severity, weight in before.weights.items():
            form[f"weight_{severity}"].data = f"{weight:f}"
    return form


def read_new_scheme(form: Any) -> NewScheme:
    """What a form that was sent says. Raises Invalid with all that is wrong where labels cannot be read."""
    labels: tuple[Label, ...] = ()
    unread: list[Problem] = []
    try:
        labels = read_labels(form.labels.data or "")
    except ValueError as error:
        unread = [Problem("scheme_labels_unread", "labels", {"line": str(error)})]
    weights = {one: read_number(form[f"weight_{one}"].data or "") for one in Severity}
    found = NewScheme(
        name=form.name.data or "",
        paper=form.paper.data or "",
        valid_from=form.valid_from.data,
        weights={one: MOST_WEIGHT + 1 if weight is None else weight for one, weight in weights.items()},
        labels=labels,
        digits=-1 if form.digits.data is None else form.digits.data,
        cap=Severity(form.cap.data) if form.cap.data else None,
        cap_label=(form.cap_label.data or "").strip(),
    )
    if unread:
        said = form.cap_label.data or ""
        whole = replace(found, labels=(Label({"vi": said or "–"}, Decimal(0), Decimal(100)),))
        raise Invalid([*(one for one in problems_of(whole, None) if one.place != "cap_label"), *unread])
    return found
