"""The child process of `check`: a template on standard input, what is wrong with it on standard output.

    python -m survey_app.documents.trial

It limits itself before it reads a byte.
"""

import base64
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docxtpl import DocxTemplate

from survey_app.documents.filling import fill
from survey_app.documents.saying import Source, Unfilled, unsaid
from survey_app.documents.tags import Reader, without_repeats
from survey_app.errors import Problem

_SECONDS: Final = 30
_MEMORY: Final = 1_000_000_000


def main() -> None:
    """Read, write one JSON list of problems: code, place, values."""
    _limit()
    question = json.loads(sys.stdin.buffer.read())
    problems = look(base64.b64decode(question["content"]), question["values"], question["needed"])
    sys.stdout.write(json.dumps([[p.code, p.place, dict(p.values)] for p in problems]))


def _limit() -> None:
    """Cap memory and processor time where the platform can; the parent's clock holds everywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def look(content: bytes, values: Mapping[str, Any], needed: Sequence[str]) -> list[Problem]:
    """What is wrong with the tags of ``content``; when nothing is, what happens when it is filled.

    Where a block is open or astray, that and the tags that cannot be read are all that is told: what the
    others lack may be within it.
    """
    try:
        sources = [Source(text) for text in _sources(content)]
    except Exception:  # whatever a damaged file sets off has the one answer
        return [Problem("template_not_docx")]
    problems = [problem for source in sources for problem in source.parse()]
    named = {name for source in sources for name in source.meant}
    trees = [source.tree for source in sources if source.tree is not None]
    if len(trees) < len(sources):
        return list(without_repeats(problems))
    for source, tree in zip(sources, trees, strict=True):
        reader = Reader(values, source.lines)
        reader.read(tree)
        problems += reader.problems
        named |= reader.named
    meant = {problem.values.get("near") for problem in problems}
    missing = [tag for tag in needed if tag not in named | meant]
    problems += [Problem("template_missing_tag", values={"tag": tag}) for tag in missing]
    return list(without_repeats(problems)) or _trial(content, sources, values, needed)


def _sources(content: bytes) -> Iterator[str]:
    """The texts Jinja will read: body, headers, footers and footnotes, a paragraph a line."""
    document = DocxTemplate(io.BytesIO(content))
    document.init_docx()
    xml = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        xml += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
    for part in document.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            xml.append(part.blob.decode("utf-8"))
    for text in xml:
        yield re.sub(r"<w:p([ >])", r"\n<w:p\1", document.patch_xml(text))


def _trial(
    content: bytes, sources: Sequence[Source], values: Mapping[str, Any], needed: Sequence[str]
) -> list[Problem]:
    """The problem of a template that cannot be filled with the samples, or hides what it must say."""
    try:
        problems = list(without_repeats(list(unsaid(sources, values, needed))))
        DocxTemplate(io.BytesIO(fill(content, values))).init_docx()
    except Unfilled as fault:
        return [Problem("template_fails_at", values={"line": fault.line})]
    except MemoryError:
        return [Problem("template_too_heavy")]
    except Exception:  # whatever a filled document that is none sets off has the one answer
        return [Problem("template_fails")]
    return problems


if __name__ == "__main__":
    main()
