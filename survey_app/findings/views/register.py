"""The register of findings: what the reader narrows it to, page by page, and files of exactly that."""

from collections.abc import Callable
from datetime import date

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.findings import service
from survey_app.findings.forms import filter_form
from survey_app.findings.making import made_register, made_workbook
from survey_app.findings.model import Filters, Severity, State
from survey_app.findings.views.pages import READERS, asker, pages, unit_names
from survey_app.places import service as places
from survey_app.places.model import local_day
from survey_app.store import Database, get_setting
from wording import nfc

_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAMED = 5


@pages.get("/findings")
@web.only(*READERS)
def register() -> tuple[str, int]:
    """The findings the reader asks for, the newest first."""
    db = web.current_store().read()
    form = filter_form(service.codes(db, asker()))
    filters = _filters(db, form)
    listing = (
        service.listing(db, asker(), filters, request.args.get("page", 1, type=int)) if filters else None
    )
    page = render_template(
        "findings/register.html",
        form=form,
        listing=listing,
        filters=filters,
        narrowed=filters is None or service.narrowed(filters),
        units=unit_names(listing.findings) if listing else {},
        unit=service.unit_namer(db, web.language())(filters.unit, local_day(web.now())) if filters else "",
        asked={name: value for name, value in request.args.items() if name in form and value},
        severities=list(Severity),
        states=list(State),
    )
    return page, 200 if filters else 422


@pages.get("/findings/findings.csv")
@web.only(*READERS)
def table() -> Answer:
    """The findings the reader asks for as CSV."""
    return _file("findings.csv", _CSV, _csv)


@pages.get("/findings/findings.xlsx")
@web.only(*READERS)
def workbook() -> Answer:
    """The findings the reader asks for as a workbook."""
    return _file("findings.xlsx", _XLSX, _xlsx)


@pages.get("/findings/register.docx")
@web.only(*READERS)
def document() -> Answer:
    """The findings the reader asks for as the register, a Word file."""
    return _file("register.docx", _DOCX, _docx)


def _file(name: str, kind: str, write: Callable[[Filters], bytes]) -> Answer:
    db = web.current_store().read()
    form = filter_form(service.codes(db, asker()))
    filters = _filters(db, form)
    if filters is None:
        # The register says what is wrong.
        return redirect(f"{url_for('findings.register')}?{request.query_string.decode()}", code=303)
    demo = get_setting(db, "demo") == "yes"
    response = Response(write(filters), content_type=kind)
    file_name = f"{'du-lieu-gia-lap-' if demo else ''}{local_day(web.now()):%Y%m%d}-{name}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response


def _csv(filters: Filters) -> bytes:
    # Loaded here: nobody but who asks for a file needs what writes files.
    from survey_app.findings.files import look, write_csv

    db, language = web.current_store().read(), web.language()
    return write_csv(service.history(db, asker(), filters), look(db, language))


def _xlsx(filters: Filters) -> bytes:
    return made_workbook(web.current_store().instance.root, asker(), filters, web.language())


def _docx(filters: Filters) -> bytes:
    return made_register(web.current_store().instance.root, asker(), filters, web.language(), web.now())


def _filters(db: Database, form: web.StaffForm) -> Filters | None:
    """What the address narrows the register to; None, with the reasons on ``form``, when it cannot be."""
    if not form.validate():
        return None
    first, last = form.first.data, form.last.data
    try:
        if first and last and last < first:
            raise Invalid([Problem("last_day_before_first", "last")])
        unit = _unit(db, nfc(form.unit.data).strip(), last or local_day(web.now()))
    except Invalid as error:
        form.take(error)
        return None
    return Filters(form.state.data, form.severity.data, unit, form.code.data, first, last)


def _unit(db: Database, typed: str, on: date) -> str:
    """The code of the unit somebody typed by its code or by words of its name. Raises Invalid, at 'unit'."""
    if not typed:
        return ""
    try:
        return places.periods(db, typed)[0].code
    except NotFound:
        found = places.search(db, typed, on).lines
    if not found:
        raise Invalid([Problem("no_unit_of_words", "unit", {"words": typed})])
    if len(found) > 1:
        names = "; ".join(f"{line.unit.code} {line.unit.name(web.language())}" for line in found[:_NAMED])
        raise Invalid([Problem("several_units_of_words", "unit", {"words": typed, "units": names})])
    return found[0].unit.code
