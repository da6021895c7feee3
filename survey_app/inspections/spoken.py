"""A visit's answers as a person reads them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby

from forms import Checked, Instrument, Item, ItemType, name_place
from forms.addresses import address
from forms.items import FILES
from survey_app.inspections.model import Progress, occurrences
from wording import figures, say

# The choice that says that none of the others is there.
_NOTHING = "none"


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
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE):
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
    """One answered item to be read: its label, the answer in words or the name of its file, its failure."""

    label: str
    text: str
    file: str
    severity: str


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together; ``title`` is their group's label or ''."""

    title: str
    lines: tuple[Line, ...]


def section_titles(progress: Progress, language: str) -> dict[int, str]:
    """What each section is called, by the number of its screen."""
    instrument = progress.checked.instrument
    return {
        one.screen.number: instrument.text(
            one.screen.title or one.screen.items[0].label or instrument.title, language
        )
        for one in progress.sections
    }


def read_sections(progress: Progress, language: str) -> list[tuple[str, list[Part]]]:
    """Title and parts of each section: what was answered, in the order it was asked.

    Each time a repeat was asked makes parts of its own, numbered.
    """
    instrument = progress.checked.instrument
    groups = {group.name: instrument.text(group.label, language) for group in instrument.groups}
    failed = {(failure.item.name, failure.occurrence) for failure in progress.failures}
    titles = section_titles(progress, language)
    found = []
    for section in progress.sections:
        title = titles[section.screen.number]
        parts = []
        asked = occurrences(progress.checked, section.screen)
        for (group, at), items in groupby(asked, key=lambda one: (one[0].group, one[1])):
            lines = tuple(
                filter(None, (_line(progress.checked, one, at, failed, language) for one, _ in items))
            )
            if lines:
                name = groups.get(group or "", "") or (title if at else "")
                parts.append(Part(_part_title(name, title, at, language), lines))
        found.append((title, parts))
    return found


def _part_title(name: str, section: str, at: int, language: str) -> str:
    if at:
        return say(language, "forms.in_entry", label=name, n=at)
    return "" if name == section else name


def _line(checked: Checked, item: Item, at: int, failed: set[tuple[str, int]], language: str) -> Line | None:
    answer = checked.answers.get(address(item.name, at))
    if answer is None or not item.askable:
        return None
    instrument = checked.instrument
    return Line(
        label=name_place(instrument, item.name, language, checked.answers),
        text="" if item.type in FILES else spoken(instrument, item, answer, language),
        file=str(answer) if item.type in FILES else "",
        severity=str(item.severity) if (item.name, at) in failed else "",
    )


def statement(checked: Checked, failed: Item, at: int = 0) -> dict[str, str]:
    """What was found, in every language of the checklist: the item with its answer, or with what is missing.

    First what the checklist calls it, where it does. Figures that stand beside it, of items that cannot fail
    themselves, are said too: '12 of 20'. Within a repeat it is what was found the time ``at``, and says which
    that is.
    """
    beside = [item for item in checked.instrument.items if item.name == failed.name or _figure(item, failed)]
    answered = [item for item in beside if address(item.name, at) in checked.answers]
    found = {}
    for language in checked.instrument.languages:
        said = "; ".join(_stated(checked, item, at, language) for item in answered)
        title = checked.instrument.text(failed.finding_title, language)
        found[language] = f"{title.rstrip('.')}. {said}" if title else said
    return found


def _stated(checked: Checked, item: Item, at: int, language: str) -> str:
    """The item with its answer; of one that asks for all that is there, what is not."""
    instrument, place = checked.instrument, address(item.name, at)
    answer = checked.answers[place]
    label = name_place(instrument, place, language, checked.answers)
    missing = _missing(instrument, item, answer)
    if missing:
        return say(
            language, "inspections.item_lacks", item=label, lacks=spoken(instrument, item, missing, language)
        )
    return f"{label}: {spoken(instrument, item, answer, language)}"


def _missing(instrument: Instrument, item: Item, answer: object) -> list[str]:
    """The choices that were not chosen, where choosing all is what is met: no choice fails by itself."""
    choices = instrument.choices(item)
    if (
        item.type is not ItemType.SELECT_MULTIPLE
        or item.severity is None
        or any(one.fails for one in choices)
    ):
        return []
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    return [one.name for one in choices if one.name not in (*chosen, _NOTHING)]


def _figure(item: Item, failed: Item) -> bool:
    together = failed.group is not None and item.group == failed.group
    same = together and item.repeat == failed.repeat
    return same and item.severity is None and item.type in (ItemType.INTEGER, ItemType.DECIMAL)
