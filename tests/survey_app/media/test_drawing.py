"""The child process that decodes: within limits, apart from the server, and explained when it ends badly."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from survey_app.errors import Invalid
from survey_app.media import drawing, limits
from survey_app.media.picture import MOST_MEGABYTES, THUMBNAIL_SIDE


def picture(size: tuple[int, int] = (1200, 900), kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **({"compress_level": 1} if kind == "PNG" else {}))
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content), formats=["JPEG"]).size


def run(code: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A process of its own, from the root of the sources."""
    command = [sys.executable, "-c", code, "photo"]
    return subprocess.run(command, input=content, capture_output=True, cwd=Path(drawing.__file__).parents[2])


def test_photo__drawn__comes_with_its_thumbnail() -> None:
    drawn = drawing.draw(picture((3000, 1500)))
    assert drawn.pixels == size_of(drawn.photo) == (2560, 1280)
    assert size_of(drawn.thumbnail) == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2)
    assert drawing.draw_thumbnail(drawn.photo) == drawn.thumbnail


@pytest.mark.parametrize("size", [(1, 1), (480, 480), (300, 481)])
def test_thumbnail__of_a_small_photo__is_never_larger_than_it(size: tuple[int, int]) -> None:
    small = size_of(drawing.draw(picture(size)).thumbnail)
    assert max(small) == min(max(size), THUMBNAIL_SIDE)


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b"", "photo_is_empty", {}),
        (b"<svg/>", "photo_is_none", {}),
        (picture()[:200], "photo_is_damaged", {}),
        (b"\xff\xd8\xff" + bytes(MOST_MEGABYTES * 2**20), "photo_too_large", {"most": MOST_MEGABYTES}),
    ],
)
def test_photo__refused_apart__is_refused_here(content: bytes, code: str, values: object) -> None:
    with pytest.raises(Invalid) as caught:
        drawing.draw(content)
    problem = caught.value.problem
    assert (problem.code, problem.place, problem.values) == (code, "photo", values)


def test_photo__with_metadata_that_warn__is_refused_in_words_all_the_same() -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff not what it says")
    assert drawing.draw(out.getvalue()).pixels == (64, 48)
    with pytest.raises(Invalid) as caught:
        drawing.draw(out.getvalue()[:-20])
    assert caught.value.problem.code == "photo_is_damaged"


def test_photo__taking_too_long__is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLOCK_SECONDS", 0.001)
    with pytest.raises(Invalid) as caught:
        drawing.draw(picture())
    assert caught.value.problem.code == "photo_is_heavy"


def test_child__photo_beyond_its_memory__says_that_it_is_heavy() -> None:
    code = "from survey_app.media import child, limits; limits.MEMORY_BYTES = 150_000_000; child.main()"
    done = run(code, picture((8000, 6000), "PNG", "RGBA"))
    assert (done.returncode, json.loads(done.stderr)[0]) == (limits.REFUSED, "photo_is_heavy")


def test_child__once_limited__writes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "written"
    code = f"from survey_app.media import child; child.limit_resources(); file = {str(file)!r}\n"
    code += "with open(file, 'w') as stream: stream.write('x')"
    assert b"File too large" in run(code).stderr
    assert file.read_bytes() == b""


def test_process__that_takes_a_photo__never_loads_the_decoders() -> None:
    code = (
        "import sys; from survey_app.media import drawing;"
        "drawing.draw(sys.stdin.buffer.read()); print(*(name for name in sys.modules if 'PIL' in name))"
    )
    done = run(code, picture((20, 20)))
    assert (done.returncode, done.stdout.strip()) == (0, b"")
