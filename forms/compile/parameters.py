"""The parameters column: `key=value` pairs, each type with its own keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.types import Kind
from forms.errors import ExpressionFault
from forms.expressions import Expression, parse
from forms.items import SELECTS, ItemType

_PAIR = re.compile(r"(?P<key>[^\s=,;]+)\s*=\s*(?P<value>[^\s=,;]+)")
_ORDER = ("randomize", "seed")
_RANGE = ("start", "end", "step", "tick_interval", "tick_labelset", "placeholder")
_KEYS: Mapping[ItemType, tuple[str, ...]] = {
    **dict.fromkeys(SELECTS, _ORDER),
    ItemType.TEXT: ("rows",),
    ItemType.RANGE: _RANGE,
    ItemType.IMAGE: ("max-pixels", "app"),
    ItemType.SIGNATURE: ("max-pixels", "app"),
    ItemType.AUDIO: ("quality",),
    ItemType.GEOPOINT: ("capture-accuracy", "warning-accuracy", "allow-mock-accuracy"),
}
_WHOLE = ("rows", "max-pixels")
_NUMBERS = ("start", "end", "step", "tick_interval", "placeholder", "capture-accuracy", "warning-accuracy")
_IDLE = ("app", "quality", "allow-mock-accuracy", "tick_interval", "tick_labelset", "placeholder")
_RANGE_UNSAID = {"start": "1", "end": "10", "step": "1"}
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the column says: the order of choices, and the rest by key."""

    randomize: bool = False
    seed: Expression | None = None
    others: Mapping[str, str] = field(default_factory=dict)


def read_parameters(record: Record, kind: Kind, context: Context) -> Parameters:
    """The parameters of a row of this kind; metadata has none that count."""
    if kind.type is ItemType.METADATA:
        return Parameters()
    pairs = _pairs(record, context)
    known = _KEYS.get(kind.type, ())
    if kind.list_name in context.tables:
        known = (*known, "value", "label")
    place, findings = record.place("parameters"), context.findings
    for key in pairs:
        if not known:
            findings.refuse("parameter_none", place, found=key, type=kind.type.value)
        elif key not in known:
            findings.refuse_unknown("parameter", place, key, known)
        elif key in _IDLE:
            findings.warn("parameter_ignored", place, found=key)
    if kind.type is ItemType.RANGE:
        pairs = {**_RANGE_UNSAID, **pairs}
    figures = {key: _figure(record, key, pairs[key], context) for key in pairs if key in _NUMBERS + _WHOLE}
    if kind.type is ItemType.RANGE:
        _check_range(record, figures, context)
        pairs |= {key: str(figures[key]) for key in _RANGE_UNSAID}  # fit for whoever reads on
    if kind.list_name in context.tables:
        _check_columns(record, kind.list_name or "", pairs, context)
    kept = {key: value for key, value in pairs.items() if key not in (*_ORDER, *_IDLE)}
    return Parameters(_randomize(record, pairs, context), _seed(record, pairs, context), kept)


def _pairs(record: Record, context: Context) -> dict[str, str]:
    written = record.get("parameters")
    pairs: dict[str, str] = {}
    for pair in _PAIR.finditer(written):
        pairs[pair["key"].lower()] = pair["value"]
    rest = _PAIR.sub("", written).strip(" ,;\n\t")
    if rest:
        context.findings.refuse("parameter_form", record.place("parameters"), found=rest[:40])
    return pairs


def _figure(record: Record, key: str, value: str, context: Context) -> Decimal:
    try:
        figure = Decimal(value)
    except InvalidOperation:
        figure = Decimal("NaN")
    # Only a range's own figures may lie below zero.
    fit = figure.is_finite() and abs(figure) <= _LARGEST and (key in _RANGE or figure >= 0)
    if fit and (key not in _WHOLE or figure == figure.to_integral_value()):
        return figure
    context.findings.refuse("parameter_number", record.place("parameters"), found=key, value=value[:40])
    return Decimal(_RANGE_UNSAID.get(key, "1"))


def _check_range(record: Record, figures: Mapping[str, Decimal], context: Context) -> None:
    start, end, step = figures["start"], figures["end"], figures["step"]
    width = abs(end - start)
    if step <= 0 or step > width or width % step:
        context.findings.refuse(
            "parameter_range", record.place("parameters"), start=str(start), end=str(end), step=str(step)
        )


def _check_columns(record: Record, table: str, pairs: Mapping[str, str], context: Context) -> None:
    columns = context.tables[table].columns
    for key, unsaid in (("value", "name"), ("label", "label")):
        if pairs.get(key, unsaid) not in columns:
            place = record.place("parameters" if key in pairs else "type")
            found = pairs.get(key, unsaid)
            context.findings.refuse_unknown("table_column_missing", place, found, columns)


def _randomize(record: Record, pairs: Mapping[str, str], context: Context) -> bool:
    written = pairs.get("randomize", "false").lower()
    if written not in ("true", "false"):
        context.findings.refuse("parameter_randomize", record.place("parameters"), found=written[:40])
    elif "seed" in pairs and written == "false":
        context.findings.refuse("parameter_seed_alone", record.place("parameters"))
    return written == "true"


def _seed(record: Record, pairs: Mapping[str, str], context: Context) -> Expression | None:
    if "seed" not in pairs:
        return None
    try:
        return parse(pairs["seed"])
    except ExpressionFault as fault:
        context.findings.refuse(fault.code, record.place("parameters"), **fault.values)
        return None
