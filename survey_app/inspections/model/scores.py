"""How visits are scored: a scheme with its weights, labels and cap, and what is wrong with a new one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from forms import Severity
from survey_app.errors import Problem
from wording import FALLBACK

FORMULA: Final = "weighted_share_1"
"""100 x the sum of weight x achieved over the sum of weights, of the items that were judged."""
SHARE_DIGITS: Final = 4
"""What is achieved of an item is rounded to so many decimals, half up, before anything is added."""
MOST_DIGITS: Final = 4
MOST_DECIMALS: Final = 6
MOST_WEIGHT: Final = Decimal(1000)
MOST_LABELS: Final = 12
LONGEST: Final = 200
WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Label:
    """What a score from ``lowest`` on and below ``below`` is called; the best one takes in 100 itself."""

    name: Mapping[str, str]
    lowest: Decimal
    below: Decimal

    def text(self, language: str) -> str:
        """Its name in ``language``, else in Vietnamese."""
        return self.name.get(language) or self.name[FALLBACK]

    def holds(self, score: Decimal) -> bool:
        """Whether that score, from 0 to 100, is called so."""
        return self.lowest <= score < self.below or score == self.below == WHOLE


@dataclass(frozen=True, slots=True)
class NewScheme:
    """What is said of a scheme when it is made.

    With ``cap`` an item that fails so gravely, or more, holds the label down to ``cap_label`` at best.
    """

    name: str
    paper: str
    valid_from: date | None
    weights: Mapping[Severity, Decimal]
    labels: tuple[Label, ...]
    digits: int = 2
    cap: Severity | None = None
    cap_label: str = ""
    formula: str = FORMULA


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme that was made, never to be changed; ``made_by`` is '' of the shipped one."""

    number: int
    said: NewScheme
    valid_from: date
    made_by: str = ""
    made_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.said.name

    def rounded(self, score: Decimal) -> Decimal:
        """The score as it is printed, half up; the label follows from it."""
        return score.quantize(Decimal(1).scaleb(-self.said.digits), rounding=ROUND_HALF_UP)

    def label(self, score: Decimal) -> Label:
        """What a score as printed is called."""
        return next(label for label in self.said.labels if label.holds(score))

    def capped(self, label: Label) -> Label:
        """``label``, or the one that nothing better is given than once something grave failed."""
        named = {one.name[FALLBACK]: one for one in self.said.labels}
        return min(label, named.get(self.said.cap_label, label), key=lambda one: one.lowest)

    def caps(self, severity: Severity) -> bool:
        """Whether an item that fails so gravely holds the label down."""
        return self.said.cap is not None and severity <= self.said.cap


def in_force(schemes: Sequence[Scheme], day: date) -> Scheme | None:
    """The scheme of that day: the last to begin by then, of several the one made last; None for none."""
    begun = [one for one in schemes if one.valid_from <= day]
    return max(begun, key=lambda one: (one.valid_from, one.number), default=None)


def problems_of(new: NewScheme, not_before: date | None) -> list[Problem]:
    """All that is wrong with ``new``, each at the name of its field.

    ``not_before`` is the last day on which a visit was scored: a scheme begins after it.
    """
    found = (
        [] if 0 < len(new.name.strip()) <= LONGEST else [Problem("scheme_name", "name", {"most": LONGEST})]
    )
    if len(new.paper.strip()) > LONGEST:
        found.append(Problem("scheme_paper", "paper", {"most": LONGEST}))
    if new.valid_from is None:
        found.append(Problem("scheme_day", "valid_from"))
    elif not_before is not None and new.valid_from <= not_before:
        found.append(Problem("scheme_too_early", "valid_from", {"day": not_before}))
    if new.formula != FORMULA:
        found.append(Problem("scheme_formula", "formula", {"found": new.formula[:40], "known": FORMULA}))
    if not 0 <= new.digits <= MOST_DIGITS:
        found.append(Problem("scheme_digits", "digits", {"most": MOST_DIGITS}))
    return [*found, *_weight_problems(new), *_label_problems(new.labels), *_cap_problems(new)]


def read_number(text: str) -> Decimal | None:
    """The number typed with a comma or a point; None for anything else.

    It has at most `MOST_DECIMALS` decimals.
    """
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    exponent = found.as_tuple().exponent
    return found if isinstance(exponent, int) and abs(exponent) <= MOST_DECIMALS else None


def read_labels(text: str) -> tuple[Label, ...]:
    """The labels of lines 'name; name in English; from; below', from the lowest score up.

    Raises ValueError with the first line that is no such line.
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        bounds = [read_number(part) for part in parts[-2:]]
        if len(parts) not in (3, 4) or not parts[0] or bounds[0] is None or bounds[1] is None:
            raise ValueError(line[:80])
        english = parts[1] if len(parts) == 4 else ""
        name = {FALLBACK: parts[0]} | ({"en": english} if english else {})
        found.append(Label(name, bounds[0], bounds[1]))
    return tuple(sorted(found, key=lambda one: (one.lowest, one.below)))


def written_labels(labels: Sequence[Label]) -> str:
    """The lines `read_labels` reads, the best label first."""
    return "\n".join(
        "; ".join((one.name[FALLBACK], one.name.get("en", ""), f"{one.lowest:f}", f"{one.below:f}"))
        for one in reversed(labels)
    )


def _weight_problems(new: NewScheme) -> Iterator[Problem]:
    for severity in Severity:
        weight = new.weights.get(severity)
        if weight is None or not 0 <= weight <= MOST_WEIGHT:
            yield Problem("scheme_weight", f"weight_{severity}", {"most": MOST_WEIGHT, "severity": severity})
    if new.weights and not any(new.weights.values()):
        yield Problem("scheme_weightless", f"weight_{Severity.N1}")


def _label_problems(labels: Sequence[Label]) -> Iterator[Problem]:
    """Names said twice, turned bounds, gaps and overlaps between 0 and 100."""
    if not labels or len(labels) > MOST_LABELS:
        yield Problem("scheme_labels", "labels", {"most": MOST_LABELS})
        return
    names = [one.name[FALLBACK] for one in labels]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("scheme_label_twice", "labels", {"label": name})
    for one in labels:
        if not 0 <= one.lowest < one.below <= WHOLE:
            values = {"label": one.name[FALLBACK], "lowest": one.lowest, "below": one.below}
            yield Problem("scheme_label_bounds", "labels", values)
    upto = Decimal(0)
    for one in sorted(labels, key=lambda label: label.lowest):
        values = {"label": one.name[FALLBACK], "first": min(upto, one.lowest), "last": max(upto, one.lowest)}
        if one.lowest > upto:
            yield Problem("scheme_label_gap", "labels", values)
        elif one.lowest < upto:
            yield Problem("scheme_label_overlap", "labels", values)
        upto = max(upto, one.below)
    if upto < WHOLE:
        yield Problem("scheme_label_gap", "labels", {"label": "", "first": upto, "last": WHOLE})


def _cap_problems(new: NewScheme) -> Iterator[Problem]:
    names = [one.name[FALLBACK] for one in new.labels]
    if new.cap is not None and new.cap_label not in names:
        yield Problem(
            "scheme_cap_label", "cap_label", {"found": new.cap_label[:40], "known": "; ".join(names)}
        )
    if new.cap is None and new.cap_label:
        yield Problem("scheme_cap_alone", "cap_label")
