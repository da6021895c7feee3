import pytest

from survey_app.certificates import Served, plan, works_offline

ASKED = plan(["khaosat.lan"], ["192.168.1.20", "10.0.0.1"])


def test_served__everywhere__names_numbers_first_and_not_the_machine_itself() -> None:
    served = Served("0.0.0.0", 8000, 8080)  # noqa: S104  # as a field laptop listens
    assert served.addresses(ASKED) == (
        "https://192.168.1.20:8000/",
        "https://10.0.0.1:8000/",
        "https://khaosat.lan:8000/",
    )
    assert served.door_address(ASKED) == "http://192.168.1.20:8080/certificate"
    assert Served.read(str(served)) == served


def test_served__at_one_address__names_that_alone() -> None:
    served = Served("10.0.0.1", 443, 80)
    assert served.addresses(ASKED) == ("https://10.0.0.1/", "https://khaosat.lan/")
    assert served.door_address(ASKED) == "http://10.0.0.1/certificate"
    assert Served("127.0.0.1", 8000, 0).addresses(ASKED)[0] == "https://127.0.0.1:8000/"
    assert Served("127.0.0.1", 8000, 0).door_address(ASKED) == ""
    assert Served("192.168.9.9", 8000, 8080).addresses(ASKED) == ("https://khaosat.lan:8000/",)


@pytest.mark.parametrize(
    ("url", "public", "works"),
    [
        ("https://192.168.1.20:8000/x", "", True),
        ("http://192.168.1.20:8000/x", "", False),
        ("http://192.168.1.20:8000/x", "http://192.168.1.20:8000", False),
        ("http://khaosat.example.vn/x", "https://khaosat.example.vn", True),  # behind a proxy
        ("http://other.example.vn/x", "https://khaosat.example.vn", False),
        ("http://127.0.0.1:8000/", "", True),
        ("http://localhost:8000/", "", True),
        ("http://[::1]:8000/", "", True),
        ("http://survey.internal/", "", False),
    ],
)
def test_works_offline__as_browsers_see_it(url: str, public: str, works: bool) -> None:
    assert works_offline(url, public) is works
