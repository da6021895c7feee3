"""Every code the package can hand out has its words in every language, and no words are left over."""

import re
from pathlib import Path
from string import Formatter

import pytest

import forms
from wording import LANGUAGES
from wording.catalogue import messages

ROOT = Path(forms.__file__).parent
FILES = sorted(path for ending in ("py", "html") for path in ROOT.rglob(f"*.{ending}"))
SOURCE = "\n".join(path.read_text() for path in FILES)
MAKERS = "refuse|warn|Problem|Unreadable|ExpressionFault|UnknownInstrument|(?<!_)say"
CALLED = re.compile(rf"(?:{MAKERS})\(\s*(?:language, |\"en\", )?f?\"([a-z_.]+)\"")
HELD = re.compile(r"[\"'](?:forms\.)?([a-z_]+)[\"']")  # a code in a table, a template, a choice of two
# The first half of a code: in a template, in an f-string.
PUT_TOGETHER = re.compile(r"\"forms\.([a-z_]+_)(?:\" ~|\{)")
UNKNOWN = re.compile(r"refuse_unknown\(\s*\"([a-z_]+)\"")


def codes() -> set[str]:
    found = {code.removeprefix("forms.") for code in CALLED.findall(SOURCE)}
    found -= {code for code in found if code.startswith("drafting.")}  # an area of its own
    known = {key.removeprefix("forms.") for key in messages("vi") if key.startswith("forms.")}
    found |= known.intersection(HELD.findall(SOURCE))
    found |= {code for half in PUT_TOGETHER.findall(SOURCE) for code in known if code.startswith(half)}
    for code in UNKNOWN.findall(SOURCE):
        found |= {code, f"{code}_near"}
    return found - {"", *LANGUAGES}


def values_in(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue__has_the_words_of_every_code_and_no_others(language: str) -> None:
    said = {key.removeprefix("forms.") for key in messages(language) if key.startswith("forms.")}
    assert codes() | {"workbook_refused"} == said


def test_catalogue__both_languages__take_the_same_values() -> None:
    for key, (vietnamese, *_) in messages("vi").items():
        if key.startswith("forms."):
            english = messages("en")[key][0]
            assert values_in(vietnamese) == values_in(english), key
