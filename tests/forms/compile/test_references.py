"""What expressions and texts refer to: items, repeats, lists, tables; what leads nowhere or in a ring."""

from tests.forms.compile.workbook import SETTINGS, compiled, refused, row, warned

COMMUNES = "\ufeffcode;ten;tinh\nc1;Xã Một;hn\n\nc2;Xã Hai;hcm\n".encode()
FILES = {"communes.csv": COMMUNES}


def test_repeat__from_outside__means_its_first_unless_all_are_taken() -> None:
    made = compiled(
        [
            row("begin_repeat", "r"),
            row("integer", "days"),
            row("text", "why", relevant="${days} > 1"),
            row("end_repeat"),
            row("calculate", "a", calculation="sum(${days}) + count(${r})"),
            row("calculate", "b", calculation="max(${days}, 3)"),
            row("calculate", "c", calculation="indexed-repeat(${days}, ${r}, 2)"),
            row("calculate", "d", calculation="${days} + 1"),
            row("calculate", "e", calculation="sum(${r}[days > 3]/days)"),
        ]
    )
    assert warned(made) == {
        ("survey!E6", "sum_blank"),
        ("survey!E7", "sum_blank"),
        ("survey!E9", "reference_first"),
    }


def test_references__to_nothing__are_refused_at_their_cell() -> None:
    assert refused(
        [
            row("begin_repeat", "rep"),
            row("integer", "days"),
            row("end_repeat"),
            row("note", "said"),
            row("text", "a", relevant="${dasy} = 1"),
            row("text", "b", relevant="${said} = 1"),
            row("text", "c", relevant="${rep} = 1"),
            row("text", "d", relevant="count(${zzzzzz}[days > 1]) > 0"),
            row("text", "e", relevant="count(${rep}[hours > 1]) > 0"),
            row("select_one ward", "f", choice_filter="provnce = 'hn'"),
            row("text", "g", relevant="instance('yn')/root/item[nme = 'y']/label = 'Có'"),
            row("text", "h", relevant="pulldata('wards', 'a', 'b', ${a}) = '1'"),
            row("text", "i", hint="Của ${nobody} và ${a}"),
            row("csv-external", "wards"),
        ]
    ) == {
        "survey!D6": "reference_near",
        "survey!D7": "reference",
        "survey!D8": "reference_repeat",
        "survey!D9": "repeat_missing",
        "survey!D10": "reference",
        "survey!E11": "column_missing_near",
        "survey!D12": "column_missing_near",
        "survey!D13": "table_missing",
        "survey!F14": "reference",
        "survey!B15": "table_missing",
    }


def test_rings__through_every_column__are_refused() -> None:
    assert refused(
        [
            row("text", "a", relevant="${b} = 1"),
            row("calculate", "b", calculation="${a}"),
            row("begin_repeat", "r", repeat_count="${c}"),
            row("integer", "c"),
            row("end_repeat"),
            row("select_one ward", "d", choice_filter="name = ${e}"),
            row("text", "e", default="${d}"),
            row("begin_group", "g", relevant="${f} = 1"),
            row("text", "f"),
            row("end_group"),
        ]
    ) == {"survey!D2": "cycle", "survey!F4": "cycle", "survey!G7": "cycle", "survey!B10": "cycle"}


def test_texts__with_marks_of_other_programs__are_warned_of() -> None:
    made = compiled(
        [
            row("text", "a", label="**Đậm** và _nghiêng_, 3 < 5"),
            row("text", "b", label="<span style='color:red'>Đỏ</span>"),
            row("text", "c", label="[mở](https://example.org)"),
            row("note", "d", label="# Phần"),
        ]
    )
    assert warned(made) == {(f"survey!C{n}", "markup_shown") for n in (3, 4, 5)}


def test_table__beside_the_form__is_kept_when_it_is_used() -> None:
    made = compiled(
        [
            row(
                "select_one_from_file communes.csv",
                "c",
                parameters="value=code label=ten",
                choice_filter="tinh='hn'",
            ),
            row("calculate", "n", calculation="pulldata('communes', 'ten', 'code', ${c})"),
        ],
        files={**FILES, "idle.csv": b"a,b\n1,2\n", "sound.mp3": b"ID3"},
    )
    table = made.instrument.tables["communes"]
    assert table.columns == ("code", "ten", "tinh")
    assert table.rows == (("c1", "Xã Một", "hn"), ("c2", "Xã Hai", "hcm"))
    item = made.instrument.item("c")
    assert (item.list_name, item.parameters) == ("communes", {"value": "code", "label": "ten"})
    assert [(c.name, c.label) for c in made.instrument.choices(item)] == [
        ("c1", {"vi": "Xã Một"}),
        ("c2", {"vi": "Xã Hai"}),
    ]
    assert warned(made) == {("idle.csv", "table_unused")}


def test_table__at_fault__is_refused_at_its_row() -> None:
    found = refused(
        [
            row("select_one_from_file plain.csv", "a"),
            row("select_one_from_file twice.csv", "b"),
            row("select_one_from_file long.csv", "c", parameters="label=lable"),
            row("text", "q"),
        ],
        files={
            "plain.csv": b"code,label\n1,A\n",
            "twice.csv": b"name,label\n1,A\n1,B\n",
            "long.csv": b"name,label,name\n1,A,B,C\n",
            "latin.csv": "name,label\n1,Xã\n".encode("latin-1"),
            "blank.csv": b"\n",
            "x y.csv": b"a\n",
        },
    )
    assert found == {
        "survey!A2": "table_column_missing",
        "twice.csv": "choice_twice",
        "survey!D4": "table_column_missing_near",
        "long.csv!C1": "column_twice",
        "long.csv!D2": "row_too_long",
        "latin.csv": "workbook_encoding",
        "blank.csv": "table_unreadable",
        "tiny.csv": "table_name",
    }


def test_table__larger_than_one_may_be__is_refused() -> None:
    found = refused(
        [row("text", "q")],
        files={
            "rows.csv": b"name\n" + b"1\n" * 20_001,
            "wide.csv": ",".join(f"c{n}" for n in range(41)).encode(),
        },
    )
    assert found == {"rows.csv!A20002": "workbook_rows", "wide.csv!AO1": "workbook_columns"}


def test_choice_list__looked_up_by_its_columns__is_known() -> None:
    made = compiled(
        [
            row("select_one ward", "w"),
            row("calculate", "p", calculation="instance('ward')/root/item[name = ${w}]/province"),
        ],
        settings=SETTINGS,
    )
    assert not warned(made)
