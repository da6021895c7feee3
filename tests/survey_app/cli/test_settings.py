import unicodedata
from typing import Any

import pytest

from survey_app.office.service import SETTINGS


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://khaosat.hue.gov.vn/", "https://khaosat.hue.gov.vn"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000"),
        (" http://[fd00::1]:8000 ", "http://[fd00::1]:8000"),
        ("HTTPS://KhaoSat.Hue.gov.VN:8443/", "https://khaosat.hue.gov.vn:8443"),
        ("https://a.vn:", "https://a.vn"),
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
        "http://a.vn#x",
        "http://a.vn/khaosat",
        "http://a.vn//",
        "http://admin@a.vn",
        "http://admin:secret@a.vn",
        "http://:@a.vn",
        "http://a b.vn",
        "http://a\u200b.vn",
    ],
)
def test_settings__address_that_is_none__is_refused_and_the_old_one_stands(office: Any, value: str) -> None:
    office.survey("settings", "set", "public_url", "https://a.vn")
    result = office.survey("settings", "set", "public_url", value)
    assert result.exit_code == 1
    assert result.stderr
    assert office.survey("settings", "get", "public_url").stdout == "https://a.vn\n"


def test_settings__address_with_a_password__is_refused_without_repeating_it(office: Any) -> None:
    result = office.survey("settings", "set", "public_url", "https://admin:secret@a.vn")
    assert result.exit_code == 1
    assert "secret" not in result.output


@pytest.mark.parametrize("words", [("set", "colour", "red"), ("get", "colour"), ("get", "demo_password")])
def test_settings__unknown_name__is_refused_naming_the_known(office: Any, words: tuple[str, ...]) -> None:
    result = office.survey("settings", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "public_url" in result.stderr
    assert "office_place" in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("hotspot_only", " YES ", "yes"),
        ("hotspot_only", "no", "no"),
        ("office_name", "  Sở Nội vụ   tỉnh Đồng Nai ", "Sở Nội vụ tỉnh Đồng Nai"),
        ("office_name", unicodedata.normalize("NFD", "Sở Nội vụ"), "Sở Nội vụ"),
        ("office_parent", "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("office_place", "", ""),
    ],
)
def test_settings__value_of_each_kind__is_kept_as_it_is_meant(
    office: Any, name: str, value: str, kept: str
) -> None:
    assert office.survey("settings", "set", name, value).stdout == f"{kept}\n"
    assert office.survey("settings", "get", name).stdout == f"{kept}\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hotspot_only", ""),
        ("hotspot_only", "maybe"),
        ("office_name", "x" * 201),
        ("office_name", "Sở\nNội vụ"),
        ("office_place", "Đồng\u200bNai"),
        ("public_url", "https://a.vn/" + "x" * 200),
    ],
)
def test_settings__value_that_cannot_be__is_refused_at_its_name(office: Any, name: str, value: str) -> None:
    result = office.survey("settings", "set", name, value)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{name}: ")
    assert office.survey("settings", "get", name).stdout == "\n"


def test_settings_list__all__have_a_value_and_a_meaning_in_both_languages(office: Any) -> None:
    office.survey("settings", "set", "office_place", "Huế")
    for language, words in (("vi", "Địa danh"), ("en", "The place")):
        lines = office.survey("settings", "list", language=language).stdout.splitlines()
        assert [line.split("\t")[0] for line in lines] == list(SETTINGS)
        line = lines[list(SETTINGS).index("office_place")]
        assert line.startswith(f"office_place\tHuế\t{words}")


def test_settings__roles_that_must_prove_themselves_twice__stand_in_their_order(office: Any) -> None:
    result = office.survey("settings", "set", "second_factor_roles", "leader, administrator leader")
    assert result.stdout == "administrator,leader\n"
    wrong = office.survey("settings", "set", "second_factor_roles", "leader,chef")
    assert wrong.exit_code == 1
    assert "chef" in wrong.stderr
    assert office.survey("settings", "get", "second_factor_roles").stdout == "administrator,leader\n"
