"""Which files can be templates, and in which words the others are refused."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from survey_app.documents import Tag, check
from survey_app.errors import Problem
from wording import LANGUAGES, say

Make = Callable[..., bytes]
RELS = "word/_rels/document.xml.rels"
GOOD = ("{{ title }}", "{%p for row in rows %}", "{{ row.name }}: {{ row.share|upper }}", "{%p endfor %}")


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes; every problem can be said in every language."""
    for problem in problems:
        for language in LANGUAGES:
            assert say(language, f"errors.{problem.code}", **problem.values)
    return [problem.code for problem in problems]


def test_check__good_template__finds_nothing(make: Make, tags: Sequence[Tag]) -> None:
    assert check("a.docx", make(*GOOD, header="{{ office }}"), tags) == []


def test_check__unknown_tags__are_named_with_the_nearest(make: Make, tags: Sequence[Tag]) -> None:
    content = make(*GOOD, "Tại {{ ofice }} này", "{{ xyz }}", header="{{ titel }}")
    problems = check("a.docx", content, tags)
    assert codes(problems) == [
        "template_unknown_tag_near",
        "template_unknown_tag",
        "template_unknown_tag_near",
    ]
    assert problems[0].values == {"tag": "ofice", "near": "office", "line": "Tại {{ ofice }} này"}
    assert problems[2].values["near"] == "title"


def test_check__unknown_part_of_a_line__is_named_within_its_loop(make: Make, tags: Sequence[Tag]) -> None:
    lines = ("{{ title }}", "{%p for row in rows %}", "{{ row.sahre }}", "{%p endfor %}", "{{ row.name }}")
    problems = check("a.docx", make(*lines), tags)
    assert codes(problems) == ["template_unknown_tag_near", "template_unknown_tag_near"]
    assert [(p.values["tag"], p.values["near"]) for p in problems] == [
        ("row.sahre", "row.share"),
        ("row", "rows"),
    ]


def test_check__needed_tag_missing__is_named(make: Make, tags: Sequence[Tag]) -> None:
    problems = check("a.docx", make("{{ office }}"), tags)
    assert codes(problems) == ["template_missing_tag"]
    assert problems[0].values == {"tag": "title"}


def test_check__tag_cut_into_runs_by_the_word_processor__is_understood(tags: Sequence[Tag]) -> None:
    import io

    from docx import Document

    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ti", "tle }", "}"):
        paragraph.add_run(piece).bold = True
    made = io.BytesIO()
    document.save(made)
    assert check("a.docx", made.getvalue(), tags) == []


def test_check__syntax_fault__is_told_with_its_line(make: Make, tags: Sequence[Tag]) -> None:
    (problem,) = check("a.docx", make("{{ title }}", "Đoạn {{ office office }} này"), tags)[:1]
    assert problem.code == "template_syntax"
    assert "Đoạn" in str(problem.values["line"])


def test_check__several_faults__are_all_told_at_once(tags: Sequence[Tag]) -> None:
    import io

    from docx import Document

    document = Document()
    for text in ("Đây {{ office office }}", "Kia {{ rows[ }}", "{{ ofice }}", "{{ note }}"):
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    problems = check("a.docx", made.getvalue(), tags)
    assert codes(problems) == [
        "template_syntax",
        "template_syntax",
        "template_unknown_tag_near",
        "template_unknown_tag_near",
        "template_missing_tag",
    ]
    assert [problem.values.get("line") for problem in problems[:2]] == [
        "Đây {{ office office }}",
        "Kia {{ rows[ }}",
    ]
    assert problems[-1].values == {"tag": "title"}


def test_check__broken_value_in_an_open_block__is_told_with_the_block(
    make: Make, tags: Sequence[Tag]
) -> None:
    problems = check("a.docx", make("{{ title title }}", "{% if title %}", "{{ ofice }}"), tags)
    assert codes(problems) == ["template_syntax", "template_unclosed"]


@pytest.mark.parametrize(
    "line",
    [
        "{{ title.__class__ }}",
        "{{ title.upper() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ rows[0]['__class__'] }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}x{% endmacro %}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ 9 ** 99999999 }}",
        "{{ self }}",
        "{% set a = title ~ title %}{{ a }}",
        "{% with a = title %}{{ a }}{% endwith %}",
        "{{ rows|map(attribute='name')|join }}",
    ],
)
def test_check__what_reaches_beyond_the_values__is_refused(
    make: Make, tags: Sequence[Tag], line: str
) -> None:
    assert codes(check("a.docx", make("{{ title }}", line), tags))


def test_check__text_times_a_large_number__fills_no_memory(make: Make, tags: Sequence[Tag]) -> None:
    problems = check("a.docx", make("{{ title }}", "{{ 'a' * 10000000000 }}"), tags)
    assert codes(problems) == ["template_computes"]


def test_check__loops_within_loops_without_end__are_refused(make: Make, tags: Sequence[Tag]) -> None:
    lines = [f"{{% for a{i} in rows %}}" for i in range(6)] + ["x"] + ["{% endfor %}"] * 6
    assert set(codes(check("a.docx", make("{{ title }}", "".join(lines)), tags))) == {"template_loop"}


@pytest.mark.parametrize("listed", ["title", "rows[0].name", "[1, 2]", "rows|join"])
def test_check__loop_over_no_list__is_refused(make: Make, tags: Sequence[Tag], listed: str) -> None:
    content = make("{{ title }}", f"{{% for letter in {listed} %}}x{{% endfor %}}")
    assert codes(check("a.docx", content, tags)) == ["template_loop"]


