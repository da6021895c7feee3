"""A question of a screen as plain values, ready for the template."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.expressions import text, value_of
from forms.items import FILES, Audience, Item, ItemType
from forms.page.around import Around, Asked, typed
from forms.page.basis import Basis, basis_of
from forms.page.carried import is_only_read, is_written_over
from forms.page.kinds import draw
from forms.page.phrases import word_problem
from forms.page.texts import Said


@dataclass(frozen=True, slots=True)
class Question:
    """An item as the templates need it.

    `at` is its occurrence ('0' outside of repeats), `kind` its type, `template` the file of kinds/ that draws
    its controls, `grouped` whether these are several under a legend, `own` what that file needs. `waits`:
    only answers of this very screen say whether it is asked. `audio` and `image` are addresses, '' for none.
    `reckoned` is the value where it was calculated and stands to be written over. `basis` says, to staff,
    what a checklist's item rests on: pairs of a word of the templates and a text.
    """

    name: str
    at: str
    field: str
    kind: str
    template: str
    grouped: bool
    label: Said
    hint: Said
    guidance: Said
    basis: Basis
    required: bool
    errors: tuple[str, ...]
    value: str
    reckoned: str
    waits: bool
    audio: str
    image: str
    described: tuple[str, ...]
    own: Mapping[str, Any]

    @property
    def described_by(self) -> str:
        """The ids of the hint, of what else describes it and of the error, for aria-describedby."""
        parts = [("hint", self.hint.text), *((part, True) for part in self.described), ("error", self.errors)]
        return " ".join(f"{self.field}-{part}" for part, there in parts if there)


def question_of(around: Around, item: Item, occurrence: int = 0, *, blank: bool = False) -> Question:
    """The item in an occurrence of its repeat; `blank` is the one a script copies."""
    asked = Asked(item, occurrence, blank, _given(around, item, occurrence, blank))
    drawn = draw(around, asked)
    wrong = [problem for problem in around.problems if problem.place == asked.address and not blank]
    checked = around.checked.answers if around.checked else {}
    return Question(
        name=item.name,
        at=asked.at,
        field=asked.field,
        kind=item.type.value,
        template=drawn.template,
        grouped=drawn.grouped,
        label=around.said(item.label, asked.stand),
        hint=around.said(item.hint, asked.stand),
        guidance=around.said(item.guidance, asked.stand),
        basis=basis_of(item, around.language) if around.instrument.audience is Audience.STAFF else (),
        required=item.required is True and not is_only_read(item),
        errors=tuple(
            [word_problem(around.instrument, p, around.language, checked) for p in wrong]
            + [text for place, text in around.told.items() if place == asked.address and not blank]
        ),
        value=asked.value,
        reckoned=asked.value if is_written_over(item) and asked.address not in around.answers else "",
        waits=item.name in around.reacting.waiting,
        audio=around.recording(item.audio),
        image=around.picture(item.image),
        described=drawn.described,
        own=drawn.own,
    )


def _given(around: Around, item: Item, occurrence: int, blank: bool) -> list[str]:
    """What stands in its fields: what was typed, else what it starts with."""
    if item.type in FILES or item.type is ItemType.NOTE:
        return []
    place = Asked(item, occurrence, blank, []).address
    if place in around.answers and not blank:
        return typed(around.answers[place])
    if item.calculation and around.checked and not blank:
        found = around.checked.answers.get(place)
        return typed(found) if isinstance(found, list | tuple) else typed(text(value_of(found)))
    several = item.type in (ItemType.SELECT_MULTIPLE, ItemType.RANK)
    return item.default.split() if several else typed(item.default)
