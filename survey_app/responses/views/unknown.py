"""A citizen's page that was opened with a version this server does not have: nothing answered is lost."""

import re

from flask import Response, render_template, request

from survey_app import web
from survey_app.responses import token
from survey_app.responses.model import Assisted, Context, Reason, day_and_slot
from survey_app.responses.service import quarantine
from survey_app.responses.views.visit import frame, html
from survey_app.rounds.model import Collector
from wording import FALLBACK, LANGUAGES, say

_FIELD = re.compile(r"[fr][0-9]{1,6}(_[0-9]{1,5})?(-[a-z]{1,8}[0-9]{0,4})?", re.ASCII)


def keep_unknown(collector: Collector) -> Response:
    """The page that says so, 202; what was posted is in quarantine. For a post whose token is ours."""
    opened = token.read(request.form["token"], web.current_store().key("signing"))
    assert opened is not None  # noqa: S101  # its version is what was looked for in vain
    assisted = request.form.get("assisted", "")
    context = Context(
        uuid=opened.uuid,
        round=collector.round.code,
        counter=collector.counter,
        collector=collector.code,
        mode=collector.mode,
        tier=collector.tier,
        day=day_and_slot(web.now())[0],
        slot=None,
        language=opened.language,
        assisted=Assisted(assisted) if assisted in set(Assisted) else Assisted.NONE,
    )
    quarantine(
        web.current_store(),
        instrument=collector.round.instrument,
        version=opened.version,
        context=context,
        body={"fields": {name: got for name, got in request.form.lists() if _FIELD.fullmatch(name)}},
        reason=Reason.VERSION_UNKNOWN,
    )
    language = opened.language if opened.language in LANGUAGES else FALLBACK
    text = render_template(
        "responses/refused.html",
        title=say(language, "responses.kept_title"),
        message=say(language, "responses.kept_unknown_version"),
        place=None,
        **frame(language),
    )
    return html(text, collector, 202)
