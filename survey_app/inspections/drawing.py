"""Drawing by lot from a list, by a published seed: the same list and seed give the same result anywhere.

How to do it again with `sha256sum` and `sort` stands in docs/methods.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from typing import Final

from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.draws import Drawn, Line, Wanted
from wording import nfc

METHOD: Final = "sha256_order@2"
LONGEST_SEED: Final = 200
MOST_LINES: Final = 100_000


def draw(lines: Sequence[Line], seed: str, wanted: Wanted, method: str = METHOD) -> tuple[Drawn, ...]:
    """What is drawn of each group, by its name. Raises Invalid at 'number', 'each' or 'replacements'."""
    ordered = {
        group: [line.code for line in found]
        for group, found in groupby(in_order(lines, seed, method), key=lambda line: line.group)
    }
    sizes = {group: len(codes) for group, codes in ordered.items()}
    if problems := wrong_with(wanted, sizes):
        raise Invalid(problems)
    counts = wanted.each or shared_out(wanted.take, sizes)
    found = []
    for group, codes in ordered.items():
        take = counts.get(group, 0)
        further = codes[take : take + wanted.replacements] if take else []
        found.append(Drawn(group, len(codes), tuple(codes[:take]), tuple(further)))
    return tuple(found)


def in_order(lines: Sequence[Line], seed: str, method: str = METHOD) -> list[Line]:
    """``lines`` by group, those of one in the order of the lot: by the SHA-256 of seed, list and code."""
    digest = digest_by(method, lines)
    return sorted(lines, key=lambda line: (line.group, lot(seed, digest, line.code), line.code))


def list_digest(lines: Sequence[Line]) -> str:
    """SHA-256 of the list: its codes, a line each, sorted as bytes; neither order nor groups are part of it.

    It is read out before the draw: were the groups part of it, whoever chooses them afterwards could try
    which suit them.
    """
    return _digest(f"{line.code}\n" for line in lines)


def grouped_digest(lines: Sequence[Line]) -> str:
    """SHA-256 of the list with its groups: lines of code, tab and group, sorted as bytes."""
    return _digest(f"{line.code}\t{line.group}\n" for line in lines)


def digest_by(method: str, lines: Sequence[Line]) -> str:
    """The digest of a list that enters the lots by ``method``, as draws keep its name."""
    return _DIGESTS[method](lines)


def _digest(texts: Iterable[str]) -> str:
    return sha256("".join(sorted(texts)).encode()).hexdigest()


_DIGESTS: Final[Mapping[str, Callable[[Sequence[Line]], str]]] = {
    "sha256_order@1": grouped_digest,
    METHOD: list_digest,
}


def lot(seed: str, digest: str, code: str) -> str:
    """What a code is sorted by: SHA-256 of the seed, the digest of the list and the code, a line each."""
    return sha256(f"{seed}\n{digest}\n{code}\n".encode()).hexdigest()


def seed_of(typed: str) -> str:
    """The seed in a text as published: in NFC, one space between words. Raises Invalid at 'seed'."""
    seed = " ".join(nfc(typed).split())
    if not seed:
        raise Invalid([Problem("draw_needs_seed", "seed")])
    if len(seed) > LONGEST_SEED:
        raise Invalid([Problem("draw_seed_too_long", "seed", {"most": LONGEST_SEED})])
    return seed


def shared_out(take: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """``take`` shared out among groups by their sizes: whole parts, then one each by the largest remainders.

    Of equal remainders the larger group comes first, then the first by name.
    """
    whole = sum(sizes.values())
    parts = {group: Fraction(take * size, whole) for group, size in sizes.items()}
    counts = {group: int(part) for group, part in parts.items()}
    by_remainder = sorted(sizes, key=lambda one: (counts[one] - parts[one], -sizes[one], one))
    for group in by_remainder[: take - sum(counts.values())]:
        counts[group] += 1
    return counts


def wrong_with(wanted: Wanted, sizes: Mapping[str, int]) -> list[Problem]:
    """All that keeps ``wanted`` from being drawn of groups of those sizes."""
    found = []
    whole = sum(sizes.values())
    if wanted.replacements < 0:
        found.append(Problem("draw_count_negative", "replacements"))
    if not wanted.each:
        if wanted.take < 1:
            found.append(Problem("draw_nothing_wanted", "number"))
        elif wanted.take > whole:
            found.append(Problem("draw_more_than_listed", "number", {"n": whole, "wanted": wanted.take}))
        return found
    for group, count in wanted.each.items():
        values = {"group": group or "–", "n": sizes.get(group, 0), "wanted": count}
        if group not in sizes:
            known = "; ".join(sorted(sizes))
            found.append(Problem("draw_no_such_group", "each", {"group": group, "known": known}))
        elif count < 0:
            found.append(Problem("draw_count_negative", "each"))
        elif count > sizes[group]:
            found.append(Problem("draw_more_than_group", "each", values))
    if not any(wanted.each.values()):
        found.append(Problem("draw_nothing_wanted", "each"))
    return found
