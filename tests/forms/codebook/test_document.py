"""The codebook of several versions, for people and for programs."""

import json
from dataclasses import replace
from decimal import Decimal

from forms.codebook.document import document
from tests.forms.codebook.versions import BAD, FIRST, GOOD, NONE, SECOND


def test_document__of_each_version__has_its_items_choices_and_codes() -> None:
    first, second = document([FIRST, SECOND])["versions"]
    assert (first["version"], first["digest"]) == ("1", FIRST.digest)
    assert [item["item"] for item in first["items"]] == ["q", "old"]
    assert [(c["choice"], c["code"]) for c in second["items"][0]["choices"]] == [
        ("bad", 2), ("best", 3), ("dk", -8),
    ]  # fmt: skip
    good = first["items"][0]["choices"][0]
    assert (good["score"], good["satisfied"], good["label"]) == (1.5, True, {"vi": "Tốt", "en": "Good"})
    assert first["methods"][0]["factors"] == [{"name": "f", "items": ["q"]}]


def test_document__union__has_every_item_and_choice_there_ever_was() -> None:
    union = document([FIRST, SECOND])["union"]
    assert [(item["item"], item["versions"]) for item in union] == [
        ("q", ["1", "2"]), ("old", ["1"]), ("new", ["2"]),
    ]  # fmt: skip
    assert [(c["choice"], c["code"], c["versions"]) for c in union[0]["choices"]] == [
        ("good", 1, ["1"]), ("bad", 2, ["1", "2"]), ("dk", -8, ["1", "2"]), ("best", 3, ["2"]),
    ]  # fmt: skip


def test_document__is_plain_json_with_the_codes_of_what_is_missing() -> None:
    book = json.loads(json.dumps(document([FIRST])))
    assert book["missing"] == {"unanswered": -1, "not_applicable": -7, "dont_know": -8, "refused": -9}


def test_document__union__has_each_meaning_a_choice_had_with_its_versions() -> None:
    other = replace(GOOD, label={"vi": "Khá"}, score=Decimal(1))
    third = replace(SECOND, version="3", lists={"l": (BAD, other, NONE)})
    fourth = replace(third, version="4", lists={"l": (replace(BAD, label={"vi": "Xấu", "en": "Bad"}), GOOD)})
    choices = {c["choice"]: c for c in document([FIRST, third, fourth])["union"][0]["choices"]}
    good = choices["good"]
    assert good["changed"]
    assert [(m["label"]["vi"], m["score"], m["versions"]) for m in good["meanings"]] == [
        ("Tốt", 1.5, ["1", "4"]), ("Khá", 1.0, ["3"]),
    ]  # fmt: skip
    assert (good["label"]["vi"], good["versions"]) == ("Tốt", ["1", "3", "4"])
    # A language that was added says nothing else.
    assert not choices["bad"]["changed"]
    assert choices["bad"]["meanings"][0]["label"] == {"vi": "Xấu", "en": "Bad"}
