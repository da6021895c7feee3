"""Templates put, restored and remembered."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from survey_app import documents, web
from survey_app.documents import Kind, Tag
from survey_app.errors import Conflict, Invalid

KIND = Kind.ROUND_REPORT_VI
NOW = web.now().replace(microsecond=0)
Make = Callable[..., bytes]


def test_current__nothing_put__is_the_shipped_one(opened: Any) -> None:
    used = documents.current(opened.read(), KIND)
    assert used == documents.shipped(KIND)
    assert used.shipped
    assert documents.history(opened.read(), KIND) == []


def test_put__good_template__is_used_and_the_other_kind_is_not_touched(
    opened: Any, make: Make, tags: Sequence[Tag]
) -> None:
    content = make("{{ title }}")
    documents.put(opened, KIND, "C:\\mẫu\\của tôi.docx", content, tags, by="ann", now=NOW)
    used = documents.current(opened.read(), KIND)
    assert (used.name, used.content, used.by, used.at) == ("của tôi.docx", content, "ann", NOW)
    assert documents.current(opened.read(), Kind.ROUND_REPORT_EN).shipped


def test_put__bad_template__leaves_the_old_one(opened: Any, make: Make, tags: Sequence[Tag]) -> None:
    with pytest.raises(Invalid) as raised:
        documents.put(opened, KIND, "a.docx", make("{{ office }} {{ xyz }}"), tags, by="ann", now=NOW)
    assert [p.code for p in raised.value.problems] == ["template_unknown_tag", "template_missing_tag"]
    assert documents.current(opened.read(), KIND).shipped


def test_put__another_was_put_meanwhile__is_a_conflict(opened: Any, make: Make, tags: Sequence[Tag]) -> None:
    seen = documents.current(opened.read(), KIND).number
    documents.put(opened, KIND, "a.docx", make("{{ title }} a"), tags, by="ann", now=NOW, seen=seen)
    with pytest.raises(Conflict):
        documents.put(opened, KIND, "b.docx", make("{{ title }} b"), tags, by="bob", now=NOW, seen=seen)
    with pytest.raises(Conflict):
        documents.restore(opened, KIND, by="bob", now=NOW, seen=seen)
    assert documents.current(opened.read(), KIND).name == "a.docx"


def test_restore__after_a_put__uses_the_shipped_one_and_keeps_the_history(
    opened: Any, make: Make, tags: Sequence[Tag]
) -> None:
    documents.put(opened, KIND, "a.docx", make("{{ title }}"), tags, by="ann", now=NOW)
    documents.restore(opened, KIND, by="bob", now=NOW + timedelta(hours=1))
    used = documents.current(opened.read(), KIND)
    assert used.shipped
    assert used.content == documents.shipped(KIND).content
    told = [(e.name, e.by, e.shipped) for e in documents.history(opened.read(), KIND)]
    assert told == [("", "bob", True), ("a.docx", "ann", False)]
