"""A PDF is taken when it opens, has a page, and neither acts nor brings a program along."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pypdfium2
import pytest
from fpdf import FPDF

from survey_app.errors import Invalid
from survey_app.media import drawing, limits
from survey_app.media.paper import check_paper
from tests.paper import sheet

PROGRAM = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(200)
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
RUNS = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def written(catalogue: bytes, *further: bytes, page: bytes = PAGE) -> bytes:
    """A PDF of one page; ``further`` are its objects from 4 on."""
    parts = [b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate((*parts, *further), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + head + table + end


def packed(objects: Mapping[int, bytes]) -> bytes:
    """A PDF whose objects all lie in one packed stream: nothing of them is to be read in the file."""
    head, body = b"", b""
    for number, part in objects.items():
        head, body = head + b"%d %d " % (number, len(body)), body + part + b" "
    inside, count = zlib.compress(head + body), len(objects)
    out = b"%PDF-1.5\n"
    where = [len(out)]
    named = b"<</Type/ObjStm/N %d/First %d/Length %d/Filter/FlateDecode>>" % (count, len(head), len(inside))
    out += b"%d 0 obj\n%sstream\n%s\nendstream\nendobj\n" % (count + 1, named, inside)
    where.append(len(out))
    rows = bytes(4) + b"".join(struct.pack(">BHB", 2, count + 1, at) for at in range(count))
    rows += b"".join(struct.pack(">BHB", 1, place, 0) for place in where)
    named = b"<</Type/XRef/Size %d/W[1 2 1]/Root 1 0 R/Length %d>>" % (count + 3, len(rows))
    out += b"%d 0 obj\n%sstream\n%s\nendstream\nendobj\n" % (count + 2, named, rows)
    return out + b"startxref\n%d\n%%%%EOF\n" % where[1]


def within(action: bytes) -> bytes:
    start = b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R>>"
    return packed({1: start, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE, 4: action})


def attached(name: str, content: bytes) -> bytes:
    made = FPDF()
    made.add_page()
    made.embed_file(bytes=content, basename=name)
    return bytes(made.output())


def protected(*, user: str) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_encryption(owner_password="chu", user_password=user)  # noqa: S106
    return bytes(made.output())


def empty() -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument.new().save(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("setup.exe", b"x")
    return out.getvalue()


LINK = b"<</S/URI/URI(https://vi.du/Web/JavaScript)>>"


@pytest.mark.parametrize(
    "content",
    [
        sheet(),
        written(b""),
        within(b"<</S/GoTo/D[3 0 R/Fit]>>"),
        written(b"/OpenAction 4 0 R", LINK),
        attached("so-lieu.xlsx", b"PK whatever"),
        attached("ghi-chu.txt", b"#!"),
        protected(user=""),
    ],
    ids=["ours", "plain", "packed", "link", "table", "note", "not to be changed"],
)
def test_pdf__that_only_shows_pages__is_taken(content: bytes) -> None:
    check_paper(content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.4\n%%EOF", "file_does_not_open"),
        (sheet()[:300], "file_does_not_open"),
        (empty(), "file_does_not_open"),
        (written(b"", page=b"<<>>").replace(b"3 0 R", b"9 0 R"), "file_does_not_open"),
        (protected(user="mat"), "file_is_locked"),
        (written(b"/OpenAction 4 0 R", RUNS), "pdf_acts"),
        (written(b"/OpenAction 4 0 R", b"<</S %x\n/J#61vaScript/JS(1)>>"), "pdf_acts"),
        (written(b"/OpenAction 4 0 R", b"<</S 5 0 R/F(cmd.exe)>>", b"/Launch"), "pdf_acts"),
        (written(b"/AcroForm<</Fields[]/XFA[]>>"), "pdf_acts"),
        (within(RUNS), "pdf_acts"),
        (within(b"<</S/Launch/F(cmd.exe)>>"), "pdf_acts"),
        (b"%PDF-1.4\n" + PROGRAM, "file_has_programs"),
        (sheet() + PROGRAM, "file_has_programs"),
        (sheet() + b"\x7fELF\x02\x01\x01" + bytes(60), "file_has_programs"),
        (sheet() + archive(), "file_has_programs"),
        (attached("anh.png", PROGRAM), "file_has_programs"),
        (attached("Setup.EXE", b"x"), "file_has_programs"),
        (
            written(b"", b"<</Subtype/FileAttachment/FS<</F(a)>>>>", page=PAGE[:-2] + b"/Annots[4 0 R]>>"),
            "file_has_programs",
        ),
    ],
)
def test_pdf__without_a_page_or_with_what_acts__is_refused_saying_why(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_paper(content)
    assert (caught.value.problem.code, caught.value.problem.place) == (code, "file")


def test_pdf__looked_into_apart__is_taken_or_refused_in_the_same_words() -> None:
    drawing.check_paper(sheet())
    with pytest.raises(Invalid) as caught:
        drawing.check_paper(within(RUNS))
    assert (caught.value.problem.code, caught.value.problem.place) == ("pdf_acts", "file")


def test_pdf__that_takes_too_long__is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLOCK_SECONDS", 0.001)
    with pytest.raises(Invalid, match="file_does_not_open"):
        drawing.check_paper(sheet())