def test_check__loop_over_the_parts_of_a_line__is_good(make: Make) -> None:
    tags = [Tag("title", "…", needed=True), Tag("parts", [{"rows": [{"name": "…", "shares": ["…"]}]}])]
    content = make(
        "{{ title }}",
        "{%p for part in parts %}",
        "{% for row in part.rows %}{{ row.name }}{% for s in row.shares %}{{ s }}{% endfor %}{% endfor %}",
        "{%p endfor %}",
    )
    assert check("a.docx", content, tags) == []


def test_check__trial_that_takes_too_long__is_ended(make: Make) -> None:
    tags = [Tag("title", "…", needed=True), Tag("rows", ["…" * 50] * 40_000)]
    loops = "{% for row in rows %}{{ row }}{% endfor %}" * 40
    problems = check("a.docx", make("{{ title }}", loops), tags, seconds=2)
    assert codes(problems)[0] in {"template_too_slow", "template_too_heavy"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"plain text", b"\xd0\xcf\x11\xe0 old word"])
def test_check__no_word_file__is_said(content: bytes, tags: Sequence[Tag]) -> None:
    assert codes(check("a.docx", content, tags)) == ["template_not_docx"]


def test_check__spreadsheet_in_disguise__is_no_word_file(tags: Sequence[Tag]) -> None:
    import io

    from openpyxl import Workbook

    made = io.BytesIO()
    Workbook().save(made)
    assert codes(check("a.docx", made.getvalue(), tags)) == ["template_not_docx"]


def test_check__damaged_document__is_said(make: Make, changed: Any, tags: Sequence[Tag]) -> None:
    broken = changed(make(*GOOD), {"word/document.xml": b"<w:document>"})
    assert codes(check("a.docx", broken, tags)) == ["template_not_docx"]


def test_check__macros__are_refused(make: Make, changed: Any, read_part: Any, tags: Sequence[Tag]) -> None:
    good = make(*GOOD)
    assert codes(check("a.docm", good, tags)) == ["template_macros"]
    assert codes(check("a.docx", changed(good, {"word/vbaProject.bin": b"x"}), tags))[0] == "template_macros"
    types = read_part(good, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    renamed = changed(good, {"[Content_Types].xml": types})
    assert codes(check("a.docx", renamed, tags)) == ["template_macros"]


@pytest.mark.parametrize("name", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_check__embedded_object__is_refused(make: Make, changed: Any, tags: Sequence[Tag], name: str) -> None:
    assert "template_object" in codes(check("a.docx", changed(make(*GOOD), {name: b"x"}), tags))


@pytest.mark.parametrize(
    ("kind", "target", "found"),
    [
        ("attachedTemplate", "https://example.org/evil.dotm", ["template_external"]),
        ("image", "https://example.org/a.png", ["template_external"]),
        ("oleObject", "file:///c:/x.xls", ["template_external"]),
        ("hyperlink", "file:///etc/passwd", ["template_external"]),
        ("hyperlink", "https://example.org/", []),
    ],
)
def test_check__links__are_refused_when_they_load_something(
    make: Make, changed: Any, read_part: Any, tags: Sequence[Tag], kind: str, target: str, found: list[str]
) -> None:
    good = make(*GOOD)
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    rels = read_part(good, RELS).replace(b"</Relationships>", link.encode())
    assert codes(check("a.docx", changed(good, {RELS: rels}), tags)) == found


def test_check__field_that_fetches__is_refused(
    make: Make, changed: Any, read_part: Any, tags: Sequence[Tag]
) -> None:
    good = make(*GOOD, "XX")
    field = b"<w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\cmd.exe</w:instrText>"
    document = read_part(good, "word/document.xml").replace(b"<w:t>XX</w:t>", field)
    assert codes(check("a.docx", changed(good, {"word/document.xml": document}), tags)) == ["template_field"]


def test_check__bomb__is_refused_before_it_is_unpacked(make: Make, tags: Sequence[Tag]) -> None:
    import io
    import zipfile

    made = io.BytesIO(make(*GOOD))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.xml", b"0" * 70_000_000)
    assert codes(check("a.docx", made.getvalue(), tags)) == ["template_too_large"]


def test_check__file_beyond_the_limit__is_refused(tags: Sequence[Tag]) -> None:
    assert codes(check("a.docx", b"PK" + b"0" * 10_000_000, tags)) == ["template_too_large"]


def test_check__needed_tag_misspelt__is_not_also_told_as_missing(make: Make, tags: Sequence[Tag]) -> None:
    assert codes(check("a.docx", make("{{ titel }}"), tags)) == ["template_unknown_tag_near"]


@pytest.mark.parametrize("tag", ["'x' * 300000000", "title * 9", "rows + rows", "2 - 'a'", "3 ** 3"])
def test_check__text_that_is_computed_with__is_named(make: Make, tags: Sequence[Tag], tag: str) -> None:
    problems = check("a.docx", make(*GOOD, f"Số {{{{ {tag} }}}}"), tags)
    assert codes(problems) == ["template_computes" if "**" not in tag else "template_not_allowed"]
    assert problems[0].values == {"line": f"Số {{{{ {tag} }}}}"}


def test_check__numbers_and_choices__are_computed_with(make: Make, tags: Sequence[Tag]) -> None:
    line = "{{ loop.index + 1 }} {{ rows|length * 2 }} {{ row.name or 'x' }}"
    lines = (GOOD[0], GOOD[1], line, *GOOD[2:])
    assert check("a.docx", make(*lines), tags) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_check__entities_declared_in_a_part__are_named(
    make: Make, tags: Sequence[Tag], changed: Callable[..., bytes], encoding: str
) -> None:
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    content = changed(make(*GOOD), {"docProps/custom.xml": xml.encode(encoding)})
    problems = check("a.docx", content, tags)
    assert codes(problems) == ["template_doctype"]
    assert problems[0].values == {"part": "docProps/custom.xml"}
