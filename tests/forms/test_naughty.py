"""The strings that break programs, through the judge: stored as NFC or refused with a message, never more."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Checked, check, word_problem
from forms.items import FILES, SELECTS, ItemType
from tests.forms.parts import form, group, item
from tests.naughty import CORPUS, NAUGHTY, stored
from wording import LANGUAGES

# What the corpus has none of.
MORE = [
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\x07",
    "Bi\u0300nh",
    "\u202eabc",
    "x" * 1_000_000,
    "\ufffe",
    "_x0041_",
]
ANSWERED = [kind for kind in ItemType if kind is not ItemType.NOTE]
FORM = form(
    *(
        item(
            kind, f"q_{kind}", list_name="c", calculation="once('x')" if kind is ItemType.CALCULATE else None
        )
        for kind in ANSWERED
    ),
    item("text", "again", group="r"),
    groups=[group("r", repeat=True, number=1)],
    lists={"c": ["red", "green", "blue"]},
)


def judged(raw: dict[str, Any]) -> Checked:
    checked = check(FORM, raw)
    document = json.loads(checked.document.encode("utf-8"))
    assert document["answers"] == checked.answers
    for problem in checked.problems:
        for language in LANGUAGES:
            words = word_problem(FORM, problem, language)
            assert words
            words.encode("utf-8")
    return checked


def test_corpus__is_as_it_was_published() -> None:
    for line in (CORPUS / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == digest
    assert len(NAUGHTY) == 485


@pytest.mark.parametrize("address", ["q_text", "q_barcode", "again[1]"])
def test_text__naughty__is_stored_as_nfc_or_refused_with_a_message(address: str) -> None:
    for text in [*NAUGHTY, *MORE, "ế" * 400_000]:
        checked = judged({address: text})
        refused = [problem.code for problem in checked.problems if problem.place == address]
        if refused:
            assert refused in (["answer_unwritable"], ["answer_too_long"]), text
            assert address in checked.dropped
        else:
            assert checked.answers.get(address, "") == stored(text)


def test_text__a_megabyte_of_marks_on_one_letter__is_refused_without_being_composed() -> None:
    marks = "a" + "\u0300\u0316" * 300_000
    for raw in ({"q_text": marks}, {marks: "x"}, {"q_select_multiple": [marks, marks]}, {"q_integer": marks}):
        assert judged(raw).problems


def test_text__with_what_no_file_can_hold__is_refused() -> None:
    for text in ("a\x00b", "\ud800", "a\udfffb", "\x07"):
        (problem,) = judged({"q_text": text}).problems
        assert problem.code == "answer_unwritable"
    kept = [text for text in NAUGHTY if not judged({"q_text": text}).problems]
    assert len(kept) > len(NAUGHTY) - 10


@pytest.mark.parametrize("kind", [kind for kind in ANSWERED if kind not in (ItemType.TEXT, ItemType.BARCODE)])
def test_other_types__naughty__are_refused_or_in_their_one_form(kind: ItemType) -> None:
    address = f"q_{kind}"
    for text in NAUGHTY + MORE:
        checked = judged({address: text})
        answer = checked.answers.get(address)
        if kind in SELECTS or kind in FILES:
            assert answer is None or answer in ("red", "green", "blue"), text
        again = judged({address: answer} if answer is not None else {})
        assert again.answers.get(address) == answer or answer is None


NAMES = st.one_of(
    st.sampled_from([f"q_{kind}" for kind in ANSWERED]),
    st.builds("{}[{}]".format, st.sampled_from(["again", "q_text", "r"]), st.integers(-1, 300)),
    st.sampled_from(["r", "again"]),
    st.text(max_size=8),
)
PLAIN = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*MORE[:5], "red", "3", "2026-01-01", "14:30", "21 105", "OK", "1.234,5", "9" * 400]),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
)
ANYTHING = st.recursive(
    PLAIN, lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=3), parts, max_size=3)
)


@settings(max_examples=200, deadline=None)
@given(raw=st.dictionaries(NAMES, ANYTHING, max_size=8))
def test_check__whatever_json_can_hold__is_judged_worded_and_judged_alike_again(raw: dict[str, Any]) -> None:
    checked = judged(raw)
    assert judged(checked.answers).answers == checked.answers
    assert judged(json.loads(checked.document)["answers"]).answers == checked.answers


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=60))
def test_text__of_any_letters__comes_out_as_nfc_or_not_at_all(text: str) -> None:
    checked = judged({"q_text": text})
    assert checked.problems or checked.answers.get("q_text", "") == stored(text)
