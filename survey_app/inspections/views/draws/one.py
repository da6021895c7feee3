"""One draw: its result, the list as a file, the same again from a file, and its minutes on paper."""

from flask import Response, render_template

from survey_app import web
from survey_app.errors import Invalid
from survey_app.inspections.lists import lines_of, read_table
from survey_app.inspections.model.draws import Check, Draw, DrawKind
from survey_app.inspections.papers.lot import LOT
from survey_app.inspections.papers.making import DOCX, made_document
from survey_app.inspections.service import draws as service
from survey_app.inspections.service.draws import LOOKING
from survey_app.inspections.views.draws.forms import verify_form
from survey_app.inspections.views.draws.pages import EMPTY_FILE, NO_FILE, draws, reference_of
from survey_app.inspections.views.pages import asker, unit_name
from survey_app.places.model import local_day
from survey_app.store import get_setting
from wording import fold, hyphened, say

_ROW_NUMBERS = frozenset({"stt", "tt", "no", "no."})  # they tell nobody anything
_MOST_BESIDE = 3  # columns of the list that a page has room for


@draws.route("/draws/<uuid:draw_id>", methods=["GET", "POST"])
@web.only(*LOOKING)
@web.takes_files(50)
def one(draw_id: object) -> str | tuple[str, int]:
    """What was drawn and how; with a file, whether that gives the same."""
    found = _draw(draw_id)
    db = web.current_store().read()
    kept = service.list_of(db, found)
    form, again = verify_form(), None
    if form.validate_on_submit():
        try:
            again = _verified(form, found)
        except Invalid as error:
            form.take(error)
    page, status = web.form_page(
        "inspections/draws/one.html",
        form,
        draw=found,
        grouping=service.grouping(db, found),
        reference=reference_of(found),
        names=_names(found),
        beside=_beside(found),
        stands=service.check(found, kept.lines, kept.lines).holds,
        again=again,
        time=service.which_time(db, found),
    )
    return page, 200 if again else status


@draws.get("/draws/<uuid:draw_id>/list.csv")
@web.only(*LOOKING)
def list_csv(draw_id: object) -> Response:
    """The whole list of a draw in the order of its lot, for whoever does it again."""
    found = _draw(draw_id)
    content = service.as_csv(web.current_store().read(), found)
    answer = Response(content, mimetype="text/csv", content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"draw-{found.id[:8]}.csv")
    return answer


@draws.get("/draws/<uuid:draw_id>/minutes")
@web.only(*LOOKING)
def minutes(draw_id: object) -> str:
    """The minutes of a draw, to be printed and signed."""
    found = _draw(draw_id)
    db = web.current_store().read()
    return render_template(
        "inspections/draws/minutes.html",
        draw=found,
        grouping=service.grouping(db, found),
        reference=reference_of(found),
        names=_names(found),
        beside=_beside(found),
        day=local_day(found.made_at),
        time=service.which_time(db, found),
        demo=get_setting(db, "demo") == "yes",
    )


@draws.get("/draws/<uuid:draw_id>/minutes.docx")
@web.only(*LOOKING)
def minutes_file(draw_id: object) -> Response:
    """The minutes of a draw as a Word file, in the reader's language."""
    found, store = _draw(draw_id), web.current_store()
    made = made_document(store.instance.root, LOT, found.id, asker(), web.language(), web.now())
    demo = get_setting(store.read(), "demo") == "yes"
    answer = Response(made, content_type=DOCX)
    called = hyphened(say(web.language(), "draws.minutes_title"))
    name = f"{'du-lieu-gia-lap-' if demo else ''}{called}-{found.id[:8]}.docx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _draw(draw_id: object) -> Draw:
    return service.draw(web.current_store().read(), asker(), str(draw_id))


def _verified(form: web.StaffForm, of: Draw) -> Check:
    """The draw done again from the file that was sent. Raises Invalid when that is no such list."""
    name, content = web.uploaded(form.file)
    if not content:
        raise Invalid([NO_FILE if not name else EMPTY_FILE])
    lines = lines_of(read_table(content, name), of.code, of.group, name)
    return service.check(of, lines, service.list_of(web.current_store().read(), of).lines)


def _names(of: Draw) -> dict[str, str]:
    """What drawn units were called that day."""
    if of.kind is not DrawKind.UNITS:
        return {}
    drawn = (code for one in of.drawn for code in (*one.codes, *one.replacements))
    return {code: unit_name(code, local_day(of.made_at)) for code in drawn}


def _beside(of: Draw) -> tuple[list[str], dict[str, list[str]]]:
    """Of dossiers the other columns of the list that were kept, and what stands there of those drawn."""
    if of.kind is DrawKind.UNITS:
        return [], {}
    listed = service.list_of(web.current_store().read(), of)
    said = (of.code, of.group)
    others = [
        at for at, name in enumerate(listed.columns) if name not in said and fold(name) not in _ROW_NUMBERS
    ][:_MOST_BESIDE]
    drawn = {code for one in of.drawn for code in (*one.codes, *one.replacements)}
    cells = {
        line.code: [row[at] for at in others]
        for line, row in zip(listed.lines, listed.rows, strict=True)
        if line.code in drawn
    }
    return [listed.columns[at] for at in others], cells
