"""What others wrote and we hand out is what they published, and its licence stands beside it."""

from hashlib import sha256
from pathlib import Path

from survey_app import web

FOLDER = Path(web.__file__).parent / "static" / "vendor"
LOCK = FOLDER / "VENDOR.lock"


def locked() -> list[list[str]]:
    """The lines of the lock, each its six columns."""
    lines = LOCK.read_text("utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line and line[0] != "#"]


def test_vendored_files__beside_their_lock__are_unchanged_and_licensed() -> None:
    for file, package, version, origin, digest, licence in locked():
        assert sha256((FOLDER / file).read_bytes()).hexdigest() == digest, file
        assert package
        assert origin
        assert version in file
        assert (FOLDER / licence.rpartition(", ")[2]).is_file(), licence


def test_vendored_files__that_stand_there__are_all_in_the_lock() -> None:
    known = {name for line in locked() for name in (line[0], line[5].rpartition(", ")[2])}
    assert {file.name for file in FOLDER.iterdir()} == {*known, LOCK.name}
