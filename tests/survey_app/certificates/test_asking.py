import pytest

from survey_app.certificates import plan
from survey_app.errors import Invalid


def codes(names: list[str], addresses: list[str]) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refused:
        plan(names, addresses)
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_plan__good_input__is_each_once_with_the_machine_itself() -> None:
    asked = plan(["Survey.Internal.", "khaosat.lan", "survey.internal"], ["192.168.1.20", " 10.0.0.1"])
    assert asked.names == ("survey.internal", "khaosat.lan")
    assert [str(address) for address in asked.addresses] == ["192.168.1.20", "10.0.0.1", "127.0.0.1"]


def test_plan__no_name__is_for_the_usual_one() -> None:
    assert plan([], ["192.168.1.20"]).names == ("survey.internal",)


def test_plan__everything_wrong__is_named_at_once() -> None:
    assert codes(["google.com", "a_b.lan", "", "internal"], ["8.8.8.8", "x", "192.168.1", "fd00::1"]) == [
        ("name_not_private", "google.com"),
        ("no_host_name", "a_b.lan"),
        ("no_host_name", ""),
        ("name_not_private", "internal"),
        ("address_not_private", "8.8.8.8"),
        ("no_ipv4_address", "x"),
        ("no_ipv4_address", "192.168.1"),
        ("no_ipv4_address", "fd00::1"),
    ]


@pytest.mark.parametrize(
    "name", ["gov.vn", "khaosat.tinh.gov.vn", "xlan", "*.lan", "a..lan", "-a.lan", "ộ.lan"]
)
def test_plan__name_others_may_own_or_none__is_refused(name: str) -> None:
    assert len(codes([name], [])) == 1


def test_plan__too_many__is_refused() -> None:
    assert codes([], [f"10.0.0.{number}" for number in range(21)]) == [("too_many_names", "")]
