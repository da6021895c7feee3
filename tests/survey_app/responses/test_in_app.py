"""The browsers inside Zalo and Facebook, and the programs that fetch a preview of a shared address."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

ANDROID, IPHONE = "Mozilla/5.0 (Linux; Android 12; ", "Mozilla/5.0 (iPhone; CPU iPhone OS "
KIT, OLD_KIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)", "AppleWebKit/537.36 (KHTML, like Gecko)"
# As these programs call themselves; how Zalo's own preview does was not found, 'unknown' stands for it.
IN_APP = {
    "zalo-android": f"{ANDROID}SM-A525F Build/SP1A.210812.016; wv) {OLD_KIT} Version/4.0 Chrome/120.0.6099.230"  # noqa: E501
    " Mobile Safari/537.36 Zalo android/12100625 ZaloTheme/light ZaloLanguage/vi",
    "zalo-ios": f"{IPHONE}16_0_2 like Mac OS X) {KIT} Mobile/15E148 Zalo iOS/502 ZaloTheme/light ZaloLanguage/vn",  # noqa: E501
    "facebook-android": f"{ANDROID}SM-A025G Build/SP1A.210812.016; wv) {OLD_KIT} Version/4.0"
    " Chrome/113.0.5672.76 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/419.0.0.37.71;]",
    "facebook-ios": f"{IPHONE}17_3 like Mac OS X) {KIT} Mobile/15E148 [FBAN/FBIOS;FBAV/449.0.0.38.108;"
    "FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.3;FBLC/vi_VN]",
}
PREVIEWS = {
    "facebook": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebook-old": "facebookexternalhit/1.0 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebot": "Facebot",
    "meta": "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "unknown": "Mozilla/5.0 (compatible; LinkPreview/1.0)",
    "nameless": "",
}
# What the apps hang on to an address they open.
LINKS = ("", "?fbclid=IwAR0abc-_123", "?zarsrc=30&utm_source=zalo&utm_medium=zalo&utm_campaign=zalo")
GOOD = ("5", "4", "5", "4", "5", "5")


def everything(office: Any) -> str:
    """All that is stored, as text."""
    return "\n".join(office.store.read().conn.iterdump())


@pytest.mark.parametrize("agent", IN_APP.values(), ids=list(IN_APP))
@pytest.mark.parametrize("query", LINKS, ids=["plain", "fbclid", "zarsrc"])
def test_in_app_browser__without_cookies__answers_to_the_end(
    office: Any, client: FlaskClient, phone: Callable[..., Any], agent: str, query: str
) -> None:
    client.environ_base.update(
        {
            "HTTP_USER_AGENT": agent,
            "HTTP_X_REQUESTED_WITH": "com.zing.zalo",  # Android's web view names its app
            "HTTP_ORIGIN": "null",  # what a page that sends no referrer gives
            "HTTP_SEC_FETCH_SITE": "cross-site",
        }
    )
    answered = phone(office.collector(), query).answer_all(*GOOD)
    assert answered.status_code == 303
    assert "Phiếu đã được ghi nhận" in client.get(answered.headers["Location"]).text
    rows = office.store.read().execute("SELECT count(*) FROM responses_response").fetchone()
    assert rows[0] == 1


@pytest.mark.parametrize("agent", [*PREVIEWS.values(), *IN_APP.values()], ids=[*PREVIEWS, *IN_APP])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_preview__of_any_citizen_address__changes_nothing_and_sets_no_cookie(
    office: Any, client: FlaskClient, agent: str, method: str
) -> None:
    code = office.collector()
    before = everything(office)
    headers = {"User-Agent": agent, "Range": "bytes=0-524287", "Accept": "*/*"}
    for path in (f"/k/{code}", f"/K/{code}", f"/k/{code}?lang=en&fbclid=1", f"/k/{code}/thanks/{'A' * 10}"):
        page = client.open(path, method=method, headers=headers)
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert (page.text == "") is (method == "HEAD")
    for path in (f"/k/{code}/media/x.mp3", "/k/2222222"):
        missing = client.open(path, method=method, headers=headers)
        assert missing.status_code == 404
        assert "Set-Cookie" not in missing.headers
    assert everything(office) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods__are_refused(office: Any, client: FlaskClient, method: str) -> None:
    assert client.open(f"/k/{office.collector()}", method=method).status_code == 405
