"""Photos on disk: the file before its row, once each, for the owner alone, and missed when they are gone."""

import io
import stat
import threading
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from survey_app import media, store
from survey_app.errors import Invalid, NotFound, Unavailable

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


def photo(red: int = 200, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (red, 0, 0)).save(out, "JPEG")
    return out.getvalue()


def file_of(opened: store.Store, kept: media.Photo) -> Path:
    return opened.instance.media / kept.name[:2] / kept.name[2:4] / kept.name


def files(opened: store.Store) -> list[Path]:
    """Everything kept but thumbnails."""
    thumbs = opened.instance.media / "thumbs"
    every = (path for path in opened.instance.media.rglob("*") if path.is_file())
    return [path for path in every if thumbs not in path.parents]


def test_photo__taken__is_given_back_under_the_digest_of_what_is_kept(opened: store.Store) -> None:
    kept = media.take_photo(opened, photo(), NOW)
    content = media.photo(opened, kept.name)
    assert kept == media.Photo(f"{sha256(content).hexdigest()}.jpg", 40, 30)
    row = opened.read().execute("SELECT * FROM media_file").fetchone()
    assert row == (kept.name, len(content), NOW.isoformat())


def test_photo__taken_twice__is_one_file_and_one_row(opened: store.Store) -> None:
    first = media.take_photo(opened, photo(), NOW)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    again = media.take_photo(opened, photo(), later)
    assert (again, files(opened)) == (first, [file_of(opened, first)])
    rows = opened.read().execute("SELECT kept_at FROM media_file").fetchall()
    assert rows == [(later.isoformat(),)]


def test_photos__taken_at_once__are_all_kept(opened: store.Store) -> None:
    kept: list[media.Photo] = []
    contents = [photo(red) for red in (0, 40, 80, 120) for _ in range(3)]
    threads = [
        threading.Thread(target=lambda content=content: kept.append(media.take_photo(opened, content, NOW)))
        for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == len(contents)
    assert len({one.name for one in kept}) == len(files(opened)) == 4
    assert media.examine(opened) == []


def test_folders_and_files__of_photos__are_for_the_owner_alone(opened: store.Store) -> None:
    path = file_of(opened, media.take_photo(opened, photo(), NOW))
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (*list(path.parents)[:3], path)]
    assert modes == [0o700, 0o700, 0o700, 0o600]


@pytest.mark.parametrize("name", ["", "../survey.db", f"{'0' * 64}.jpg", f"{'A' * 64}.jpg", "0" * 64])
def test_photo__name_nothing_was_kept_under__is_not_found(opened: store.Store, name: str) -> None:
    with pytest.raises(NotFound):
        media.photo(opened, name)


def test_photo__refused__leaves_nothing(opened: store.Store) -> None:
    with pytest.raises(Invalid):
        media.take_photo(opened, b"<svg/>", NOW)
    assert not opened.instance.media.exists()
    assert opened.read().execute("SELECT count(*) FROM media_file").fetchone() == (0,)


def test_photo__folder_cannot_be_written__is_unavailable_and_leaves_no_row(opened: store.Store) -> None:
    opened.instance.media.write_text("a file where the folder should be")
    with pytest.raises(Unavailable) as caught:
        media.take_photo(opened, photo(), NOW)
    assert caught.value.problem.code == "file_fault"
    assert opened.read().execute("SELECT count(*) FROM media_file").fetchone() == (0,)


def test_examination__photos_missing_and_changed__names_them(opened: store.Store) -> None:
    lost, changed, whole = (media.take_photo(opened, photo(red), NOW) for red in (1, 100, 200))
    file_of(opened, lost).unlink()
    file_of(opened, changed).write_bytes(media.photo(opened, whole.name))
    found = {(problem.code, problem.place) for problem in media.examine(opened)}
    assert found == {("photo_is_missing", lost.name), ("photo_was_changed", changed.name)}


def test_examination__no_photo_there_at_all__says_once_that_the_folder_was_not_copied(
    opened: store.Store,
) -> None:
    kept = [media.take_photo(opened, photo(red), NOW) for red in (1, 100)]
    assert media.missing(opened) == 0
    for one in kept:
        file_of(opened, one).unlink()
    (problem,) = media.examine(opened)
    assert (problem.code, problem.values) == ("photos_not_restored", {"n": 2})
    assert problem.place == str(opened.instance.media)
    assert media.missing(opened) == 2


def test_photo__damaged_on_disk__is_mended_when_it_is_taken_again(opened: store.Store) -> None:
    kept = media.take_photo(opened, photo(), NOW)
    file_of(opened, kept).write_bytes(b"")
    media.take_photo(opened, photo(), NOW)
    assert media.examine(opened) == []


def test_file__without_a_row__is_harmless(opened: store.Store) -> None:
    kept = media.take_photo(opened, photo(), NOW)
    other = file_of(opened, kept).with_name(f"{'0' * 64}.jpg")
    other.write_bytes(b"left by a crash between file and row")
    assert media.examine(opened) == []
