from typing import Any

import pytest


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://khaosat.hue.gov.vn/", "https://khaosat.hue.gov.vn"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        (" http://[fd00::1]:8000 ", "http://[fd00::1]:8000"),
    ],
)
def test_settings__address_of_the_office__stands_in_what_collectors_print(
    office: Any, value: str, kept: str
) -> None:
    assert office.survey("settings", "set", "public_url", value).stdout == f"{kept}\n"
    assert office.survey("settings", "get", "public_url").stdout == f"{kept}\n"
    made = office.survey("collectors", "add", "--counter", "Q1", "--round", "R1", "--mode", "kiosk")
    code, url = made.stdout.split()
    assert url == f"{kept}/k/{code}"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "hue.gov.vn",
        "ftp://a.vn",
        "http://",
        "http://[fd00",
        "http://a.vn:bốn",
        "http://a.vn:99999",
        "http://a.vn?x",
    ],
)
def test_settings__address_that_is_none__is_refused_and_the_old_one_stands(office: Any, value: str) -> None:
    office.survey("settings", "set", "public_url", "https://a.vn")
    result = office.survey("settings", "set", "public_url", value)
    assert result.exit_code == 1
    assert result.stderr
    assert office.survey("settings", "get", "public_url").stdout == "https://a.vn\n"


def test_settings__unknown_name__is_refused_naming_the_known(office: Any) -> None:
    result = office.survey("settings", "set", "colour", "red")
    assert result.exit_code == 1
    assert "public_url" in result.stderr
