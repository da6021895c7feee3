"""The app that runs on a tablet: its page, which holds no data, its service worker and its manifest."""

import hashlib
import json
from pathlib import Path

from flask import Response, current_app, jsonify, make_response, render_template, url_for

from survey_app import web
from survey_app.sync.views import beside
from survey_app.sync.views.pages import pages
from survey_app.sync.views.words import shell_words
from wording import say

LANGUAGES = ("vi", "en")
_ALWAYS_ASK = "no-cache"
_VENDORED = "vendor/idb-8.0.4.umd.js"
# In the order they are loaded. The worker loads the first four, and its own.
_WORKER = tuple(f"tablet/{name}.js" for name in ("store", "door", "sender"))
SHELL = (
    _VENDORED,
    *_WORKER,
    *(f"tablet/{name}.js" for name in ("drafts", "words", "status", "pack", "lock", "entry", "device")),
    *(f"tablet/{name}.js" for name in ("hands", "dialogs", "discarding", "orphans", "visits", "rescue")),
    *(f"tablet/{name}.js" for name in ("refused", "outbox", "shell")),
)
# What the page of a form loads itself, before the form's own scripts; the last one begins.
FILL = (
    _VENDORED,
    *_WORKER,
    *(f"tablet/{name}.js" for name in ("drafts", "words", "status", "lock", "fields", "sections", "handing")),
    *beside.SCRIPTS,
    "tablet/changes.js",
    "tablet/fill.js",
)
STYLES = ("css/staff.css", "tablet/tablet.css")
ICONS = tuple(f"tablet/icon-{size}.png" for size in (192, 512))


@pages.get("/tablet/")
@web.public
@web.compressed
def shell() -> Response:
    """The page all of the app but forms stands on; what it shows comes from the tablet itself."""
    answer = make_response(_shell(web.language()))
    answer.headers["Cache-Control"] = _ALWAYS_ASK
    return answer


@pages.get("/tablet/sw.js")
@web.public
@web.compressed
def worker() -> Response:
    """The service worker, with the digest of every file it is to keep: another file, another worker."""
    files = [[f"/tablet/?lang={tag}", _sha256(_shell(tag).encode())] for tag in LANGUAGES]
    files += [[_address(name), _sha256(_static(name))] for name in (*SHELL, *STYLES, *ICONS)]
    version = _sha256(json.dumps(files).encode())[:12]
    loads = ", ".join(json.dumps(_address(name)) for name in (_VENDORED, *_WORKER, "tablet/worker.js"))
    listed = json.dumps({"version": version, "files": files}, indent=1)
    text = f'"use strict";\nconst SHELL = {listed};\nimportScripts({loads});\n'
    answer = Response(text, mimetype="text/javascript")
    answer.headers["Cache-Control"] = _ALWAYS_ASK
    return answer


@pages.get("/tablet/manifest.webmanifest")
@web.public
def manifest() -> Response:
    """What a tablet needs to put the app on its home screen."""
    name = say(LANGUAGES[0], "tablet.app_name")
    icons = [
        {"src": _address(icon), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for icon, size in zip(ICONS, (192, 512), strict=True)
    ]
    answer = jsonify(
        id="/tablet/",
        name=name,
        short_name=name,
        lang=LANGUAGES[0],
        start_url="/tablet/",
        scope="/tablet/",
        display="standalone",
        background_color="#ffffff",
        theme_color="#0b3d78",
        icons=icons,
    )
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = _ALWAYS_ASK
    return answer


def _shell(tag: str) -> str:
    """The page in a language, the same for everybody: nobody's session is looked at."""

    def t(key: str, **values: object) -> str:
        return say(tag, key, **values)

    other = next(one for one in LANGUAGES if one != tag)
    return render_template(
        "tablet/shell.html", t=t, lang=tag, other=other, words=shell_words(tag), scripts=SHELL, styles=STYLES
    )


def _address(name: str) -> str:
    return url_for("static", filename=name, v=_sha256(_static(name))[:12])


def _static(name: str) -> bytes:
    return (Path(str(current_app.static_folder)) / name).read_bytes()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
