"""What an item of a checklist rests on, as staff read it: how grave it is, the law, the source, how sure."""

from collections.abc import Mapping
from functools import lru_cache

from forms.instrument import Instrument
from forms.items import Item
from wording import say

Basis = tuple[tuple[str, str], ...]  # pairs of a word of the templates and a text


def basis_of(item: Item, language: str) -> Basis:
    """How grave it is when it fails, the law, where the item comes from, how sure that is; what is known."""
    known = (
        ("severity", str(item.severity or "")),
        ("legal_basis", item.legal_basis),
        ("source", item.source),
        ("certainty", say(language, f"forms.certainty_{item.certainty}") if item.certainty else ""),
    )
    return tuple((name, text) for name, text in known if text)


def basis_of_group(instrument: Instrument, group: str, language: str) -> Basis:
    """What the calculations of the group rest on that may fail: they stand on no page themselves."""
    return tuple(pair for item in _calculated(instrument).get(group, ()) for pair in basis_of(item, language))


@lru_cache(maxsize=128)
def _calculated(instrument: Instrument) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in instrument.items:
        if item.screen is None and item.severity is not None and item.group is not None:
            found.setdefault(item.group, []).append(item)
    return found
