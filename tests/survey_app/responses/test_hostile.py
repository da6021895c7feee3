"""What no page of ours would send: refused in words or put into its one form, never a fault of the server."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest

from survey_app.rounds import service as rounds
from tests.survey_app.conftest import TODAY
from tests.survey_app.responses.test_every_type import EVERY, Person, documents, publish

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
# What is sent, and what is kept of it; None where it is refused.
TEXTS = {
    "letters in pieces": ("Nguye\u0302\u0303n".encode(), "Nguy\u1ec5n"),
    "right to left": ("\u202eabc\u200f".encode(), "\u202eabc\u200f"),
    "emoji": ("Tốt 👍🏽 👨\u200d👩\u200d👧".encode(), "Tốt 👍🏽 👨\u200d👩\u200d👧"),
    "a formula": (b"=1+1", "=1+1"),
    "a script": (b'"><script>alert(1)</script>', '"><script>alert(1)</script>'),
    "nothing": (b"a\x00b", None),
    "a lone surrogate": (b"a\xed\xa0\x80", None),
    "no text": (b"\xff\xfe", None),
}
FIELDS = {
    "an unknown choice": {"f16": "perhaps"},
    "choices of one": {"f16": ["yes", "no"]},
    "a rank with holes": {"f21-p1": "1", "f21-p2": "1", "f21-p3": "9"},
    "a repeat of ten thousand": {"r1": "10000"},
    "a repeat of less than none": {"r1": "-3"},
    "a repeat of no number": {"r1": "nhiều"},
    "an occurrence far off": {"f26_99999999999999999999": "x"},
    "an occurrence of nought": {"f26_0": "x", "f26_-1": "y"},
    "letters beyond any field": {"f2_1": "x", "f99999": "x", "f": "x", "f2-": "x", "r9": "5"},
    "names of items": {"who": "x", "__proto__": "x", "constructor": "x", "meta": "x", "data": "x"},
    "fields twice": {"f2": ["a", "b"], "f8": ["1", "2"], "r1": ["1", "2"]},
    "numbers beyond any": {"f7": "9" * 400, "f8": "1e999", "f9": "nan", "f10": "-inf"},
    "digits of elsewhere": {"f7": "٣", "f8": "１２", "f10": "²"},
    "days that never were": {"f11": "2026-02-30", "f12": "25:61", "f13": "0000-00-00T99:99"},
    "places off the globe": {"f33-lat": "999", "f33-lon": "1e400"},
    "a text for a file": {"f29": "../../etc/passwd", "f31": "x" * 64 + ".mp3"},
    "buttons of no entry": {"r1-add": "7", "r1-remove": "99999999999999999999"},
    "a back of no screen": {"back": "999999999999999999999", "screen": "-1"},
}

# What leads from the second page to the end.
STEPS: list[dict[str, Any]] = [
    {"f7": "2"},
    {"f16": "yes", "f20": "north"},
    {"f22": "hoan_kiem"},
    {"f24": "4"},
    {"f26_1": "H1", "f27_1": "3"},
    {},
]


@pytest.fixture
def person(office: Any, client: Any) -> Person:
    publish(office, EVERY.read_bytes(), "every")
    office.store.write(lambda db: rounds.add_round(db, "E1", "every", TODAY, TODAY))
    return Person(client, f"/k/{office.collector(round_='E1')}").open()


@pytest.mark.parametrize("fields", FIELDS.values(), ids=FIELDS)
def test_fields__no_page_would_send__are_refused_or_left_out(
    person: Person, office: Any, fields: dict[str, Any]
) -> None:
    for step in [{"f2": "Lan", "f6": "OK"}, *STEPS]:
        assert post(person, {**step, **fields}) in (200, 303, 400, 422)
    for document in documents(office):
        assert document["answers"].get("late", 0) <= 200
        assert document["answers"]["online"] in ("yes", "no")
        json.dumps(document, allow_nan=False)


@pytest.mark.parametrize(("sent", "kept"), TEXTS.values(), ids=TEXTS)
def test_text__hostile__is_kept_in_one_form_or_refused_in_words(
    person: Person, office: Any, sent: bytes, kept: str | None
) -> None:
    # Written as a program writes them: a browser would mend what is no text.
    body = b"&".join(
        [urlencode(carried(person)).encode(), b"f6=OK", b"f2=" + quote_from_bytes(sent).encode()]
    )
    form = "application/x-www-form-urlencoded"
    person.page = person.client.post(person.path, data=body, content_type=form)
    assert "<script>alert" not in person.page.text
    if kept is None:
        assert person.page.status_code == 422
        assert 'id="errors"' in person.page.text
        return
    for step in STEPS:
        assert post(person, step) in (200, 303)
    (document,) = documents(office)
    assert document["answers"]["who"] == kept


def test_text__of_a_megabyte__is_refused_with_the_most_it_may_be(person: Person) -> None:
    answer = person.client.post(person.path, data={**carried(person), "f2": "a" * 2**20, "f6": "OK"})
    assert answer.status_code == 422
    assert "2000 ký tự" in re.sub(r"(?<=2)\.(?=000)", "", answer.text)


def carried(person: Person) -> dict[str, str]:
    """The hidden fields of the page that is open."""
    return {name: unescape(value) for name, value in HIDDEN.findall(person.page.text)}


def post(person: Person, fields: dict[str, Any]) -> int:
    """The status of the answer; a page of the form is the one that is open from then on."""
    data = {**carried(person), **fields}
    answer = person.client.post(person.path, data=data, content_type="multipart/form-data")
    if answer.status_code == 200:
        person.page = answer
    return int(answer.status_code)
