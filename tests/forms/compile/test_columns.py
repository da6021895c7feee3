"""The columns beside type, name and label: what each makes of a row, and what is refused at its cell."""

from decimal import Decimal

from forms import Choice
from tests.forms.compile.workbook import CHOICES, SETTINGS, compiled, refused, row, warned


def test_defaults__as_typed_or_worked_out__are_told_apart() -> None:
    made = compiled(
        [
            row("text", "a", default="Tổ 5 (mới)"),
            row("integer", "b", default="-3"),
            row("date", "c", default="2026-11-22"),
            row("date", "d", default="today()"),
            row("integer", "e", default="${b} + 1"),
            row("select_multiple yn", "f", default="y n"),
            row("hidden", "g", default="x"),
            row("calculate", "h", default="now()"),
        ]
    ).instrument
    assert [item.default for item in made.items] == [
        *("Tổ 5 (mới)", "-3", "2026-11-22", "", "", "y n", "x", ""),
    ]
    worked_out = {item.name: item.default_value.source for item in made.items if item.default_value}
    assert worked_out == {"d": "today()", "e": "${b} + 1", "h": "now()"}


def test_triggers_and_calculations__on_questions__are_kept() -> None:
    made = compiled(
        [
            row("integer", "a"),
            row("integer", "b", calculation="${a} * 2", trigger="${a}"),
            row("text", "c", trigger="${a}"),
            row("text", "d", calculation="${a} * 3", readonly="yes"),
            row("text", "e", calculation="${a} * 4"),
        ]
    )
    items = {item.name: item for item in made.instrument.items}
    assert (items["b"].trigger, items["c"].trigger) == ("a", "a")
    blank = items["c"].calculation
    assert blank is not None
    assert blank.tree == ("str", "")
    assert items["d"].readonly
    assert warned(made) == {("survey!D6", "calculation_overwrites")}


def test_parameters__by_type__are_read() -> None:
    made = compiled(
        [
            row("range", "a"),
            row("range", "b", parameters="start=0; end=1, step=0.25 tick_interval=0.5"),
            row("text", "c", parameters="rows = 5"),
            row("image", "d", parameters="max-pixels=1000"),
            row("select_one yn", "e", parameters="randomize=true, seed=${b}"),
            row("rank yn", "f", parameters="randomize=true seed=7"),
            row("geopoint", "g", parameters="capture-accuracy=5 warning-accuracy=50"),
        ]
    )
    items = {item.name: item for item in made.instrument.items}
    assert items["a"].parameters == {"start": "1", "end": "10", "step": "1"}
    assert items["b"].parameters == {"start": "0", "end": "1", "step": "0.25"}
    assert items["c"].parameters == {"rows": "5"}
    assert items["d"].parameters == {"max-pixels": "1000"}
    assert [items[name].randomize for name in "ef"] == [True, True]
    assert [seed.source for name in "ef" if (seed := items[name].seed)] == ["${b}", "7"]
    assert items["g"].parameters == {"capture-accuracy": "5", "warning-accuracy": "50"}
    of_citizens = {("survey!A5", "citizen_file"), ("survey!A8", "citizen_place")}
    assert warned(made) == {("survey!D3", "parameter_ignored")} | of_citizens


def test_parameters__at_fault__are_refused_at_their_cell() -> None:
    faults = [
        ("range", "start=0 end=10 step=3", "parameter_range"),
        ("range", "start=5 end=5", "parameter_range"),
        ("range", "end=ten", "parameter_number"),
        ("range", "stop=10", "parameter_near"),
        ("text", "colour=red", "parameter"),
        ("text", "rows=2.5", "parameter_number"),
        ("image", "max-pixels=-1", "parameter_number"),
        ("date", "rows=3", "parameter_none"),
        ("select_one yn", "randomize", "parameter_form"),
        ("select_one yn", "randomize=yes", "parameter_randomize"),
        ("select_one yn", "seed=1", "parameter_seed_alone"),
        ("select_one yn", "randomize=true seed=${a", "expression_syntax"),
        ("select_one yn", "randomize=true seed=${a}", "reference"),
    ]
    found = refused([row(kind, f"q{n}", parameters=said) for n, (kind, said, _) in enumerate(faults)])
    assert found == {f"survey!D{n}": code for n, (_, _, code) in enumerate(faults, start=2)}


