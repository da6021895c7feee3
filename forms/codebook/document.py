"""The codebook for people and programs: of each version, and of all of them together."""

from collections.abc import Sequence
from typing import Any

from forms.codebook import MISSING_CODES, choice_codes
from forms.frozen import plain
from forms.instrument import Instrument
from forms.items import Item, ItemType, Labels
from forms.workbook.table import Table

UNANSWERED = -1
_KINDS = {"unanswered": UNANSWERED, **{kind.value: code for kind, code in MISSING_CODES.items()}}
_PLAIN = ("role", "factor", "criterion", "severity", "finding", "repeat")
_SCORED = ("score", "satisfied", "missing", "fails")
_METHOD = ("version", "method", "statistic")
_SHEET_NAME = 31  # letters a spreadsheet takes

Entry = dict[str, Any]


def document(versions: Sequence[Instrument]) -> Entry:
    """The codebook of `versions`, which are those of one instrument in the order of publishing, for JSON.

    `versions`: of each its digest, languages, items (with labels by language, choices and their codes) and
    methods. `union`: every item of any version by name, with the versions that ask it, labelled as in the
    last of them, and every choice it ever had. `missing`: the codes of what is no opinion.
    """
    found = [
        {
            "version": version.version,
            "digest": version.digest,
            "languages": {tag: version.language_names.get(tag, tag) for tag in version.languages},
            "factors": {name: dict(labels) for name, labels in version.factors.items()},
            "items": [_item(versions[: place + 1], item) for item in version.items if _is_kept(item)],
            "methods": plain(version.methods),
        }
        for place, version in enumerate(versions)
    ]
    newest = versions[-1]
    return {
        "instrument": newest.id,
        "title": dict(newest.title),
        "versions": found,
        "union": _union(found),
        "missing": _KINDS,
    }


def tables(versions: Sequence[Instrument]) -> tuple[Table, ...]:
    """The same as sheets: the union, each version, the methods of all, the codes of what is missing."""
    book = document(versions)
    tags = list(dict.fromkeys(tag for version in versions for tag in version.languages))
    sheets = [_sheet("union", book["union"], tags, ("versions",))]
    for number, version in enumerate(book["versions"], start=1):
        name = f"{number} v{version['version']}"[:_SHEET_NAME]
        sheets.append(_sheet(name, version["items"], tags, (*_PLAIN, *_SCORED)))
    methods = [
        _method_row(version["version"], method, tags)
        for version in book["versions"]
        for method in version["methods"]
    ]
    if methods:
        spoken = (*_spoken("label", tags), *_spoken("source", tags))
        sheets.append(Table("methods", (*_METHOD, *spoken, "factors"), tuple(methods), fast=2))
    sheets.append(Table("missing", ("missing", "code"), tuple(_KINDS.items())))
    return tuple(sheets)


def _is_kept(item: Item) -> bool:
    return item.type is not ItemType.NOTE


def _item(versions: Sequence[Instrument], item: Item) -> Entry:
    codes = choice_codes(versions, item.name)
    instrument = versions[-1]
    choices = [
        {
            "choice": choice.name,
            "code": codes.get(choice.name),
            "label": dict(choice.label),
            "score": None if choice.score is None else float(choice.score),
            "satisfied": choice.satisfied,
            "missing": choice.missing.value if choice.missing else None,
            "fails": choice.fails,
        }
        for choice in instrument.choices(item)
    ]
    return {
        "item": item.name,
        "number": item.number,
        "type": item.type.value,
        "label": dict(item.label),
        **{key: getattr(item, key) for key in _PLAIN},
        "choices": choices,
    }


def _union(versions: Sequence[Entry]) -> list[Entry]:
    items: dict[str, Entry] = {}
    for version in versions:
        for item in version["items"]:
            known = items.setdefault(item["item"], {"item": item["item"], "versions": [], "choices": {}})
            known |= {"type": item["type"], "label": item["label"]}
            known["versions"].append(version["version"])
            for choice in item["choices"]:
                key = (choice["choice"], choice["code"])
                earlier = known["choices"].get(key, {"versions": []})["versions"]
                named = {"choice": choice["choice"], "code": choice["code"], "label": choice["label"]}
                known["choices"][key] = {**named, "versions": [*earlier, version["version"]]}
    return [{**item, "choices": list(item["choices"].values())} for item in items.values()]


def _sheet(name: str, items: Sequence[Entry], tags: Sequence[str], further: Sequence[str]) -> Table:
    """A row an item, then a row each of its choices."""
    heading = ("item", "type", "choice", "code", *_spoken("label", tags), *further)
    rows: list[tuple[str | float | None, ...]] = []
    heads = set()
    for item in items:
        heads.add(len(rows))
        rows.append(_row(heading, item, tags))
        rows += [_row(heading, {**choice, "item": item["item"]}, tags) for choice in item["choices"]]
    return Table(name, heading, tuple(rows), strong=frozenset(heads), fast=2)


def _row(heading: Sequence[str], entry: Entry, tags: Sequence[str]) -> tuple[str | float | None, ...]:
    spoken = _said("label", entry["label"], tags)
    return tuple(spoken[key] if key in spoken else _cell(entry.get(key)) for key in heading)


def _method_row(version: str, method: Entry, tags: Sequence[str]) -> tuple[str | float | None, ...]:
    factors = "; ".join(f"{each['name']}: {' '.join(each['items'])}" for each in method.get("factors", ()))
    label, source = (_said(key, method.get(key, {}), tags).values() for key in ("label", "source"))
    name = f"{method['name']}@{method['version']}"
    return (version, name, method.get("statistic", "share"), *label, *source, factors)


def _spoken(key: str, tags: Sequence[str]) -> list[str]:
    return [f"{key}::{tag}" for tag in tags]


def _said(key: str, labels: Labels, tags: Sequence[str]) -> dict[str, str]:
    return {f"{key}::{tag}": labels.get(tag, "") for tag in tags}


def _cell(value: object) -> str | float | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, (int, float)) else None if value is None else str(value)
