"""A form by its sections: how far each is, what is asked on it, what stands on it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forms import Checked, Failure, Instrument, Item, Problem, Screen, failures, screens
from forms.addresses import address, place_of
from survey_app.inspections.model.visits import Given


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One screen of the checklist, how much of what it must have is there, and what failed on it."""

    screen: Screen
    asked: int
    answered: int
    failures: tuple[Failure, ...]
    problems: tuple[Problem, ...]

    @property
    def done(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """A judged visit by section; ``failures`` are all that handing in makes findings of."""

    checked: Checked
    sections: tuple[Section, ...]
    failures: tuple[Failure, ...]

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def complete(self) -> bool:
        return self.checked.complete

    def section(self, number: int) -> Section | None:
        """The section with the screen of that number, or None."""
        return next((found for found in self.sections if found.screen.number == number), None)

    def before(self, number: int) -> Section | None:
        """The section that precedes number ``number``, or None before the first."""
        return next((found for found in reversed(self.sections) if found.screen.number < number), None)

    def after(self, number: int) -> Section | None:
        """The section that follows number ``number``, or None after the last."""
        return next((found for found in self.sections if found.screen.number > number), None)

    def beside(self, item: Item) -> Item | None:
        """Where people see what ``item`` says: itself, or what its group asks first; None for nowhere."""
        shown = shown_beside(self.checked.instrument, item)
        return shown if shown is not None and self.section(shown.screen or 0) else None

    @property
    def resume(self) -> Section | None:
        """The first section with something left to do, or None."""
        return next((found for found in self.sections if not found.done), None)


def progress_of(checked: Checked, day: date) -> Progress:
    """How far the checklist of a visit on ``day`` is, by section; those with nothing to ask are left out."""
    failed = failures(checked, day)
    homes = [shown_beside(checked.instrument, failure.item) for failure in failed]
    found = []
    for screen in screens(checked.instrument):
        asked = set(asked_on(checked, screen))
        if not asked and not _grows(checked, screen):
            continue
        problems = tuple(one for one in checked.problems if place_of(one.place)[0] in screen.names)
        wrong = {problem.place for problem in problems}
        required = {item.name for item in screen.items if item.required is True}
        needed = wrong | {place for place in asked if place_of(place)[0] in required}
        found.append(
            Section(
                screen,
                asked=len(needed),
                answered=len(needed - wrong),
                failures=tuple(
                    failure
                    for failure, home in zip(failed, homes, strict=True)
                    if home is not None and home.screen == screen.number
                ),
                problems=problems,
            )
        )
    return Progress(checked, tuple(found), failed)


def shown_beside(instrument: Instrument, item: Item) -> Item | None:
    """``item`` itself where it stands on a screen, else what the innermost group around it shows first.

    What is calculated stands on no screen. None where no group around it shows anything.
    """
    if item.screen is not None:
        return item
    for name in reversed(groups_around(instrument, item.group)):
        for other in instrument.items:
            if other.screen is not None and name in groups_around(instrument, other.group):
                return other
    return None


def groups_around(instrument: Instrument, name: str | None) -> list[str]:
    """The group called ``name`` and those around it, outermost first; none for None."""
    found: list[str] = []
    while name is not None:
        found.insert(0, name)
        name = instrument.group(name).parent
    return found


def section_title(instrument: Instrument, screen: Screen, language: str) -> str:
    """What the section with that screen is called."""
    return instrument.text(screen.title or screen.items[0].label or instrument.title, language)


def asked_on(checked: Checked, screen: Screen) -> list[str]:
    """The addresses that people answer on ``screen``, in the order of the page."""
    irrelevant = set(checked.irrelevant)
    return [
        place
        for item, at in occurrences(checked, screen)
        if item.askable and (place := address(item.name, at)) not in irrelevant
    ]


def occurrences(checked: Checked, screen: Screen) -> Iterator[tuple[Item, int]]:
    """The items of ``screen`` in the order of the page, those of a repeat once for each time it is asked."""
    for repeat, items in groupby(screen.items, key=lambda item: item.repeat):
        if repeat is None:
            yield from ((item, 0) for item in items)
        else:
            inside, times = list(items), checked.answers.get(repeat, 0)
            for at in range(1, (times if isinstance(times, int) else 0) + 1):
                yield from ((item, at) for item in inside)


def section_answers(draft: Mapping[str, Given], screen: Screen) -> dict[str, Given]:
    """What ``draft`` says on ``screen``; a blank only of items that would start with an answer."""
    blank = {item.name for item in screen.items if item.default or item.default_value is not None}
    found = {place: given for place, given in draft.items() if place_of(place)[0] in screen.names}
    return {place: given for place, given in found.items() if given or place_of(place)[0] in blank}


def section_digest(draft: Mapping[str, Given], screen: Screen) -> str:
    """A mark that changes with anything typed on ``screen``: what a page was made from."""
    content = json.dumps(section_answers(draft, screen), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def _grows(checked: Checked, screen: Screen) -> bool:
    """Whether people may add an occurrence of a repeat there."""
    repeats = {item.repeat for item in screen.items if item.repeat} - set(checked.irrelevant)
    return any(checked.instrument.group(name).repeat_count is None for name in repeats)
