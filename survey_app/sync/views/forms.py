"""The page of a published form that a tablet keeps and fills in offline, and the files it plays and shows."""

import hashlib
from datetime import datetime
from functools import lru_cache

from flask import Response, make_response, render_template, request
from markupsafe import Markup

from forms import Instrument, failing, render_whole, screens
from survey_app import web
from survey_app.errors import NotFound
from survey_app.inspections.model import is_for_staff
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Version
from survey_app.places.model import local_day
from survey_app.sync.service import file_address
from survey_app.sync.views import beside
from survey_app.sync.views.app import FILL
from survey_app.sync.views.pages import pages
from survey_app.sync.views.words import fill_words
from wording import say

_ASK_AGAIN = "private, no-cache"
_YEAR = "private, max-age=31536000, immutable"


@pages.get("/tablet/forms/<digest>/<tag>")
@web.device_only()
@web.compressed
def form(digest: str, tag: str) -> Response:
    """The whole form without an answer, the same for every tablet and every visit."""
    version, instrument = _published(digest)
    if tag not in instrument.languages:
        raise NotFound("form_not_in_language", language=tag[:20], version=version.version)
    answer = make_response(_drawn(digest, tag))
    answer.headers["Cache-Control"] = _ASK_AGAIN
    return _marked(answer)


@pages.get("/tablet/forms/<digest>/files/<name>")
@web.device_only()
def form_file(digest: str, name: str) -> Response:
    """A picture or a recording of the form."""
    version, _ = _published(digest)
    content, kind = instruments.attachment(web.current_store().read(), version.id, version.version, name)
    answer = Response(content, mimetype=kind)
    answer.headers["Cache-Control"] = _YEAR
    return _marked(answer)


def _marked(answer: Response) -> Response:
    """The answer with its SHA-256 as its mark: by it a tablet checks what it keeps."""
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest())
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=64)  # every form of an office in its languages
def _drawn(digest: str, tag: str) -> str:
    """The page, drawn once. It counts from the day of publishing: a visit's own day is set on the tablet."""
    version, instrument = _published(digest)

    def t(key: str, **values: object) -> str:
        return say(tag, key, **values)

    media = {name: file_address(digest, name) for name in instrument.files}
    published = local_day(datetime.fromisoformat(version.published_at))
    whole = render_whole(instrument, tag, {}, media=media, today=published)
    return render_template(
        "tablet/form.html",
        t=t,
        lang=tag,
        instrument=instrument,
        digest=digest,
        title=instrument.text(instrument.title, tag),
        status=instrument.text(instrument.status, tag),
        sections=[(one.number, instrument.text(one.title or {}, tag)) for one in screens(instrument)],
        drawn=Markup(whole.html),  # noqa: S704  # escaped by the forms package
        scripts=whole.scripts,
        app_scripts=FILL,
        words=fill_words(tag),
        styles_beside=beside.STYLES,
        qr_encoder=beside.QR_ENCODER,
        failing=failing(instrument),
    )


def _published(digest: str) -> tuple[Version, Instrument]:
    """The version with that content that staff fill in. Raises NotFound."""
    db = web.current_store().read()
    version = instruments.with_digest(db, digest)
    instrument = instruments.published(db, version.id, version.version)
    if not is_for_staff(instrument):
        raise NotFound("no_version_of_digest", digest=digest[:12])
    return version, instrument
