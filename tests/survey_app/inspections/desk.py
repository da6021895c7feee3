"""What tests of the responses desk share: sending its forms as a browser does, and what stands then."""

import json
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

from survey_app.responses import service
from tests.survey_app.inspections.conftest import Tablet


class Form(HTMLParser):
    """The form that holds the field ``reason``: what a browser would send of it untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._area = self._select = ""
        self.feed(page[page.index('<form method="post" ', page.index("<main")) :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.fields[self._select] = [given.get("value", "")]
        elif tag == "input" and name and kind not in ("file", "submit", "button"):
            if kind in ("radio", "checkbox") and "checked" not in given:
                return
            self.fields.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._area = self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data.removeprefix("\r\n")


def send(reader: Tablet, path: str, page: str = "", **changed: Any) -> TestResponse:
    """Post the form at ``path`` (or of ``page``, got before) with ``changed`` in place of what it holds."""
    fields: dict[str, Any] = {**Form(page or reader.client.get(path).text).fields, **changed}
    return reader.client.post(path, data={name: value for name, value in fields.items() if value is not None})


def answers(team: Any, uuid: str, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(service.dossier(team.store.read(), uuid).document(number))["answers"]
    return found


def faults(team: Any) -> list[str]:
    return [problem.code for problem in service.verify(team.store.read())]
