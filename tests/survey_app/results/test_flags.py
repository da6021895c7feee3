"""Flags in the dataset: beside the responses, which stay as they are."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.dataset import read
from forms import check
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.responses.model import Flag
from survey_app.results.dataset import bring_up_to_date


def test_dataset__with_a_flagged_response__has_it_and_its_flag(office: Any, tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    office.receive(2)
    before = bring_up_to_date(office.store, folder)
    assert len(read([folder]).flags) == 0
    instrument = instruments.published(office.store.read(), "counter_rating", "1")
    context = replace(office.context(), flags=frozenset({Flag.REPEAT}))
    good = {item.name: "5" for item in instrument.items[:-1]}
    responses.accept(office.store, check(instrument, good), context)
    after = bring_up_to_date(office.store, folder)
    assert after != before
    found = read([folder])
    assert found.flags.to_dict("records") == [{"uuid": context.uuid, "flag": "repeat"}]


def test_dataset__of_an_earlier_version_without_flags__is_read(office: Any, tmp_path: Path) -> None:
    folders = [tmp_path / "old", tmp_path / "new"]
    for folder in folders:
        bring_up_to_date(office.store, folder)
    (folders[0] / "flags.parquet").unlink()
    assert list(read(folders).flags.columns) == ["uuid", "flag"]
