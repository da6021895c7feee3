"""A child that is forked says what one started from nothing says."""

import json
import re
import subprocess
import sys

import pytest

from forms import load_shipped
from tests import warm

# Kinds that answer, and two that refuse what is no workbook and no photo.
_ASKED = {
    "forms.workbook.child": b"[]",
    "forms.xlsform.child": load_shipped("counter_rating"),
    "survey_app.accounts.picture": json.dumps({"address": "otpauth://totp/x"}).encode(),
    "survey_app.rounds.qr": json.dumps({"url": "http://127.0.0.1/k/A", "suffix": "svg"}).encode(),
    "survey_app.media.child": b"",
    "survey_app.spreadsheets.child": b"{}",
}
_WORDS = {
    "forms.xlsform.child": ["md"],
    "survey_app.media.child": ["photo"],
    "survey_app.spreadsheets.child": ["", "0"],
}


@pytest.mark.parametrize("module", _ASKED)
def test_child__forked__ends_as_one_started_from_nothing(module: str) -> None:
    said = []
    for popen in (warm.Popen, warm.COLD):
        command = [sys.executable, "-m", module, *_WORDS.get(module, [])]
        with popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=warm.HOUSE
        ) as child:
            out, err = child.communicate(_ASKED[module], timeout=60)
            last = (err.decode().splitlines() or [""])[-1]
            # A workbook carries the second at which it was made.
            said.append(
                (child.returncode, out[:2] if out.startswith(b"PK") else out, re.sub("0x.*", "", last))
            )
    assert said[0] == said[1]


def test_child__with_an_environment_of_its_own__is_started_from_nothing() -> None:
    command = [sys.executable, "-m", "forms.workbook.child"]
    environment = {"PYTHONVERBOSE": "1"}
    done = subprocess.run(
        command, input=b"[]", capture_output=True, cwd=warm.HOUSE, env=environment, timeout=60
    )
    assert b"import 'encodings'" in done.stderr


def test_child__that_is_late__is_killed() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "forms.workbook.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=warm.HOUSE,
    )
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.01)
    child.kill()
    assert child.wait(60) == -9
    assert child.stdin is not None
    child.stdin.close()
