"""The codebook for people: the same as `document`, as sheets in the reader's language."""

from collections.abc import Mapping, Sequence

from forms.codebook.document import COUNTED, KINDS, OF_ITEMS, Entry, document
from forms.instrument import Instrument
from forms.items import Labels, Role
from forms.methods import Aggregation, Method, Statistic
from forms.workbook.table import Table
from wording import say

_SHEET_NAME = 31  # letters a spreadsheet takes
_METHOD = ("version", "method", "statistic", "counts_satisfied", "within", "across")
_FACTOR = ("factor", "items", "weight")

_Row = tuple[str | float | None, ...]


def tables(versions: Sequence[Instrument], language: str) -> tuple[Table, ...]:
    """The codebook of `versions` as sheets: the union, each version, the methods of all, the codes of what is
    missing.

    Names of sheets and columns are in `language`; the words of a form's own sheets stand as they are there.
    """
    book = document(versions)
    spoken = {tag: name for version in versions for tag, name in _spoken(version).items()}
    union = [part for item in book["union"] for part in _meanings(item)]
    sheets = [_sheet("union", _say(language, "sheet_union"), union, spoken, language)]
    for number, version in enumerate(book["versions"], start=1):
        name = _say(language, "sheet_version", number=number, version=version["version"])[:_SHEET_NAME]
        rows = [part for item in version["items"] for part in (item, *_choices(item))]
        sheets.append(_sheet("version", name, rows, spoken, language))
    rows = [row for version in versions for row in _method_rows(version, spoken, language)]
    if rows:
        heading = (*_METHOD, *_FACTOR, *_tagged("label", spoken), *_tagged("source", spoken))
        strong = frozenset(place for place, row in enumerate(rows) if row[len(_METHOD)] is None)
        named = _headed(heading, spoken, language)
        sheets.append(Table(_say(language, "sheet_methods"), named, tuple(rows), strong=strong, fast=2))
    codes = tuple((kind, _say(language, f"missing_{kind}"), code) for kind, code in KINDS.items())
    heading = _headed(("missing", "meaning", "code"), {}, language)
    sheets.append(Table(_say(language, "sheet_missing"), heading, codes))
    return tuple(sheets)


def _say(language: str, key: str, **values: object) -> str:
    return say(language, f"codebook.{key}", **values)


def _spoken(version: Instrument) -> dict[str, str]:
    """The languages of `version` as a heading names them, by tag."""
    return {tag: f"{version.language_names.get(tag, tag)} ({tag})" for tag in version.languages}


def _choices(item: Entry) -> list[Entry]:
    return [{**choice, "item": item["item"]} for choice in item["choices"]]


def _meanings(item: Entry) -> list[Entry]:
    """A row for each meaning of an item, then for each of each of its choices."""
    told = [item, *_choices(item)]
    return [{**entry, **meaning} for entry in told for meaning in entry["meanings"]]


def _sheet(kind: str, name: str, entries: Sequence[Entry], spoken: Mapping[str, str], language: str) -> Table:
    """A row an item, then a row each of its choices."""
    further = ("versions", "changed", *COUNTED) if kind == "union" else (*OF_ITEMS, *COUNTED)
    heading = ("item", "type", "choice", "code", *_tagged("label", spoken), *further)
    rows = tuple(_row(heading, entry, spoken, language) for entry in entries)
    strong = frozenset(place for place, entry in enumerate(entries) if "choice" not in entry)
    return Table(name, _headed(heading, spoken, language), rows, strong=strong, fast=2)


def _tagged(key: str, spoken: Mapping[str, str]) -> list[str]:
    return [f"{key}::{tag}" for tag in spoken]


def _headed(heading: Sequence[str], spoken: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The columns as they are called in `language`; those of a text name the text's own."""
    parts = [key.partition("::") for key in heading]
    return tuple(
        _say(language, f"column_{key}") + (f": {spoken[tag]}" if tag else "") for key, _, tag in parts
    )


def _row(heading: Sequence[str], entry: Entry, spoken: Mapping[str, str], language: str) -> _Row:
    said = _said("label", entry["label"], spoken)
    return tuple(said[key] if key in said else _cell(entry.get(key), language) for key in heading)


def _said(key: str, labels: Labels, spoken: Mapping[str, str]) -> dict[str, str]:
    return {f"{key}::{tag}": labels.get(tag, "") for tag in spoken}


def _cell(value: object, language: str) -> str | float | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return _say(language, "yes" if value else "no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, (int, float)) else str(value)


def _method_rows(version: Instrument, spoken: Mapping[str, str], language: str) -> list[_Row]:
    """Of each method of `version` a row, then a row for each of its factors."""
    rows: list[_Row] = []
    for method in version.methods:
        named = (version.version, str(method))
        texts = (
            *_said("label", method.label, spoken).values(),
            *_said("source", method.source, spoken).values(),
        )
        rows.append(
            (
                *named,
                _say(language, f"statistic_{method.statistic}"),
                ", ".join(_satisfying(version, method)),
                _way(method.within, language),
                _way(method.across, language),
                *(None for _ in _FACTOR),
                *texts,
            )
        )
        blank = [None] * (len(_METHOD) - len(named))
        for name, items, label, weight in _factors(version, method):
            called = _said("label", label, spoken).values()
            rows.append((*named, *blank, name, " ".join(items), weight, *called, *("" for _ in spoken)))
    return rows


def _way(aggregation: Aggregation, language: str) -> str:
    """In words, and as the form's sheet has it."""
    return f"{_say(language, f'way_{aggregation}')} ({aggregation})"


def _satisfying(version: Instrument, method: Method) -> list[str]:
    """The names of the choices that satisfy: the method's own, else those its questions' lists say."""
    if method.satisfied or method.statistic is Statistic.MEAN:
        return list(method.satisfied)
    asked = {item for _, items, _, _ in _factors(version, method) for item in items}
    choices = [
        choice
        for item in version.items
        if item.name in asked or not asked
        for choice in version.choices(item)
    ]
    return list(dict.fromkeys(choice.name for choice in choices if choice.satisfied))


def _factors(version: Instrument, method: Method) -> list[tuple[str, tuple[str, ...], Labels, float | None]]:
    """Name, items, label and weight of each factor: the method's own, else those of the form's criteria."""
    if method.factors:
        return [
            (
                factor.name,
                factor.items,
                factor.label or version.factors.get(factor.name, {}),
                None if factor.weight is None else float(factor.weight),
            )
            for factor in method.factors
        ]
    found: dict[str, list[str]] = {}
    for item in version.items:
        if item.role is Role.CRITERION and item.factor:
            found.setdefault(item.factor, []).append(item.name)
    return [(name, tuple(items), version.factors.get(name, {}), None) for name, items in found.items()]
