"""Changes of the form as a whole: its name, languages, order and tables."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from forms.instrument import Instrument
from forms.versions.change import Change, Effect, changed_texts, shown


def compare_wholes(old: Instrument, new: Instrument) -> Iterator[Change]:
    """What changed that is no single question's."""
    for part in ("title", "status"):
        for _, values, _ in changed_texts(getattr(old, part), getattr(new, part), new):
            yield Change(f"{part}_changed", (), values)
    yield from _languages(old, new)
    if old.audience != new.audience:
        yield Change("audience_changed", (), _both(old.audience, new.audience), Effect.BREAKS, "audience")
    for name in dict.fromkeys([*old.factors, *new.factors]):
        for _, values, _ in changed_texts(old.factors.get(name, {}), new.factors.get(name, {}), new):
            yield Change("factor_named", (), {"factor": name, **values})
    yield from _order(old, new)
    for name in dict.fromkeys([*old.tables, *new.tables]):
        if old.tables.get(name) != new.tables.get(name):
            yield Change("table_changed", (), {"table": name}, Effect.MAY, "offered")


def _languages(old: Instrument, new: Instrument) -> Iterator[Change]:
    for code, ones, others in (("language_added", new, old), ("language_removed", old, new)):
        for tag in ones.languages:
            if tag not in others.languages:
                yield Change(code, (), {"language": ones.language_names.get(tag, tag)})
    if old.default_language != new.default_language:
        yield Change("default_language_changed", (), _both(old.default_language, new.default_language))


def _order(old: Instrument, new: Instrument) -> Iterator[Change]:
    """The questions that moved: those outside the longest runs both versions share."""
    common = {item.name for item in old.items} & {item.name for item in new.items}
    before, after = ([item.name for item in each.items if item.name in common] for each in (old, new))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in before[block.a : block.a + block.size]}
    moved = tuple(name for name in after if name not in stayed)
    if moved:
        yield Change("items_moved", moved, {}, Effect.MAY, "order")


def _both(before: object, after: object) -> dict[str, object]:
    return {"before": shown(before), "after": shown(after)}
