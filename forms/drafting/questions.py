"""The rows of one question: itself, what else its row asks, its points, its note and its photo."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from forms.drafting.answers import Lists
from forms.drafting.names import unlike
from forms.drafting.understood import CHOSEN, Draft, Kind, Line
from wording import say
from wording.figures import exact

if TYPE_CHECKING:
    from forms.drafting.tables import About

Row = dict[str, str]
_NAMED = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}
_TYPES = {
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "decimal",
    Kind.POINTS: "decimal",
    Kind.DATE: "date",
    Kind.TEXT: "text",
    Kind.PHOTO: "image",
    Kind.FILE: "file",
}


def texts(draft: Draft, key: str, text: str, english: str = "") -> Row:
    """The cells of a text by the heading of its language."""
    said = {f"{key}::{_NAMED[draft.language]}": _shown(text)}
    if english and draft.bilingual:
        said[f"{key}::{_NAMED['en']}"] = _shown(english)
    return said


def sayings(draft: Draft, line: Line) -> list[str]:
    """What is to be read beside a question or the heading of a part."""
    said = list(line.hints)
    if line.severity and line.kind not in CHOSEN:  # what fails among numbers and texts only its author knows
        values = {"severity": line.severity, "finding": line.finding}
        said.insert(0, say(draft.language, "drafting.grave", **values))
    if line.most is not None:
        said.insert(0, say(draft.language, "drafting.most", most=exact(line.most, draft.language)))
    return said


def question_rows(
    draft: Draft, line: Line, below: list[str], about: "About", lists: Lists, taken: set[str]
) -> Iterator[Row]:
    """The rows of ``line``, in a group of their own where there are several; ``below`` is read with it."""
    rows = [_main(draft, line, below, lists)]
    rows += [_further(draft, line, kind, lists, taken) for kind in line.more]
    rows += [_points(draft, line, title, taken) for title in line.points]
    if line.kind in CHOSEN and about.photos:
        rows.append(_beside(draft, line, "photo", "image", taken))
    if line.kind in CHOSEN and about.notes:
        rows.append(_beside(draft, line, "note", "text", taken))
    if len(rows) == 1:
        yield from rows
        return
    yield {"type": "begin_group", "name": unlike(f"g_{line.name}", taken)}
    yield from rows
    yield {"type": "end_group"}


def _main(draft: Draft, line: Line, below: list[str], lists: Lists) -> Row:
    numbered = line.code and line.style != "bullet"
    label = f"{line.code}. {line.text}" if numbered else line.text
    english = f"{line.code}. {line.english}" if numbered and line.english else line.english
    hints = [*sayings(draft, line), *below]
    return {
        **_typed(draft, line, line.kind, lists),
        "name": line.name,
        **texts(draft, "label", label, english),
        **texts(draft, "hint", "\n".join(hints)),
        "required": "yes" if line.kind in CHOSEN else "",
        "criterion": line.code if line.style != "bullet" else "",
        "severity": line.severity if line.kind in CHOSEN else "",
        "finding": line.finding if line.kind in CHOSEN else "",
        "legal_basis": line.basis.replace("\n", "; "),
        "source": line.source.replace("\n", "; "),
    }


def _typed(draft: Draft, line: Line, kind: Kind, lists: Lists) -> Row:
    if kind in CHOSEN:
        word = "select_multiple" if kind is Kind.SEVERAL else "select_one"
        return {"type": f"{word} {lists.name(line, kind)}"}
    return _filled_in(draft, line, kind)


def _filled_in(draft: Draft, line: Line, kind: Kind) -> Row:
    row = {"type": _TYPES[kind], "appearance": "multiline" if kind is Kind.TEXT else ""}
    if kind is Kind.POINTS and line.most is not None:
        most = {tag: exact(line.most, tag) for tag in _NAMED}
        said = {tag: say(tag, "drafting.points_to", most=most[tag]) for tag in _NAMED}
        row |= {"constraint": f". >= 0 and . <= {line.most:f}", **_message(draft, said)}
    elif kind in (Kind.INTEGER, Kind.POINTS):
        said = {tag: say(tag, "drafting.not_negative") for tag in _NAMED}
        row |= {"constraint": ". >= 0", **_message(draft, said)}
    return row


def _message(draft: Draft, said: Mapping[str, str]) -> Row:
    return texts(draft, "constraint_message", said[draft.language], said["en"])


def _further(draft: Draft, line: Line, kind: Kind, lists: Lists, taken: set[str]) -> Row:
    key = f"drafting.kind_{kind}"
    label = say(draft.language, "drafting.further", text=line.text, kind=say(draft.language, key))
    english = say("en", "drafting.further", text=line.english, kind=say("en", key)) if line.english else ""
    name = unlike(f"{line.name}_{kind}", taken)
    return {**_typed(draft, line, kind, lists), "name": name, **texts(draft, "label", label, english)}


def _points(draft: Draft, line: Line, title: str, taken: set[str]) -> Row:
    label = f"{title} {line.code or line.name}"
    row = _filled_in(draft, line, Kind.POINTS)
    english = label if draft.bilingual else ""
    return {**row, "name": unlike(f"{line.name}_points", taken), **texts(draft, "label", label, english)}


def _beside(draft: Draft, line: Line, kind: str, type_: str, taken: set[str]) -> Row:
    """A field for a note or photo."""
    code = line.code or line.name
    english = say("en", f"drafting.{kind}_of", code=code)
    label = texts(draft, "label", say(draft.language, f"drafting.{kind}_of", code=code), english)
    look = "multiline" if type_ == "text" else ""
    return {"type": type_, "name": unlike(f"{line.name}_{kind}", taken), **label, "appearance": look}


def _shown(text: str) -> str:
    """A text as a form can say it: an answer is put in only where the author writes so."""
    return text.replace("${", "$ {").strip()
