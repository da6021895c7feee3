"""The codebook for programs: of each version, and of all of them together."""

from collections.abc import Sequence
from typing import Any

from forms.codebook import MISSING_CODES, choice_codes
from forms.frozen import plain
from forms.instrument import Instrument
from forms.items import Item, ItemType

UNANSWERED = -1
KINDS = {"unanswered": UNANSWERED, **{kind.value: code for kind, code in MISSING_CODES.items()}}
OF_ITEMS = ("role", "factor", "criterion", "severity", "finding", "repeat")
COUNTED = ("score", "satisfied", "missing", "fails")

Entry = dict[str, Any]


def document(versions: Sequence[Instrument]) -> Entry:
    """The codebook of `versions`, which are those of one instrument in the order of publishing, for JSON.

    `versions`: of each its digest, languages, items (with labels by language, choices and their codes) and
    methods. `union`: every item of any version by name, with the versions that ask it, and every choice it
    ever had. An item or choice is labelled as in the last version that has it; where versions word it, or
    count it, in different ways `changed` is true, and `meanings` has each way with its versions. `missing`:
    the codes of what is no opinion.
    """
    found = [
        {
            "version": version.version,
            "digest": version.digest,
            "languages": {tag: version.language_names.get(tag, tag) for tag in version.languages},
            "factors": {name: dict(labels) for name, labels in version.factors.items()},
            "items": [_item(versions[: place + 1], item) for item in version.items if _is_kept(item)],
            "methods": plain(version.methods),
        }
        for place, version in enumerate(versions)
    ]
    newest = versions[-1]
    return {
        "instrument": newest.id,
        "title": dict(newest.title),
        "versions": found,
        "union": _union(found),
        "missing": KINDS,
    }


def _is_kept(item: Item) -> bool:
    return item.type is not ItemType.NOTE


def _item(versions: Sequence[Instrument], item: Item) -> Entry:
    codes = choice_codes(versions, item.name)
    instrument = versions[-1]
    choices = [
        {
            "choice": choice.name,
            "code": codes.get(choice.name),
            "label": dict(choice.label),
            "score": None if choice.score is None else float(choice.score),
            "satisfied": choice.satisfied,
            "missing": choice.missing.value if choice.missing else None,
            "fails": choice.fails,
        }
        for choice in instrument.choices(item)
    ]
    return {
        "item": item.name,
        "number": item.number,
        "type": item.type.value,
        "label": dict(item.label),
        **{key: getattr(item, key) for key in OF_ITEMS},
        "choices": choices,
    }


def _union(versions: Sequence[Entry]) -> list[Entry]:
    items: dict[str, Entry] = {}
    for version in versions:
        for item in version["items"]:
            known = items.setdefault(item["item"], {"item": item["item"], "choices": {}, "meanings": []})
            _add(known, item, ("type",), version["version"])
            for choice in item["choices"]:
                key = (choice["choice"], choice["code"])
                named = {"choice": choice["choice"], "code": choice["code"], "meanings": []}
                _add(known["choices"].setdefault(key, named), choice, COUNTED, version["version"])
    return [{**item, "choices": list(item["choices"].values())} for item in items.values()]


def _add(known: Entry, said: Entry, counted: Sequence[str], version: str) -> None:
    """Put what `version` says into `known`: to the meaning that is the same, else as one more."""
    meaning = {"label": said["label"], **{key: said[key] for key in counted}}
    same = next((one for one in known["meanings"] if _are_alike(one, meaning)), None)
    if same is None:
        same = {**meaning, "versions": []}
        known["meanings"].append(same)
    same["label"] = {**same["label"], **said["label"]}
    same["versions"].append(version)
    known["versions"] = [*known.get("versions", ()), version]
    known["label"], known["changed"] = said["label"], len(known["meanings"]) > 1
    known |= {key: said[key] for key in counted}


def _are_alike(one: Entry, other: Entry) -> bool:
    """Whether both say the same in every language both have, and count the same."""
    shared = one["label"].keys() & other["label"].keys()
    worded = all(one["label"][tag] == other["label"][tag] for tag in shared)
    return worded and all(one[key] == other[key] for key in other if key != "label")
