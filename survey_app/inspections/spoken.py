"""A visit's answers as a person reads them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import groupby

from forms import Checked, Instrument, Item, ItemType
from survey_app.inspections.model import Progress
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
        return "; ".join(labels.get(str(part)) or str(part) for part in parts)
    text = str(answer)
    if item.type is ItemType.DATE:
        return _day(text, language)
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return _number(text, language)
    return text


def _day(text: str, language: str) -> str:
    try:
        return figures.day(date.fromisoformat(text), language)
    except ValueError:
        return text


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
    """One answered item to be read: its label, the answer in words or the name of its photo, its failure."""

    label: str
    text: str
    photo: str
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
    """Title and parts of each section: what was answered, in the order it was asked."""
    instrument = progress.checked.instrument
    groups = {group.name: instrument.text(group.label, language) for group in instrument.groups}
    titles = section_titles(progress, language)
    found = []
    for section in progress.sections:
        title = titles[section.screen.number]
        parts = []
        for group, items in groupby(section.screen.items, key=lambda item: item.group):
            lines = tuple(filter(None, (_line(progress, item, language) for item in items)))
            if lines:
                name = groups.get(group or "", "")
                parts.append(Part("" if name == title else name, lines))
        found.append((title, parts))
    return found


def _line(progress: Progress, item: Item, language: str) -> Line | None:
    answer = progress.checked.answers.get(item.name)
    if answer is None or not item.askable:
        return None
    instrument = progress.checked.instrument
    failed = {failure.item.name for failure in progress.failures}
    picture = item.type is ItemType.IMAGE
    return Line(
        label=instrument.text(item.label, language),
        text="" if picture else spoken(instrument, item, answer, language),
        photo=str(answer) if picture else "",
        severity=str(item.severity) if item.name in failed else "",
    )


def statement(checked: Checked, failed: Item) -> dict[str, str]:
    """What was found, in every language of the checklist: the item with its answer, or with what is missing.

    Figures that stand beside it, of items that cannot fail themselves, are said too: '12 of 20'.
    """
    beside = [item for item in checked.instrument.items if item.name == failed.name or _figure(item, failed)]
    return {
        language: "; ".join(
            _stated(checked, item, language) for item in beside if item.name in checked.answers
        )
        for language in checked.instrument.languages
    }


def _stated(checked: Checked, item: Item, language: str) -> str:
    """The item with its answer; of one that asks for all that is there, what is not."""
    instrument, answer = checked.instrument, checked.answers[item.name]
    label = instrument.text(item.label, language)
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
    return together and item.severity is None and item.type in (ItemType.INTEGER, ItemType.DECIMAL)
