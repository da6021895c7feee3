"""A first mapping for a file: what its headers and the values under them suggest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from forms import Instrument, Item, ItemType
from survey_app.responses.service.importing.cell import (
    Untold,
    choice_names,
    key_of,
    mode_names,
    read_cell,
    reader_of,
)
from survey_app.responses.service.importing.doubt import Written, told, written_in
from survey_app.responses.service.importing.mapping import Column, Dates, Decimals, FileMapping, Layout
from survey_app.responses.service.importing.source import Ranges, spread
from survey_app.responses.service.importing.table import item_names
from wording import nfc

# How alike a header and a label must be, from 0 to 1, where they are not the same without marks and signs.
ALIKE = 0.8
# More different values than that are no table of choices.
MOST_VALUES = 60
_PHRASE, _LONG_WORD = 0.85, 6
_HEADER_WITHIN, _FILLED = 15, 0.6
_FIELD_HEADERS = {
    "counter": ("counter", "ma quay", "quay", "quay giao dich", "ma diem phuc vu", "counter code"),
    "mode": ("mode", "hinh thuc", "hinh thuc thu thap", "hinh thuc khao sat", "cach thu thap"),
    "completed_at": (
        *("completed at", "ngay", "ngay tra loi", "ngay khao sat", "ngay phong van", "ngay dien phieu"),
        *("dau thoi gian", "thoi gian", "date", "timestamp", "ngay lay phieu"),
    ),
    "uuid": ("uuid",),
    "stratum": ("stratum", "tang"),
    "psu": ("psu", "don vi chon mau", "cum"),
    "weight": ("weight", "trong so", "quyen so"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands under a header in the rows that were looked at: the different values, the first first."""

    header: str
    values: tuple[str, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        return self.values[:3]


def find_layout(first: Sequence[list[str]], merged: Ranges, sheet: str) -> Layout:
    """Where the table seems to begin: titles above it are passed over, merged headers have two rows."""
    rows = spread(first, merged)
    most = max((sum(1 for cell in row if cell.strip()) for row in rows), default=0)
    for number, row in enumerate(rows[:_HEADER_WITHIN], start=1):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) >= max(1, most * _FILLED) and len(set(filled)) > len(filled) // 3:
            below = [
                (bottom if bottom > top else bottom + 1)
                for top, left, bottom, right in merged
                if top == number and (bottom > top or right > left)
            ]
            last = min(max(below, default=number), number + 4)
            return Layout(sheet, "", number, last - number + 1, last + 1)
    return Layout(sheet)


def see(headers: Sequence[str], rows: Iterator[list[str]]) -> list[Seen]:
    """The different values of each column in ``rows``, in order of appearance."""
    found: list[dict[str, None]] = [{} for _ in headers]
    for row in rows:
        for values, cell in zip(found, row, strict=False):
            if cell.strip() and len(values) <= MOST_VALUES:
                values.setdefault(cell if cell == cell.strip() else cell.strip())
    return [Seen(header, tuple(values)) for header, values in zip(headers, found, strict=True)]


def propose(
    seen: Sequence[Seen],
    instrument: Instrument,
    layout: Layout,
    counters: Mapping[str, str] | None = None,
    separator: str = "",
) -> FileMapping:
    """A mapping by headers and values; ``counters`` gives the code of a counter by the key of its name,
    ``separator`` is that of a CSV file.

    A header means an item when it is its name or label, is like its label (ALIKE), or when its last part, of
    two words or more than five letters, stands in the label of no other item; each item once.
    """
    targets = targets_of(seen, instrument)
    decimals = _decimals(seen, targets, instrument, separator)
    bare = FileMapping(instrument.id, (), layout, decimals, _dates(seen, targets, instrument))
    columns = []
    for place, one in enumerate(seen):
        to = targets.get(place, "")
        columns.append(Column(one.header, to, _values(one, to, bare, instrument, counters or {})))
    return FileMapping(instrument.id, tuple(columns), layout, bare.decimals, bare.dates)


