"""Names for questions and parts: from the table's own codes and numbers, else from the words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.compile.cells import RESERVED
from forms.drafting.understood import ASKED, Kind, Line
from wording import fold

_LONGEST = 40
_WORDS = 5  # of a name that is made of words
PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")


def named(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each question and part under a name of its own."""
    taken: set[str] = set(RESERVED)
    parts: dict[int, str] = {}  # the code of the part at each depth
    above, below = "", 0  # what dashes and letters stand below, and how many of them do
    found = []
    for line in lines:
        if line.kind in ASKED | {Kind.PART}:
            if line.kind is Kind.PART:
                parts = {depth: code for depth, code in parts.items() if depth < line.depth}
            around = "_".join(code for depth, code in sorted(parts.items()) if code and depth <= line.depth)
            within = line.style in ("bullet", "small") and bool(above)
            below = below + 1 if within else 0
            name = f"{above}_{_plain(line.code) or below}" if within else _name(line, around)
            above = above if within else name
            if line.kind is Kind.PART:
                heads = line.style in ("roman", "capital", "part")
                parts[line.depth] = _plain(line.code) if heads else ""
                name = f"part_{name.removeprefix('q') if line.code else name}"
            line = replace(line, name=unlike(name, taken))
        found.append(line)
    return tuple(found)


def unlike(name: str, taken: set[str]) -> str:
    """``name``, or with a figure behind it, that is like none of ``taken``, which it joins."""
    name = name[:_LONGEST].strip("_.-") or "q"
    name = name if PLAIN_NAME.fullmatch(name) else f"q{name}"
    free, count = name, 1
    while free.lower() in taken:
        count += 1
        free = f"{name}_{count}"
    taken.add(free.lower())
    return free


def words_as_name(text: str) -> str:
    """The first words of a text as a name; '' for one without a letter or figure."""
    return "_".join(re.findall(r"[a-z0-9]+", fold(text))[:_WORDS])


def _name(line: Line, around: str) -> str:
    code = _plain(line.code)
    if line.style == "code":
        return code
    if code:
        return f"{around}_{code}" if around else f"q{code}" if code[0].isdigit() else code
    return words_as_name(line.text) or f"q{line.key}"


def _plain(code: str) -> str:
    """A code in plain letters: 'TC 1.2' -> 'TC_1_2'."""
    bare = "".join(letter for letter in code.replace("Đ", "D").replace("đ", "d") if letter.isascii())
    return "_".join(re.findall(r"[A-Za-z0-9]+", bare))
