"""An instrument as the sheets it could have been compiled from: compiling them gives its digest again."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from forms.compile.columns import AUDIO, IMAGE, SAID
from forms.compile.columns import PLAIN as COLUMNS
from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import Audience, Choice, Missing, Role, Severity
from forms.methods import Aggregation, Method, Statistic
from forms.workbook.survey import language, said, survey_rows, type_words
from forms.workbook.table import Table

Row = dict[str, str]
YES_NO = ("yes", "no")


def sheets_of(instrument: Instrument) -> tuple[Table, ...]:
    """The sheets survey, choices, settings, and methods where it has any.

    The CSV files it looks things up in are not in them, see `tables_of`.
    """
    survey = list(survey_rows(instrument))
    heads = frozenset(place for place, row in enumerate(survey) if row["type"].startswith(("begin", "end")))
    offered = {
        "type": type_words(instrument),
        **dict.fromkeys(("required", "readonly"), YES_NO),
        "role": [role.value for role in Role],
        "severity": [severity.value for severity in Severity],
    }
    found = [
        _sheet("survey", survey, instrument, ("type", "name", "label"), offered, heads, fast=2),
        _choices(instrument),
        _settings(instrument),
    ]
    methods = [row for method in instrument.methods for row in _method_rows(instrument, method)]
    if methods:
        kinds = {
            "statistic": [each.value for each in Statistic],
            "within": [Aggregation.POOLED.value, Aggregation.MEAN_OF_CRITERIA.value],
            "across": [each.value for each in Aggregation],
        }
        found.append(_sheet("methods", methods, instrument, ("method", "version"), kinds, fast=2))
    return tuple(found)


def tables_of(instrument: Instrument) -> dict[str, bytes]:
    """The CSV files to send with the workbook, by name."""
    files = {}
    for name, table in instrument.tables.items():
        out = StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([table.columns, *table.rows])
        files[f"{name}.csv"] = out.getvalue().encode("utf-8-sig")
    return files


def _choices(instrument: Instrument) -> Table:
    rows: list[Row] = []
    heads = set()
    for name, choices in instrument.lists.items():
        heads.add(len(rows))
        rows += [{"list_name": name, **_choice(instrument, choice)} for choice in choices]
    offered = {**dict.fromkeys(("satisfied", "fails"), YES_NO), "missing": [kind.value for kind in Missing]}
    further = [name for choices in instrument.lists.values() for choice in choices for name in choice.columns]
    further += [name for item in instrument.items for name in _columns(item.choice_filter)]
    ours = ("list_name", "name", "label")
    every = dict.fromkeys(name for name in further if name not in COLUMNS["choices"] and name != "label")
    return _sheet("choices", rows, instrument, ours, offered, frozenset(heads), further=tuple(every), fast=2)


def _choice(instrument: Instrument, choice: Choice) -> Row:
    marks = {True: "yes", False: "no", None: ""}
    return {
        "name": choice.name,
        **said(instrument, "label", choice.label),
        **said(instrument, AUDIO, choice.audio),
        **said(instrument, IMAGE, choice.image),
        "score": "" if choice.score is None else str(choice.score),
        "satisfied": marks[choice.satisfied],
        "missing": choice.missing.value if choice.missing else "",
        "fails": "yes" if choice.fails else "",
        **choice.columns,
    }


def _columns(expression: Expression | None) -> Iterator[str]:
    """The columns of a list an expression names: a blank one stands in no choice."""
    waiting: list[object] = [expression.tree] if expression else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple) and node:
            if node[0] == "column":
                yield str(node[1])
            waiting += reversed(node[1:])


def _settings(instrument: Instrument) -> Table:
    title = dict(instrument.title)
    row = {
        "form_id": instrument.id,
        "version": instrument.version,
        "form_title": title.pop(instrument.default_language, ""),
        "default_language": language(instrument, instrument.default_language),
        **said(instrument, "heading", title),
        **said(instrument, "status", instrument.status),
        "instance_name": instrument.instance_name.source if instrument.instance_name else "",
        "audience": "staff" if instrument.audience is Audience.STAFF else "",
        "allow_choice_duplicates": "yes" if _has_twins(instrument) else "",
    }
    ours = ("form_id", "version", "form_title", "default_language")
    return _sheet("settings", [row], instrument, ours, {"audience": [each.value for each in Audience]})


def _has_twins(instrument: Instrument) -> bool:
    lists = instrument.lists.values()
    return any(len({choice.name for choice in choices}) < len(choices) for choices in lists)


def _method_rows(instrument: Instrument, method: Method) -> Iterator[Row]:
    known = {"method": method.name, "version": str(method.version)}
    yield {
        **known,
        **said(instrument, "label", method.label),
        **said(instrument, "source", method.source),
        "statistic": method.statistic.value,
        "satisfied": " ".join(method.satisfied),
        "within": method.within.value,
        "across": method.across.value,
    }
    for factor in method.factors:
        yield {
            **known,
            "factor": factor.name,
            "items": " ".join(factor.items),
            "weight": "" if factor.weight is None else str(factor.weight),
            **said(instrument, "label", factor.label),
        }


def _sheet(
    name: str,
    rows: Sequence[Row],
    instrument: Instrument,
    needed: Sequence[str],
    offered: Mapping[str, Sequence[str]],
    strong: frozenset[int] = frozenset(),
    *,
    further: tuple[str, ...] = (),
    fast: int = 0,
) -> Table:
    """The columns that say something, in the order of the form language, and those every sheet has."""
    used = {key for row in rows for key, cell in row.items() if cell}
    heading: list[str] = []
    for key in _order(name):
        spoken = [f"{key}::{language(instrument, tag)}" for tag in instrument.languages]
        if key in SAID[name]:
            heading += [title for title in spoken if title in used or key in needed]
        elif key in used or key in needed:
            heading.append(key)
    heading += further
    cells = tuple(tuple(row.get(title, "") for title in heading) for row in rows)
    kept = {title: values for title, values in offered.items() if title in heading}
    return Table(name, tuple(heading), cells, kept, strong, fast)


def _order(sheet: str) -> list[str]:
    """The keys of a sheet in the order a person expects: what is asked first, what it counts for last."""
    first = {
        "survey": ["type", "name", "label", "hint", "guidance_hint", "required", "required_message",
                   "relevant", "constraint", "constraint_message", "calculation"],
        "choices": ["list_name", "name", "label"],
        "settings": ["form_id", "version", "form_title", "heading", "default_language"],
        "methods": ["method", "version", "label", "source"],
    }[sheet]  # fmt: skip
    return list(dict.fromkeys([*first, *COLUMNS[sheet], *SAID[sheet]]))
