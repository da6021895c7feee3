"""What nothing names any more goes, rows before files; what was just taken, or is named, stays."""

import io
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from survey_app import media, store

TAKEN = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
LATER = TAKEN + timedelta(hours=2)


def take(opened: store.Store, red: int, now: datetime = TAKEN) -> str:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (red, 0, 0)).save(out, "JPEG")
    return media.take_photo(opened, out.getvalue(), now).name


def names_on_disk(opened: store.Store) -> list[str]:
    return sorted(path.name for path in opened.instance.media.rglob("*.jpg"))


def rows(opened: store.Store) -> set[str]:
    return {row[0] for row in opened.read().execute("SELECT name FROM media_file")}


def test_sweep__photo_nothing_names__is_gone_with_row_and_thumbnail(opened: store.Store) -> None:
    named, unnamed = take(opened, 10), take(opened, 200)
    assert media.sweep(opened, lambda _: {named}, LATER) == 1
    assert rows(opened) == {named}
    assert names_on_disk(opened) == [named, named]  # the photo and its thumbnail
    assert media.examine(opened) == []
    assert media.sweep(opened, lambda _: {named}, LATER) == 0
    assert unnamed not in rows(opened)


def test_sweep__photo_just_taken_or_taken_again__waits_to_be_named(opened: store.Store) -> None:
    fresh = take(opened, 10, LATER - timedelta(minutes=59))
    again = take(opened, 200)
    take(opened, 200, LATER)
    assert media.sweep(opened, lambda _: (), LATER) == 0
    assert rows(opened) == {fresh, again}


def test_sweep__file_gone_already__removes_the_row(opened: store.Store) -> None:
    name = take(opened, 10)
    for path in opened.instance.media.rglob(name):
        path.unlink()
    assert media.sweep(opened, lambda _: (), LATER) == 1
    assert rows(opened) == set()


def test_sweep__while_its_photo_is_taken_again__never_leaves_a_row_without_a_file(
    opened: store.Store,
) -> None:
    for _ in range(5):
        take(opened, 10)
        both = threading.Barrier(2)

        def sweep(both: threading.Barrier = both) -> None:
            both.wait()
            media.sweep(opened, lambda _: (), LATER)

        thread = threading.Thread(target=sweep)
        thread.start()
        both.wait()
        take(opened, 10, LATER)
        thread.join()
        assert len(rows(opened)) == 1
        assert media.examine(opened) == []


def test_sweep__before_any_photo__finds_nothing(opened: store.Store) -> None:
    assert media.sweep(opened, lambda _: (), LATER) == 0


def begun(folder: Path, at: datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".coming-{at:%H}"
    path.write_bytes(b"half of a photo")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_sweep__half_written_files_of_a_crash__go_after_a_day(opened: store.Store) -> None:
    folders = (opened.instance.media, opened.instance.media / "thumbs")
    old = [begun(folder, LATER - timedelta(hours=25)) for folder in folders]
    young = [begun(folder, LATER - timedelta(hours=23)) for folder in folders]
    media.sweep(opened, lambda _: (), LATER)
    assert [path.exists() for path in (*old, *young)] == [False, False, True, True]
