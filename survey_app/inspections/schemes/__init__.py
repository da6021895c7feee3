"""Schemes as JSON: the shipped first one, those an office made, files of the command line."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from forms import Severity
from survey_app.inspections.model.scores import FORMULA, Label, NewScheme, Scheme, read_number
from wording import FALLBACK

_FIRST = Path(__file__).parent / "first.json"


@cache
def first() -> Scheme:
    """The scheme that comes with the program, number 1: in force from the beginning until another is."""
    said = read(_FIRST.read_text(encoding="utf-8"))
    return Scheme(1, said, said.valid_from or date.min)


def read(text: str | bytes) -> NewScheme:
    """The scheme in JSON. Raises ValueError for what has not its shape; what it says is not judged."""
    try:
        said = json.loads(text)
        return NewScheme(
            name=str(said["name"]),
            paper=str(said.get("paper", "")),
            valid_from=date.fromisoformat(said["valid_from"]),
            weights={Severity(key): _number(value) for key, value in said["weights"].items()},
            labels=tuple(sorted(map(_label, said["labels"]), key=lambda one: (one.lowest, one.below))),
            digits=int(said.get("digits", 2)),
            cap=Severity(said["cap"]) if said.get("cap") else None,
            cap_label=str(said.get("cap_label", "")),
            formula=str(said.get("formula", FORMULA)),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def written(said: NewScheme) -> str:
    """The JSON text that `read` reads."""
    content = {
        "formula": said.formula,
        "valid_from": said.valid_from.isoformat() if said.valid_from else "",
        "name": said.name,
        "paper": said.paper,
        "weights": {severity.value: f"{weight:f}" for severity, weight in said.weights.items()},
        "labels": [
            {"name": dict(one.name), "from": f"{one.lowest:f}", "below": f"{one.below:f}"}
            for one in said.labels
        ],
        "cap": said.cap.value if said.cap else "",
        "cap_label": said.cap_label,
        "digits": said.digits,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _label(said: Mapping[str, Any]) -> Label:
    name = {str(language): str(text).strip() for language, text in said["name"].items() if str(text).strip()}
    if FALLBACK not in name:
        raise ValueError("name")
    return Label(name, _number(said["from"]), _number(said["below"]))


def _number(said: object) -> Decimal:
    found = read_number(str(said))
    if found is None:
        raise ValueError(str(said)[:40])
    return found
