"""The scripts of a form: small, and only those a screen needs."""

import gzip

import pytest

from forms import SCRIPTS, Instrument, compile_workbook, helpers_of, script, script_digest

MOST_BYTES = 15_000  # of what a page that reacts has to load, compressed
HELPED = """
| survey | | | | | |
| | type | name | label | appearance | parameters |
| | geopoint | where | Ở đâu? | | |
| | image | signed | Ký tên | signature | |
| | range | mark | Điểm | | start=0 end=100 step=1 |
| | rank s | order | Thứ tự | | |
| | select_one s | one | Chọn | autocomplete | |
| | select_one s | two | Chọn | | |
| choices | | | |
| | list_name | name | label |
| | s | a | Một |
| | s | b | Hai |
| settings | | | | |
| | form_id | version | form_title | default_language |
| | helped | 1 | Thử | vi |
"""


@pytest.fixture(scope="module")
def helped() -> Instrument:
    return compile_workbook(HELPED.encode(), "helped.md").instrument


def test_script__of_a_page_that_reacts__is_small() -> None:
    assert len(gzip.compress(script("form").encode())) <= MOST_BYTES


def test_script__every_one__says_it_is_strict_and_nothing_to_people() -> None:
    for name in SCRIPTS:
        lines = script(name).splitlines()
        assert '"use strict";' in lines
        assert not any(line.startswith(("//", "/*", " ")) for line in lines)


def test_script__unknown__is_no_key() -> None:
    with pytest.raises(KeyError):
        script("other")


def test_script_digest__of_every_script__is_its_own() -> None:
    assert len({script_digest(name) for name in SCRIPTS}) == len(SCRIPTS)


def test_helpers__of_items__are_those_whose_kind_is_asked(helped: Instrument) -> None:
    items = {item.name: item for item in helped.items}
    assert helpers_of(helped.items) == ("geopoint", "signature", "range", "rank", "search")
    assert helpers_of([items["one"]]) == ("search",)
    assert helpers_of([items["two"]]) == ()
