"""The app that tablets run: what its worker is to keep, what its scripts say, what its pages may load."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from survey_app import web
from survey_app.sync.views import app as tablet_app
from survey_app.sync.views import beside
from survey_app.sync.views.words import FILL, SHELL

STATIC = Path(web.__file__).parent / "static"
SAID = re.compile(r"(?:say|told)\(\s*\"([a-z_]+)\"")
# Put together from a name: what may stand behind it is listed beside.
TROUBLES = {"trouble_app_too_old", "trouble_unknown_device", "trouble_device_revoked"}


def listed(app: Flask) -> list[tuple[str, str]]:
    """The addresses and digests the worker is to keep."""
    text = app.test_client().get("/tablet/sw.js").get_data(as_text=True)
    found = re.search(r"const SHELL = (\{.*?\n\});?$", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return [(address, digest) for address, digest in json.loads(found[1])["files"]]


def test_worker__every_file_it_keeps__has_the_digest_it_is_told(app: Flask) -> None:
    client = app.test_client()
    files = listed(app)
    assert len(files) == len(dict(files)) > 15
    for address, digest in files:
        assert sha256(client.get(address, buffered=True).get_data()).hexdigest() == digest, address


def test_worker__all_the_shell_loads__is_among_what_it_keeps(app: Flask) -> None:
    client = app.test_client()
    known = dict(listed(app))
    for tag in ("vi", "en"):
        page = client.get(f"/tablet/?lang={tag}").get_data(as_text=True)
        assert f'lang="{tag}"' in page
        assert set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)) <= known.keys()


def test_shell__whoever_looks__is_the_same(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/tablet/").get_data()
    client.get("/?lang=vi")
    assert client.get("/tablet/").get_data() == first
    assert b"csrf" not in first


def test_pages_of_the_app__by_their_headers__may_load_a_worker_and_show_what_was_not_sent(app: Flask) -> None:
    policy = app.test_client().get("/tablet/").headers["Content-Security-Policy"]
    for allowed in ("worker-src 'self'", "manifest-src 'self'", "blob:"):
        assert allowed in policy
    assert "unsafe" not in policy
    assert "blob:" not in app.test_client().get("/sign-in").headers["Content-Security-Policy"]


def test_manifest__of_the_app__names_icons_that_are_there(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/tablet/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    told: Any = json.loads(answer.data)
    assert (told["display"], told["scope"], told["start_url"]) == ("standalone", "/tablet/", "/tablet/")
    for icon in told["icons"]:
        assert client.get(icon["src"], buffered=True).mimetype == "image/png"


@pytest.mark.parametrize(("scripts", "words"), [(tablet_app.SHELL, SHELL), (tablet_app.FILL, FILL)])
def test_scripts__what_they_say__is_among_the_words_of_their_page(
    scripts: tuple[str, ...], words: tuple[str, ...]
) -> None:
    texts = [(STATIC / name).read_text("utf-8") for name in scripts]
    said = {key for text in texts for key in SAID.findall(text)}
    assert len(said) > 20
    assert said <= set(words), said - set(words)
    assert set(words) >= TROUBLES
    everything = "\n".join(texts)
    own = set(words) - set(beside.WORDS) - TROUBLES
    unused = [key for key in sorted(own) if f'"{key}"' not in everything]
    assert unused == []
