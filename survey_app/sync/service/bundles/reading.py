"""Reading the files of a bundle, in any order: which lines are whole, which damaged or missing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import Any, NamedTuple

from survey_app.errors import Invalid, NotFound, Problem
from survey_app.sync.service.bundles.manifest import (
    Line,
    Manifest,
    digest_of,
    is_manifest,
    mark_in,
    read_manifest,
)

# Longer than any line: a form with all its recordings.
_LONGEST = 256 * 2**20
_NO_BUNDLE = Problem("bundle_unreadable")


class Place(NamedTuple):
    """Where a line stands."""

    file: Path
    offset: int
    size: int


class Damage(NamedTuple):
    """A line that is not what was signed: nothing of it is read."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A bundle that was read through once: where each whole line stands, and what is damaged.

    ``cut`` names the files that end too early, where what they lost stands in no other.
    """

    manifest: Manifest
    places: dict[str, Place]
    damaged: Sequence[Damage]
    cut: Sequence[str]

    @property
    def missing(self) -> list[Line]:
        """The lines that were signed and stand nowhere whole."""
        return [line for line in self.manifest.lines if line.digest not in self.places]

    def whole(self, kind: str) -> list[Line]:
        """The lines of a kind that can be read, in the order of the manifest."""
        return [line for line in self.manifest.lines if line.kind == kind and line.digest in self.places]

    def content(self, line: Line) -> Any:
        """What a whole line holds. Raises NotFound when the stick was pulled or changed meanwhile."""
        place = self.places[line.digest]
        with place.file.open("rb") as stream:
            stream.seek(place.offset)
            text = stream.read(place.size)
        if digest_of(text) != line.digest:
            raise NotFound("bundle_changed", str(place.file))
        return json.loads(text)["content"]


def open_bundle(files: Iterable[Path]) -> Catalogue:
    """The bundle in ``files``, of which some may be missing.

    Raises NotFound for a file that is not there; Invalid when none of them has a manifest that can be
    trusted, when it is of a newer release, and when they are of different bundles.
    """
    places: dict[str, Place] = {}
    others: list[tuple[str, Damage]] = []
    manifests: dict[str, Manifest] = {}
    marked: set[str] = set()
    faults: list[Problem] = []
    given = list(dict.fromkeys(files))
    for file in given:
        if not file.is_file():
            raise NotFound("no_such_file", str(file))
        for number, place, text in _lines(file):
            if is_manifest(text):
                try:
                    found = read_manifest(text)
                    manifests.setdefault(found.bundle, found)
                    continue
                except Invalid as error:
                    faults += error.problems
            if mark := mark_in(text):
                marked.add(mark.bundle)
                continue
            digest = digest_of(text)
            places.setdefault(digest, place)
            others.append((digest, Damage(file.name, number)))
    if len(marked | manifests.keys()) > 1:
        raise Invalid([Problem("bundle_mixed", values={"n": len(marked | manifests.keys())})])
    cut = [file.name for file in given if _is_cut(file)]
    if marked and not manifests and not cut:
        raise Invalid([Problem("bundle_without_head")])
    return _catalogue(manifests, faults, places, others, cut)


def _catalogue(
    manifests: dict[str, Manifest],
    faults: list[Problem],
    places: dict[str, Place],
    others: list[tuple[str, Damage]],
    cut: list[str],
) -> Catalogue:
    if not manifests:
        newer = [fault for fault in faults if fault.code == "bundle_newer"]
        ended = [Problem("bundle_cut", file) for file in cut]
        raise Invalid(newer[:1] or ended or faults[:1] or [_NO_BUNDLE])
    (manifest,) = manifests.values()
    signed = {line.digest for line in manifest.lines}
    return Catalogue(
        manifest,
        {digest: place for digest, place in places.items() if digest in signed},
        [damage for digest, damage in others if digest not in signed],
        cut if signed - places.keys() else [],
    )


def _is_cut(file: Path) -> bool:
    """Whether a file begins as a bundle and ends within a line, or with neither manifest nor mark."""
    with file.open("rb") as stream:
        first = stream.readline(_LONGEST)
        mark = mark_in(first)
        if not is_manifest(first) and mark is None:
            return False
        if not first.endswith(b"\n"):
            return True
        size = stream.seek(0, SEEK_END)
        head = mark.head if mark else len(first)
        stream.seek(max(len(first), size - head))
        last = stream.read()
    if not last.endswith(b"\n"):
        return True
    ends_with_mark = mark_in(last[:-1].rpartition(b"\n")[2]) is not None
    return not ends_with_mark and (len(last) < head or not is_manifest(last))


def _lines(file: Path) -> Iterator[tuple[int, Place, bytes]]:
    """Number, place and text of each line; one that is too long for any is given as it begins."""
    with file.open("rb") as stream:
        number, offset = 0, 0
        while text := stream.readline(_LONGEST):
            number += 1
            size = len(text)
            bare = text.removesuffix(b"\n")
            yield number, Place(file, offset, len(bare)), bare
            while not text.endswith(b"\n") and (text := stream.readline(_LONGEST)):
                size += len(text)
            offset += size
