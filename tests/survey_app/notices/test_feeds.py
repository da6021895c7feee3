from datetime import UTC, datetime, timedelta

from survey_app.notices import end_feed, feed_made_at, feed_reader, make_feed
from survey_app.store import Store

NOW = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


def test_feed__made__opens_the_calendar_of_who_made_it_and_is_not_in_the_database(opened: Store) -> None:
    token = make_feed(opened, "lan", NOW)
    other = make_feed(opened, "thu", NOW)
    db = opened.read()
    assert [feed_reader(db, one) for one in (token, other, "", token[:-1], token.swapcase())] == [
        *("lan", "thu", "", "", "")
    ]
    assert feed_made_at(db, "lan") == NOW
    kept = b"".join(bytes(digest) for (digest,) in db.execute("SELECT token FROM notices_feed"))
    assert token.encode() not in kept
    assert len(token) >= 43  # 32 random bytes


def test_feed__made_again__closes_the_address_before(opened: Store) -> None:
    first = make_feed(opened, "lan", NOW)
    second = make_feed(opened, "lan", NOW + timedelta(1))
    assert [feed_reader(opened.read(), one) for one in (first, second)] == ["", "lan"]
    assert feed_made_at(opened.read(), "lan") == NOW + timedelta(1)


def test_feed__ended__opens_to_nobody(opened: Store) -> None:
    token = make_feed(opened, "lan", NOW)
    end_feed(opened, "lan")
    end_feed(opened, "thu")
    assert feed_reader(opened.read(), token) == ""
    assert feed_made_at(opened.read(), "lan") is None
