"""The methods sheet: formulas that come with a form, each checked against what the form asks.

A row with nothing under `factor` describes a method; a row with a factor adds that factor to its method.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from forms.compile.cells import Context, read_said
from forms.compile.columns import Record
from forms.items import Choice, Item, ItemType, Role
from forms.methods import BUILT_IN, Aggregation, Factor, Method, Statistic

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_VERSION = re.compile(r"[1-9][0-9]{0,3}")
_BETWEEN = re.compile(r"[\s,;]+")
_LEAST, _MOST = Decimal("0.000001"), Decimal(1_000_000)
_WITHIN = (Aggregation.POOLED, Aggregation.MEAN_OF_CRITERIA)
_OF_METHODS = ("statistic", "satisfied", "within", "across", "source")
OVERALL = "overall"  # what the whole is called among the indicators
_OF_FACTORS = ("items", "weight")
_GENERAL = (Role.FACTOR_GENERAL, Role.OVERALL)

_Key = tuple[str, int]
_Kind = TypeVar("_Kind", bound=StrEnum)


def read_methods(records: Sequence[Record], items: Sequence[Item], context: Context) -> tuple[Method, ...]:
    """The methods in the sheet's order; what is wrong with them goes to the context's findings."""
    described: dict[_Key, Record] = {}
    for record in records:
        if _named(record, context) and not record.get("factor"):
            _describe(record, described, context)
    rows: dict[_Key, list[Record]] = {key: [] for key in described}
    for record in records:
        if record.get("method") and record.get("factor"):
            key = _method_of(record, described, context)
            if key is not None:
                rows[key].append(record)
    known = {item.name: item for item in items if item.name not in context.twins}
    return tuple(_method(key, record, rows[key], known, context) for key, record in described.items())


def _named(record: Record, context: Context) -> bool:
    name, place = record.get("method"), record.place("method")
    if not name:
        context.findings.refuse("method_name_missing", place)
    elif not _NAME.fullmatch(name):
        context.findings.refuse("name", place, found=name)
    elif name in BUILT_IN:
        context.findings.refuse("method_name_reserved", place, found=name)
    else:
        return True
    return False


def _describe(record: Record, described: dict[_Key, Record], context: Context) -> None:
    name, version = record.get("method"), record.get("version")
    for key in _OF_FACTORS:
        if record.get(key):
            context.findings.refuse("method_factor_missing", record.place("factor"), column=key)
    if not _VERSION.fullmatch(version):
        context.findings.refuse("method_version", record.place("version"), found=version or "–")
        version = "1"  # the rest of the row is checked all the same
    first = described.setdefault((name, int(version)), record)
    if first is not record:
        place = record.place("version")
        context.findings.refuse(
            "method_twice", place, found=f"{name}@{version}", first=first.place("version")
        )


def _method_of(record: Record, described: Mapping[_Key, Record], context: Context) -> _Key | None:
    """The method a factor's row belongs to: by name, and by version where the name has several."""
    name, version = record.get("method"), record.get("version")
    versions = [key for key in described if key[0] == name]
    if not versions:
        names = dict.fromkeys(name for name, _ in described)
        context.findings.refuse_unknown("method_unknown", record.place("method"), name, names)
        return None
    found = [key for key in versions if version in ("", str(key[1]))]
    if len(found) == 1:
        return found[0]
    there = ", ".join(str(version) for _, version in versions)
    context.findings.refuse("method_which_version", record.place("version"), method=name, known=there)
    return None


def _method(
    key: _Key, record: Record, rows: Sequence[Record], items: Mapping[str, Item], context: Context
) -> Method:
    statistic = _word(record, "statistic", tuple(Statistic), context) or Statistic.SHARE
    across = _word(record, "across", tuple(Aggregation), context)
    if not record.get("across"):
        across = Aggregation.POOLED
    factors = _factors(rows, across, items, context)
    rated = [item for item in items.values() if item.role is Role.CRITERION]
    if rows:
        rated = [items[name] for factor in factors for name in factor.items]
    elif not rated or across is Aggregation.WEIGHTED_FACTORS:
        context.findings.refuse("method_factors_missing", record.place("factor"), method=record.get("method"))
    satisfied = _satisfied(record, statistic, rated, context)
    offered = {choice.name for item in rated for choice in _opinions(item, context)}
    if offered.issuperset(satisfied):  # one that is misspelt is said to be that and nothing more
        for item in rated:
            _check_scale(item, statistic, satisfied, record, context)
    if not record.said("label", context.settings.default_language):
        context.findings.refuse("label_missing", record.place("label"), found=record.get("method"))
    if not record.said("source", context.settings.default_language):
        context.findings.warn("method_source_missing", record.place("source"), method=record.get("method"))
    return Method(
        name=key[0],
        version=key[1],
        statistic=statistic,
        label=read_said(record, "label", context),
        source=read_said(record, "source", context),
        satisfied=satisfied,
        factors=factors,
        within=_word(record, "within", _WITHIN, context) or Aggregation.POOLED,
        across=across or Aggregation.POOLED,
    )


