"""Minutes of 60 items with 40 photos as a Word file, against the usual way to write one by hand.

Ours is the whole child process: it starts, looks the photos up on disk, shrinks them, fills the office's
template. The floor is python-docx writing the same words and putting in the same photos as they lie on disk.
"""

import io
import random
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.costs import cost_of
from benchmarks.figures import Figure
from benchmarks.office import OUT, new_office

_ITEMS, _PHOTOS, _SIZE = 60, 40, (2048, 1536)
_INSTANCE, _NAMES = "documents", OUT / "documents.txt"
_OURS, _FLOOR = OUT / "minutes.docx", OUT / "minutes-floor.docx"
_MOST_SECONDS = 5


def run() -> list[Figure]:
    with new_office(_INSTANCE, questions=1, counters=1):
        pass
    cost_of([sys.executable, "-m", "benchmarks.documents", "photos"])
    ours = cost_of([sys.executable, "-m", "benchmarks.documents", "ours"])
    floor = cost_of([sys.executable, "-m", "benchmarks.documents", "floor"])
    return [
        Figure("minutes of 60 items with 40 photos as .docx", ours.seconds, "s", most=_MOST_SECONDS),
        Figure("its peak memory", ours.megabytes, "MB"),
        Figure("its size", _OURS.stat().st_size / 1e6, "MB"),
        Figure("of these seconds, filling the template", float(ours.printed), "s"),
        Figure("floor: python-docx with the same words and photos", floor.seconds, "s"),
        Figure("its size", _FLOOR.stat().st_size / 1e6, "MB"),
        Figure("minutes / floor", ours.seconds / floor.seconds, "x"),
    ]


def photos() -> None:
    """Keep photos with grain, as cameras take them, and write down their names."""
    from PIL import Image, ImageChops

    from survey_app import media, store

    opened = store.open_store(store.Instance(OUT / _INSTANCE))
    shapes = Image.effect_mandelbrot((_SIZE[0] // 4, _SIZE[1] // 4), (-2.0, -1.2, 0.8, 1.2), 90)
    chance = random.Random(1)  # repeatable, not secret
    names = []
    for _ in range(_PHOTOS):
        grain = Image.effect_noise(_SIZE, chance.uniform(10, 20)).convert("RGB")
        made = io.BytesIO()
        ImageChops.add(shapes.resize(_SIZE).convert("RGB"), grain, scale=1.6).save(made, "JPEG", quality=88)
        names.append(media.take_photo(opened, made.getvalue(), datetime.now(UTC)).name)
    opened.close()
    _NAMES.write_text("\n".join(names))


def ours() -> float:
    """Seconds the template took to fill; the minutes are written to a file."""
    from survey_app import documents, store
    from survey_app.documents import Look, Office
    from survey_app.inspections.papers.facts import Facts, Found, Row, Seen, Shot
    from survey_app.inspections.papers.pictures import draw_code, photo_drawer
    from survey_app.inspections.papers.values import MINUTES, values
    from survey_app.places.model import LOCAL_TIME

    opened = store.open_store(store.Instance(OUT / _INSTANCE))
    names = _NAMES.read_text().split()
    found = tuple(
        Found(
            reference=f"TT-2026-{number + 1:04d}",
            severity="N2",
            statement=_statement(number),
            unit="UBND xã",
            legal_basis="Điều 13 Nghị định 61/2018/NĐ-CP",
            note="Ghi nhận tại chỗ lúc kiểm tra.",
            photos=tuple(Shot(name, f"Ảnh {name[:6]}") for name in names[2 * number : 2 * number + 2]),
        )
        for number in range(_PHOTOS // 2)
    )
    rows = tuple(Row(f"Mục {n}", asked=10, met=6, failed=3, other=1, missing=0) for n in range(_ITEMS // 10))
    seen = Seen("UBND xã", date(2026, 2, 3), "Phiếu kiểm tra", "", ("A", "B"), rows, ())
    facts = Facts(
        "KT-2026-0001", "CCHC", "theo kế hoạch", "UBND xã", "C1", date(2026, 2, 3),
        visits=(seen,), found=found, digest="ab" * 32, digest_cover="score", signed_on=date(2026, 2, 3),
    )  # fmt: skip
    now = datetime.now(LOCAL_TIME)
    look = Look("vi", Office("UBND tỉnh", "Sở Nội vụ", "An Giang"), now, photo_drawer(opened), draw_code)
    template = documents.current(opened.read(), documents.kind_of(MINUTES, "vi"))
    said = values(MINUTES, facts, look)
    started = time.perf_counter()
    _OURS.write_bytes(documents.fill(template.content, said))
    seconds = time.perf_counter() - started
    opened.close()
    return seconds


def floor() -> float:
    """Seconds python-docx took for the same words and photos."""
    from docx import Document
    from docx.shared import Mm

    started = time.perf_counter()
    document = Document()
    table = document.add_table(rows=0, cols=5)
    for number in range(_ITEMS // 10):
        for cell, text in zip(table.add_row().cells, (f"Mục {number}", "10", "6", "3", "1"), strict=True):
            cell.text = text
    folder = OUT / _INSTANCE / "media"
    names = _NAMES.read_text().split()
    for number in range(_PHOTOS // 2):
        document.add_paragraph(_statement(number))
        for name in names[2 * number : 2 * number + 2]:
            file: Path = folder / name[:2] / name[2:4] / name
            document.add_picture(str(file), width=Mm(70))
            document.add_paragraph(f"Ảnh {name[:6]}")
    document.save(str(_FLOOR))
    return time.perf_counter() - started


def _statement(number: int) -> str:
    return f"Tiêu chí {number + 1} không đạt: thiếu 3/40 thủ tục hành chính được niêm yết công khai"


if __name__ == "__main__":
    print({"photos": photos, "ours": ours, "floor": floor}[sys.argv[1]]() or 0)