def targets_of(seen: Sequence[Seen], instrument: Instrument) -> dict[int, str]:
    """Place of a column -> its target; the best pair first, every column and target once."""
    known = item_names(instrument)
    scores: list[tuple[float, int, str]] = []
    for place, one in enumerate(seen):
        scores += [(_PHRASE, place, name) for name in _only_item_with(one.header, instrument)]
        key = key_of(one.header)
        for name, words in _FIELD_HEADERS.items():
            if key in words or one.header == name:
                scores.append((2.0 - words.index(key) / 100 if key in words else 2.0, place, name))
        for item in instrument.items:
            if item.name in known:
                score = _score(one.header, key, item)
                if score >= ALIKE:
                    scores.append((score, place, item.name))
    found: dict[int, str] = {}
    for _, place, name in sorted(scores, key=lambda entry: (-entry[0], entry[1])):
        if place not in found and name not in found.values():
            found[place] = name
    return found


def _only_item_with(header: str, instrument: Instrument) -> list[str]:
    """The one item in whose label the last part of a joined header stands as words; else none."""
    phrase = key_of(header.rpartition(" / ")[2])
    if " " not in phrase and len(phrase) < _LONG_WORD:
        return []
    known = item_names(instrument)
    found = [
        item.name
        for item in instrument.items
        if item.name in known and any(f" {phrase} " in f" {key_of(label)} " for label in item.label.values())
    ]
    return found if len(found) == 1 else []


def _score(header: str, key: str, item: Item) -> float:
    """How surely a header means ``item``: 3 its name, 1.5 its label, else how alike they are."""
    if nfc(header).strip() == item.name or key == key_of(item.name):
        return 3.0
    best = 0.0
    for label in (item.name, *item.label.values()):
        other = key_of(label)
        # 'Câu 3: ...', '3. ...', 'Tiếp cận / Có đủ chỗ ngồi': the label stands at the end.
        if other and (key == other or (len(other) >= 8 and key.endswith(" " + other))):
            best = max(best, 1.5)
        elif 2 * min(len(key), len(other)) >= ALIKE * (len(key) + len(other)):  # else it cannot be alike
            matcher = SequenceMatcher(None, key, other, autojunk=False)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                best = max(best, matcher.ratio())
    return best


def _decimals(
    seen: Sequence[Seen], targets: Mapping[int, str], instrument: Instrument, separator: str
) -> Decimals:
    """As most numbers say that can be read in one way only; else as Excel writes beside that separator.

    Excel in Vietnamese writes semicolons between cells and points between thousands.
    """
    commas = points = 0
    for place, to in targets.items():
        if written_in(to, instrument) is Written.NUMBER:
            said = told(seen[place].values, to, instrument)
            commas, points = commas + said.first, points + said.second
    if commas == points:
        return Decimals.POINT if separator == "," else Decimals.COMMA
    return Decimals.POINT if points > commas else Decimals.COMMA


def _dates(seen: Sequence[Seen], targets: Mapping[int, str], instrument: Instrument) -> Dates:
    days = months = 0
    for place, to in targets.items():
        if written_in(to, instrument) is Written.DAY:
            values = seen[place].values
            figures = [value for value in values if value.replace(".", "", 1).isdigit()]
            if len(figures) > len(values) / 2:
                return Dates.SERIAL
            said = told(values, to, instrument)
            days, months = days + said.first, months + said.second
    return Dates.MONTH_FIRST if months > days else Dates.DAY_FIRST


def _values(
    one: Seen, to: str, mapping: FileMapping, instrument: Instrument, counters: Mapping[str, str]
) -> dict[str, str]:
    """The table of a column whose values are not understood of themselves; those it can tell."""
    known = understood(to, instrument)
    if to == "counter":
        codes = set(counters.values())
        found = {
            value: counters[key_of(value)]
            for value in one.values
            if value not in codes and key_of(value) in counters
        }
        return {**{value: value for value in one.values if value in codes}, **found} if found else {}
    if not known or len(one.values) > MOST_VALUES:
        return {}
    read = reader_of(Column(one.header, to), mapping, instrument)
    table: dict[str, str] = {}
    for value in one.values:
        try:
            table[value] = read_cell(read, value)
        except Untold:
            continue
    return {} if len(table) == len(one.values) else table


def understood(to: str, instrument: Instrument) -> dict[str, str]:
    """What a column of that target may say, by key; nothing when anything may stand there."""
    if to == "mode":
        return mode_names()
    item = next((item for item in instrument.items if item.name == to), None)
    if item is None or item.type not in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
        return {}
    return choice_names(instrument, item)