def _word(record: Record, key: str, known: tuple[_Kind, ...], context: Context) -> _Kind | None:
    """The word under `key`; None where it is blank, or refused for not being one of the `known`."""
    written = record.get(key)
    found = next((word for word in known if word == written), None)
    if written and found is None:
        context.findings.refuse_unknown("method_word", record.place(key), written, known)
    return found


def _factors(
    rows: Iterable[Record], across: Aggregation | None, items: Mapping[str, Item], context: Context
) -> tuple[Factor, ...]:
    """The factors of a method; `across` is None where its word was refused."""
    found: dict[str, Record] = {}
    taken: dict[str, str] = {}
    factors = []
    for record in rows:
        name, place = record.get("factor"), record.place("factor")
        if not _NAME.fullmatch(name):
            context.findings.refuse("name", place, found=name)
        elif name == OVERALL:
            context.findings.refuse("name_reserved", place, found=name)
        elif name in found:
            context.findings.refuse("name_twice", place, found=name, first=found[name].place("factor"))
        found.setdefault(name, record)
        for key in _OF_METHODS:
            if record.get(key):
                context.findings.refuse("method_cell_misplaced", record.place(key), column=key)
        named = _items(record, taken, items, context)
        weight = _weight(record, across, context)
        factors.append(Factor(name, named, read_said(record, "label", context), weight))
    return tuple(factors)


def _items(
    record: Record, taken: dict[str, str], items: Mapping[str, Item], context: Context
) -> tuple[str, ...]:
    """The factor's items by name: in no order of their own, for none changes a figure."""
    place, factor = record.place("items"), record.get("factor")
    names = _words(record.get("items"))
    if not names:
        context.findings.refuse("method_items_missing", place, factor=factor)
    for name in names:
        item = items.get(name)
        if item is None:
            rated = [name for name, item in items.items() if item.type is ItemType.SELECT_ONE]
            context.findings.refuse_unknown("method_item", place, name, rated)
        elif item.type is not ItemType.SELECT_ONE or item.repeat or item.role in _GENERAL:
            context.findings.refuse("method_item_unrated", place, found=name)
        elif name in taken:
            context.findings.refuse("method_item_twice", place, found=name, factor=taken[name])
        taken.setdefault(name, factor)
    usable = {name for name in names if name in items and items[name].type is ItemType.SELECT_ONE}
    return tuple(sorted(usable))


def _weight(record: Record, across: Aggregation | None, context: Context) -> Decimal | None:
    """The factor's weight; one that is no weight is refused whether or not it would count."""
    written, place = record.get("weight"), record.place("weight")
    if not written:
        if across is not Aggregation.WEIGHTED_FACTORS:
            return None
        context.findings.refuse("method_weight_missing", place, factor=record.get("factor"))
        return None
    try:
        weight = Decimal(written.replace(",", "."))
    except InvalidOperation:
        weight = Decimal("NaN")
    if not weight.is_finite() or not _LEAST <= weight <= _MOST:
        context.findings.refuse("method_weight", place, found=written[:40])
        return None
    if across is not Aggregation.WEIGHTED_FACTORS:
        if across is not None:
            context.findings.refuse("method_weight_idle", place)
        return None
    return Decimal(f"{weight.normalize():f}")  # 0.30 and 0.3 are one weight


def _satisfied(
    record: Record, statistic: Statistic, rated: Sequence[Item], context: Context
) -> tuple[str, ...]:
    """The names of the choices that satisfy, each once and in no order of their own."""
    names, place = _words(record.get("satisfied")), record.place("satisfied")
    if names and statistic is Statistic.MEAN:
        context.findings.refuse("method_satisfied_idle", place)
        return ()
    known = dict.fromkeys(choice.name for item in rated for choice in _opinions(item, context))
    for name in names:
        if known and name not in known:
            context.findings.refuse_unknown("method_choice", place, name, known)
    return tuple(sorted(set(names)))


def _check_scale(
    item: Item, statistic: Statistic, satisfied: Sequence[str], record: Record, context: Context
) -> None:
    """Every rated item needs a choice that counts: one that satisfies, is judged, or has a score."""
    choices = _opinions(item, context)
    if statistic is Statistic.MEAN:
        if all(choice.score is None for choice in choices):
            context.findings.refuse("method_unscored", record.place("statistic"), found=item.name)
    elif satisfied:
        if not any(choice.name in satisfied for choice in choices):
            context.findings.refuse("method_unsatisfied", record.place("satisfied"), found=item.name)
    elif not any(choice.satisfied for choice in choices):
        context.findings.refuse("method_unsatisfied", record.place("satisfied"), found=item.name)


def _opinions(item: Item, context: Context) -> list[Choice]:
    return [choice for choice in context.lists.get(item.list_name or "", ()) if choice.missing is None]


def _words(cell: str) -> list[str]:
    return [word for word in _BETWEEN.split(cell) if word]
