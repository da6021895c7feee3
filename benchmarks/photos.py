"""Keeping a photo of 12 megapixels, against a bare decoding and encoding of the same picture.

The peak is that of the larger of two processes: the one that asks, and the one that draws and then ends.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.costs import Cost, cost_of
from benchmarks.figures import Figure
from benchmarks.office import OUT, new_office

_SIZE, _LARGEST = (4000, 3000), (8160, 6120)
_ROUNDS = 5
_MOST_SECONDS, _MOST_MEGABYTES = 1, 300


def run() -> list[Figure]:
    with new_office("photos", questions=1, counters=1):
        pass
    figures: list[Figure] = []
    for kind in ("jpg", "webp"):
        file = _made(_SIZE, kind)
        # In turn: what else the machine does meets both alike.
        pairs = [(_child("keep", file), _child("bare", file)) for _ in range(_ROUNDS)]
        ours, bare = (median(float(cost.printed) for cost in costs) for costs in zip(*pairs, strict=True))
        memory = max(kept.megabytes for kept, _ in pairs)
        figures += [
            Figure(f"12-megapixel {kind} kept", ours, "s", most=_MOST_SECONDS),
            Figure(f"its peak memory ({kind})", memory, "MB", most=_MOST_MEGABYTES),
            Figure(f"bare decoding and encoding ({kind})", bare, "s"),
            Figure(f"kept / bare ({kind})", ours / bare, "x"),
        ]
    largest = _child("keep", _made(_LARGEST, "jpg"))
    figures.append(Figure("50-megapixel jpg kept", float(largest.printed), "s"))
    figures.append(Figure("its peak memory", largest.megabytes, "MB"))
    return figures


def _child(act: str, file: Path) -> Cost:
    return cost_of([sys.executable, "-m", "benchmarks.photos", act, str(file)])


def _made(size: tuple[int, int], kind: str) -> Path:
    file = OUT / f"photo-{size[0]}x{size[1]}.{kind}"
    if not file.exists():
        cost_of([sys.executable, "-m", "benchmarks.photos", "make", str(file), *map(str, size)])
    return file


def make(file: Path, size: tuple[int, int]) -> None:
    """A picture with shapes and grain, as large as a camera's of that many pixels, with metadata."""
    from PIL import Image, ImageChops

    grain = Image.effect_noise(size, 18).convert("RGB")
    shapes = Image.effect_mandelbrot((size[0] // 4, size[1] // 4), (-2.0, -1.2, 0.8, 1.2), 90)
    picture = ImageChops.add(shapes.resize(size).convert("RGB"), grain, scale=1.6)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(file, quality=88, exif=exif)


def keep(file: Path) -> float:
    """Seconds until the photo in ``file`` is on disk with its row, starting what draws it too."""
    from survey_app import media, store

    opened = store.open_store(store.Instance(OUT / "photos"))
    content = file.read_bytes()
    started = time.perf_counter()
    kept = media.take_photo(opened, content, datetime.now(UTC))
    seconds = time.perf_counter() - started
    folders = (opened.instance.media, opened.instance.media / "thumbs")
    for folder in folders:
        (folder / kept.name[:2] / kept.name[2:4] / kept.name).unlink()  # the next round writes it again
    opened.close()
    return seconds


def bare(file: Path) -> float:
    """Seconds to decode ``file`` and to encode it again at its full size."""
    import io

    from PIL import Image

    content = file.read_bytes()
    Image.init()
    started = time.perf_counter()
    with Image.open(io.BytesIO(content)) as picture:
        picture.convert("RGB").save(io.BytesIO(), "JPEG", quality=85)
    return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), (int(sys.argv[3]), int(sys.argv[4])))
    else:
        print({"keep": keep, "bare": bare}[sys.argv[1]](Path(sys.argv[2])))
