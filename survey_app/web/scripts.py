"""Where the scripts of drawn forms are fetched: an address for each content, kept for a year."""

from flask import Flask, Response, url_for
from werkzeug.exceptions import NotFound

from forms import SCRIPTS, script, script_digest
from survey_app.web.guards import public

_YEAR = "public, max-age=31536000, immutable"


def register_scripts(app: Flask) -> None:
    """Let ``app`` hand out the scripts of forms and its templates name their addresses."""
    app.add_url_rule("/form-scripts/<digest>/<name>.js", "form_script", public(_form_script))
    app.jinja_env.globals.update(form_script=script_address)


def script_address(name: str) -> str:
    """The address of script ``name``, with its digest."""
    return url_for("form_script", digest=script_digest(name), name=name)


def _form_script(digest: str, name: str) -> Response:
    if name not in SCRIPTS or digest != script_digest(name):
        raise NotFound
    response = Response(script(name), mimetype="text/javascript")
    response.headers["Cache-Control"] = _YEAR
    return response
