"""A visit's answers as a person reads them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby

from forms import Checked, Instrument, Item, ItemType, Screen, entry_title, name_entry, name_place, screens
from forms.addresses import address, place_of
from forms.items import FILES
from survey_app.inspections.model import Progress, occurrences, section_title, shown_beside
from wording import figures, say


def spoken(instrument: Instrument, item: Item, answer: object, language: str) -> str:
    """``answer`` to ``item`` in words: labels of choices, figures and days as the language writes them.

    Takes what was typed as well: what is no answer of its type comes back as it stands; '' for none.
    """
    if answer is None or answer == "" or answer == []:
        return ""
    if item.list_name:
        parts = answer if isinstance(answer, list | tuple) else [answer]
        labels = {one.name: instrument.text(one.label, language) for one in instrument.choices(item)}
        said = [labels.get(str(part)) or str(part) for part in parts]
        if item.type is ItemType.RANK:
            said = [f"{place}. {one}" for place, one in enumerate(said, start=1)]
        return "; ".join(said)
    text = str(answer)
    if item.type is ItemType.DATE:
        return _day(text, language)
    if item.type is ItemType.DATETIME:
        return _moment(text, language)
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE, ItemType.CALCULATE):
        return _number(text, language)
    if item.type is ItemType.ACKNOWLEDGE:
        return say(language, "inspections.acknowledged")
    if item.type is ItemType.GEOPOINT:
        return _point(text, language)
    return text


def _day(text: str, language: str) -> str:
    try:
        return figures.day(date.fromisoformat(text), language)
    except ValueError:
        return text


def _moment(text: str, language: str) -> str:
    try:
        return figures.moment(datetime.fromisoformat(text), language)
    except ValueError:
        return text


def _point(text: str, language: str) -> str:
    """Latitude and longitude, and how exact they are where that is known."""
    parts = text.split()
    if len(parts) < 4:
        return ", ".join(parts[:2]) or text
    accuracy = _number(parts[3], language)
    return say(language, "inspections.point", point=", ".join(parts[:2]), metres=accuracy)


def _number(text: str, language: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        return text
    exponent = value.normalize().as_tuple().exponent
    return figures.number(value, language, min(max(0, -exponent), 6) if isinstance(exponent, int) else 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One item to be read: its label, its answer in words or its file's name, its failure; or ``missing``."""

    label: str
    text: str
    file: str
    severity: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together; ``title`` is their group's label or ''."""

    title: str
    lines: tuple[Line, ...]


def section_titles(progress: Progress, language: str) -> dict[int, str]:
    """What each section is called, by the number of its screen."""
    instrument = progress.checked.instrument
    return {one.screen.number: section_title(instrument, one.screen, language) for one in progress.sections}


def read_sections(
    progress: Progress, language: str, missing: frozenset[str] = frozenset()
) -> list[tuple[str, list[Part]]]:
    """Title and parts of each section: what was answered and what the form made of it, in its order.

    Each time a repeat was asked makes parts of its own, numbered. Sections that say nothing are left out.
    The addresses in ``missing`` have a line that says they were not answered.
    """
    checked = progress.checked
    failed = {(failure.item.name, failure.occurrence) for failure in progress.failures}
    found = []
    for screen in screens(checked.instrument):
        parts = list(_parts(checked, screen, failed, missing, language))
        if parts:
            found.append((section_title(checked.instrument, screen, language), parts))
    return found


def missing_answers(progress: Progress) -> frozenset[str]:
    """The addresses that must be answered and are not."""
    return frozenset(one.place for one in progress.checked.problems if one.code == "answer_required")


def content_code(visit: str, checked: Checked) -> str:
    """What tells one content of a visit from another, as the prints of a tablet have it: 16 digits.

    It is made of what people answered, by address, as a tablet has it typed; files go by their names.
    """
    asked = {item.name for item in checked.instrument.items if item.askable}
    said = {
        place: _typed(answer)
        for place, answer in checked.answers.items()
        if place_of(place)[0] in asked and answer not in (None, "", [])
    }
    content = {"answers": said, "digest": checked.instrument.digest, "visit": visit}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _typed(answer: object) -> str | list[str]:
    """An answer as it was typed: 20.0 and 20 are the same."""
    if isinstance(answer, list | tuple):
        return [str(one) for one in answer]
    return str(int(answer)) if isinstance(answer, float) and answer.is_integer() else str(answer)


def _parts(
    checked: Checked, screen: Screen, failed: set[tuple[str, int]], missing: frozenset[str], language: str
) -> Iterator[Part]:
    instrument = checked.instrument
    groups = {group.name: instrument.text(group.label, language) for group in instrument.groups}
    title = section_title(instrument, screen, language)
    asked = occurrences(checked, _with_tested(instrument, screen))
    for (group, at), items in groupby(asked, key=lambda one: (one[0].group, one[1])):
        found = (
            _missing(checked, one, at, language)
            if address(one.name, at) in missing
            else _line(checked, one, at, failed, language)
            for one, _ in items
        )
        lines = tuple(filter(None, found))
        if lines:
            name = groups.get(group or "", "")
            name = _entry_title(checked, screen, name, at, language) if at else name
            yield Part("" if name == title else name, lines)


def _with_tested(instrument: Instrument, screen: Screen) -> Screen:
    """The screen, and where they stand in the form the calculations that may fail."""
    tested = [
        item
        for item in instrument.items
        if item.screen is None
        and item.severity is not None
        and (home := shown_beside(instrument, item)) is not None
        and home.screen == screen.number
    ]
    return replace(screen, items=tuple(sorted((*screen.items, *tested), key=lambda item: item.number)))


def _entry_title(checked: Checked, screen: Screen, group: str, at: int, language: str) -> str:
    """What an entry of the screen's repeat is called, after the group within it that has a label."""
    instrument = checked.instrument
    repeat = next(instrument.group(item.repeat) for item in screen.items if item.repeat)
    entry = name_entry(instrument, repeat, at, language, checked.answers)
    if not group or group == instrument.text(repeat.label, language):
        return entry_title(entry)
    return say(language, "forms.in_entry", label=group, entry=entry)


def _line(checked: Checked, item: Item, at: int, failed: set[tuple[str, int]], language: str) -> Line | None:
    if item.type is ItemType.NOTE:
        return _note(checked, item, at, language)
    answer = checked.answers.get(address(item.name, at))
    if answer is None or not (item.askable or item.severity):
        return None
    instrument = checked.instrument
    return Line(
        label=name_place(instrument, item.name, language, checked.answers),
        text="" if item.type in FILES else spoken(instrument, item, answer, language),
        file=str(answer) if item.type in FILES else "",
        severity=str(item.severity) if (item.name, at) in failed else "",
    )


def _missing(checked: Checked, item: Item, at: int, language: str) -> Line:
    label = name_place(checked.instrument, address(item.name, at), language, checked.answers)
    return Line(label, say(language, "tablet.print_unanswered"), file="", severity="", missing=True)


def _note(checked: Checked, item: Item, at: int, language: str) -> Line | None:
    """What the form makes of the answers: a note that shows one of them, or depends on one."""
    shows = item.relevant is not None or "${" in checked.instrument.text(item.label, language)
    place = address(item.name, at)
    if not shows or place in checked.irrelevant:
        return None
    text = name_place(checked.instrument, place, language, checked.answers)
    return Line(say(language, "inspections.form_says"), text, file="", severity="")
