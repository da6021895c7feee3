"""What is written is what is read, and what is not a dataset is refused with all its problems."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from analysis.dataset import ANSWERS, RESPONSES, read, write_part, write_table
from analysis.errors import DatasetRefused


def problems(folders):
    with pytest.raises(DatasetRefused) as refused:
        read(folders)
    return {(problem.code, problem.place.rpartition("/")[2]) for problem in refused.value.problems}


def test_write_part__rows_in_any_order__come_out_by_item_and_response(tmp_path):
    responses = {column: [None, None] for column in RESPONSES} | {"response": np.array([8, 7])}
    answers = {column: [None] * 4 for column in ANSWERS} | {
        "response": np.array([8, 7, 8, 7]),
        "item": pd.Categorical(["b", "b", "a", "a"]),
        "occurrence": [1, 1, 1, 1],
        "code": np.array([1.0, np.nan, -8, 5]),
    }
    responses_path, answers_path = write_part(tmp_path, 3, responses, answers)
    assert duckdb.read_parquet(str(responses_path)).project("response").fetchall() == [(7,), (8,)]
    found = duckdb.read_parquet(str(answers_path)).project("item, response, code, number").fetchall()
    assert found == [("a", 7, 5, None), ("a", 8, -8, None), ("b", 7, None, None), ("b", 8, 1, None)]
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"part-00003.parquet"}


def test_write_part__value_that_does_not_fit__leaves_the_old_file(tmp_path):
    responses = {column: [None] for column in RESPONSES} | {"response": [1], "batch": [1]}
    answers = {column: [] for column in ANSWERS}
    path, _ = write_part(tmp_path, 0, responses, answers)
    before = path.read_bytes()
    with pytest.raises(duckdb.Error):
        write_part(tmp_path, 0, responses | {"batch": ["second"]}, answers)
    assert path.read_bytes() == before


def test_write_part__columns_missing_or_extra__raises_naming_them(tmp_path):
    responses = {column: [] for column in RESPONSES if column != "psu"} | {"ip": []}
    with pytest.raises(ValueError, match="ip, psu"):
        write_part(tmp_path, 0, responses, {column: [] for column in ANSWERS})


def test_read__sound_folder__has_its_tables(survey):
    held = survey.read([survey.person({"q1": 5})])
    assert held.codebook["item"].nunique() == len(survey.items)
    assert list(held.rounds["code"]) == ["R1"]
    assert len(held.parts) == 1


def test_read__broken_folder__lists_every_problem(survey):
    folder = survey.write([survey.person({"q1": 5})], parts=1)
    (folder / "units.parquet").unlink()
    (folder / "answers" / "part-00000.parquet").unlink()
    (folder / "rounds.parquet").write_bytes(b"not a table")
    duckdb.sql("SELECT 'x' AS instrument, 1.5 AS number, 2 AS extra").write_parquet(
        str(folder / "codebook.parquet")
    )
    found = problems([folder, folder / "nowhere"])
    assert ("dataset_file_missing", "units.parquet") in found
    assert ("dataset_file_missing", "part-00000.parquet") in found
    assert ("dataset_file_unreadable", "rounds.parquet") in found
    assert ("dataset_folder_missing", "nowhere") in found
    assert {code for code, place in found if place == "codebook.parquet"} == {
        "dataset_column_missing",
        "dataset_column_extra",
        "dataset_column_type",
    }


def test_read__no_folder__is_refused():
    assert problems([]) == {("dataset_none", "")}


def test_read__two_folders_that_differ_on_a_unit__are_refused(survey):
    one = survey.write([survey.person({"q1": 5})], name="one")
    two = survey.write([survey.person({"q1": 5})], name="two")
    write_table(two, "units", [survey.unit("C1", "counter", "X9")])
    assert problems([one, two]) == {("dataset_tables_differ", "units.parquet")}


def test_read__same_responses_twice__are_refused(survey):
    folder = survey.write([survey.person({"q1": 5})])
    assert problems([folder, folder]) == {("dataset_response_twice", "")}


def test_read__two_folders_that_agree__are_one(survey):
    folders = [survey.write([survey.person({"q1": 5})], name=name) for name in ("one", "two")]
    held = read(folders)
    assert [part.dataset for part in held.parts] == [0, 1]
    assert not held.units.duplicated().any()


def test_read__folders_that_gave_a_choice_two_codes__have_one(survey):
    words = ((1, "a", None, 1), (2, "b", None, 0))
    turned = ((1, "b", None, 0), (2, "c", None, 1))
    people = [survey.person({"q1": 1})]
    folders = [
        survey.write(people, items=[survey.item("q1", factor="f", choices=choices)], name=name)
        for name, choices in (("one", words), ("two", turned))
    ]
    held = read(folders)
    codes = held.codebook[held.codebook["code"] > 0][["choice", "code"]].drop_duplicates()
    assert dict(codes.to_numpy().tolist()) == {"a": 1, "b": 2, "c": 3}
    assert held.recodes[["dataset", "code", "to"]].to_numpy().tolist() == [[1, 1, 2], [1, 2, 3]]


def test_read__folder_whose_code_is_two_choices__is_refused(survey):
    choices = ((1, "a", None, 1), (1, "b", None, 0))
    item = survey.item("q1", factor="f", choices=choices)
    folders = [survey.write([survey.person({})], items=[item], name=name) for name in ("one", "two")]
    assert [code for code, _ in problems(folders)] == ["dataset_tables_differ"]
