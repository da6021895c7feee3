"""What every document must say is looked for in trials; a fault is told alone, with its place in the text."""

from collections.abc import Callable, Sequence

import pytest

from survey_app.documents import Tag, check
from survey_app.errors import Problem
from wording import LANGUAGES, say

Make = Callable[..., bytes]
NEEDED = (
    Tag("title", "…", needed=True),
    Tag("mark", "…", needed=True),
    Tag("notes", ["…"], needed=True),
    Tag("office", "…"),
    Tag("rows", [{"name": "…"}]),
)
MARK = ("{%p if mark %}", "{{ mark|upper }}", "{%p endif %}")
NOTES = ("{%p for note in notes %}", "{{ note }}", "{%p endfor %}")
ALL = ("{{ title }}", *MARK, *NOTES)


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes; every problem can be said in every language."""
    for problem in problems:
        for language in LANGUAGES:
            assert say(language, f"errors.{problem.code}", **problem.values)
    return [problem.code for problem in problems]


def test_check__needed_tags_under_their_own_conditions__are_good(make: Make) -> None:
    assert check("a.docx", make(*ALL), NEEDED) == []
    assert check("a.docx", make(*ALL[1:], header="{{ title }}"), NEEDED) == []


@pytest.mark.parametrize(
    "line",
    [
        "{% if office %}{{ title }}{% endif %}",
        "{% if not office %}{{ title }}{% endif %}",
        "{% if false %}{{ title }}{% endif %}",
        "{% if title == '…' %}{{ title }}{% endif %}",
        "{% if mark %}{{ title }}{% endif %}",
        "{% for row in rows %}{{ title }}{% endfor %}",
        "{{ title if rows else office }}",
        "{{ title|first }}",
        "{{ title|length }}",
        "{# {{ title }} #}{% if title %}{% endif %}",
    ],
)
def test_check__needed_tag_that_is_not_always_said__is_refused(make: Make, line: str) -> None:
    problems = check("a.docx", make(*ALL[1:], line), NEEDED)
    assert codes(problems) == ["template_hides_tag"]
    assert problems[0].values == {"tag": "title"}


def test_check__needed_list_said_in_part__is_refused(make: Make) -> None:
    problems = check("a.docx", make(*ALL[:4], "{{ notes|first }}"), NEEDED)
    assert [problem.values for problem in problems] == [{"tag": "notes"}]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("{%p for row in rows %}", "{{ row.share }}", "{%p endfor %}"), []),
        (("{%p for row in rows %}", "{% for s in row.parts %}{{ s.a }}{% endfor %}", "{%p endfor %}"), []),
        (("{{ rows[0].name }}",), ["template_hides_tag"]),
        (("{%p for row in rows %}", "x", "{%p endfor %}"), ["template_hides_tag"]),
        (
            ("{%p for row in rows %}", "{% if title %}{{ row.name }}{% endif %}", "{%p endfor %}"),
            ["template_hides_tag"],
        ),
        ((), ["template_missing_tag"]),
    ],
)
def test_check__needed_list_of_lines__must_be_said_line_by_line(
    make: Make, lines: tuple[str, ...], found: list[str]
) -> None:
    tags = (
        Tag("title", "…"),
        Tag("rows", [{"name": "…", "share": "…", "parts": [{"a": "…"}]}], needed=True),
    )
    assert codes(check("a.docx", make("{{ title }}", *lines), tags)) == found


def test_check__needed_tag_in_hidden_letters__is_refused() -> None:
    import io

    from docx import Document

    document = Document()
    for text in ALL:
        document.add_paragraph(text)
    document.paragraphs[0].runs[0].font.hidden = True
    made = io.BytesIO()
    document.save(made)
    assert codes(check("a.docx", made.getvalue(), NEEDED)) == ["template_hides_tag"]


@pytest.mark.parametrize(
    ("line", "code", "values"),
    [
        ("Đây {{ title ", "template_syntax", {"line": "Đây {{ title"}),
        ("Đây {{ title title }}", "template_syntax", {"line": "Đây {{ title title }}"}),
        ("Đây {% if title %}", "template_unclosed", {"tag": "if", "line": "Đây {% if title %}"}),
        ("{%p for row in rows %}", "template_unclosed", {"tag": "for", "line": "{% for row in rows %}"}),
        ("Đây {% endfor %}", "template_stray", {"tag": "endfor", "line": "Đây {% endfor %}"}),
        ("Đây {{ title|nothing }}", "template_unknown_filter",
         {"filter": "nothing", "line": "Đây {{ title|nothing }}"}),
    ],
)  # fmt: skip
def test_check__one_broken_tag__is_all_that_is_told_and_in_our_words(
    make: Make, tags: Sequence[Tag], line: str, code: str, values: dict[str, str]
) -> None:
    problems = check("a.docx", make(line), tags)
    assert codes(problems) == [code]
    assert problems[0].values == values


@pytest.mark.parametrize("line", ["{{ office is nothing }}", "{{ 1 / 0 }}", "{{ -office }}"])
def test_check__tag_that_cannot_be_filled__is_told_with_its_line(make: Make, line: str) -> None:
    problems = check("a.docx", make(*ALL, f"Đây {line}"), NEEDED)
    assert codes(problems) == ["template_fails_at"]
    assert problems[0].values == {"line": f"Đây {line}"}
