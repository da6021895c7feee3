"""From a table to a form: it is pasted or sent, looked over row by row, taken away or put on the desk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from flask import redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from forms.drafting import (
    ASKED,
    Block,
    Correction,
    Draft,
    Use,
    corrected,
    faulty_rows,
    kinds_of,
    options_said,
    recognise,
)
from survey_app import web
from survey_app.errors import Invalid, Problem, SurveyError
from survey_app.instruments import service
from survey_app.instruments.drafting_forms import about, about_form, corrections_in, table_form, uses_in
from survey_app.instruments.model import Finding, Upload, plain_name
from survey_app.instruments.service import drafting
from survey_app.instruments.views.lines import finding_lines
from survey_app.instruments.views.pages import PUBLISHERS, pages
from wording.figures import exact

MEGABYTES = 11  # a document, and what a browser puts around it
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.route("/instrument-drafts/table", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
@web.takes_files(MEGABYTES)
def paste() -> Answer | tuple[str, int]:
    """Take a table; what it was recognised as follows on the next page."""
    form = table_form()
    if form.validate_on_submit():
        name, content = web.uploaded(form.file)
        try:
            if not content and not (form.table.data or "").strip():
                raise Invalid([Problem("table_missing", "table")])
            blocks = (
                drafting.blocks_of_file(plain_name(name), content)
                if content
                else drafting.blocks_of_text(form.table.data)
            )
        except Invalid as error:
            form.take(error)
        else:
            draft = recognise(blocks)
            called = Path(plain_name(name)).stem if name else ""
            return _rows_page(blocks, draft, about_form(draft, called))
    return web.form_page("instruments/table.html", form)


@pages.route("/instrument-drafts/table/rows", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
@web.takes_files(4)
def table_rows() -> Answer | tuple[str, int]:
    """Take what a person corrected: read the table anew, hand out the form, or put it on the desk."""
    if request.method == "GET":  # in another language, or from a bookmark: nothing is kept here
        return redirect(url_for("instruments.paste"), code=303)
    try:
        blocks = drafting.unpacked(request.form.get("source", ""))
    except Invalid as error:
        form = table_form(sent=False)
        form.take(error)
        return web.form_page("instruments/table.html", form)
    uses, corrections = _said(blocks)
    draft = corrected(recognise(blocks, uses), corrections)
    form = about_form()
    if request.form.get("do") == "read":
        return _rows_page(blocks, draft, form)
    wrong = faulty_rows(draft)
    findings: Sequence[Finding] = ()
    if form.validate_on_submit() and not wrong:
        try:
            content = drafting.made_form(draft, about(form))
            if request.form.get("do") == "download":
                return send_file(
                    BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=f"{form.id.data}.xlsx"
                )
            examined = service.examine(Upload(f"{form.id.data}.xlsx", content))
            person = web.signed_in()
            if examined.acceptable and person is not None:
                id, now = uuid4().hex, web.now()
                by = person.username
                web.current_store().write(lambda db: service.add_draft(db, examined, id, by, now))
                return redirect(url_for("instruments.draft", id=id), code=303)
            findings = examined.findings
        except SurveyError as error:
            form.take(error)
    return _rows_page(blocks, draft, form, wrong, findings)


def _said(blocks: tuple[Block, ...]) -> tuple[dict[str, Use], dict[int, Correction]]:
    """The uses of columns, and the corrections of rows against what the page showed them as."""
    fields = request.form
    shown = recognise(blocks, uses_in(fields, "was-"))
    return uses_in(fields, "use-"), corrections_in(fields, shown)


def _rows_page(
    blocks: tuple[Block, ...],
    draft: Draft,
    form: web.StaffForm,
    wrong: Mapping[int, str] | None = None,
    findings: Sequence[Finding] = (),
) -> tuple[str, int]:
    """Every column and row with what it is taken for; 422 when something is to be mended."""
    faults = bool(wrong or findings or form.errors)
    counts = Counter("asked" if line.kind in ASKED else line.kind.value for line in draft.lines)
    page = render_template(
        "instruments/table_rows.html",
        form=form,
        draft=draft,
        source=drafting.packed(blocks),
        asked=ASKED,
        uses=list(Use),
        kinds={line.key: kinds_of(draft, line) for line in draft.lines},
        wrong=wrong or {},
        findings=finding_lines(findings),
        counts=counts,
        options={line.key: options_said(draft, line) for line in draft.lines},
        doubted=[line for line in draft.lines if line.doubts],
        most={line.key: exact(line.most, web.language()) for line in draft.lines if line.most is not None},
    )
    return page, 422 if faults else 200
