"""The register of findings: what the reader narrows it to, page by page, and files of exactly that."""

from pathlib import Path
from typing import Final

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.accounts.model import Asker
from survey_app.findings import service
from survey_app.findings.making import made_file, made_register
from survey_app.findings.model import Severity, State, may_enter
from survey_app.findings.views.narrowing import Asked, address_of, asked, asked_form
from survey_app.findings.views.pages import READERS, asker, pages, unit_names
from survey_app.places.model import local_day
from survey_app.store import get_setting
from wording import hyphened, say

_KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# The states as the head of the register sums them up: whose turn it is.
_TURNS: Final = {
    "team": (State.FOUND, State.EXPLAINING, State.UPHELD),
    "unit": (State.ISSUED, State.ACKNOWLEDGED, State.PLANNED, State.REMEDYING),
    "verifier": (State.REPORTED, State.VERIFYING, State.RECHECKING),
    "closed": (State.CLOSED,),
    "apart": (State.WITHDRAWN, State.TRANSFERRED),
}


@pages.get("/findings")
@web.only(*READERS)
def register() -> tuple[str, int]:
    """The findings the reader asks for, the newest first unless they say otherwise."""
    form = asked_form()
    wanted = asked(form)
    db, who, today = web.current_store().read(), asker(), local_day(web.now())
    shown: dict[str, object] = {"listing": None, "lines": [], "units": {}, "unit": "", "overdue": 0}
    if wanted:
        page = request.args.get("page", 1, type=web.whole)
        listing = service.listing(db, who, wanted.filters, page, wanted.order)
        shown = {
            "listing": listing,
            "lines": service.lines(db, listing.findings),
            "units": unit_names(listing.findings),
            "unit": service.unit_namer(db, web.language())(wanted.filters.unit, today),
            "overdue": service.overdue(db, who, wanted.filters, today),
        }
    page_ = render_template(
        "findings/register.html",
        form=form,
        filters=wanted.filters if wanted else None,
        narrowed=wanted is None or wanted.narrowed,
        people=service.people_names(db),
        asked=address_of(form),
        severities=list(Severity),
        turns=_TURNS,
        today=today,
        enters=may_enter(who),
        **shown,
    )
    return page_, 200 if wanted else 422


@pages.get("/findings/findings.csv")
@web.only(*READERS)
def table() -> Answer:
    """The findings the reader asks for as CSV."""
    return _file("csv")


@pages.get("/findings/findings.xlsx")
@web.only(*READERS)
def workbook() -> Answer:
    """The findings the reader asks for as a workbook."""
    return _file("xlsx")


@pages.get("/findings/register.docx")
@web.only(*READERS)
def document() -> Answer:
    """The findings the reader asks for as the register, a Word file."""
    return _file("docx")


def _file(kind: str) -> Answer:
    wanted = asked(asked_form())
    if wanted is None:
        # The register says what is wrong.
        return redirect(f"{url_for('findings.register')}?{request.query_string.decode()}", code=303)
    about = (web.current_store().instance.root, asker(), wanted, web.language())
    called = hyphened(say(web.language(), "findings.title"))
    return sent(_made(kind, *about), _KINDS[kind], f"{called}.{kind}")


def _made(kind: str, root: Path, who: Asker, wanted: Asked, language: str) -> bytes:
    asked = (who, wanted.filters, wanted.order, language)
    if kind == "docx":
        return made_register(root, *asked, web.now())
    return made_file(root, kind, *asked, local_day(web.now()))


def sent(content: bytes, kind: str, name: str) -> Response:
    """``content`` as a file to save, named after today, and as made up where it is."""
    demo = get_setting(web.current_store().read(), "demo") == "yes"
    response = Response(content, content_type=kind)
    file_name = f"{'du-lieu-gia-lap-' if demo else ''}{local_day(web.now()):%Y%m%d}-{name}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response
