"""Files that wait between an upload and what is done with them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from survey_app import spreadsheets
from survey_app.errors import NotFound, Unavailable

NOW = datetime.now(UTC)


def test_keep__file__is_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    digest = spreadsheets.keep_upload(tmp_path, "units", "C:\\thư mục\\units.csv", b"content", NOW)
    assert spreadsheets.read_upload(tmp_path, "units", digest) == ("units.csv", b"content")
    folder = tmp_path / "uploads" / "units"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_keep__same_file_again__is_kept_once(tmp_path: Path) -> None:
    assert spreadsheets.keep_upload(tmp_path, "units", "a.csv", b"x", NOW) == spreadsheets.keep_upload(
        tmp_path, "units", "b.csv", b"x", NOW
    )
    assert len(list((tmp_path / "uploads" / "units").iterdir())) == 2


def test_keep__older_than_a_day__is_removed(tmp_path: Path) -> None:
    old = spreadsheets.keep_upload(tmp_path, "units", "a.csv", b"old", NOW)
    before = (NOW - timedelta(hours=25)).timestamp()
    for file in (tmp_path / "uploads" / "units").iterdir():
        os.utime(file, (before, before))
    new = spreadsheets.keep_upload(tmp_path, "units", "a.csv", b"new", NOW)
    spreadsheets.purge_uploads(tmp_path, NOW)
    assert spreadsheets.read_upload(tmp_path, "units", new)[1] == b"new"
    with pytest.raises(NotFound):
        spreadsheets.read_upload(tmp_path, "units", old)


def test_keep__folder_that_cannot_be_made__says_so(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("a file in the way")
    with pytest.raises(Unavailable) as caught:
        spreadsheets.keep_upload(tmp_path, "units", "a.csv", b"x", NOW)
    assert caught.value.problem.code == "file_fault"


@pytest.mark.parametrize("digest", ["", "../../survey.db", "0" * 64, "A" * 64, "0" * 63 + "\n"])
def test_read__no_such_file__raises_not_found(tmp_path: Path, digest: str) -> None:
    with pytest.raises(NotFound) as caught:
        spreadsheets.read_upload(tmp_path, "units", digest)
    assert caught.value.problem.code == "upload_gone"


def test_discard__kept_file__is_gone_and_a_second_time_harmless(tmp_path: Path) -> None:
    digest = spreadsheets.keep_upload(tmp_path, "units", "a.csv", b"x", NOW)
    for _ in range(2):
        spreadsheets.discard_upload(tmp_path, "units", digest)
        assert list((tmp_path / "uploads" / "units").iterdir()) == []
