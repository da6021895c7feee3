"""A draw of dossiers: the list is taken, what names people goes before anything is kept, then the lot."""

from collections import Counter

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import spreadsheets, web
from survey_app.accounts.model import INSPECTING
from survey_app.errors import Invalid, SurveyError
from survey_app.inspections import waiting
from survey_app.inspections.drawing import grouped_digest, list_digest
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.draws import DrawKind, DrawList, NewDraw
from survey_app.inspections.service import cases
from survey_app.inspections.service import draws as service
from survey_app.inspections.views.draws.forms import HASH, dossiers_form, numbers, upload_form
from survey_app.inspections.views.draws.pages import EMPTY_FILE, NO_FILE, draws, wanted_from
from survey_app.inspections.views.pages import asker

_UPLOADS = "draws"


@draws.route("/draws/dossiers", methods=["GET", "POST"])
@web.only(*INSPECTING)
@web.takes_files(50)
def upload() -> Answer | tuple[str, int]:
    """Take a list of dossiers; what names people is left out or hashed before the list is kept."""
    form, of = upload_form(), _case()
    if form.validate_on_submit():
        store = web.current_store()
        name, content = web.uploaded(form.file)
        try:
            if not content:
                raise Invalid([NO_FILE if not name else EMPTY_FILE])
            key = store.key("digest") if form.personal.data == HASH else None
            found = waiting.take_list(content, name, key)
        except Invalid as error:
            form.take(error)
        else:
            root = store.instance.root
            digest = spreadsheets.keep_upload(root, _UPLOADS, name, waiting.written(found), web.now())
            case = of.reference if of else None
            return redirect(url_for("draws.dossiers", digest=digest, case=case), code=303)
    return web.form_page("inspections/draws/upload.html", form, case=of)


@draws.route("/draws/dossiers/<digest>", methods=["GET", "POST"])
@web.only(*INSPECTING)
def dossiers(digest: str) -> Answer | tuple[str, int]:
    """What stands in a list that was taken, and all that is wrong with it; then draw from it."""
    store, of = web.current_store(), _case()
    _, content = spreadsheets.read_upload(store.instance.root, _UPLOADS, digest)
    found = waiting.read(content)
    form = dossiers_form(found.table)
    listed = DrawList(())
    try:
        listed = found.draw_list(form.code.data or "", form.group.data or "")
        if form.validate_on_submit():
            new = NewDraw(
                kind=DrawKind.DOSSIERS,
                about=form.about.data or "",
                source=found.filename,
                seed=form.seed.data or "",
                seed_from=form.seed_from.data or "",
                wanted=wanted_from(*numbers(form)),
                listed=listed,
                inspection=of.id if of else "",
            )
            made = service.make_draw(store, asker(), new, web.now())
            spreadsheets.discard_upload(store.instance.root, _UPLOADS, digest)
            web.done("draws.made", n=made.taken)
            return redirect(url_for("draws.one", draw_id=made.id), code=303)
    except SurveyError as error:
        form.take(error)
    groups = Counter(line.group for line in listed.lines) if listed.group else {}
    return web.form_page(
        "inspections/draws/dossiers.html",
        form,
        found=found,
        case=of,
        listed=listed,
        groups=groups,
        digest=list_digest(listed.lines) if listed.lines else "",
        grouping=grouped_digest(listed.lines) if listed.group and listed.lines else "",
        before=service.drawn_before(store.read(), list_digest(listed.lines)) if listed.lines else 0,
    )


def _case() -> Case | None:
    """The case the address names, if it names one. Raises NotFound when it is not the reader's to know of."""
    reference = request.args.get("case", "")
    return cases.case(web.current_store().read(), asker(), reference) if reference else None
