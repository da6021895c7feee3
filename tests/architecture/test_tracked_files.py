"""The project speaks of itself alone: no place on one machine, no host of a registry, nothing left undone."""

import re
from pathlib import Path

# Written in pieces, so that this file does not name what it forbids.
FORBIDDEN = {
    # instance('list')/root/item is how XLSForm names a row of a list.
    "a place on one machine": re.compile(
        r"(?<![\w.])(?<!'\))(?<!\"\))/(home|root|work|Users)/\w|[A-Z]:\\" + r"Users\\"
    ),
    "a registry's host": re.compile(
        r"pypi\.(org|python)|pythonhosted\.|registry\.npm|npmjs\.|crates\.io|proxy\.golang"
    ),
    "work left undone": re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"),
}
NOT_OURS = Path(__file__).parents[1] / "data" / "blns"  # strings of others, unchanged
TEXT = {
    "",
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".po",
    ".csv",
    ".sql",
    ".sh",
    ".yml",
    ".json",
}


def forbidden(name: str, text: str) -> list[str]:
    return [
        f"{name}:{number}: {what}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]


def test_tracked_files__all__speak_of_the_project_alone(tracked: list[Path]) -> None:
    ours = [path for path in tracked if path != Path(__file__) and NOT_OURS not in path.parents]
    texts = [path for path in ours if path.suffix in TEXT]
    assert len(texts) > 100
    offences = [offence for path in texts for offence in forbidden(str(path), path.read_text("utf-8"))]
    assert not offences, "\n".join(offences)


def test_tracked_files__made_up_offences__are_found() -> None:
    assert forbidden("a.py", "DATA = '/ho" + "me/ann/data'")
    assert forbidden("a.md", "see https://py" + "pi.org/project/x")
    assert forbidden("a.py", "# TO" + "DO: later")
    assert not forbidden("a.md", "open /k/ABCDEFG at http://127.0.0.1:8000/work")


def test_tracked_files__all__are_no_data_of_an_instance(tracked: list[Path]) -> None:
    data = {".db", ".sqlite", ".parquet", ".key", ".pem"}
    assert [path for path in tracked if path.suffix in data] == []
