"""What a visit's form found, counted: items met and failed by section, and the figures that were noted."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from forms import ItemType, Mark, Outcome, marks, name_place, screens
from forms.addresses import address
from survey_app.inspections.model import Progress, occurrences, section_title, shown_beside
from survey_app.inspections.papers.facts import Row
from survey_app.inspections.spoken import spoken

_FIGURES = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE)


def rows_of(progress: Progress, day: date, language: str) -> tuple[Row, ...]:
    """A row a section that has items which can fail; the sums of its parts make what it holds.

    They are the marks that the score of the visit on ``day`` is made of: what had nothing to measure was not
    met.
    """
    instrument = progress.checked.instrument
    by_screen: dict[int, list[Mark]] = {}
    for mark in marks(progress.checked, day):
        home = shown_beside(instrument, mark.item)
        by_screen.setdefault(home.screen or 0 if home else 0, []).append(mark)
    titles = {one.number: section_title(instrument, one, language) for one in screens(instrument)}
    whole = instrument.text(instrument.title, language)
    return tuple(_row(titles.get(number) or whole, found) for number, found in sorted(by_screen.items()))


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


def _row(title: str, found: Sequence[Mark]) -> Row:
    counted = Counter(mark.outcome for mark in found)
    met, failed, missing = (counted[one] for one in (Outcome.MET, Outcome.FAILED, Outcome.UNANSWERED))
    return Row(title, len(found), met, failed, len(found) - met - failed - missing, missing)
