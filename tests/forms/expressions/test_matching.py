"""Patterns of forms that were published when Python's engine judged: their answers are judged as then."""

import json
from datetime import date

import pytest

from forms import Instrument, check, logic, render_screen, scripts_on
from forms import screens as screens_of
from forms.expressions.matching import matcher
from forms.expressions.patterns import LONGEST_MATCHED

TODAY = date(2026, 11, 22)


def older(pattern: str) -> Instrument:
    """A form as it was stored: a code of this pattern, and what is asked only after such a code."""
    tested = {"source": "regex(., …)", "tree": ["call", "regex", ["self"], ["str", pattern]]}
    asked = {"source": "regex(${ma}, …)", "tree": ["call", "regex", ["ref", "ma"], ["str", pattern]]}
    common = {"type": "text", "screen": 1, "group": "trang"}
    stored = {
        "format": 1,
        "id": "cu",
        "version": "1",
        "title": {"vi": "Mẫu cũ"},
        "default_language": "vi",
        "languages": ["vi"],
        "language_names": {"vi": "Tiếng Việt"},
        "groups": [{"name": "trang", "label": {}}],
        "lists": {},
        "status": {},
        "items": [
            {**common, "name": "ma", "number": 1, "label": {"vi": "Mã"}, "constraint": tested},
            {**common, "name": "noi", "number": 2, "label": {"vi": "Nơi"}, "relevant": asked},
        ],
    }
    return Instrument.from_json(json.dumps(stored))


@pytest.mark.parametrize(
    ("pattern", "right", "wrong", "scripts"),
    [
        (r"\bA\d+\b", "A12", "B12", ()),
        (r"[[a]+", "[a[", "b", ()),
        (r"a{x}", "a{x}", "ax", ()),
        (r"[]a]+", "a]a", "ab", ("form",)),
        (r"\x41\u1ea0?", "AẠ", "Aa", ("form",)),
    ],
)
def test_form__with_a_pattern_of_old__is_judged_and_drawn_without_scripts_where_none_could_follow(
    pattern: str, right: str, wrong: str, scripts: tuple[str, ...]
) -> None:
    form = older(pattern)
    screen = screens_of(form)[0]
    good, bad = (check(form, {"ma": given, "noi": "Huế"}, TODAY) for given in (right, wrong))
    assert (good.answers, good.problems) == ({"ma": right, "noi": "Huế"}, ())
    assert [problem.place for problem in bad.problems] == ["ma"]
    assert "noi" in bad.irrelevant
    assert "Nơi" in render_screen(form, screen, "vi", {})
    assert bool(logic(form, [screen], {}, good, language="vi", today=TODAY)) is bool(scripts)
    assert scripts_on(form, screen) == scripts


def test_pattern_of_old__with_a_text_that_is_too_long__does_not_match() -> None:
    follows = matcher(r"\b.*")
    assert follows("a" * LONGEST_MATCHED)
    assert not follows("a" * (LONGEST_MATCHED + 1))
