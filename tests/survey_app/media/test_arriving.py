"""Files on their way: their size is what came, whole ones are named so, wrong ones are gone."""

import stat
import sys
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_app import media, store
from survey_app.errors import Unavailable

CONTENT = b"what a tablet sends" * 50
DIGEST = sha256(CONTENT).hexdigest()


def send(opened: store.Store, content: bytes, digest: str = DIGEST) -> int:
    return media.append(opened.instance, digest, content, len(content))


def folder(opened: store.Store) -> Path:
    return opened.instance.media / "coming"


def test_pieces__one_after_the_other__are_the_file(opened: store.Store) -> None:
    assert media.arrived_until_now(opened.instance, DIGEST) is None
    assert send(opened, CONTENT[:7]) == 7
    half = media.arrived_until_now(opened.instance, DIGEST)
    assert half is not None
    assert (half.digest, half.size, half.whole) == (DIGEST, 7, False)
    assert abs(half.since - datetime.now(UTC)) < timedelta(minutes=1)
    assert send(opened, CONTENT[7:]) == len(CONTENT)
    assert media.finish(opened.instance, DIGEST)
    whole = media.arrived_until_now(opened.instance, DIGEST)
    assert whole is not None
    assert (whole.size, whole.whole) == (len(CONTENT), True)
    assert media.content_of(opened.instance, DIGEST) == CONTENT
    assert [one.digest for one in media.arriving(opened.instance)] == [DIGEST]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, len(CONTENT)), max_size=6))
def test_pieces__cut_anywhere__are_the_file(opened: store.Store, cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(CONTENT)]
    for start, end in pairwise(ends):
        assert send(opened, CONTENT[start:end]) == end
    assert media.finish(opened.instance, DIGEST)
    assert media.content_of(opened.instance, DIGEST) == CONTENT
    media.forget(opened.instance, DIGEST)
    assert media.arriving(opened.instance) == []


def test_file__with_another_digest__is_not_whole(opened: store.Store) -> None:
    send(opened, CONTENT[:-1])
    assert not media.finish(opened.instance, DIGEST)
    found = media.arrived_until_now(opened.instance, DIGEST)
    assert found is not None
    assert not found.whole
    assert send(opened, CONTENT[-1:]) == len(CONTENT)
    assert media.finish(opened.instance, DIGEST)


def test_file__of_nothing__is_whole_at_once(opened: store.Store) -> None:
    nothing = sha256(b"").hexdigest()
    assert send(opened, b"", nothing) == 0
    assert media.finish(opened.instance, nothing)


def test_file__forgotten_twice__is_gone(opened: store.Store) -> None:
    send(opened, CONTENT)
    media.forget(opened.instance, DIGEST)
    media.forget(opened.instance, DIGEST)
    assert media.arriving(opened.instance) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
def test_file__on_its_way__is_for_the_owner_alone(opened: store.Store) -> None:
    send(opened, CONTENT)
    assert stat.S_IMODE((folder(opened) / DIGEST).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder(opened).stat().st_mode) == 0o700


def test_other_files__in_the_folder__are_left_alone(opened: store.Store) -> None:
    send(opened, CONTENT)
    (folder(opened) / "notes.txt").write_text("not ours")
    assert [one.digest for one in media.arriving(opened.instance)] == [DIGEST]


def test_disk__without_room_for_what_is_to_come__takes_nothing(opened: store.Store) -> None:
    with pytest.raises(Unavailable) as refused:
        media.append(opened.instance, DIGEST, CONTENT, 2**60)
    assert refused.value.problem.code == "disk_nearly_full"
    assert media.arriving(opened.instance) == []


def test_folder__that_cannot_be_made__is_said(opened: store.Store) -> None:
    opened.instance.media.mkdir(exist_ok=True)
    folder(opened).write_text("in the way")
    with pytest.raises(Unavailable) as refused:
        send(opened, CONTENT)
    assert refused.value.problem.code == "file_fault"


def test_sweep__of_media__leaves_files_on_their_way(opened: store.Store) -> None:
    send(opened, CONTENT)
    media.sweep(opened, lambda _: set(), datetime.now(UTC) + timedelta(days=2))
    assert len(media.arriving(opened.instance)) == 1
