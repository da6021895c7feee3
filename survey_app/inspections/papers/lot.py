"""The minutes of a draw by lot as a document: what they say, and which tags their template can use."""

from collections.abc import Mapping
from typing import Any, Final

from survey_app.documents import Look, Tag
from survey_app.inspections.model.draws import Draw, DrawKind, Drawn
from wording import say

LOT: Final = "draw_minutes"
_TEXT: Final = "…"
_TEXTS: Final = (
    "demo_mark", "office_parent", "office_name", "office_place", "place_and_date", "number", "made_at",
    "about", "reference", "drawn_at", "drawn_by", "source", "listed", "list_digest", "left_out", "hashed",
    "seed", "seed_from", "method", "draw_id", "unit_signer", "secretary_signer", "team_signer",
)  # fmt: skip
_ROW: Final = dict.fromkeys(("rank", "code", "called", "drawn"), _TEXT)
_NEEDED: Final = frozenset(
    {"demo_mark", "list_digest", "seed", "method", "left_out", "hashed", "groups", "notes"}
)

LOT_TAGS: Final = tuple(
    Tag(name, sample, name in _NEEDED)
    for name, sample in (
        *((name, _TEXT) for name in _TEXTS),
        ("groups", [{"title": _TEXT, "rows": [_ROW]}]),
        ("notes", [_TEXT]),
    )
)


def lot_values(
    of: Draw,
    reference: str,
    drawn_by: str,
    names: Mapping[str, str],
    time: tuple[int, int],
    grouping: str,
    look: Look,
) -> dict[str, Any]:
    """The value of every tag for one draw.

    ``names`` are those of units by code, ``time`` which of how many draws from its list it is, ``grouping``
    the digest of the list with its groups, '' for none.
    """
    return {
        **look.of_office(),
        "number": look.numbered("", "BB"),
        "place_and_date": look.dated(of.made_at.astimezone(look.now.tzinfo).date()),
        "about": of.about,
        "reference": reference,
        "drawn_at": look.moment(of.made_at),
        "drawn_by": drawn_by,
        "source": of.source,
        "listed": look.number(of.listed),
        "list_digest": of.digest,
        "left_out": "; ".join(of.left_out),
        "hashed": "; ".join(of.hashed),
        "seed": of.seed,
        "seed_from": of.seed_from,
        "method": of.method,
        "draw_id": of.id,
        "unit_signer": "",
        "secretary_signer": "",
        "team_signer": drawn_by,
        "groups": [_group(one, of.kind, names, look) for one in of.drawn if one.codes],
        "notes": _notes(of, time, grouping, look),
    }


def _notes(of: Draw, time: tuple[int, int], grouping: str, look: Look) -> list[str]:
    """What is said below the list: that it was drawn from more than once, and its digest with the groups."""
    at, times = time
    again = [look.say("drawn_again", at=at, times=times)] if times > 1 else []
    return [*again, look.say("grouping", column=of.group, digest=grouping)] if grouping else again


def _group(of: Drawn, kind: DrawKind, names: Mapping[str, str], look: Look) -> dict[str, Any]:
    taken = len(of.codes)
    counts = {"n": look.number(taken), "all": look.number(of.listed)}
    named = of.group
    if of.group and kind is DrawKind.UNITS:
        named = say(look.language, f"places.type_{of.group}")
    title = look.say("lot_of", group=named, **counts) if named else look.say("lot", **counts)
    return {
        "title": title,
        "rows": [
            {
                "rank": look.number(rank),
                "code": code,
                "called": names.get(code, ""),
                "drawn": _result(rank, taken, look),
            }
            for rank, code in enumerate((*of.codes, *of.replacements), start=1)
        ],
    }


def _result(rank: int, taken: int, look: Look) -> str:
    return look.say("drawn") if rank <= taken else look.say("replacement", number=rank - taken)
