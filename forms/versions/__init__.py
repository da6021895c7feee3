"""What changed between two versions of an instrument, in words, and what of it breaks a series of figures."""

from forms.instrument import Instrument
from forms.versions.change import Change, Effect, say_change, say_why, word_change
from forms.versions.choices import compare_choices
from forms.versions.items import compare_items
from forms.versions.methods import compare_methods
from forms.versions.whole import compare_wholes

__all__ = ["Change", "Effect", "compare", "say_change", "say_why", "word_change"]


def compare(old: Instrument, new: Instrument) -> tuple[Change, ...]:
    """Every change from `old` to `new`: of the form as a whole, of methods, of items in order, of choices."""
    return (
        *compare_wholes(old, new),
        *compare_methods(old, new),
        *compare_items(old, new),
        *compare_choices(old, new),
    )
