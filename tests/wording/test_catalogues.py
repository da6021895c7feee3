"""The catalogues agree with each other: whatever is said in one language can be said in the others."""

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import wording
from wording import FALLBACK, LANGUAGES
from wording.catalogue import messages

FOLDER = Path(wording.__file__).parent / "catalogues"
OTHERS = [language for language in LANGUAGES if language != FALLBACK]
# Only said of more than one: the limits these speak of are far above it.
NEVER_OF_ONE = {"forms.answer_too_long"}
# Vietnamese that happens to be written without a mark, or names and figures only.
WITHOUT_MARKS = {"web.language_name"}
COUNTED = re.compile(r"\{n\} [a-z]+s\b")


def entries(language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Key and forms of every message as it stands in the files, empty ones with them."""
    found = []
    for file in sorted((FOLDER / language).glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, abort_invalid=True):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    text = message.string
                    assert key.startswith(f"{file.stem}."), f"{key} stands in {file.name}"
                    found.append((key, (text,) if isinstance(text, str) else tuple(text)))
    return found


def places(text: str) -> set[str]:
    """The names of the values in ``text``. Raises ValueError for a brace that opens nothing."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_catalogues__of_all_languages__are_the_same_files() -> None:
    files = {language: {file.name for file in (FOLDER / language).glob("*.po")} for language in LANGUAGES}
    assert all(names == files[FALLBACK] for names in files.values()), files


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues__of_all_languages__have_the_same_keys(language: str) -> None:
    assert messages(language).keys() ^ messages(FALLBACK).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue__every_message__has_a_text_and_stands_once(language: str) -> None:
    found = entries(language)
    keys = [key for key, _ in found]
    assert [key for key, forms in found if not all(form.strip() for form in forms)] == []
    assert [key for key in sorted(set(keys)) if keys.count(key) > 1] == []


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues__every_message__takes_the_same_values(language: str) -> None:
    expected = {key: places(forms[0]) for key, forms in messages(FALLBACK).items()}
    wrong = {
        key: form
        for key, forms in messages(language).items()
        for form in forms
        # "one problem" needs no figure.
        if places(form) | ({"n"} if len(forms) > 1 else set()) != expected[key]
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue__every_message__is_composed_and_clean(language: str) -> None:
    wrong = [
        key
        for key, forms in entries(language)
        for form in forms
        if form != unicodedata.normalize("NFC", form) or form != form.strip()
    ]
    assert wrong == []


def test_catalogue__counted_things_in_english__have_a_form_for_one() -> None:
    wrong = [
        key
        for key, forms in messages("en").items()
        if len(forms) == 1 and COUNTED.search(forms[0]) and key not in NEVER_OF_ONE
    ]
    assert wrong == []


def test_catalogue__vietnamese_sentences__are_written_with_marks() -> None:
    """A sentence of five Vietnamese words without one mark is no Vietnamese: somebody typed it bare."""
    bare = re.compile(r"^[\x00-\x7f]*$")
    wrong = [
        key
        for key, (text, *_) in messages("vi").items()
        if bare.match(text) and len(re.findall(r"[a-z]{2,}", re.sub(r"\{.*?\}", "", text))) >= 5
    ]
    assert set(wrong) <= WITHOUT_MARKS


@pytest.mark.parametrize(
    "word",
    [
        r"\b([Bb]ạn\b(?! bè)|[Qq]uý vị\b)",  # officials and citizens alike are ông/bà, or not named
        r"[Bb]ảng tính (“|survey|choices|settings|methods)",  # which is the file; a sheet is a “trang tính”
        r"[Tt]rang (“[a-z_]+”|(survey|choices|settings|methods)\b)",
        r"(?<!\{)\bsheet\b",
        r"byte rỗng|\bNUL\b",
        r"kịch bản",
    ],
)
def test_catalogue__in_vietnamese__has_one_word_for_a_thing_and_none_of_programmers(word: str) -> None:
    found = [key for key, forms in entries(FALLBACK) for form in forms if re.search(word, form)]
    assert found == []
