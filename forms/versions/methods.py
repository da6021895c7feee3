"""Changes of methods: what of a formula is another one."""

from collections.abc import Iterator

from forms.instrument import Instrument
from forms.methods import Factor, Method
from forms.versions.change import Change, Effect, changed_texts, shown

_PARTS = ("statistic", "satisfied", "within", "across")


def compare_methods(old: Instrument, new: Instrument) -> Iterator[Change]:
    """What changed of each method, by its newest version in either form; those that are gone at the end."""
    before, after = _newest(old), _newest(new)
    for name, method in after.items():
        if name not in before:
            yield Change("method_added", (), {"method": str(method)})
        elif before[name] != method:
            yield from _compare(before[name], method, new)
    for name, method in before.items():
        if name not in after:
            yield Change("method_removed", (), {"method": str(method)})


def _compare(before: Method, after: Method, new: Instrument) -> Iterator[Change]:
    name: dict[str, object] = {"method": after.name}
    if before.version != after.version:
        yield Change("method_version_changed", (), {**name, "before": str(before), "after": str(after)})
    for part in _PARTS:
        one, other = getattr(before, part), getattr(after, part)
        if one != other:
            said = {**name, "before": shown(one), "after": shown(other)}
            yield Change(f"method_{part}_changed", (), said, Effect.BREAKS, "method")
    yield from _factors(before, after)
    for part in ("label", "source"):
        for _, values, _ in changed_texts(getattr(before, part), getattr(after, part), new):
            yield Change(f"method_{part}_changed", (), {**name, **values})


def _factors(before: Method, after: Method) -> Iterator[Change]:
    ones, others = ({factor.name: factor for factor in method.factors} for method in (before, after))
    for name in dict.fromkeys([*others, *ones]):
        values: dict[str, object] = {"method": after.name, "factor": name}
        if name not in ones:
            yield Change("method_factor_added", (), values, Effect.BREAKS, "method")
        elif name not in others:
            yield Change("method_factor_removed", (), values, Effect.BREAKS, "method")
        else:
            yield from _factor(ones[name], others[name], values)


def _factor(before: Factor, after: Factor, values: dict[str, object]) -> Iterator[Change]:
    for part, one, other in (
        ("items", before.items, after.items),
        ("weight", before.weight, after.weight),
    ):
        if one != other:
            said = {**values, "before": shown(one), "after": shown(other)}
            yield Change(f"method_{part}_changed", (), said, Effect.BREAKS, "method")


def _newest(instrument: Instrument) -> dict[str, Method]:
    return {method.name: method for method in sorted(instrument.methods, key=lambda method: method.version)}
