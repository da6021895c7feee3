"""The rows of one question: itself, what else its row asks, its points, its note and its photo."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from forms.drafting.answers import Lists, shown
from forms.drafting.guesses import is_about_people, is_share
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
    said = {f"{key}::{_NAMED[draft.language]}": shown(text)}
    if english and draft.bilingual:
        said[f"{key}::{_NAMED['en']}"] = shown(english)
    return said


def sayings(draft: Draft, line: Line) -> list[str]:
    """What is to be read beside a question or the heading of a part."""
    said = list(line.hints)
    if line.severity and line.kind not in CHOSEN:  # what fails among numbers and texts only its author knows
        values = {"severity": line.severity, "finding": line.finding}
        said.insert(0, say(draft.language, "drafting.grave", **values))
    if line.most is not None:
        title = line.most_title or say(draft.language, "drafting.use_most")
        said.insert(0, f"{title}: {exact(line.most, draft.language)}")
    if line.basis and not _is_judged(line):  # only what can fail rests on the law in a form
        said.append(say(draft.language, "drafting.basis", basis=line.basis.replace("\n", "; ")))
    return said


def question_rows(
    draft: Draft, line: Line, below: list[str], about: "About", lists: Lists, taken: set[str]
) -> Iterator[Row]:
    """The rows of ``line``, in a group of their own where there are several; ``below`` is read with it."""
    rows = [_main(draft, line, below, lists)]
    rows += [_further(draft, line, kind, lists, taken) for kind in line.more]
    rows += [_points(draft, line, title, lists, taken) for title in line.points[_heads_points(line) :]]
    if about.photos and _has_field(line, line.pictured, any(each.pictured for each in draft.lines)):
        rows.append(_beside(draft, line, "photo", line.pictured, taken))
    if about.notes and _has_field(line, line.noted, any(each.noted for each in draft.lines)):
        rows.append(_beside(draft, line, "note", line.noted, taken))
    if len(rows) == 1:
        yield from rows
        return
    yield {"type": "begin_group", "name": unlike(f"g_{line.name}", taken)}
    yield from rows
    yield {"type": "end_group"}


def _is_judged(line: Line) -> bool:
    return bool(line.severity) and line.kind in CHOSEN


def _heads_points(line: Line) -> bool:
    """Whether the question itself is answered by the points of the first column of points."""
    return bool(line.points) and (line.kind is Kind.POINTS or (line.stepped and line.kind is Kind.OPTIONS))


def _is_required(line: Line) -> bool:
    """Whether a question has to be answered: a choice, but no points, and nobody has to say who they are."""
    return line.kind in CHOSEN and not _heads_points(line) and is_about_people(line.text) is None


def _has_field(line: Line, title: str, somewhere: bool) -> bool:
    """Whether a field stands beside a question: where its table has a column, else with all choices."""
    return bool(title) or (line.kind in CHOSEN and not somewhere)


def _labelled(line: Line, text: str) -> str:
    """A question's words behind its number; '' for none."""
    return f"{line.code}. {text}" if text and line.code and line.style != "bullet" else text


def _main(draft: Draft, line: Line, below: list[str], lists: Lists) -> Row:
    label, english = _labelled(line, line.text), _labelled(line, line.english)
    if _heads_points(line):
        label, english = (_behind(line.points[0], text) for text in (label, english))
    hints = [*sayings(draft, line), *below]
    judged = _is_judged(line)
    return {
        **_typed(draft, line, line.kind, lists),
        "name": line.name,
        **texts(draft, "label", label, english),
        **texts(draft, "hint", "\n".join(hints)),
        "required": "yes" if _is_required(line) else "",
        "criterion": line.code if line.style != "bullet" else "",
        "severity": line.severity if judged else "",
        "finding": line.finding if judged else "",
        "legal_basis": line.basis.replace("\n", "; ") if judged else "",
        "source": line.source.replace("\n", "; "),
    }


def _behind(title: str, text: str) -> str:
    """A question's words behind the heading of the column that is filled in."""
    return f"{title} – {text}" if text else ""


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
    elif kind is Kind.DECIMAL and any(is_share(text) for text in (line.text, *line.hints)):
        said = {tag: say(tag, "drafting.hundredths") for tag in _NAMED}
        row |= {"constraint": ". >= 0 and . <= 100", **_message(draft, said)}
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


def _points(draft: Draft, line: Line, title: str, lists: Lists, taken: set[str]) -> Row:
    """Points in a further column: chosen among the same steps, where there are some."""
    stepped = line.stepped and line.kind is Kind.OPTIONS
    row = _typed(draft, line, line.kind, lists) if stepped else _filled_in(draft, line, Kind.POINTS)
    label, english = (_behind(title, _labelled(line, text)) for text in (line.text, line.english))
    return {**row, "name": unlike(f"{line.name}_points", taken), **texts(draft, "label", label, english)}


def _beside(draft: Draft, line: Line, kind: str, title: str, taken: set[str]) -> Row:
    """A field for a note or photo, called as its column is."""
    named = title or say(draft.language, f"drafting.use_{kind}")
    label = _behind(named, _labelled(line, line.text))
    english = _behind(say("en", f"drafting.use_{kind}"), _labelled(line, line.english))
    look = {"type": "text", "appearance": "multiline"} if kind == "note" else {"type": "image"}
    return {**look, "name": unlike(f"{line.name}_{kind}", taken), **texts(draft, "label", label, english)}
