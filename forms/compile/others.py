"""`or_other`: one more choice, and a text that asks what it is."""

from dataclasses import replace

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.lists import LONGEST_LIST
from forms.compile.types import Kind
from forms.expressions import Expression
from forms.items import Choice, Item, ItemType, Labels
from wording import FALLBACK, LANGUAGES, say

OTHER = "other"


def with_other(kind: Kind, record: Record, context: Context) -> Kind:
    """The kind over a list that offers `other` too: its own when it has that, else a longer copy of it."""
    choices = context.lists.get(kind.list_name or "", ())
    if any(choice.name == OTHER for choice in choices):
        return kind
    name = f"{kind.list_name}_or_other"
    if choices and name not in context.lists:
        label = _labels("other_choice", context)
        context.lists[name] = (*choices, Choice(OTHER, label))
        if len(choices) == LONGEST_LIST:
            place = record.place("type")
            context.findings.refuse("list_too_long", place, list=kind.list_name, most=LONGEST_LIST)
    return replace(kind, list_name=name)


def other_text(item: Item, record: Record, context: Context) -> Item:
    """The text after `item`, asked when `other` was chosen."""
    name = f"{item.name}_{OTHER}"
    if name in context.records:
        first = context.records[name].place("name")
        context.findings.refuse("name_twice", record.place("name"), found=name, first=first)
    return Item(
        name=context.keep(name, record),
        number=item.number + 1,
        type=ItemType.TEXT,
        label=_labels("other_label", context),
        relevant=Expression(
            f"selected(${{{item.name}}}, '{OTHER}')",
            ("call", "selected", ("ref", item.name), ("str", OTHER)),  # whatever the name is like
        ),
        group=item.group,
        repeat=item.repeat,
    )


def _labels(code: str, context: Context) -> Labels:
    settings = context.settings
    spoken = [language for language in settings.languages if language in LANGUAGES]
    if not spoken:
        return {settings.default_language: say(FALLBACK, f"forms.{code}")}
    return {language: say(language, f"forms.{code}") for language in spoken}
