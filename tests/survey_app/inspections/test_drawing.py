"""Drawing by lot: any machine, any order of the file, the same result."""

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.errors import Invalid
from survey_app.inspections.drawing import (
    METHOD,
    digest_by,
    draw,
    grouped_digest,
    in_order,
    list_digest,
    lot,
    seed_of,
    shared_out,
)
from survey_app.inspections.model.draws import Drawn, Line, Wanted

METHODS = Path(__file__).parents[3] / "docs" / "methods.md"
SEED = "xsmb 22-11-2026 73815"
LINES = tuple(Line(f"HS-{number:03}", "late" if number % 3 == 0 else "on time") for number in range(1, 13))

codes = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
lists = st.dictionaries(
    codes, st.sampled_from(["", "trễ", "đúng hạn", "từ chối"]), min_size=1, max_size=30
).map(lambda found: [Line(code, group) for code, group in found.items()])


def test_lot__known_list__is_that_of_sha256sum() -> None:
    # printf 'HS-001\n...' and 'HS-001\tlate\n...' | sort | sha256sum, written down once by that command.
    lines = (Line("HS-001", "late"), Line("HS-002"), Line("HS-003"))
    assert list_digest(lines) == "d5a03b5b71ddfaade054482c14e72fd5c720adfe1daabbc10fc43faa8aa8109a"
    assert grouped_digest(lines) == "b87bc0bb334f6ac82c36a5c535ce58c80d70b6fb5787fe791319b4680a2feea3"
    known = {
        METHOD: "19a024b41e6ce666be27700fa67a1361984186bc6759c3d5aef853857e224c55",
        "sha256_order@1": "9d0d92e257424e7ab03682dd1fac5e834a5586cc8eaaa9616c40931880aec521",
    }
    assert {name: lot("73815", digest_by(name, lines), "HS-001") for name in known} == known


@given(lists, st.text(max_size=20))
def test_list_digest__groups_chosen_after_it_was_read_out__changes_neither_it_nor_the_order_of_the_lots(
    lines: list[Line], seed: str
) -> None:
    alone = [Line(line.code) for line in lines]
    assert list_digest(lines) == list_digest(alone)
    order = {line.code: place for place, line in enumerate(in_order(alone, seed))}
    within: dict[str, list[int]] = {}
    for line in in_order(lines, seed):
        within.setdefault(line.group, []).append(order[line.code])
    assert all(places == sorted(places) for places in within.values())


def test_methods__recipe_by_hand__gives_what_the_program_draws(tmp_path: Path) -> None:
    recipe = re.search(r"```sh draw\n(.+?)```", METHODS.read_text("utf-8"), re.S)
    assert recipe
    done = subprocess.run(
        ["/bin/sh", "-c", recipe[1]], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=180
    )
    lines = [Line(f"HS-{number:02}") for number in range(1, 13)]
    (drawn,) = draw(lines, "xsmb 22-11-2026 73815", Wanted(3, 2))
    assert list_digest(lines) in METHODS.read_text("utf-8")
    assert done.stdout.split() == [*drawn.codes, *drawn.replacements]
    said = re.search(r"drawn: (.+); in reserve: (.+)\.", METHODS.read_text("utf-8"))
    assert said
    assert said.groups() == (", ".join(drawn.codes), ", ".join(drawn.replacements))


@given(lists, st.randoms(use_true_random=False), st.text(max_size=20))
def test_draw__any_list_in_any_order__draws_the_same(lines: list[Line], chance: object, seed: str) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    wanted = Wanted(max(1, len(lines) // 2), 2)
    assert draw(shuffled, seed, wanted) == draw(lines, seed, wanted)
    drawn = [code for one in draw(lines, seed, wanted) for code in (*one.codes, *one.replacements)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= {line.code for line in lines}


@given(st.dictionaries(codes, st.integers(1, 50), min_size=1, max_size=6), st.integers(1, 300))
def test_shared_out__any_sizes__makes_the_sum_and_asks_no_group_for_more_than_it_has(
    sizes: dict[str, int], take: int
) -> None:
    take = min(take, sum(sizes.values()))
    counts = shared_out(take, sizes)
    assert sum(counts.values()) == take
    assert all(0 <= counts[group] <= size for group, size in sizes.items())
    whole = sum(sizes.values())
    assert all(abs(counts[group] - take * size / whole) < 1 for group, size in sizes.items())


def test_shared_out__equal_remainders__go_to_the_larger_then_the_first_by_name() -> None:
    assert shared_out(1, {"b": 1, "a": 1}) == {"a": 1, "b": 0}
    assert shared_out(2, {"a": 1, "b": 3}) == {"a": 0, "b": 2}


def test_draw__other_seed_or_other_list__draws_others() -> None:
    ones = in_order(LINES, SEED)
    assert in_order(LINES, "another") != ones
    more = in_order((*LINES, Line("HS-999", "late")), SEED)
    assert [line for line in more if line.code != "HS-999"] != ones


def test_draw__fixed_counts__takes_so_many_of_each_and_none_of_others() -> None:
    drawn = draw(LINES, SEED, Wanted(replacements=1, each={"late": 2}))
    assert [(one.group, one.listed, len(one.codes), len(one.replacements)) for one in drawn] == [
        ("late", 4, 2, 1),
        ("on time", 8, 0, 0),
    ]


def test_draw__more_replacements_than_left__gives_what_is_left() -> None:
    (drawn,) = draw((Line("A"), Line("B")), SEED, Wanted(1, 5))
    assert isinstance(drawn, Drawn)
    assert sorted((*drawn.codes, *drawn.replacements)) == ["A", "B"]


@pytest.mark.parametrize(
    ("wanted", "code", "place"),
    [
        (Wanted(0), "draw_nothing_wanted", "number"),
        (Wanted(13), "draw_more_than_listed", "number"),
        (Wanted(1, -1), "draw_count_negative", "replacements"),
        (Wanted(each={"late": 5}), "draw_more_than_group", "each"),
        (Wanted(each={"lost": 1}), "draw_no_such_group", "each"),
        (Wanted(each={"late": -1, "on time": 1}), "draw_count_negative", "each"),
        (Wanted(each={"late": 0}), "draw_nothing_wanted", "each"),
    ],
)
def test_draw__impossible_counts__says_so(wanted: Wanted, code: str, place: str) -> None:
    with pytest.raises(Invalid) as caught:
        draw(LINES, SEED, wanted)
    assert [(one.code, one.place) for one in caught.value.problems] == [(code, place)]


def test_seed_of__text_as_published__is_one_text_however_it_was_typed() -> None:
    assert seed_of("  Giải đặc biệt:\u00a073815 \n 22/11 ") == seed_of("Giải đặc biệt: 73815 22/11")
    with pytest.raises(Invalid):
        seed_of(" \n")
    with pytest.raises(Invalid):
        seed_of("9" * 201)
