"""`survey findings list`, and `survey verify` where photos are."""

from typing import Any

import pytest

from survey_app import media


def test_list__of_findings__is_the_newest_first_and_narrowed(office: Any, desk: Any) -> None:
    first = desk.reported()
    desk.open(desk.failed("C01", "N3", "TT09"), unit="C1")
    lines = office.survey("findings", "list", language="en").output.splitlines()
    assert [line.split("\t")[4] for line in lines] == ["C1", "Q1"]
    assert lines[1].split("\t") == [
        first.reference,
        desk.day.isoformat(),
        *("N1", "reported", "Q1", "TT01", "B01 failed"),
    ]
    for words, left in (("--state reported", 1), ("--severity N3", 1), ("--unit T1", 1), ("--unit C1", 2)):
        assert len(office.survey("findings", "list", *words.split()).output.splitlines()) == left


def test_list__state_there_is_not__is_refused(office: Any) -> None:
    assert office.survey("findings", "list", "--state", "lost").exit_code == 2


@pytest.mark.parametrize(("language", "said"), [("vi", "Mất tệp này"), ("en", "is missing")])
def test_verify__photo_whose_file_is_gone__names_it(office: Any, desk: Any, language: str, said: str) -> None:
    name, _ = desk.photo(), desk.photo(1)  # the other is there
    assert office.survey("verify").exit_code == 0
    assert media.examine(desk.store) == []
    (desk.store.instance.media / name[:2] / name[2:4] / name).unlink()
    answer = office.survey("verify", language=language)
    assert answer.exit_code == 1
    assert name in answer.stderr
    assert said in answer.stderr
