"""What a visit's form found, counted: items met and failed by section, and the figures that were noted."""

from collections.abc import Iterator

from forms import Checked, Item, ItemType, Screen, name_place
from forms.addresses import address
from survey_app.inspections.model import Progress, occurrences, section_title, shown_beside
from survey_app.inspections.papers.facts import Row
from survey_app.inspections.spoken import spoken

_FIGURES = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE)


def rows_of(progress: Progress, language: str) -> tuple[Row, ...]:
    """A row a section that has items which can fail; the sums of its parts make what was asked."""
    rows = (_row(progress, section.screen, language) for section in progress.sections)
    return tuple(row for row in rows if row.asked)


def figures_of(progress: Progress, language: str) -> tuple[tuple[str, str], ...]:
    """Every number that was answered, by what was asked, in the order of the form."""
    checked = progress.checked
    return tuple(
        (
            name_place(checked.instrument, place, language, checked.answers),
            spoken(checked.instrument, item, checked.answers[place], language),
        )
        for section in progress.sections
        for item, at in occurrences(checked, section.screen)
        if item.type in _FIGURES and (place := address(item.name, at)) in checked.answers
    )


def _row(progress: Progress, screen: Screen, language: str) -> Row:
    checked = progress.checked
    failed = {(failure.item.name, failure.occurrence) for failure in progress.failures}
    counted = dict.fromkeys(("met", "failed", "other", "missing"), 0)
    for item, at in _judged(checked, screen):
        place = address(item.name, at)
        answer = checked.answers.get(place)
        if (item.name, at) in failed:
            counted["failed"] += 1
        elif place in checked.irrelevant or _no_judgement(checked, item, answer):
            counted["other"] += 1
        else:
            counted["missing" if answer is None else "met"] += 1
    title = section_title(checked.instrument, screen, language)
    return Row(title, asked=sum(counted.values()), **counted)


def _judged(checked: Checked, screen: Screen) -> Iterator[tuple[Item, int]]:
    """The items that may fail and are seen on the screen, those of a repeat once for each time."""
    for item in checked.instrument.items:
        home = shown_beside(checked.instrument, item) if item.severity is not None else None
        if home is None or home.screen != screen.number:
            continue
        times = checked.answers.get(item.repeat, 0) if item.repeat else None
        yield from ((item, at) for at in (range(1, times + 1) if isinstance(times, int) else (0,)))


def _no_judgement(checked: Checked, item: Item, answer: object) -> bool:
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    said = [one for one in checked.instrument.choices(item) if one.name in chosen]
    return bool(said) and all(one.missing is not None for one in said)
