"""Methods that came with forms: kept by name and version, the same formula for good."""

import json

from forms import Instrument
from forms.frozen import plain, written
from forms.methods import Method, method_of
from survey_app.errors import Problem
from survey_app.instruments.store import methods as rows
from survey_app.instruments.store import versions as version_rows
from survey_app.store import Database


def methods(db: Database, instrument: str) -> list[Method]:
    """All methods any version of the instrument brought: those of its newest version first, in the order of
    its sheet, then the others as they were published."""
    kept = {key: method_of(json.loads(text)) for key, text in rows.methods(db, instrument).items()}
    newest = version_rows.versions(db, instrument)[-1:]
    documents = [json.loads(version_rows.document(db, instrument, each.version)) for each in newest]
    first = [(own["name"], own["version"]) for read in documents for own in read.get("methods", ())]
    order = [*(key for key in first if key in kept), *(key for key in kept if key not in first)]
    return [kept[key] for key in order]


def taken_methods(db: Database, instrument: Instrument) -> list[Problem]:
    """A problem for every method of the form whose name and version already stand for another formula."""
    kept = rows.methods(db, instrument.id)
    return [
        Problem(
            "method_taken",
            "methods",
            {
                "method": str(method),
                "free": 1 + max(version for name, version in kept if name == method.name),
            },
        )
        for method in instrument.methods
        if kept.get((method.name, method.version), _document(method)) != _document(method)
    ]


def keep_methods(db: Database, instrument: Instrument) -> None:
    """Keep the methods a form brings that are not kept yet."""
    kept = rows.methods(db, instrument.id)
    for method in instrument.methods:
        if (method.name, method.version) not in kept:
            rows.add(db, instrument.id, instrument.version, method.name, method.version, _document(method))


def _document(method: Method) -> str:
    return written(plain(method))
