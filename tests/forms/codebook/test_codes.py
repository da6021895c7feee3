"""Codes of choices over the versions of an instrument."""

from forms import Choice, Instrument, Item, ItemType, Missing
from forms.codebook import choice_codes, codebook, overfull_items


def version(name: str, *choices: str, missing: dict[str, Missing] | None = None) -> Instrument:
    """An instrument of one question with these choices."""
    kinds = missing or {}
    return Instrument(
        id="thu",
        version=name,
        title={"vi": "Thử"},
        status={},
        languages=("vi",),
        language_names={"vi": "Tiếng Việt"},
        default_language="vi",
        items=(Item("q", 1, ItemType.SELECT_ONE, label={"vi": "Hỏi"}, list_name="l"),),
        groups=(),
        lists={"l": tuple(Choice(each, {"vi": each}, missing=kinds.get(each)) for each in choices)},
    )


def test_codes__in_the_first_version__are_the_places_among_opinions() -> None:
    first = version("1", "a", "dk", "b", missing={"dk": Missing.DONT_KNOW})
    assert choice_codes([first], "q") == {"a": 1, "dk": -8, "b": 2}


def test_codes__after_removal_and_reordering__mean_the_same_choice() -> None:
    versions = [version("1", "a", "b", "c"), version("2", "c", "a", "d"), version("3", "d", "b")]
    assert choice_codes(versions[:2], "q") == {"c": 3, "a": 1, "d": 4}
    assert choice_codes(versions, "q") == {"d": 4, "b": 2}


def test_codes__of_an_item_an_earlier_version_had_and_the_next_had_not__are_kept() -> None:
    without = Instrument(
        id="thu", version="2", title={}, status={}, languages=("vi",), language_names={},
        default_language="vi", items=(), groups=(), lists={},
    )  # fmt: skip
    assert choice_codes([version("1", "a", "b"), without, version("3", "b")], "q") == {"b": 2}
    assert choice_codes([version("1", "a", "b"), without], "q") == {}


def test_codes__of_a_choice_that_becomes_no_opinion__is_its_missing_kind() -> None:
    versions = [version("1", "a", "b"), version("2", "a", "b", missing={"b": Missing.REFUSED})]
    assert choice_codes(versions, "q") == {"a": 1, "b": -9}


def test_codebook__of_a_later_version__has_the_codes_of_the_earlier_ones() -> None:
    rows = codebook([version("1", "a", "b"), version("2", "b")])
    assert [(row["version"], row["choice"], row["code"]) for row in rows] == [("2", "b", 2)]


def test_overfull__names_the_item_whose_choices_outgrew_the_codes() -> None:
    first, second = (version(str(n), *(f"{n}_{place}" for place in range(100))) for n in (1, 2))
    assert overfull_items([first]) == []
    assert overfull_items([first, second]) == ["q"]


def test_codes__of_a_list_longer_than_there_are__are_none_and_no_fault() -> None:
    wards = version("1", *(f"ward{place}" for place in range(3000)))
    assert choice_codes([wards], "q") == {}
    assert [row["code"] for row in codebook([wards])] == [None]
    assert overfull_items([wards]) == []
