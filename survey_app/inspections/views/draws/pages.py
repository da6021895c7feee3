"""The blueprint of draws, their list, and what its pages have in common."""

from flask import Blueprint, render_template

from survey_app import web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.draws import Draw, Wanted
from survey_app.inspections.service import cases
from survey_app.inspections.service import draws as service
from survey_app.inspections.service.draws import LOOKING
from survey_app.inspections.views.pages import asker

draws = Blueprint("draws", __name__, template_folder="../../templates")
NO_FILE, EMPTY_FILE = Problem("draw_no_file", "file"), Problem("file_is_empty", "file")
_MOST = 200  # on one page; what is older is found by its case


@draws.get("/draws")
@web.only(*LOOKING)
def listed() -> str:
    """The draws that the reader may know of, the latest first."""
    return _list(service.draws(web.current_store().read(), asker()), None)


@draws.get("/cases/<reference>/draws")
@web.only(*LOOKING)
def of_case(reference: str) -> str:
    """The draws made for one case."""
    db, who = web.current_store().read(), asker()
    of = cases.case(db, who, reference)
    return _list(service.of_case(db, who, of.id), of)


def _list(found: list[Draw], of: Case | None) -> str:
    shown = found[:_MOST]
    return render_template(
        "inspections/draws/listed.html",
        draws=shown,
        more=len(found) - len(shown),
        references={one.id: reference_of(one) for one in shown},
        drawing=asker().role in INSPECTING,
        case=of,
    )


def reference_of(of: Draw) -> str:
    """The reference of the case a draw was made for, '' for none."""
    found = cases.unguarded(web.current_store().read(), of.inspection) if of.inspection else None
    return found.reference if found else ""


def wanted_from(how: str, take: int | None, replacements: int | None, each: str) -> Wanted:
    """How many are to be drawn, as a form says it.

    ``each`` are lines of group, colon and count. Raises Invalid at 'each' naming the lines that are not.
    """
    if how != "each":
        return Wanted(take or 0, replacements or 0)
    counts: dict[str, int] = {}
    problems = []
    for line in filter(None, map(str.strip, each.replace(";", "\n").splitlines())):
        group, _, count = line.rpartition(":")
        number = web.whole_or(-1, count.strip())
        if not group.strip() or number < 0:
            problems.append(Problem("draw_each_unread", "each", {"line": line[:60]}))
        else:
            counts[group.strip()] = number
    if problems:
        raise Invalid(problems)
    if not counts:
        raise Invalid([Problem("draw_nothing_wanted", "each")])
    return Wanted(0, replacements or 0, counts)
