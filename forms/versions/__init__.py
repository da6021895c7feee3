"""What changed between two versions of an instrument, in words, and what of it breaks a series of figures."""

from forms.instrument import Instrument
from forms.versions.change import MEANING, Change, Effect, word_change
from forms.versions.choices import compare_choices
from forms.versions.items import compare_items
from forms.versions.whole import compare_wholes

__all__ = ["MEANING", "Change", "Effect", "compare", "word_change"]


def compare(old: Instrument, new: Instrument) -> tuple[Change, ...]:
    """Every change from `old` to `new`: of the form as a whole, of its items in order, of their choices."""
    return (*compare_wholes(old, new), *compare_items(old, new), *compare_choices(old, new))
