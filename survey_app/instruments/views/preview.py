"""A form to try out, on a phone and on a tablet, before and after it is published; nothing is stored."""

from collections.abc import Callable
from io import BytesIO

from flask import Response, make_response, render_template, request, send_file, url_for
from markupsafe import Markup

from forms import Instrument, render_whole
from survey_app import web
from survey_app.instruments import service
from survey_app.instruments.views.pages import PUBLISHERS, READERS, pages
from survey_app.instruments.views.trial import try_out
from wording import say

_MEGABYTES = 26  # of files that are looked at and thrown away
# Only these two pages frame and are framed, and only by this server.
_SHOWING = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; frame-src 'self'"
)
_SHOWN = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


@pages.get("/instrument-drafts/<id>/preview")
@web.only(*PUBLISHERS)
def preview_draft(id: str) -> Response:
    """A draft in two sizes."""
    reviewed = service.review(web.current_store().read(), id)
    back = url_for("instruments.draft", id=id)
    return _in_two_sizes(
        reviewed.instrument, back, lambda tag: url_for("instruments.draft_screens", id=id, tag=tag)
    )


@pages.route("/instrument-drafts/<id>/screens/<tag>", methods=["GET", "POST"])
@web.only(*PUBLISHERS)
@web.takes_files(_MEGABYTES)
def draft_screens(id: str, tag: str) -> Response:
    """A draft in one language; what was filled in is judged and shown."""
    reviewed = service.review(web.current_store().read(), id)
    sounds = {name: url_for("instruments.draft_file", id=id, name=name) for name in reviewed.files}
    return _screens(reviewed.instrument, tag, sounds)


@pages.get("/instrument-drafts/<id>/files/<name>")
@web.only(*PUBLISHERS)
def draft_file(id: str, name: str) -> Response:
    """A sound file that came with a draft."""
    return _sound(*service.draft_file(web.current_store().read(), id, name))


@pages.get("/instruments/<id>/<version>/preview")
@web.only(*READERS)
def preview_version(id: str, version: str) -> Response:
    """A published version in two sizes."""
    instrument = service.published(web.current_store().read(), id, version)
    back = url_for("instruments.version", id=id, version=version)
    return _in_two_sizes(
        instrument,
        back,
        lambda tag: url_for("instruments.version_screens", id=id, version=version, tag=tag),
    )


@pages.route("/instruments/<id>/<version>/screens/<tag>", methods=["GET", "POST"])
@web.only(*READERS)
@web.takes_files(_MEGABYTES)
def version_screens(id: str, version: str, tag: str) -> Response:
    """A published version in one language; what was filled in is judged and shown."""
    instrument = service.published(web.current_store().read(), id, version)
    sounds = {
        name: url_for("instruments.version_file", id=id, version=version, name=name)
        for name in instrument.files
    }
    return _screens(instrument, tag, sounds)


@pages.get("/instruments/<id>/<version>/files/<name>")
@web.only(*READERS)
def version_file(id: str, version: str, name: str) -> Response:
    """A sound file of a published version."""
    return _sound(*service.attachment(web.current_store().read(), id, version, name))


def _in_two_sizes(instrument: Instrument, back: str, screens_in: Callable[[str], str]) -> Response:
    tag = _language(instrument, request.args.get("in", web.language()))
    page = render_template(
        "instruments/preview.html",
        title_text=instrument.text(instrument.title, web.language()),
        instrument=instrument,
        tag=tag,
        back=back,
        address=screens_in(tag),
    )
    return _with_policy(page, _SHOWING)


def _screens(instrument: Instrument, tag: str, media: dict[str, str]) -> Response:
    tag = _language(instrument, tag)

    def t(key: str, **values: object) -> str:
        return say(tag, key, **values)

    trial = try_out(instrument, tag) if request.method == "POST" else None
    drawn = render_whole(
        instrument, tag, trial.answers if trial else {}, trial.checked.problems if trial else (), media=media
    )
    page = render_template(
        "instruments/screens.html",
        t=t,
        lang=tag,
        title_text=instrument.text(instrument.title, tag),
        status=instrument.text(instrument.status, tag),
        drawn=Markup(drawn.html),  # noqa: S704  # escaped by the forms package
        scripts=drawn.scripts,
        trial=trial,
    )
    return _with_policy(page, _SHOWN)


def _language(instrument: Instrument, asked: str) -> str:
    return asked if asked in instrument.languages else instrument.default_language


def _with_policy(page: str, policy: str) -> Response:
    response = make_response(page)
    response.headers["Content-Security-Policy"] = policy
    return response


def _sound(content: bytes, kind: str) -> Response:
    # A browser that plays asks for parts.
    return send_file(BytesIO(content), mimetype=kind, conditional=True, etag=False)
