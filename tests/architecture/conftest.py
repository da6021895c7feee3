"""The sources as the tests of the walls read them: every module of the project, parsed."""

import ast
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("wording", "forms", "analysis", "survey_app")


@dataclass(frozen=True)
class Module:
    """One source file: its path in the project and what it says."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """How other modules import it."""
        return ".".join(Path(self.path).with_suffix("").parts).removesuffix(".__init__")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@pytest.fixture(scope="session")
def module() -> Callable[[str, str], Module]:
    """Makes a module up, for showing that a rule can be broken."""
    return Module


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the four packages."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    assert len(files) > 100, "the sources were not found"
    return [Module(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files]


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file of the repository that is still there, with the new ones that are not ignored."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository here: which files belong to it cannot be told")
    listed = subprocess.check_output(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, text=True
    )
    return [ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file()]
