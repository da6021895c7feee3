"""Documents as another program prints them: LibreOffice, where it is installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypdfium2


def texts(papers: Sequence[Path]) -> list[str]:
    """What stands on the printed pages of each, `squeezed`; nothing where there is no LibreOffice.

    All are opened at once: starting the program takes longer than a document.
    """
    office = shutil.which("soffice")
    if office is None:
        return []
    out = papers[0].parent / "printed"
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    form = ["--convert-to", "pdf", "--outdir", str(out)]
    subprocess.run(
        [office, profile, "--headless", *form, *map(str, papers)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return [_text(out / f"{paper.stem}.pdf") for paper in papers]


def squeezed(text: str) -> str:
    """``text`` without its spaces: a line ends where the paper does, also within a reference."""
    return "".join(text.split())


def _text(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pages:
        return squeezed(" ".join(page.get_textpage().get_text_range() for page in pages))