def test_cells__on_rows_they_mean_nothing_for__are_refused() -> None:
    rows = [
        row("note", "a", calculation="1 + 1"),
        row("image", "b", default="x.jpg"),
        row("note", "c", trigger="${q}"),
        row("text", "d", choice_filter="name = 'y'"),
        row("text", "e", trigger="q"),
        row("text", "f", trigger="${q}, ${d}"),
        row("text", "g", trigger="${nobody}"),
        row("text", "h", readonly="${q} = 1"),
        row("integer", "i", default="abc"),
        row("select_one yn", "j", default="maybe"),
        row("integer", "k", default="foo(1)"),
        row("select_one yn", "l", appearance="search('x', 'matches', 'a', 'b')"),
        row("begin_group", "m", repeat_count="3"),
        row("text", "q"),
        row("end_group"),
        row("calculate", "n"),
        row("text", "meta"),
    ]
    columns = ("calculation", "default", "trigger", "choice_filter", "readonly", "appearance", "repeat_count")
    place = dict(zip(columns, "DEFGHIJ", strict=True))
    assert refused(rows) == {
        f"survey!{place['calculation']}2": "calculation_misplaced",
        f"survey!{place['default']}3": "default_misplaced",
        f"survey!{place['trigger']}4": "calculation_misplaced",
        f"survey!{place['choice_filter']}5": "filter_misplaced",
        f"survey!{place['trigger']}6": "trigger",
        f"survey!{place['trigger']}7": "trigger_several",
        f"survey!{place['trigger']}8": "reference",
        f"survey!{place['readonly']}9": "yes_no",
        f"survey!{place['default']}10": "default",
        f"survey!{place['default']}11": "default",
        f"survey!{place['default']}12": "expression_function_near",
        f"survey!{place['appearance']}13": "appearance_search",
        f"survey!{place['repeat_count']}14": "repeat_count_misplaced",
        f"survey!{place['calculation']}17": "calculation_missing",
    }


def test_appearances__drawn_are_kept_in_one_spelling_and_others_mentioned() -> None:
    made = compiled(
        [
            row("select_one yn", "a", appearance="horizontal-compact"),
            row("select_one yn", "b", appearance="columns-3 likert"),
            row("select_multiple yn", "c", appearance="search"),
            row("text", "d", appearance="multi-line"),
            row("select_one yn", "e", appearance="quick"),
            row("integer", "f", appearance="multiline"),
        ]
    )
    assert [item.appearance for item in made.instrument.items] == [
        *("horizontal", "columns likert", "autocomplete", "", "", ""),
    ]
    assert warned(made) == {
        ("survey!D5", "appearance_near"),
        ("survey!D6", "appearance_ignored"),
        ("survey!D7", "appearance_ignored"),
    }


def test_choices__with_further_columns_and_pictures__keep_them() -> None:
    choices = [
        {
            "list_name": "l",
            "name": "a",
            "label": "A",
            "score": "2",
            "image": "a.png",
            "tỉnh": "x",
            "area": "N",
        },
        {"list_name": "l", "name": "b", "label": "B", "area": ""},
    ]
    made = compiled([row("select_one l", "q", choice_filter="area = 'N' and name != 'b'")], choices)
    assert made.instrument.lists["l"] == (
        Choice("a", {"vi": "A"}, Decimal(2), image={"vi": "a.png"}, columns={"area": "N"}),
        Choice("b", {"vi": "B"}),
    )
    assert warned(made) == {("choices!F1", "column_ignored")}


def test_choices__twice_where_that_is_allowed__must_count_alike() -> None:
    choices = [*CHOICES, {"list_name": "yn", "name": "y", "label": "Vâng", "score": ""}]
    asked = [row("select_one yn", "q")]
    allowed = SETTINGS | {"allow_choice_duplicates": "yes"}
    assert refused(asked, choices) == {"choices!B6": "choice_twice"}
    names = [choice.name for choice in compiled(asked, choices, allowed).instrument.lists["yn"]]
    assert names == ["y", "n", "y"]
    choices[-1]["score"] = "3"
    assert refused(asked, choices, allowed) == {"choices!B6": "choice_twice_counts"}


