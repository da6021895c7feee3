"""The instruments that are measured: as many five-point questions as asked for, in five factors."""

from collections.abc import Sequence

from forms import Compiled, compile_workbook

_FACTORS = ("access", "procedures", "staff", "results", "feedback")
_SCALE = (
    ("1", "Rất không hài lòng", "1", "no", ""),
    ("2", "Không hài lòng", "2", "no", ""),
    ("3", "Bình thường", "3", "no", ""),
    ("4", "Hài lòng", "4", "yes", ""),
    ("5", "Rất hài lòng", "5", "yes", ""),
    ("dk", "Không biết", "", "", "dont_know"),
    ("na", "Không áp dụng", "", "", "not_applicable"),
)
# The codes of the dataset for the choices above, in their order.
CHOICES = tuple(name for name, *_ in _SCALE)


def item_names(questions: int) -> list[str]:
    """The items of an instrument with so many ``questions``."""
    return [f"q{number:02d}" for number in range(1, questions + 1)]


def workbook(form_id: str, questions: int) -> bytes:
    """An XLSForm in Markdown with so many required ``questions``, one a screen."""
    survey = [
        (
            "select_one scale",
            name,
            f"Ông/Bà hài lòng thế nào về nội dung {number + 1}?",
            "yes",
            factor,
            "criterion",
        )
        for number, name in enumerate(item_names(questions))
        for factor in [_FACTORS[number * len(_FACTORS) // questions]]
    ]
    choices = [
        *(("scale", *row) for row in _SCALE),
        *(("factors", name, name, "", "", "") for name in _FACTORS),
    ]
    settings = [(form_id, "1", "Phiếu đo tốc độ", "Tiếng Việt (vi)")]
    lines = [
        *_sheet("survey", ("type", "name", "label::Tiếng Việt (vi)", "required", "factor", "role"), survey),
        *_sheet(
            "choices",
            ("list_name", "name", "label::Tiếng Việt (vi)", "score", "satisfied", "missing"),
            choices,
        ),
        *_sheet("settings", ("form_id", "version", "form_title", "default_language"), settings),
    ]
    return "\n".join(lines).encode()


def compiled(form_id: str, questions: int) -> tuple[Compiled, bytes]:
    """The instrument of `workbook` and the workbook itself."""
    source = workbook(form_id, questions)
    return compile_workbook(source, f"{form_id}.md"), source


def _sheet(name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [f"| {name} |", *("| | " + " | ".join(row) + " |" for row in (header, *rows))]
