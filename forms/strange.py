"""What was handed in under an address that is no item's outside of repeats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from forms.addresses import address, place_of
from forms.answers import Given, as_handed_in, clean
from forms.errors import Problem
from forms.plan import Plan

_MOST_BEYOND = 2000  # answers that are kept of what lies beyond the last occurrence
_MOST_TOLD = 100  # unknown names, the others are counted
_MOST_COMPARED = 20  # with the known names, which takes long where those are many
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Strange:
    """`last` is the last occurrence of each repeat that holds anything, `inner` the occurrences and names of
    what was handed in within repeats, `unknown` what stands for nothing."""

    last: Mapping[str, int] = field(default_factory=dict)
    inner: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()


def strange_of(plan: Plan, raw: Mapping[str, Given]) -> Strange:
    """What of `raw` the plan does not know as an item outside of repeats."""
    last: dict[str, int] = {}
    inner: list[tuple[int, str]] = []
    unknown: list[str] = []
    for key in raw.keys() - plan.known:
        name, at = place_of(key) if isinstance(key, str) else (str(key), 0)
        repeat = plan.inside.get(name)
        if repeat is None or not at:
            unknown.append(clean(str(key)[: 2 * _LONGEST])[:_LONGEST])
            continue
        inner.append((at, name))
        if raw[key] and at > last.get(repeat, 0):
            last[repeat] = at
    return Strange(last, tuple(inner), tuple(sorted(unknown)))


def beyond(
    plan: Plan, raw: Mapping[str, Given], strange: Strange, answers: Mapping[str, object]
) -> Iterator[tuple[str, str | list[str]]]:
    """Address and answer, as typed, of what lies beyond the occurrences that are asked; the first of many."""
    kept = 0
    for at, name in sorted(strange.inner):
        asked = answers.get(plan.inside[name], 0)
        place = address(name, at)
        if isinstance(asked, int) and at > asked and raw[place] and kept < _MOST_BEYOND:
            kept += 1
            yield place, as_handed_in(raw[place])


def unknown_names(plan: Plan, unknown: Sequence[str]) -> Iterator[Problem]:
    """A problem for each name nobody asked for, with the nearest that is asked."""
    for place, name in enumerate(unknown[:_MOST_TOLD]):
        nearest = _nearest(plan, name) if place < _MOST_COMPARED else ""
        if nearest:
            yield Problem("unknown_item_near", name, {"item": name, "nearest": nearest})
        else:
            yield Problem("unknown_item", name, {"item": name})
    if len(unknown) > _MOST_TOLD:
        yield Problem("unknown_items_more", "", {"n": len(unknown) - _MOST_TOLD})


def _nearest(plan: Plan, name: str) -> str:
    bare, at = place_of(name)
    if bare in plan.inside:
        return address(bare, 1)
    if at and bare in plan.known:
        return bare
    found = get_close_matches(bare, [*plan.known, *plan.inside], 1, 0.6)
    return address(found[0], (at or 1) if found[0] in plan.inside else 0) if found else ""
