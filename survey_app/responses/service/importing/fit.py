"""Whether a mapping fits a file and a version of an instrument; everything that does not, named."""

from collections import Counter
from collections.abc import Iterator, Sequence

from forms import Instrument, ItemType
from survey_app.errors import Problem
from survey_app.responses.service.importing.cell import looks_old
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.mapping import FIELDS, FileMapping
from survey_app.responses.service.importing.table import item_names, needed_items
from survey_app.rounds.model import Mode

_LACKING = {
    "counter": "mapping_lacks_counter",
    "mode": "mapping_lacks_mode",
    "completed_at": "mapping_lacks_completed_at",
}
_SELECTS = (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE)


def misfits(mapping: FileMapping, headers: Sequence[str], instrument: Instrument) -> list[Problem]:
    """All that keeps ``mapping`` from reading a file with ``headers`` as answers to ``instrument``."""
    return [*_headers(mapping, headers), *_targets(mapping, instrument), *_uncovered(mapping, instrument)]


def _headers(mapping: FileMapping, headers: Sequence[str]) -> Iterator[Problem]:
    said, there = Counter(column.header for column in mapping.columns), Counter(headers)
    for header in said - there:
        yield Problem("mapping_column_gone", "", {"column": excerpt(header, 80)})
    for header in there - said:
        values = {"column": excerpt(header, 80)}
        if looks_old(header):
            yield Problem("import_header_old_font", "", values)
        else:
            yield Problem("mapping_column_new", "", values)


def _targets(mapping: FileMapping, instrument: Instrument) -> Iterator[Problem]:
    if mapping.instrument != instrument.id:
        values = {"asked": instrument.id, "instrument": mapping.instrument}
        yield Problem("mapping_other_instrument", "", values)
        return
    known, items = item_names(instrument), {item.name: item for item in instrument.items}
    taken: dict[str, str] = {}
    for column in mapping.columns:
        to, where = column.to, {"column": excerpt(column.header, 80), "item": column.to}
        if not to:
            continue
        if to not in known and to not in FIELDS:
            yield Problem("mapping_item_gone", "", where)
            continue
        if to in taken or to in mapping.constants:
            yield Problem("mapping_target_twice", "", {**where, "other": taken.get(to, "=")})
        taken[to] = excerpt(column.header, 80)
        item = items.get(to) if to not in FIELDS else None
        names = {mode.value for mode in Mode} if to == "mode" else None
        if item is not None and item.type in _SELECTS:
            names = {choice.name for choice in instrument.choices(item)}
        for value, name in column.values.items():
            if name and names is not None and name not in names:
                said = {**where, "choice": excerpt(name, 40), "value": excerpt(value, 40)}
                yield Problem("mapping_choice_gone", "", said)


def _uncovered(mapping: FileMapping, instrument: Instrument) -> Iterator[Problem]:
    covered = {column.to for column in mapping.columns}
    for name, code in _LACKING.items():
        if name not in covered and not mapping.constants.get(name):
            yield Problem(code, name)
    if mapping.constants.get("mode", "") not in ("", *Mode):
        known = ", ".join(Mode)
        yield Problem("import_mode", "mode", {"value": mapping.constants["mode"], "known": known})
    for name in needed_items(instrument):
        if name not in covered:
            label = instrument.text(instrument.item(name).label, instrument.default_language)
            yield Problem("mapping_lacks_item", "", {"item": name, "label": excerpt(label, 80)})
