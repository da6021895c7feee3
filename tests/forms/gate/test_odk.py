"""ODK's own judge, on machines with Java."""

from pathlib import Path

import pytest

from forms import SHIPPED, load_shipped
from forms.compile import read
from forms.publish import examine_workbook
from forms.xlsform import odk
from forms.xlsform.sheets import Workbook

FORM = (Path(__file__).parent / "forms" / "warned-first-of-a-repeat.md").read_bytes()
needs_java = pytest.mark.skipif(not odk.odk_command(), reason="there is no Java here")


@needs_java
def test_examine__form_odk_refuses__warns_at_the_item_it_names() -> None:
    compiled = examine_workbook(FORM, "f.md")
    (found,) = [warning for warning in compiled.warnings if warning.code == "odk_objects"]
    assert found.place == "survey!B5"
    assert "repeated" in str(found.values["message"])
    assert "\tat " not in str(found.values["message"])


@needs_java
@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_instrument__passes_our_gate_and_odk_without_a_warning(name: str) -> None:
    assert examine_workbook(load_shipped(name), f"{name}.md").warnings == ()


@needs_java
def test_ask__form_that_is_none__is_told_and_stops_nothing() -> None:
    (found,) = odk.ask_odk(Workbook({}, xform="<h:html"))
    assert found.code == "odk_objects"


def test_ask__without_java__asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odk.shutil, "which", lambda _: None)
    assert odk.odk_command() == ()
    assert odk.ask_odk(read(FORM, "f.md")) == ()
