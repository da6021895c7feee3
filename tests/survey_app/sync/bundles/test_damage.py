"""Bundles that were cut off, changed, split, mixed or made by a newer release: what is whole goes in."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from survey_app import media
from survey_app.errors import Invalid, NotFound
from survey_app.inspections import service as visits
from survey_app.inspections.model import Visit
from survey_app.sync.service import bundles
from tests.survey_app.inspections.conftest import CHIEF, Team
from tests.survey_app.sync.bundles.conftest import Office

Pack = Callable[..., bundles.Written]


@pytest.fixture
def file(team: Team, handed_in: Visit, pack: Pack) -> Path:
    """A bundle in one file."""
    return pack(team.store).files[0]


def test_damage__any_one_line_altered__is_named_and_the_rest_goes_in(
    team: Team, office: Office, handed_in: Visit, file: Path
) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    catalogue = office.read(file)
    for number, line in enumerate(lines[1:-1], start=2):
        spoilt = bytearray(line)
        spoilt[len(spoilt) // 2] ^= 1
        broken = file.with_name(f"broken-{number}.bundle")
        broken.write_bytes(b"".join([*lines[: number - 1], bytes(spoilt), *lines[number:]]))
        found = office.read(broken)
        assert [(one.file, one.line) for one in found.damaged] == [(broken.name, number)]
        assert [one.digest for one in found.missing] == [catalogue.manifest.lines[number - 2].digest]


def test_damage__a_photo__visit_goes_in_and_the_mended_bundle_completes_it(
    team: Team, office: Office, handed_in: Visit, file: Path
) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    number = next(at for at, line in enumerate(lines) if b'"kind":"photo"' in line)
    broken = file.with_name("broken.bundle")
    broken.write_bytes(b"".join([*lines[:number], lines[number][:40] + b"\n", *lines[number + 1 :]]))
    done = office.take(broken)
    there = visits.visit(office.store.read(), handed_in.id, CHIEF)
    ((kind, name, why),) = done.lacking
    assert (kind, why) == ("photo", "damaged")
    assert name in visits.photos(office.store.read(), there)
    with pytest.raises(NotFound):
        media.kept(office.store, name)
    assert bundles.came(office.store.read())[0].missing == [["photo", name, "damaged"]]
    mended = office.take(file)
    assert (dict(mended.new), mended.lacking) == ({"photo": 1}, [])
    assert media.kept(office.store, name) == media.kept(team.store, name)
    assert bundles.came(office.store.read())[0].missing == []


def test_damage__form_or_round__holds_back_what_answers_it_until_it_is_mended(
    office: Office, handed_in: Visit, file: Path
) -> None:
    for kind in ("instrument", "round"):
        lines = file.read_bytes().splitlines(keepends=True)
        broken = file.with_name(f"without-{kind}.bundle")
        broken.write_bytes(b"".join(line for line in lines if f'"kind":"{kind}"'.encode() not in line))
        done = office.take(broken)
        assert ("visit", handed_in.id, "carried_round_barred") in done.lacking
        assert visits.rounds_visited(office.store.read()) == []
    assert office.take(file).lacking == []
    assert visits.rounds_visited(office.store.read()) == ["K1"]


def test_damage__cut_off_anywhere__gives_what_is_whole(file: Path, office: Office) -> None:
    content = file.read_bytes()
    first = content.index(b"\n") + 1
    whole = len(office.read(file).manifest.lines)
    for cut in range(first, len(content), max(1, len(content) // 40)):
        broken = file.with_name("cut.bundle")
        broken.write_bytes(content[:cut])
        found = office.read(broken)
        # What was cut to an end of a line, or just before one, is whole.
        assert len(found.places) == whole - len(found.missing)
        assert len(found.damaged) <= 1
        assert found.cut == (["cut.bundle"] if found.missing else [])
    assert office.read(broken, file).cut == []
    broken.write_bytes(content[: first // 2])
    with pytest.raises(Invalid) as refused:
        office.read(broken)
    assert refused.value.problem.code == "bundle_cut"


def test_damage__cut_off_before_its_units__says_that_it_is_cut_and_stores_nothing(
    file: Path, office: Office
) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: content.index(b'"kind":"unit"')])
    with pytest.raises(Invalid) as refused:
        office.take(file)
    assert refused.value.problem.code == "bundle_cut_units"
    assert bundles.came(office.store.read()) == []


def test_damage__the_first_line__the_last_says_the_same(file: Path, office: Office) -> None:
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([b"\x00\xff" * 300 + b"\n", *lines[1:]]))
    found = office.read(file)
    assert not found.missing
    assert len(found.damaged) == 1


def test_damage__a_manifest_altered_everywhere__is_refused(file: Path, office: Office) -> None:
    content = file.read_bytes().replace(b'"purpose":"home"', b'"purpose":"trip"')
    file.write_bytes(content)
    with pytest.raises(Invalid) as refused:
        office.read(file)
    assert refused.value.problem.code == "bundle_signature"


@pytest.mark.parametrize("name", ["format", "schema"])
def test_newer__a_bundle_of_a_later_release__is_refused_by_that_name(
    name: str, file: Path, office: Office
) -> None:
    said = json.loads(file.read_bytes().splitlines()[0])
    said["manifest"] |= {name: 9999, "product": "99.0"}
    file.write_text(json.dumps(said, separators=(",", ":")) + "\n")
    with pytest.raises(Invalid) as refused:
        office.read(file)
    assert (refused.value.problem.code, refused.value.problem.values) == ("bundle_newer", {"product": "99.0"})


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 5000, b'{"manifest":', b'{"manifest":[]}\n'])
def test_no_bundle__a_file_that_is_something_else__is_refused(
    content: bytes, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "other"
    file.write_bytes(content)
    with pytest.raises(Invalid):
        office.read(file)
    with pytest.raises(NotFound):
        office.read(tmp_path / "nothing")


def test_split__onto_several_sticks__goes_in_in_any_order_and_bit_by_bit(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    with pytest.raises(Invalid) as refused:
        pack(team.store, split=2000)
    assert refused.value.problem.code == "bundle_split_small"
    least = int(str(refused.value.problem.values["least"]).removesuffix("KB")) * 1000
    files = pack(team.store, split=least).files
    assert len(files) > 1
    assert [file.name for file in files if file.stat().st_size > least] == []
    assert [file.name.split(".")[-2] for file in files] == [str(n) for n in range(1, len(files) + 1)]
    office.take(*reversed(files[1:]))
    done = office.take(*reversed(files))
    assert done.lacking == []
    assert visits.visit(office.store.read(), handed_in.id, CHIEF) == team.now(handed_in)


def test_split__files_of_two_bundles__are_refused(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    with pytest.raises(Invalid) as refused:
        office.read(pack(team.store).files[0], pack(team.store).files[0])
    assert refused.value.problem.code == "bundle_mixed"


def test_interrupted__killed_between_two_things__goes_on_where_it_ended(
    office: Office, handed_in: Visit, file: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = office.store.write
    for most in range(1, 30, 3):
        left = iter(range(most))

        def stop(work: Any, left: Any = left) -> Any:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return write(work)

        monkeypatch.setattr(office.store, "write", stop)
        with suppress(KeyboardInterrupt):
            office.take(file)
    monkeypatch.undo()
    assert office.take(file).lacking == []
    assert visits.visit(office.store.read(), handed_in.id, CHIEF) == team.now(handed_in)


def test_written__where_a_file_is_already__is_refused(
    team: Team, handed_in: Visit, file: Path, tomorrow: datetime
) -> None:
    before = file.read_bytes()
    with pytest.raises(Exception, match="bundle_exists"):
        bundles.write_bundle(team.store, file, bundles.Asked(), uuid4(), tomorrow)
    assert file.read_bytes() == before


def test_split__the_head__stands_twice_in_all_and_one_of_both_is_needed(
    team: Team, office: Office, handed_in: Visit, pack: Pack
) -> None:
    whole = pack(team.store).files[0].stat().st_size
    with pytest.raises(Invalid) as refused:
        pack(team.store, split=2000)
    least = int(str(refused.value.problem.values["least"]).removesuffix("KB")) * 1000
    files = pack(team.store, split=least).files
    assert len(files) > 2
    assert sum(file.read_bytes().count(b'{"manifest":') for file in files) == 2
    assert sum(file.stat().st_size for file in files) < whole + 300 * len(files)
    with pytest.raises(Invalid) as headless:
        office.read(*files[1:-1])
    assert headless.value.problem.code == "bundle_without_head"
    for some in (files[:-1], files[1:]):
        assert office.read(*some).damaged == []
        assert office.read(*some).cut == []
    content = files[1].read_bytes()
    files[1].write_bytes(content[: len(content) // 2])
    assert office.read(*files).cut == [files[1].name]
