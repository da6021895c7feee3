"""The translations of one language as a table: taken away, and sent back by whoever translated in Excel."""

from io import BytesIO

from flask import Response, redirect, send_file, url_for
from werkzeug.wrappers import Response as Answer

from survey_app import web
from survey_app.errors import Invalid
from survey_app.instruments import service
from survey_app.instruments.forms import table_form
from survey_app.instruments.views.lines import version_line
from survey_app.instruments.views.pages import READERS, pages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEGABYTES = 10


@pages.get("/instruments/<id>/<version>/languages/<tag>/translations.xlsx")
@web.only(*READERS)
def translations_xlsx(id: str, version: str, tag: str) -> Response:
    """Every text with its source, to be translated in Excel."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    language = service.language(db, instrument, tag)
    content = service.made_table(service.lines(db, instrument, language.tag), web.language())
    name = f"{id}-{version}-{tag}.xlsx"
    return send_file(BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name, etag=False)


@pages.route("/instruments/<id>/<version>/languages/<tag>/table", methods=["GET", "POST"])
@web.only(*READERS)
@web.takes_files(_MEGABYTES)
def translation_table(id: str, version: str, tag: str) -> Answer | tuple[str, int]:
    """Take a table that came back: its texts become drafts."""
    db = web.current_store().read()
    instrument = service.published(db, id, version)
    language, person = service.language(db, instrument, tag), web.signed_in()
    form = table_form()
    if form.validate_on_submit() and person is not None:
        name, content = web.uploaded(form.table)
        overwrite, now = bool(form.overwrite.data), web.now()
        try:
            sent = service.read_table(content, name, web.language())
            taken = web.current_store().write(
                lambda db: service.take_table(db, instrument, language, sent, overwrite, person.username, now)
            )
        except Invalid as refusal:
            form.take(refusal)
        else:
            web.done("instruments.table_taken", changed=taken.changed, same=taken.same)
            back = url_for("instruments.translation", id=id, version=version, tag=tag, show="draft")
            return redirect(back, code=303)
    return web.form_page(
        "instruments/translation_table.html",
        form,
        version_line=version_line(service.version(db, id, version), instrument),
        language=language,
        of={"id": id, "version": version, "tag": tag},
    )
