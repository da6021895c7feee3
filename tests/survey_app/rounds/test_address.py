import pytest

from survey_app import store
from survey_app.rounds import service


def problem(ready: store.Store, url: str, hotspot: str = "no") -> str:
    ready.write(lambda db: store.put_setting(db, "public_url", url))
    ready.write(lambda db: store.put_setting(db, service.HOTSPOT_ONLY, hotspot))
    found = service.reachable(ready.read())
    return found.code if found else ""


@pytest.mark.parametrize(
    "url",
    ["https://khaosat.hue.gov.vn", "http://203.113.131.1:8000", "https://[2405:4800::1]", "https://a.vn."],
)
def test_reachable__public_address__has_no_problem(ready: store.Store, url: str) -> None:
    assert problem(ready, url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://10.1.2.3",
        "http://172.16.0.1",
        "http://192.168.1.5:8000",
        "http://169.254.3.4",
        "http://100.64.0.1",
        "http://[fd00::1]:8000",
        "http://[fe80::1%25eth0]",
        "http://may-chu:8000",
        "http://may-chu.local",
        "http://MAY-CHU.LOCAL.",
        "http://kiosk.lan",
        "http://10.1",
        "http://167772161",
        "http://0x0a.0.0.1",
    ],
)
def test_reachable__address_of_one_network__is_private_unless_only_a_hotspot_is_used(
    ready: store.Store, url: str
) -> None:
    assert problem(ready, url) == "public_url_private"
    assert problem(ready, url, hotspot="yes") == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000",
        "http://127.200.3.4",
        "http://localhost:8000",
        "http://LOCALHOST.",
        "http://survey.localhost",
        "http://localhost.localdomain",
        "http://0.0.0.0",
        "http://[::1]",
        "http://[::]:8000",
        "http://[::ffff:127.0.0.1]",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0",
    ],
)
def test_reachable__machine_itself__is_no_phones_way_even_with_a_hotspot_but_in_a_demonstration(
    ready: store.Store, url: str
) -> None:
    assert problem(ready, url) == "public_url_loopback"
    assert problem(ready, url, hotspot="yes") == "public_url_loopback"
    ready.write(lambda db: store.put_setting(db, "demo", "yes"))
    assert problem(ready, url, hotspot="yes") == ""


def test_reachable__no_address__is_missing_even_with_a_hotspot(ready: store.Store) -> None:
    assert service.reachable(ready.read()) is not None
    assert problem(ready, "", hotspot="yes") == "public_url_missing"
