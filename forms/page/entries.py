"""What the entries of a repeat are called: 'Hồ sơ 1' by the repeat's label, 'Mục 1' where that will not do.

A label that shows an answer of its own entry ('Người ${number}') names it by itself.
"""

import re
from collections.abc import Mapping

from forms.expressions import Answer
from forms.instrument import Instrument
from forms.items import Group
from forms.page.texts import OUTPUT, Stand, bare, output
from wording import say

_LONGEST = 20  # letters of a label that is still a name for one entry
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def names_itself(instrument: Instrument, repeat: Group) -> bool:
    """Whether the repeat's label shows an answer given within it, so that each entry has its own."""
    if not repeat.repeat:
        return False
    inside = {item.name for item in instrument.items if item.repeat == repeat.name}
    return any(match["name"] in inside for text in repeat.label.values() for match in OUTPUT.finditer(text))


def noun_of(repeat: Group, language: str) -> str:
    """What one entry is, within a sentence: 'hồ sơ' by a short label in the language, else 'mục'."""
    label = repeat.label.get(language, "").strip()
    if len(label) > _LONGEST or not _WORDS.fullmatch(label):
        return say(language, "forms.entry")
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def number_entry(repeat: Group, n: object, language: str) -> str:
    """Entry ``n`` within a sentence, by number: 'hồ sơ 1'."""
    return say(language, "forms.occurrence", what=noun_of(repeat, language), n=n)


def entry_title(entry: str) -> str:
    """What an entry is called within a sentence as its heading: 'Hồ sơ 1'."""
    return entry[:1].upper() + entry[1:]


def name_entry(
    instrument: Instrument, repeat: Group, at: int, language: str, answers: Mapping[str, Answer]
) -> str:
    """The entry within a sentence: 'hồ sơ 1', or by its own label with `answers` put in."""
    if names_itself(instrument, repeat):
        stand = Stand(repeat.name, at)
        label = instrument.text(repeat.label, language)
        text = bare(label, lambda said: output(instrument, said, stand, answers, language)).strip()
        if text:
            return text
    return number_entry(repeat, at, language)
