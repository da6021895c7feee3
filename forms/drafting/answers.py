"""The lists of choices of a draft: equal ones once."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from forms.drafting.corrections import column_answers
from forms.drafting.guesses import named_apart
from forms.drafting.understood import ASKED, CHOSEN, Answer, Draft, Kind, Line
from forms.drafting.vocabulary import MET, NO, SATISFIED, UNMET, YES

_FIXED: Mapping[Kind, tuple[str, tuple[Answer, ...]]] = {
    Kind.YES_NO: ("yes_no", (YES, NO)),
    Kind.MET: ("met", (MET, UNMET)),
    Kind.SATISFIED: ("satisfied", SATISFIED),
}
_NAMED = {"vi": "Tiếng Việt (vi)", "en": "English (en)"}


def shown(text: str) -> str:
    """A text as a form can say it: an answer is put in only where the author writes so."""
    return text.replace("${", "$ {").strip()


class Lists:
    """The list each question chooses from, by name; a list is kept under the first name it was asked by."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._names: dict[str, str] = {}  # of a list, by what is in it
        self._lists: dict[str, tuple[Answer, ...]] = {}
        self._failing: set[str] = set()
        for line in draft.lines:
            for kind in (line.kind, *line.more):
                if line.kind in ASKED and kind in CHOSEN:
                    self._keep(line, kind)

    def name(self, line: Line, kind: Kind) -> str:
        """The name of the list that a question of this kind chooses from."""
        return self._names[repr(self._answers(line, kind))]

    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of the choices sheet."""
        tags = [self._draft.language, *(["en"] if self._draft.bilingual else [])]
        for name, answers in self._lists.items():
            for answer in answers:
                own = answer.label.get("", "")
                said = {f"label::{_NAMED[tag]}": shown(answer.label.get(tag, own)) for tag in tags}
                yield {
                    "list_name": name,
                    "name": answer.name,
                    **said,
                    "score": "" if answer.score is None else f"{Decimal(answer.score):f}",
                    "satisfied": {True: "yes", False: "no", None: ""}[answer.satisfied],
                    "missing": answer.missing,
                    "fails": "yes" if answer.fails and name in self._failing else "",
                }

    def _answers(self, line: Line, kind: Kind) -> tuple[Answer, ...]:
        if kind in _FIXED:
            return _FIXED[kind][1]
        if kind is Kind.COLUMNS:
            return column_answers(self._draft, line)
        return named_apart(line.answers)

    def _keep(self, line: Line, kind: Kind) -> None:
        answers = self._answers(line, kind)
        base = (
            _FIXED[kind][0] if kind in _FIXED else "answers" if kind is Kind.COLUMNS else f"{line.name}_list"
        )
        name, count = self._names.get(repr(answers)) or base, 1
        while name in self._lists and self._lists[name] != answers:
            count += 1
            name = f"{base}_{count}"
        self._names[repr(answers)] = name
        self._lists[name] = answers
        if line.severity:
            self._failing.add(name)
