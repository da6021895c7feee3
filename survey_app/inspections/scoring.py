"""The score of a visit from its answers, and of a case from its visits: sums that can be added up by hand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from forms import JUDGED, Item, Mark, Outcome, Severity, marks, name_place, screens
from survey_app.inspections.found import named_in
from survey_app.inspections.model import Progress, Visit, section_title, shown_beside
from survey_app.inspections.model.scores import SHARE_DIGITS, WHOLE, Label, Scheme
from survey_app.inspections.spoken import spoken

WITHDRAWN: Final = "withdrawn"
"""Why an item that failed is in no sum: what was found was taken back."""
_SHARE: Final = Decimal(1).scaleb(-SHARE_DIGITS)


@dataclass(frozen=True, slots=True)
class Part:
    """One judgement of an item: its address, what was asked and answered, what it was worked out from.

    ``outcome`` is one of `forms.Outcome` or `WITHDRAWN`; ``achieved`` from 0 to 1, None where it counts for
    nothing. ``share`` tells what was measured from what was met or not.
    """

    place: str
    label: str
    answer: str
    outcome: str
    achieved: Decimal | None
    share: bool
    severity: Severity
    basis: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the list: the parts of one criterion together; ``achieved`` None where none counts."""

    code: str
    severity: Severity
    weight: Decimal
    achieved: Decimal | None
    parts: tuple[Part, ...]

    @property
    def points(self) -> Decimal | None:
        """What it adds to the sum."""
        return None if self.achieved is None else self.weight * self.achieved


@dataclass(frozen=True, slots=True)
class Total:
    """Sums and what follows from them; ``score`` and ``label`` None where nothing could be judged.

    ``earned`` is the label before a grave failure held it down; ``grave`` counts those failures.
    """

    weight: Decimal
    points: Decimal
    counted: int
    listed: int
    unanswered: int
    withdrawn: int
    grave: int
    score: Decimal | None = None
    label: Label | None = None
    earned: Label | None = None

    @property
    def held_down(self) -> bool:
        return self.label != self.earned


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the list with its items and their sum; a section is given no label."""

    title: str
    lines: tuple[Line, ...]
    total: Total


@dataclass(frozen=True, slots=True)
class VisitScore:
    """The score of one visit by the scheme of its day."""

    visit: Visit
    scheme: Scheme
    sections: tuple[Section, ...]
    total: Total


def score_of(
    visit: Visit, progress: Progress, scheme: Scheme, language: str, withdrawn: Collection[str] = ()
) -> VisitScore | None:
    """The score of a visit; None where its form has nothing that can fail.

    ``withdrawn`` names findings (as `named_in` does) that were taken back: they are in neither sum.
    """
    checked = progress.checked
    by_code: dict[str, list[Mark]] = {}
    for mark in marks(checked, visit.day):
        by_code.setdefault(mark.item.criterion or mark.item.name, []).append(mark)
    if not by_code:
        return None
    by_section: dict[int, list[Line]] = {}
    for code, group in by_code.items():
        home = shown_beside(checked.instrument, group[0].item)
        parts = [_part(progress, mark, language, withdrawn) for mark in group]
        by_section.setdefault(home.screen or 0 if home else 0, []).append(_line(code, parts, scheme))
    titles = {
        one.number: section_title(checked.instrument, one, language) for one in screens(checked.instrument)
    }
    whole = checked.instrument.text(checked.instrument.title, language)
    sections = [
        Section(titles.get(number) or whole, tuple(lines), total_of(lines, scheme, with_label=False))
        for number, lines in sorted(by_section.items())
    ]
    every = [line for section in sections for line in section.lines]
    return VisitScore(visit, scheme, tuple(sections), total_of(every, scheme))


def together(scores: Sequence[VisitScore]) -> Total | None:
    """The sum of several visits, as if they were one list; None where their schemes differ."""
    if len({one.scheme.number for one in scores}) != 1:
        return None
    lines = (line for one in scores for section in one.sections for line in section.lines)
    return total_of(lines, scores[0].scheme)


def total_of(lines: Iterable[Line], scheme: Scheme, *, with_label: bool = True) -> Total:
    """The sums of ``lines`` and the score that follows."""
    listed = tuple(lines)
    counted = [line for line in listed if line.achieved is not None]
    parts = [part for line in listed for part in line.parts]
    weight = sum((line.weight for line in counted), Decimal(0))
    points = sum((line.points or Decimal(0) for line in counted), Decimal(0))
    grave = sum(part.outcome == Outcome.FAILED and scheme.caps(part.severity) for part in parts)
    score = scheme.rounded(WHOLE * points / weight) if weight else None
    earned = scheme.label(score) if score is not None and with_label else None
    label = scheme.capped(earned) if earned and grave else earned
    outcomes = [part.outcome for part in parts]
    return Total(
        weight,
        points,
        counted=len(counted),
        listed=len(listed),
        unanswered=outcomes.count(Outcome.UNANSWERED),
        withdrawn=outcomes.count(WITHDRAWN),
        grave=grave,
        score=score,
        label=label,
        earned=earned,
    )


def _line(code: str, parts: Sequence[Part], scheme: Scheme) -> Line:
    """One item; of several parts that count the mean."""
    severity = min(part.severity for part in parts)
    counted = [part.achieved for part in parts if part.achieved is not None]
    achieved = _rounded(sum(counted, Decimal(0)) / len(counted)) if counted else None
    return Line(code, severity, scheme.said.weights[severity], achieved, tuple(parts))


def _part(progress: Progress, mark: Mark, language: str, withdrawn: Collection[str]) -> Part:
    checked, item = progress.checked, mark.item
    instrument = checked.instrument
    outcome: str = mark.outcome
    if mark.outcome is Outcome.FAILED and named_in(instrument, item, mark.occurrence) in withdrawn:
        outcome = WITHDRAWN
    return Part(
        mark.place,
        name_place(instrument, mark.place, language, checked.answers),
        spoken(instrument, item, checked.answers.get(mark.place), language),
        outcome,
        _achieved(mark) if outcome in JUDGED else None,
        mark.share is not None,
        item.severity or Severity.N3,
        tuple(_basis(progress, item, language)),
    )


def _basis(progress: Progress, item: Item, language: str) -> list[tuple[str, str]]:
    """The other answers that decide what is achieved, as asked and answered.

    Of an entry (somebody who was asked among others) nothing else is said, as in what it found.
    """
    checked = progress.checked
    instrument = checked.instrument
    rules = (item.calculation, item.fails, item.achieved)
    names = dict.fromkeys(name for rule in rules if rule is not None for name in rule.references)
    found = []
    for name in names:
        other = next((one for one in instrument.items if one.name == name), None)
        if other is None or other.name == item.name or other.repeat is not None:
            continue
        said = spoken(instrument, other, checked.answers.get(other.name), language)
        if said:
            found.append((instrument.text(other.label, language) or name, said))
    return found


def _achieved(mark: Mark) -> Decimal:
    """What is achieved of it: the share, or all and nothing."""
    if mark.share is None:
        return Decimal(1 if mark.outcome is Outcome.MET else 0)
    return _rounded(Decimal(f"{mark.share:.12g}"))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_SHARE, rounding=ROUND_HALF_UP)
