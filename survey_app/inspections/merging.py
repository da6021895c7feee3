"""What tablets filled in of one visit, brought together: nothing anybody typed is lost.

A three-way merge by address. `base` is what the tablet started from, so that a tablet that only carries along
what it was given never overrules who changed it since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from forms.addresses import place_of
from survey_app.inspections.model import Given

# What stands for a tablet in what another instance said.
INSTANCE = "instance:"


@dataclass(frozen=True, slots=True)
class Part:
    """What one tablet sent of a visit: its answers to some sections, and what it had started them from.

    ``flags`` is what handing in will note of it beside the response. ``sequence`` counts what the tablet
    sent: parts may arrive in another order.
    """

    record: str
    device: str
    by: str
    sections: frozenset[int]
    answers: Mapping[str, Given]
    base: Mapping[str, Given]
    finished: bool
    flags: frozenset[str] = frozenset()
    sequence: int = 0

    @property
    def is_carried(self) -> bool:
        """Whether no tablet sent it: it is what a draft said in another instance, brought by a bundle."""
        return self.device.startswith(INSTANCE)


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that was not taken: another stands at its address, or the visit does not ask that."""

    address: str
    record: str
    device: str
    by: str
    answer: Given


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tablet said at an address, and in which of its parts; None for nothing yet."""

    answer: Given | None
    sequence: int


_NOTHING = _Said(None, -1)


@dataclass(frozen=True, slots=True)
class Merged:
    """The visit's answers, and the open differences beside them."""

    draft: Mapping[str, Given]
    differences: tuple[Difference, ...]


def merge(
    draft: Mapping[str, Given],
    open_: Iterable[Difference],
    before: Iterable[Part],
    part: Part,
    names: Collection[str],
) -> Merged:
    """``draft`` with what ``part`` says, where the visit asks for items and repeats called ``names``.

    ``before`` are the parts that came earlier, in their order. What the same tablet sent later, though it
    came earlier, has replaced what this part says. Where nobody else answered, or the tablet knew what it
    changed, its answer is taken. Else the draft's stays and the other becomes a difference; it takes the
    place of what the same tablet said there before. What a tablet says again it does not say anew: in between
    somebody may have decided against it.
    """
    merged = {place: tidy(given) for place, given in draft.items()}
    differences: dict[str, list[Difference]] = {}
    for one in open_:
        differences.setdefault(one.address, []).append(one)
    said = _said(before)
    mine = said.pop((part.device, part.by), {})
    others = _by_place(said.values())
    for place in sorted({*part.answers, *part.base}):
        stands, base = merged.get(place, ""), tidy(part.base.get(place, ""))
        new = tidy(part.answers.get(place, ""))
        own = mine.get(place, _NOTHING)
        if new in (base, own.answer) or own.sequence > part.sequence:
            continue
        differences[place] = [one for one in differences.get(place, ()) if not _by_same(one, part)]
        its_own = stands in (base, own.answer) and stands not in others.get(place, ())
        if place_of(place)[0] in names and (stands == "" or its_own):
            merged[place] = new
        elif new not in ("", stands):
            differences[place].append(Difference(place, part.record, part.device, part.by, new))
    kept = {place: given for place, given in merged.items() if given or place in draft}
    still = (one for place in sorted(differences) for one in differences[place])
    return Merged(kept, tuple(one for one in still if merged.get(one.address, "") != one.answer))


def apart_from(device: str, record: str) -> str:
    """What stands for a tablet in a part that contradicts another it sent: it replaces nothing said there."""
    return f"{device}/{record}"


def tablet_of(device: str) -> str:
    """The id of the tablet that sent a part."""
    return device.partition("/")[0]


def _said(parts: Iterable[Part]) -> dict[tuple[str, str], dict[str, _Said]]:
    """By tablet and person: address -> what they said there last; what one only carried along is not said."""
    last: dict[tuple[str, str], dict[str, _Said]] = {}
    for one in parts:
        said = last.setdefault((one.device, one.by), {})
        for place in {*one.answers, *one.base}:
            new = tidy(one.answers.get(place, ""))
            if new != tidy(one.base.get(place, "")) and one.sequence >= said.get(place, _NOTHING).sequence:
                said[place] = _Said(new, one.sequence)
    return last


def _by_place(said: Iterable[Mapping[str, _Said]]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for answers in said:
        for place, one in answers.items():
            found.setdefault(place, []).append(one.answer or "")
    return found


def tidy(given: Given) -> Given:
    """An answer as it is compared and kept: a list where several were ticked, blanks left out."""
    if isinstance(given, str):
        return given
    ticked = [one for one in given if one]
    return ticked or ""


def _by_same(one: Difference, part: Part) -> bool:
    return (one.device, one.by) == (part.device, part.by)
