"""Small datasets to count by hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.dataset import (
    ANSWERS,
    CODEBOOK,
    METHODS,
    MISSING,
    RESPONSES,
    ROUNDS,
    UNITS,
    Dataset,
    read,
    write_part,
    write_table,
)

CODES = np.array([1, 2, 3, 4, 5, -8, -1])
WORDS = ("very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied")


@dataclass(frozen=True)
class Asked:
    """An item of the test instrument; `choices` are (code, name, score, satisfied)."""

    name: str
    role: str = "criterion"
    factor: str | None = None
    type: str = "select_one"
    choices: Sequence[tuple[int, str, float | None, int | None]] = tuple(
        (code, word, float(code), int(code >= 4)) for code, word in enumerate(WORDS, start=1)
    )


@dataclass(frozen=True)
class Answered:
    """A response: codes by item (absent: unanswered; a list: several choices), and what else differs."""

    answers: Mapping[str, int | Sequence[int]]
    counter: str = "C1"
    mode: str = "kiosk"
    tier: str | None = "K"
    more: Mapping[str, Any] = field(default_factory=dict)


ITEMS = (
    Asked("q1", factor="access"),
    Asked("q2", factor="access"),
    Asked("q3", factor="staff"),
    Asked("staff_general", role="factor_general", factor="staff"),
    Asked("all_in_all", role="overall"),
    Asked("sex", role="demographic", choices=((1, "female", None, None), (2, "male", None, None))),
)
UNIT_ROWS = (
    ("P1", "province", ""),
    ("X1", "commune", "P1"),
    ("X2", "commune", "P1"),
    ("C1", "counter", "X1"),
    ("C2", "counter", "X1"),
    ("C3", "counter", "X2"),
)


class Survey:
    """Writes datasets of an instrument `form` into a folder of its own and reads them."""

    items = ITEMS

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def person(self, answers: Mapping[str, int | Sequence[int]], **differs: Any) -> Answered:
        known = {name: differs.pop(name) for name in ("counter", "mode", "tier") if name in differs}
        return Answered(answers, more=differs, **known)

    def item(self, name: str, **differs: Any) -> Asked:
        return Asked(name, **differs)

    def unit(
        self, code: str, kind: str, parent: str, since: str = "", until: str = "", heir: str = ""
    ) -> dict[str, str]:
        row = dict.fromkeys(UNITS, "") | {"code": code, "type": kind, "parent_code": parent}
        return row | {"valid_from": since, "valid_to": until, "successor_code": heir}

    def method(self, name: str = "ours@1", **differs: Any) -> dict[str, Any]:
        """A row of the table of methods; `factors` are {name: (items, weight)}."""
        bare, _, version = name.partition("@")
        factors = [
            {"name": factor, "items": items, "label_vi": factor.upper(), "weight": weight}
            for factor, (items, weight) in differs.pop("factors", {}).items()
        ]
        row = dict.fromkeys(METHODS, "") | {"instrument": "form", "method": bare, "version": int(version)}
        row |= {"statistic": "share", "within": "pooled", "across": "pooled", "label_vi": "Của ta"}
        return row | {"factors": json.dumps(factors)} | differs

    def write(
        self,
        people: Sequence[Answered],
        *,
        items: Sequence[Asked] = ITEMS,
        units: Sequence[Mapping[str, str]] | None = None,
        rounds: Sequence[str] = ("R1",),
        methods: Sequence[Mapping[str, Any]] = (),
        name: str = "dataset",
        parts: int = 1,
    ) -> Path:
        folder = self._folder / name
        codebook = [row for place, item in enumerate(items) for row in _book(item, place)]
        dates = {"instrument": "form", "version": "1", "demo": False}
        write_table(folder, "codebook", codebook)
        write_table(folder, "units", [self.unit(*row) for row in UNIT_ROWS] if units is None else units)
        write_table(folder, "rounds", [dict.fromkeys(ROUNDS, "") | {"code": code} | dates for code in rounds])
        write_table(folder, "methods", methods)
        bounds = [len(people) * part // max(parts, 1) for part in range(parts + 1)]
        for number, (first, last) in enumerate(pairwise(bounds)):
            write_part(folder, number, *_part(name, people, items, range(first, last)))
        return folder

    def read(self, people: Sequence[Answered], **differs: Any) -> Dataset:
        return read([self.write(people, **differs)])


@pytest.fixture
def survey(tmp_path: Path) -> Survey:
    return Survey(tmp_path)


@pytest.fixture
def drawn(survey: Survey) -> list[Answered]:
    """300 responses in 3 strata of 4, 5 and 6 PSUs with uneven weights, at three counters."""
    rng = np.random.default_rng(11)
    people = []
    for _ in range(300):
        stratum = int(rng.integers(3))
        psu = int(rng.integers(4 + stratum))
        answers = {item: int(rng.choice(CODES)) for item in ("q1", "q2", "q3")}
        more = {"stratum": f"s{stratum}", "psu": f"p{psu}", "weight": float(rng.uniform(0.5, 3))}
        people.append(survey.person(answers, counter=f"C{rng.integers(1, 4)}", **more))
    return people


def _book(item: Asked, place: int) -> list[dict[str, Any]]:
    base = dict.fromkeys(CODEBOOK) | {
        "instrument": "form",
        "version": "1",
        "item": item.name,
        "number": place,
        "type": item.type,
        "role": item.role,
        "factor": item.factor,
    }
    kinds = [(MISSING["dont_know"], "dont_know", None, None)] if item.role != "demographic" else []
    return [
        base
        | {"code": code, "choice": name, "choice_label_vi": name, "score": score, "satisfied": satisfied}
        | {"missing": name if code < 0 else None}
        for code, name, score, satisfied in [*item.choices, *kinds]
    ]


def _part(
    folder: str, people: Sequence[Answered], items: Sequence[Asked], numbers: range
) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    responses: dict[str, list[Any]] = {column: [] for column in RESPONSES}
    answers: dict[str, list[Any]] = {column: [] for column in ANSWERS}
    for number in numbers:
        person = people[number]
        row = dict.fromkeys(RESPONSES) | {
            "response": number,
            "uuid": f"{folder} {number:032x}",
            "instrument": "form",
            "version": "1",
            "round": "R1",
            "counter": person.counter,
            "mode": person.mode,
            "tier": person.tier,
            "language": "vi",
            "assisted": "none",
            "disposition": "complete",
            "excluded": False,
            "day": date(2026, 3, 10),
            "batch": 1,
            **person.more,
        }
        for column, value in row.items():
            responses[column].append(value)
        for item in items:
            given = person.answers.get(item.name, MISSING["unanswered"])
            for code in [given] if isinstance(given, int) else given:
                for column, value in zip(ANSWERS, (number, item.name, 1, code, None, None), strict=True):
                    answers[column].append(value)
    return responses, answers
