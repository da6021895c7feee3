import time
from typing import Any

import pytest

from survey_app.errors import Conflict
from survey_app.jobs import Errand, Standing


def ended(errand: Errand) -> Standing:
    for _ in range(2400):
        standing = errand.standing()
        if standing is not None and not standing.running:
            return standing
        time.sleep(0.05)
    raise TimeoutError


def test_errand__a_command_that_works__ends_well_and_says_what_it_said(office: Any) -> None:
    errand = Errand(office.store.instance.root)
    assert errand.standing() is None
    errand.start("backup")
    standing = ended(errand)
    assert standing.well
    assert standing.said.endswith(".db")


def test_errand__a_command_that_fails__says_why_in_the_readers_language(office: Any) -> None:
    errand = Errand(office.store.instance.root)
    errand.start("backup", "--check", "nowhere.db", language="en")
    standing = ended(errand)
    assert not standing.well
    assert standing.code == 1
    assert "nowhere.db" in standing.said


def test_errand__while_one_runs__refuses_a_second(office: Any) -> None:
    errand = Errand(office.store.instance.root)
    errand.start("backup")
    with pytest.raises(Conflict):
        errand.start("backup")
    ended(errand)
    errand.start("verify")
    assert ended(errand).well
