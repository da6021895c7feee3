"""The guides say what the pages say: words in bold stand on a page; pictures are there, small, described."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs/guides").glob("*.md"))
_BOLD = re.compile(r"\*\*(?P<words>[^*]+)\*\*")
_PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\((?P<target>[^)\s]+)\)")
# What may stand where a page puts a number or a name.
_GAP = re.compile(r"\\?\.\\?\.\\?\.|…")


def said_on_pages(language: str) -> str:
    """Every message of ``language``, one a line; what is filled in stands as '…'. And the shipped forms."""
    lines = ["Tiếng Việt", "English"]  # what each language's link to the other is called
    lines += [file.read_text("utf-8") for file in sorted((ROOT / "forms/library").glob("*.md"))]
    for file in sorted((ROOT / "wording/catalogues" / language).glob("*.po")):
        with file.open("rb") as opened:
            for message in read_po(opened):
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                lines += [re.sub(r"\{\w+\}", "…", str(form)) for form in forms]
    return "\n".join(lines)


def missing_words(text: str, pages: str) -> list[str]:
    """The words in bold of ``text`` that no line of ``pages`` has; '...' stands for anything."""
    bold = [" ".join(found["words"].split()) for found in _BOLD.finditer(text)]
    return [
        words
        for words in dict.fromkeys(bold)
        if not re.search(_GAP.sub(".*", re.escape(words)), pages, re.IGNORECASE)
    ]


def screenshots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots", ROOT / "docs/screenshots.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=GUIDES, ids=lambda path: path.name)
def guide(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def test_guide__words_in_bold__stand_on_the_pages(guide: Path) -> None:
    language = guide.name.split(".")[1]
    assert missing_words(guide.read_text("utf-8"), said_on_pages(language)) == []


def test_guide__pictures__are_described_and_in_its_language(guide: Path) -> None:
    pictures = [
        (found["said"], Path(found["target"])) for found in _PICTURE.finditer(guide.read_text("utf-8"))
    ]
    language = guide.name.split(".")[1]
    assert 2 <= len(pictures) <= 5
    assert all(len(said) > 20 for said, _ in pictures)
    assert all(target.stem.endswith(f"-{language}") for _, target in pictures)


def test_pictures__those_kept__are_made_by_the_script_shown_and_small() -> None:
    script = screenshots()
    kept = {path.stem for path in (ROOT / "docs/images").glob("*.png")}
    names = [*script.PICTURES, *script.PAPERS]
    made = {f"{name}-{language}" for name in names for language in script.LANGUAGES}
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    found = (_PICTURE.finditer(path.read_text("utf-8")) for path in documents)
    shown = {Path(picture["target"]).stem for pictures in found for picture in pictures}
    assert kept == made
    assert kept == shown
    assert all(path.stat().st_size <= script.LARGEST for path in (ROOT / "docs/images").iterdir())


def test_missing_words__made_up_guide__are_told() -> None:
    pages = "Save\nClose code …\n… new responses"
    assert missing_words("Press **Save**, **Close code ...**, **Import**", pages) == ["Import"]
    assert missing_words("**… new\n   responses**", pages) == []
