"""What the texts of a form are called where people read: on the page of translations and in its table."""

from collections import Counter
from collections.abc import Iterable

from forms.translation import Text
from wording import LANGUAGES, nfc, say


def names_of(texts: Iterable[Text], speech: str) -> dict[str, str]:
    """The name of each text by its place ('Câu q1: câu chữ'); the second of the same name is counted."""
    seen: Counter[str] = Counter()
    found = {}
    for text in texts:
        part = say(speech, f"instruments.part_{text.part}")
        name = say(speech, f"instruments.text_of_{text.owner}", name=text.name, part=part)
        seen[name] += 1
        found[text.place] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return found


def places_by_name(texts: Iterable[Text]) -> dict[str, str]:
    """The place of each text by what it is called in any language, and by the place itself."""
    every = tuple(texts)
    found = {text.place: text.place for text in every}
    for speech in LANGUAGES:
        found |= {plain_name(name): place for place, name in names_of(every, speech).items()}
    return found


def plain_name(typed: str) -> str:
    """A name as `places_by_name` has it: composed letters, single blanks."""
    return nfc(" ".join(typed.split()))
