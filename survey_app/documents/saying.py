"""What a template says once it is filled, part by part, and what of it a reader would not find."""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import TemplateSyntaxError, nodes

from survey_app.documents.sandbox import Sandbox
from survey_app.errors import Problem

_TAGS: Final = re.compile(r"<[^>]+>")
# Letters in a file that no reader sees: instructions of fields, deleted text, runs set as hidden.
_UNSEEN: Final = re.compile(
    r"<w:(instrText|delText)\b[^>]*>.*?</w:\1>|<w:r\b[^>]*><w:rPr>(?:(?!</w:rPr>).)*<w:vanish\s*/>.*?</w:r>",
    re.DOTALL,
)
_OPEN: Final = re.compile(r"block that needs to be closed is '(\w+)'")
_BLOCK: Final = re.compile(r"\{%[-+]?\s*(end)?(\w+)")
_VALUE: Final = re.compile(r"\{\{.*?\}\}")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_STRAY: Final = re.compile(r"Encountered unknown tag '(\w+)'")


class Unfilled(Exception):
    """A part that cannot be filled; ``line`` holds the words of the paragraph, where that is known."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class Source:
    """A part of a document as Jinja reads it, a paragraph a line.

    ``tree`` is what it read, None where it could not; ``meant`` names what is in values that cannot be read.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [_TAGS.sub("", line) for line in text.split("\n")]
        self.tree: nodes.Template | None = None
        self.meant: set[str] = set()

    def parse(self) -> list[Problem]:
        """The tags that cannot be read, in our own words; `tree` is there where the rest can be.

        A value that is written wrongly is left out, so that the others are read all the same; where a block
        is open or astray, nothing within it can be told apart.
        """
        fault = self._read()
        if fault is None:
            return []
        wrong = list(self._leave_out())
        if wrong:
            fault = self._read()
        return [*wrong, *([fault] if fault else [])]

    def _read(self) -> Problem | None:
        try:
            self.tree = Sandbox().parse(self.text)
        except TemplateSyntaxError as fault:
            line, said = self.line(fault.lineno), fault.message or ""
            if found := _OPEN.search(said):
                return Problem("template_unclosed", values={"tag": found[1], "line": self._opened(found[1])})
            if found := _STRAY.search(said):
                return Problem("template_stray", values={"tag": found[1], "line": line})
            return Problem("template_syntax", values={"line": line})
        return None

    def _leave_out(self) -> Iterator[Problem]:
        """The values that cannot be read by themselves; they are taken out, their names kept in `meant`."""
        lines = self.text.split("\n")
        for place, line in enumerate(lines):
            for tag in _VALUE.findall(line):
                try:
                    Sandbox().parse(tag)
                except TemplateSyntaxError:
                    yield Problem("template_syntax", values={"line": self.line(place + 1)})
                    self.meant.update(_NAME.findall(tag))
                    lines[place] = lines[place].replace(tag, "", 1)
        self.text = "\n".join(lines)

    def _opened(self, tag: str) -> str:
        """The words of the line in which the last block ``tag`` that is never closed begins."""
        still_open: list[int] = []
        for number, line in enumerate(self.lines, start=1):
            for end, name in _BLOCK.findall(line):
                if name == tag and not end:
                    still_open.append(number)
                elif name == tag and still_open:
                    still_open.pop()
        return self.line(still_open[-1] if still_open else 0)

    def line(self, number: int) -> str:
        """The words of a line."""
        text = self.lines[number - 1] if 0 < number <= len(self.lines) else ""
        return " ".join(text.split())[:200]

    def filled(self, values: Mapping[str, Any]) -> str:
        """The words a reader sees in this part. Raises Unfilled."""
        try:
            xml = Sandbox().from_string(self.text).render(values)
        except MemoryError:
            raise
        except Exception as fault:  # whatever it is, the paragraph is what a person can look at
            raise Unfilled(self.line(_place(fault))) from fault
        return _TAGS.sub("", _UNSEEN.sub("", xml))


def unsaid(sources: Sequence[Source], values: Mapping[str, Any], needed: Sequence[str]) -> Iterator[Problem]:
    """The ``needed`` tags whose values a reader may not find: with all values given, or with that one alone.

    What is given are numbers nobody could know beforehand, so that no condition can ask for them. Of a list
    of mappings each element must be found, by whichever of its parts.
    """
    numbers = {tag: _numbers(values[tag]) for tag in needed}
    given = {tag: _given(values[tag], numbers[tag]) for tag in needed}
    blank = {name: [] if isinstance(sample, list) else "" for name, sample in values.items()}
    for tag in needed:
        for tried in ({**values, **given}, {**blank, tag: given[tag]}):
            said = "".join(source.filled(tried) for source in sources)
            if not all(number in said for number in numbers[tag]):
                yield Problem("template_hides_tag", values={"tag": tag})


def _numbers(sample: Any) -> list[str]:
    """A number for a text, two for a list."""
    many = 2 if isinstance(sample, list) else 1
    return [str(secrets.randbelow(9 * 10**11) + 10**11) for _ in range(many)]


def _given(sample: Any, numbers: Sequence[str]) -> Any:
    """A value of the shape of ``sample``; each element of a list says one of ``numbers`` in all its parts."""
    if isinstance(sample, list):
        return [_saying(sample[0] if sample else "", number) for number in numbers]
    return numbers[0]


def _saying(sample: Any, number: str) -> Any:
    if isinstance(sample, Mapping):
        return {name: _saying(part, number) for name, part in sample.items()}
    return [_saying(part, number) for part in sample[:1]] if isinstance(sample, list) else number


def _place(fault: BaseException) -> int:
    """The line of the template in which ``fault`` arose; 0 when that is unknown."""
    number = getattr(fault, "lineno", None) or 0
    step = fault.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            number = step.tb_lineno
        step = step.tb_next
    return int(number)
