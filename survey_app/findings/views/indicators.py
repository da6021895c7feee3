"""The indicators of the register: in all, by unit, by code, by team; as a page and as CSV."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.findings import service
from survey_app.findings.service import Figures, Indicators
from survey_app.findings.views.narrowing import Asked, address_of, asked, asked_form
from survey_app.findings.views.pages import READERS, asker, pages
from survey_app.findings.views.register import sent
from survey_app.places.model import local_day
from survey_app.spreadsheets import guarded
from wording import say
from wording.figures import number

# A page shows those with the most to do; the file has all.
_MOST: Final = 40
_COLUMNS: Final = (
    *("group", "name", "total", "open", "overdue", "open_n1", "closed", "on_time", "on_time_of"),
    *("median_days", "first_time", "first_time_of", "repeats", "repeats_of"),
)


@pages.get("/findings/indicators")
@web.only(*READERS)
def indicators() -> tuple[str, int]:
    """What the findings the reader asks for say in figures."""
    form = asked_form()
    wanted = asked(form)
    found = _indicators(wanted) if wanted else None
    groups = _groups(found) if found else {}
    page = render_template(
        "findings/indicators.html",
        form=form,
        narrowed=wanted is None or wanted.narrowed,
        asked=address_of(form),
        found=found,
        groups={name: _worst(figures) for name, figures in groups.items()},
        sizes={name: len(figures) for name, figures in groups.items()},
        names=_namers(),
        exact=lambda value: number(value, web.language(), 1),
        today=local_day(web.now()),
    )
    return page, 200 if wanted else 422


@pages.get("/findings/indicators.csv")
@web.only(*READERS)
def indicators_table() -> Answer:
    """The same as CSV: a line for all, then one a unit, a code, a team."""
    wanted = asked(asked_form())
    if wanted is None:
        return redirect(f"{url_for('findings.indicators')}?{request.query_string.decode()}", code=303)
    found, namers, language = _indicators(wanted), _namers(), web.language()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(say(language, f"findings.column_{name}") for name in _COLUMNS)
    writer.writerow([say(language, "findings.by_all"), "", *_cells(found.all)])
    for group, figures in _groups(found).items():
        for key, one in figures.items():
            name = guarded(namers[group](key))
            writer.writerow([say(language, f"findings.by_{group}"), name, *_cells(one)])
    content = out.getvalue().encode("utf-8-sig")
    return sent(content, "text/csv; charset=utf-8", "indicators.csv")


def _indicators(wanted: Asked) -> Indicators:
    db, today = web.current_store().read(), local_day(web.now())
    return service.indicators(db, asker(), wanted.filters, today)


def _groups(found: Indicators) -> Mapping[str, Mapping[str, Figures]]:
    return {"unit": found.by_unit, "code": found.by_code, "team": found.by_team}


def _worst(figures: Mapping[str, Figures]) -> list[tuple[str, Figures]]:
    """Those with the most overdue, then open N1, then open, first."""
    by_need = sorted(
        figures.items(), key=lambda one: (-one[1].overdue, -one[1].open_n1, -one[1].open, one[0])
    )
    return by_need[:_MOST]


def _namers() -> Mapping[str, Callable[[str], str]]:
    db, today, language = web.current_store().read(), local_day(web.now()), web.language()
    people, unit = service.people_names(db), service.unit_namer(db, language)
    above = say(language, "findings.source_external")
    return {
        "unit": lambda code: unit(code, today),
        "code": str,
        "team": lambda team: people.get(team, team) if team else above,
    }


def _cells(one: Figures) -> list[object]:
    days = "" if one.median_days is None else f"{one.median_days:g}"
    shares = [part for share in (one.first_time, one.repeats) for part in (share.count, share.of)]
    counts = [one.total, one.open, one.overdue, one.open_n1, one.closed]
    return [*counts, one.on_time.count, one.on_time.of, days, *shares]
