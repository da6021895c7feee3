"""Every message the code asks for is there with its values, and no message waits for a code that is gone."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import jinja2
import pytest

from wording import FALLBACK
from wording.catalogue import messages

ROOT = Path(__file__).parents[2]
PACKAGES = ("forms", "analysis", "survey_app")
AREAS = {key.partition(".")[0] for key in messages(FALLBACK)}
FULL_KEY = re.compile(rf"({'|'.join(sorted(AREAS))})\.[A-Za-z0-9_]+")
# What makes a problem of each package: the code is the first text among what it is given.
MAKERS = {
    "survey_app": {
        *("Problem", "NotFound", "Gone", "Refused", "Conflict", "Unavailable"),
        *("_refusal", "_add", "_wrong"),
    },
    "forms": {"Problem"},
    "analysis": {"Problem"},
}
PROBLEM_AREA = {"survey_app": "errors", "forms": "forms", "analysis": "analysis"}
# Objects that say the words of one area: `console.say("written")`.
SPEAKERS = {"survey_app/cli/": "cli", "survey_app/results/": "results"}
# What the one who words a problem always has.
ALWAYS_THERE = {"place"}


@dataclass(frozen=True)
class Said:
    """A message asked for: where, which, and with which values (None when they cannot be told here)."""

    place: str
    key: str
    values: frozenset[str] | None


def in_python(path: str, text: str) -> Iterator[Said]:
    """What a module asks for by name; a key put together at run time is not seen."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            found = _call(path, node)
            if found is not None:
                yield found


def _call(path: str, node: ast.Call) -> Said | None:
    called = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
    texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if not texts:
        return None
    package = path.partition("/")[0]
    place, values = f"{path}:{node.lineno}", _values(node)
    if called in {"say", "t", "tell"}:
        full = next((text for text in texts if FULL_KEY.fullmatch(text)), None)
        area = next((area for folder, area in SPEAKERS.items() if path.startswith(folder)), None)
        speaks = isinstance(node.func, ast.Attribute) and area is not None
        key = full or (f"{area}.{texts[0]}" if speaks else None)
        return Said(place, key, values) if key else None
    if called in MAKERS[package]:
        return Said(place, f"{PROBLEM_AREA[package]}.{texts[0]}", values)
    return None


def _values(node: ast.Call) -> frozenset[str] | None:
    """The names handed over, as keywords or in a dictionary written here."""
    handed = [*node.args[2:], *(word.value for word in node.keywords if word.arg in {None, "values"})]
    names = {word.arg for word in node.keywords if word.arg}
    for mapping in handed:
        if not isinstance(mapping, ast.Dict) or not all(isinstance(k, ast.Constant) for k in mapping.keys):
            return None
        names |= {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}
    return frozenset(names)


def in_template(path: str, text: str) -> Iterator[Said]:
    """What a template asks for."""
    for node in jinja2.Environment(autoescape=True).parse(text).find_all(jinja2.nodes.Call):
        if isinstance(node.node, jinja2.nodes.Name) and node.node.name == "t" and node.args:
            key = node.args[0]
            if isinstance(key, jinja2.nodes.Const):
                values = frozenset(word.key for word in node.kwargs) if node.dyn_kwargs is None else None
                yield Said(f"{path}:{node.lineno}", str(key.value), values)


def sources(ending: str) -> list[tuple[str, str]]:
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob(f"*{ending}"))]
    return [(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files]


@pytest.fixture(scope="module")
def said() -> list[Said]:
    """Everything the project asks for by name."""
    found = [each for path, text in sources(".py") for each in in_python(path, text)]
    found += [each for path, text in sources(".html") for each in in_template(path, text)]
    assert len(found) > 200
    return found


def unknown(each: Said) -> str:
    return "" if each.key in messages(FALLBACK) else f"{each.place}: no catalogue says {each.key}"


def without_values(each: Said) -> str:
    """A message with a place for a value that is not handed over fails when it is said."""
    if each.values is None or each.key not in messages(FALLBACK):
        return ""
    needed = {name for _, name, _, _ in Formatter().parse(messages(FALLBACK)[each.key][0]) if name}
    missing = needed - each.values - ALWAYS_THERE
    return f"{each.place}: {each.key} needs {', '.join(sorted(missing))}" if missing else ""


def test_messages__asked_for__are_in_the_catalogues(said: list[Said]) -> None:
    offences = [offence for each in said if (offence := unknown(each))]
    assert not offences, "\n".join(offences)


def test_messages__asked_for__are_given_their_values(said: list[Said]) -> None:
    offences = [offence for each in said if (offence := without_values(each))]
    assert not offences, "\n".join(offences)


def test_messages__made_up_offences__are_found() -> None:
    path = "survey_app/cli/x.py"
    for text in (
        "say(language, 'web.nobody')",
        "console.say('nobody')",
        "Problem('nobody')",
        "NotFound('nobody', round=1)",
        "self._wrong(number, 'nobody')",
    ):
        assert [unknown(each) for each in in_python(path, text)] != [""], text
    assert [unknown(each) for each in in_template("x.html", "{{ t('web.nobody') }}")] != [""]
    for text in (
        "say(language, 'errors.no_such_code', word='x')",
        "NotFound('no_such_code', typing='x')",
        "Problem('no_such_code', place, {'typing': 1})",
    ):
        assert [without_values(each) for each in in_python(path, text)] != [""], text
    assert not without_values(*in_python(path, "Problem('no_such_code', place, {'typed': 1})"))


def test_messages__in_the_catalogues__are_still_asked_for(said: list[Said]) -> None:
    """A key is in use when it, or its rest after the area, or a part that is put together, is in a source."""
    everything = "\n".join(text for ending in (".py", ".html") for _, text in sources(ending))
    words = set(re.findall(r"[A-Za-z0-9_.]+", everything))
    beginnings = tuple(re.findall(r"['\"]([a-z_.]+_)(?:\{|['\"] ~)", everything))
    endings = tuple(set(re.findall(r"\}(_[a-z_]+)['\"]", everything)))
    asked = {each.key for each in said}
    unused = [
        key
        for key in messages(FALLBACK)
        if key not in asked | words
        and (rest := key.partition(".")[2]) not in words
        and not key.startswith(beginnings)
        and not rest.startswith(beginnings)
        and not (rest.endswith(endings) and rest.rpartition("_")[0] in words)
    ]
    assert not unused, "\n".join(unused)
