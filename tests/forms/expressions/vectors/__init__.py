"""The vectors that Python and the browser's twin both have to meet, and how a value is compared.

A file says `about` what it is, the context its rows share (answers, today, now, at, repeat, columns, row,
here, language, irrelevant, setting) and `rows`: [expression, expected, {what of the context differs}].
"""

import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from forms import expressions
from forms.expressions import Expression, Scope, Setting, Value, parse

FOLDER = Path(__file__).parent
_SCRIPTS = Path(expressions.__file__).parent
TWIN = "".join((_SCRIPTS / name).read_text("utf-8") for name in ("functions.js", "evaluate.js"))
FILES = sorted(path.stem for path in FOLDER.glob("*.json"))


def vectors() -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    """Each vector: the file and its place in it, the expression, what it should come to, its context."""
    for name in FILES:
        read = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        rows = read.pop("rows")
        for place, (source, expected, *changed) in enumerate(rows, 1):
            yield f"{name} {place}: {source}", source, expected, read | (changed[0] if changed else {})


def expression_of(source: str, context: dict[str, Any]) -> Expression:
    """The expression; a row that is asked about makes bare names its columns."""
    return parse(source, columns="columns" in context)


def setting_in(context: dict[str, Any]) -> Setting:
    """The setting a context says."""
    said = {**context.get("setting", {}), "repeat": context.get("repeat", "")}
    return Setting(**{**said, "counted": frozenset(said.get("counted", ()))})


def scope_in(context: dict[str, Any]) -> Scope:
    """The scope a context says."""
    return Scope(
        answers=context["answers"],
        today=date.fromisoformat(context["today"]),
        here=context.get("here"),
        now=datetime.fromisoformat(context["now"]) if context.get("now") else None,
        at=context.get("at", 0),
        language=context.get("language", "vi"),
        columns=context.get("columns"),
        row=context.get("row", 0),
        irrelevant=frozenset(context.get("irrelevant", ())),
    )


def plain(value: Value) -> Any:
    """A value as the files write it: 3 for 3.0, NaN and the infinite by name."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_same(value: Any, expected: Any) -> bool:
    """Whether two plain values are one: 1 is not true, and large numbers lose digits on their way."""
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, int | float) and isinstance(expected, int | float):
        return float(value) == float(expected)
    return bool(value == expected)
