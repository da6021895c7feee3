"""What the check of a form asks to be translated is what the page of languages counts as not translated."""

from forms.translation import texts_of
from tests.forms.compile.workbook import compile_here

FORM = """
| survey | | | | | | |
| | type | name | label::A (vi) | label::B (en) | label::Tày (tyz) | hint::A (vi) |
| | begin_group | g | Phần | Part | | |
| | select_one scale | q1 | Một? | One? | Nâng? | Gợi ý |
| | text | q2 | Hai? | Two? | | |
| | end_group | | | | | |
| | text | q3 | Ba? | | | |

| choices | | | | | |
| | list_name | name | label::A (vi) | label::B (en) | score | satisfied |
| | scale | 1 | Kém | Bad | 1 | no |
| | scale | 2 | Tốt | Good | 2 | yes |

| settings | | | | |
| | form_id | version | form_title | heading::B (en) |
| | tiny | 1 | Thử | Trial |

| methods | | | | | | | | |
| | method | version | statistic | label::A (vi) | label::B (en) | source::A (vi) | factor | items |
| | hai | 1 | mean | Điểm | Mean | Quyết định | | |
| | hai | 1 | | Phần | Part | | f | q1 |
"""


def test_translations_asked_for__are_those_counted_as_missing() -> None:
    made = compile_here(FORM.encode(), "tiny.md")
    asked = [
        found.values["language"]
        for found in made.warnings
        if found.code in ("text_language", "label_language") and not found.place.startswith("methods")
    ]
    for tag, name in (("tyz", "Tày"), ("en", "B")):
        missing = [text.place for text in texts_of(made.instrument) if not text.labels.get(tag)]
        assert asked.count(name) == len(missing) > 0
    of_methods = [found.values["language"] for found in made.warnings if found.place.startswith("methods")]
    assert of_methods == ["B"]
