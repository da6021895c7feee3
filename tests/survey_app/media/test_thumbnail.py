"""Thumbnails: beside the photo, made anew when they are lost, gone when the photo is."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from survey_app import media, store
from survey_app.errors import NotFound

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


def photo(red: int = 200, size: tuple[int, int] = (960, 720)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (red, 0, 0)).save(out, "JPEG")
    return out.getvalue()


def thumb_of(opened: store.Store, name: str) -> Path:
    return opened.instance.media / "thumbs" / name[:2] / name[2:4] / name


def test_thumbnail__of_a_photo_taken__lies_beside_it_small(opened: store.Store) -> None:
    name = media.take_photo(opened, photo(), NOW).name
    small = media.thumbnail(opened, name)
    assert small == thumb_of(opened, name).read_bytes()
    picture = Image.open(io.BytesIO(small), formats=["JPEG"])
    assert picture.size == (480, 360)
    red, green, blue = picture.getpixel((9, 9))
    assert red > 180
    assert max(green, blue) < 20


def test_thumbnail__lost__is_made_anew_and_kept(opened: store.Store) -> None:
    name = media.take_photo(opened, photo(), NOW).name
    before = media.thumbnail(opened, name)
    thumb_of(opened, name).unlink()
    assert media.thumbnail(opened, name) == before == thumb_of(opened, name).read_bytes()


@pytest.mark.parametrize("name", ["", "../survey.db", f"{'0' * 64}.jpg"])
def test_thumbnail__name_nothing_was_kept_under__is_not_found(opened: store.Store, name: str) -> None:
    with pytest.raises(NotFound):
        media.thumbnail(opened, name)


def test_thumbnail__lost_with_its_photo_damaged__is_not_found(opened: store.Store) -> None:
    name = media.take_photo(opened, photo(), NOW).name
    thumb_of(opened, name).unlink()
    (opened.instance.media / name[:2] / name[2:4] / name).write_bytes(b"no photo")
    with pytest.raises(NotFound):
        media.thumbnail(opened, name)
    assert not thumb_of(opened, name).exists()


def test_thumbnail__damaged_on_disk__is_mended_when_the_photo_is_taken_again(opened: store.Store) -> None:
    name = media.take_photo(opened, photo(), NOW).name
    before = media.thumbnail(opened, name)
    thumb_of(opened, name).write_bytes(b"")
    media.take_photo(opened, photo(), NOW)
    assert media.thumbnail(opened, name) == before
