"""A visit on paper: the minutes with room for what is said, and the filled form as their annex."""

import base64

from flask import render_template

from survey_app import web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.errors import Unavailable
from survey_app.inspections import service
from survey_app.inspections.spoken import content_code, missing_answers, read_sections
from survey_app.inspections.views.captures import codes_of
from survey_app.inspections.views.changed import changes
from survey_app.inspections.views.pages import form_title, pages, unit_name, visit_read
from survey_app.responses import service as responses
from survey_app.rounds import service as rounds


@pages.get("/inspections/<uuid:visit_id>/print")
@web.only(*INSPECTING, Role.LEADER)
def printed(visit_id: object) -> str:
    """What was handed in, or what a draft says by now."""
    found = visit_read(visit_id)
    progress = service.progress(web.current_store().read(), found)
    missing = missing_answers(progress) if progress else frozenset()
    sections = read_sections(progress, web.language(), missing) if progress else []
    lines = [line for _, parts in sections for part in parts for line in part.lines]
    lines = [line for line in lines if not line.missing]
    code = content_code(found.id, progress.checked) if progress else ""
    return render_template(
        "inspections/print.html",
        visit=found,
        unit=unit_name(found.unit, found.day),
        form_title=form_title(service.instrument_of(web.current_store().read(), found)),
        sections=sections,
        changes=changes(found),
        paper=responses.paper_of(web.current_store().read(), found.id),
        answered=len(lines),
        missing=len(missing),
        failed=[line for line in lines if line.severity],
        code=code,
        codes=codes_of(found),
        picture=_picture(f"{found.id} {code}") if code else "",
    )


def _picture(said: str) -> str:
    """A QR picture as it stands in a page; '' when none can be drawn now: the letters beside it suffice."""
    try:
        return base64.b64encode(rounds.qr_picture(said, ".svg")).decode()
    except Unavailable:
        return ""
