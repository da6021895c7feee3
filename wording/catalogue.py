"""Message catalogues: one folder a language, one .po file an area, keys instead of sentences as ids.

A key reads ``area.rest`` and stands in ``catalogues/<language>/<area>.po``. Values are named, ``{round}``.
A language is data: a new folder of .po files is a new interface language, and what it leaves out is said
in Vietnamese.
"""

from functools import cache
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from babel.plural import PluralRule

FALLBACK = "vi"
_FOLDER = Path(__file__).parent / "catalogues"
LANGUAGES: tuple[str, ...] = (
    FALLBACK,
    *sorted(p.name for p in _FOLDER.iterdir() if p.is_dir() and p.name != FALLBACK),
)


def say(language: str, key: str, /, **values: object) -> str:
    """The message of ``key`` in ``language``, else in Vietnamese, with ``values`` filled in.

    A message with plural forms is chosen by the value named ``n``. Raises KeyError for a key no catalogue
    has: a missing word is a fault of ours and a test finds it.
    """
    forms = messages(language).get(key) or messages(FALLBACK)[key]
    text = forms[0] if len(forms) == 1 else forms[_plural_form(language, values["n"], len(forms))]
    return text.format(**values) if values else text


@cache
def messages(language: str) -> dict[str, tuple[str, ...]]:
    """All messages of ``language`` by key, each a tuple of its plural forms; empty for one we do not have."""
    folder = _FOLDER / language
    if language not in LANGUAGES:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=None, abort_invalid=True):
                if not message.id:
                    continue
                key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
                text = message.string
                forms = tuple(text) if isinstance(text, (list, tuple)) else (text or "",)
                if all(forms):
                    found[key] = forms
    return found


@cache
def _plural_rule(language: str) -> PluralRule | None:
    try:
        return Locale.parse(language).plural_form
    except (UnknownLocaleError, ValueError):
        return None


def _plural_form(language: str, n: object, forms: int) -> int:
    rule = _plural_rule(language)
    one = rule is not None and isinstance(n, int) and rule(n) == "one"
    return 0 if one else forms - 1
