"""A questionnaire of 563 lines in the shape of the WHO's verbal autopsy: most questions are asked because of
an earlier choice, whole sections because of an age worked out before."""

from collections.abc import Iterator

from forms import Compiled, compile_workbook

LINES = 563
_SECTIONS = 22
_IN_A_CHAIN = 4  # a question, and those that are asked because of its answer
_AGES = ("is_infant", "is_child", "is_adult")
_HEADER = ("type", "name", "label::Tiếng Việt (vi)", "relevant", "constraint", "calculation", "appearance")
_CHOICES = (
    ("yesno", "yes", "Có"),
    ("yesno", "no", "Không"),
    ("yesno", "dk", "Không biết"),
    ("yesno", "ref", "Từ chối trả lời"),
    ("sex", "female", "Nữ"),
    ("sex", "male", "Nam"),
    *(("symptom", f"s{number}", f"Triệu chứng {number}") for number in range(1, 9)),
)
Row = tuple[str, ...]


def compiled(form_id: str = "long") -> tuple[Compiled, bytes]:
    """The instrument of 563 lines and its workbook."""
    source = workbook(form_id)
    return compile_workbook(source, f"{form_id}.md"), source


def workbook(form_id: str) -> bytes:
    """The workbook, an XLSForm in Markdown."""
    survey = list(_survey())
    sheets = (
        ("survey", (_HEADER, *survey)),
        ("choices", (("list_name", "name", "label::Tiếng Việt (vi)"), *_CHOICES)),
        (
            "settings",
            (
                ("form_id", "version", "form_title", "default_language"),
                (form_id, "1", "Phiếu dài", "Tiếng Việt (vi)"),
            ),
        ),
    )
    lines = [
        line
        for name, rows in sheets
        for line in (f"| {name} |", *("| | " + " | ".join(row) + " |" for row in rows))
    ]
    return "\n".join(lines).encode()


def _survey() -> Iterator[Row]:
    yield ("begin_group", "general", "Thông tin chung", "", "", "", "field-list")
    yield _row("select_one sex", "sex", "Giới tính của người đã mất")
    yield _row("integer", "age", "Tuổi khi mất", constraint=". >= 0 and . <= 120")
    yield _row("integer", "ill_days", "Số ngày ốm", constraint=". >= 0")
    yield _row("calculate", "is_infant", calculation="if(${age} < 1, 1, 0)")
    yield _row("calculate", "is_child", calculation="if(${age} >= 1 and ${age} < 12, 1, 0)")
    yield _row("calculate", "is_adult", calculation="if(${age} >= 12, 1, 0)")
    yield ("end_group", "", "", "", "", "", "")
    left = LINES - 6
    for section in range(_SECTIONS):
        count = left // (_SECTIONS - section)
        left -= count
        yield from _section(section, count)


def _section(section: int, count: int) -> Iterator[Row]:
    """A section of one age in three, its questions in chains of one that opens the next."""
    age = _AGES[section % len(_AGES)]
    condition = f"${{{age}}} = 1" if section % 4 else ""
    yield ("begin_group", f"part{section}", f"Phần {section + 2}", condition, "", "", "field-list")
    name = ""
    for place in range(count - 1):
        before, name = name, f"q{section}_{place}"
        label = f"Trong thời gian ốm, người đó có gặp dấu hiệu {section}.{place} không?"
        step = place % _IN_A_CHAIN
        relevant = f"selected(${{{before}}}, 'yes')" if step in (1, 2) else ""
        if step < 2:
            yield _row("select_one yesno", name, label, relevant)
        elif step == 2:
            yield _row(
                "integer", name, f"Kéo dài mấy ngày ({section}.{place})?", relevant, ". <= ${ill_days}"
            )
        else:
            opened = f"${{q{section}_{place - 3}}} != 'no' and ${{sex}} = 'female'"
            yield _row("select_multiple symptom", name, f"Kèm theo những gì ({section}.{place})?", opened)
    yes = [f"(${{q{section}_{place}}} = 'yes')" for place in range(0, count - 1, _IN_A_CHAIN)]
    yield _row("calculate", f"score{section}", calculation=" + ".join(yes))
    yield ("end_group", "", "", "", "", "", "")


def _row(
    kind: str, name: str, label: str = "", relevant: str = "", constraint: str = "", calculation: str = ""
) -> Row:
    return (kind, name, label, relevant, constraint, calculation, "")