def test_texts__with_media_guidance_and_messages__are_kept_per_language() -> None:
    made = compiled(
        [
            row(
                "text",
                "q",
                **{
                    "label::English (en)": "Q",
                    "guidance_hint": "Hỏi to",
                    "guidance_hint::English (en)": "Ask aloud",
                    "media::image::Tiếng Việt (vi)": "q.png",
                    "media::image::English (en)": "q.en.webp",
                    "bind::jr:constraintMsg": "Sai",
                    "required_message": "Cần",
                    "source": "TT01",
                    "certainty": "law",
                },
            )
        ],
    ).instrument
    item = made.item("q")
    assert item.guidance == {"vi": "Hỏi to", "en": "Ask aloud"}
    assert item.image == {"vi": "q.png", "en": "q.en.webp"}
    assert (item.constraint_message, item.required_message) == ({"vi": "Sai"}, {"vi": "Cần"})
    assert (item.source, item.certainty) == ("TT01", "law")
    assert made.files == {"q.png", "q.en.webp"}


def test_picture__without_a_language__is_for_all_of_them() -> None:
    made = compiled([row("text", "q", **{"label::English (en)": "Q", "image": "q.png"})])
    assert made.instrument.item("q").image == {"vi": "q.png", "en": "q.png"}


def test_headings__as_the_field_writes_them__are_read() -> None:
    rows = [
        {
            "TYPE": "text",
            "Name": "q",
            "label:Tiếng Việt (vi)": "Hỏi",
            "label::en": "Ask",
            "bind:jr:constraintMsg": "Sai",
            "control::appearance": "multiline",
            "bind::relevant": "true()",
        }
    ]
    item = compiled(rows).instrument.item("q")
    assert (item.label, item.constraint_message) == ({"vi": "Hỏi", "en": "Ask"}, {"vi": "Sai"})
    assert (item.appearance, item.relevant is not None) == ("multiline", True)


def test_note__without_a_name__is_given_one() -> None:
    made = compiled([row("text", "q"), {"type": "note", "label": "Cảm ơn"}]).instrument
    assert [item.name for item in made.items] == ["q", "generated_note_name_3"]


def test_columns_for_other_programs__are_ignored_with_a_warning() -> None:
    rows = [
        row("text", "q", **{"media::video": "a.mp4", "hxl": "#x", "body::accuracy": "5", "autoplay": "audio"})
    ]
    settings = SETTINGS | {"style": "theme-grid pages", "submission_url": "https://x"}
    assert warned(compiled(rows, settings=settings)) == {
        ("survey!D1", "column_ignored"),
        ("survey!E1", "column_ignored"),
        ("survey!F1", "column_ignored"),
        ("survey!G1", "column_ignored"),
        ("settings!D2", "style_ignored"),
        ("settings!E1", "column_ignored"),
    }


def test_settings__at_fault__are_refused_at_their_cell() -> None:
    settings = SETTINGS | {
        "audience": "stff",
        "public_key": "MIIB",
        "allow_choice_duplicates": "maybe",
        "instance_name": "concat(${nobody}, 'x')",
    }
    assert refused([row("text", "q")], settings=settings) == {
        "settings!D2": "audience_near",
        "settings!E2": "setting_encryption",
        "settings!F2": "yes_no",
        "settings!G2": "reference",
    }


def test_settings__instance_name__is_an_expression() -> None:
    made = compiled([row("text", "q")], settings=SETTINGS | {"instance_name": "concat(${q}, '!')"})
    assert made.instrument.instance_name is not None
    assert made.instrument.instance_name.references == ("q",)


def test_names__alike_but_for_capitals__are_mentioned() -> None:
    made = compiled([row("text", "Name"), row("text", "name")])
    assert warned(made) == {("survey!B3", "name_alike")}


def test_entities__are_refused() -> None:
    assert refused([row("text", "q", save_to="x")]) == {"survey!D2": "column_unsupported"}
