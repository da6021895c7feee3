from collections.abc import Callable
from xml.etree import ElementTree

import pandas as pd
import pytest

SVG = "{http://www.w3.org/2000/svg}"
SCALE = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")


class Picture:
    """A chart read back as XML."""

    def __init__(self, text: str) -> None:
        self.root = ElementTree.fromstring(text)  # noqa: S314 - our own text

    def all(
        self, tag: str, within: ElementTree.Element | None = None, **attributes: str
    ) -> list[ElementTree.Element]:
        found = (self.root if within is None else within).iter(SVG + tag)
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [e for e in found if all(e.get(key) == value for key, value in wanted.items())]

    def texts(self, within: ElementTree.Element | None = None) -> list[str]:
        return ["".join(e.itertext()) for e in self.all("text", within)]

    def row(self, label: str) -> ElementTree.Element:
        (found,) = (r for r in self.all("g", class_="row") if any(t.startswith(label) for t in self.texts(r)))
        return found

    def hints(self, within: ElementTree.Element) -> list[str]:
        return [e.text or "" for e in self.all("title", within)]


@pytest.fixture
def read() -> type[Picture]:
    return Picture


@pytest.fixture
def answers() -> Callable[..., pd.DataFrame]:
    """Builds the lines of one row of a diverging chart from its counts, lowest choice first."""

    def lines(label: str, *counts: int, unknown: int | None = None, hidden: bool = False) -> pd.DataFrame:
        total = sum(counts)
        made = [
            (label, place, SCALE[place - 1], "valid", n, n / total if total else None, hidden)
            for place, n in enumerate(counts, start=1)
        ]
        if unknown is not None:
            made.append((label, -1, "Không biết", "missing", unknown, None, hidden))
        columns = ["label", "choice", "choice_label", "kind", "n", "share", "hidden"]
        return pd.DataFrame(made, columns=columns).astype({"share": float})

    return lines
