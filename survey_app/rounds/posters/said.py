"""What a poster says: Vietnamese, with a line of English."""

from survey_app.rounds.model import Poster
from wording import say

_GROUP = 4


def texts(poster: Poster, *, demo: bool) -> dict[str, str]:
    """The text of each box of a layout by the box's name; '' where there is nothing to say."""
    minutes = poster.minutes
    marks = (say("vi", "rounds.poster_demo"), say("en", "rounds.poster_demo"))
    english = (say("en", "rounds.poster_how", n=minutes), say("en", "rounds.poster_anonymous"))
    return {
        "demo": " · ".join(marks) if demo else "",
        "title": say("vi", "rounds.poster_title"),
        "title_en": say("en", "rounds.poster_title"),
        "counter": poster.counter,
        "place": poster.place,
        "how": say("vi", "rounds.poster_how", n=minutes),
        "anonymous": say("vi", "rounds.poster_anonymous"),
        "english": " ".join(english),
        "code": grouped(poster.code),
        "address": say("vi", "rounds.poster_address", url=typed(poster.url)),
        "office": say("vi", "rounds.poster_office", office=poster.office) if poster.office else "",
    }


def grouped(code: str) -> str:
    """``code`` in two groups, as it is easiest to read and type."""
    return f"{code[:_GROUP]} {code[_GROUP:]}"


def typed(url: str) -> str:
    """``url`` as it is typed; https is what a browser tries of its own accord."""
    return url.removeprefix("https://")
