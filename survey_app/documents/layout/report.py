"""The report of a round, drawn as a template."""

from docx.document import Document as Written

from survey_app.documents.layout.frame import (
    Words,
    begin,
    caption,
    heading,
    line,
    otherwise,
    shown_if,
    signature,
    state_header,
    title,
)
from survey_app.documents.layout.parts import CENTRE, listing, spread, write

_ESTIMATE = ("n", "share", "low", "high", "interval")
_FIVE = (1.6, 1.9, 1.8, 1.8, 2.2)


def draw_report(language: str) -> Written:
    """The template of the round report in ``language``."""
    document, words = begin("round_report", language)
    state_header(document, words, number=words["number"])
    title(document, words)
    _general(document, words)
    _overall(document, words)
    _criteria(document, words)
    _units(document, words)
    _channels(document, words)
    _notes(document, words)
    signature(document, words)
    return document


def _general(document: Written, words: Words) -> None:
    heading(document, words["part_general"])
    shown_if(document, "demo_note", "{{ demo_note }}", bold=True)
    line(document, words["questionnaire"])
    shown_if(document, "status", words["status"], bold=True)
    for name in ("days", "scope", "received", "method"):
        line(document, words[name])


def _overall(document: Written, words: Words) -> None:
    heading(document, words["part_overall"])
    line(document, "{{ summary }}")
    _charts(document, "factor_charts")
    line(document, "{%p if factors %}")
    caption(document, "{{ factors_caption }}")
    listing(
        document,
        [words[name] for name in ("indicator", "aggregation", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.aggregation }}", *_figures()],
        (4.1, 2.6, *_FIVE),
        rows="row in factors",
        figures=(2, 3, 4, 5),
    )
    line(document, "{%p endif %}")


def _criteria(document: Written, words: Words) -> None:
    heading(document, words["part_criteria"])
    line(document, "{%p for part in answers %}")
    _charts(document, "part.charts")
    caption(document, "{{ part.caption }}")
    named = [words["question"], words["n"]], ["{{ row.name }}", "{{ row.n }}"]
    spread(
        document,
        *named,
        (4.6, 1.6, 1.95),
        rows="row in part.rows",
        across=("choice in part.choices", "{{ choice }}"),
        each=("answer in row.answers", ("{{ answer.n }}", "{{ answer.share }}")),
    )
    caption(document, "{{ part.unrated_caption }}")
    spread(
        document,
        *named,
        (5.2, 1.6, 2.3),
        rows="row in part.rows",
        across=("reason in part.reasons", "{{ reason }}"),
        each=("n in row.reasons", ("{{ n }}",)),
    )
    line(document, "{%p endfor %}")
    line(document, "{%p if criteria %}")
    caption(document, "{{ criteria_caption }}")
    listing(
        document,
        [words[name] for name in ("criterion", "factor", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.factor }}", *_figures()],
        (4.1, 2.6, *_FIVE),
        rows="row in criteria",
        figures=(2, 3, 4, 5),
    )
    otherwise(document, words["no_figures"])


def _units(document: Written, words: Words) -> None:
    heading(document, words["part_units"])
    line(document, "{%p if units %}")
    _charts(document, "unit_charts")
    caption(document, "{{ units_caption }}")
    listing(
        document,
        [words[name] for name in ("unit_heading", "code", *_ESTIMATE)],
        ["{{ row.name }}", "{{ row.code }}", *_figures()],
        (4.9, 1.8, *_FIVE),
        rows="row in units",
        figures=(2, 3, 4, 5),
    )
    line(document, "{%p elif not units_hidden %}")
    line(document, words["no_units"])
    line(document, "{%p endif %}")
    shown_if(document, "units_hidden", "{{ units_hidden }}")


def _channels(document: Written, words: Words) -> None:
    heading(document, words["part_channels"])
    line(document, "{%p if channels %}")
    caption(document, "{{ channels_caption }}")
    listing(
        document,
        [words[name] for name in ("mode", "tier", *_ESTIMATE)],
        ["{{ row.mode }}", "{{ row.tier }}", *_figures()],
        (4.0, 2.7, *_FIVE),
        rows="row in channels",
        figures=(2, 3, 4, 5),
    )
    otherwise(document, words["no_figures"])


def _notes(document: Written, words: Words) -> None:
    heading(document, words["part_notes"])
    line(document, "{%p for note in notes %}")
    line(document, "{{ loop.index }}. {{ note }}")
    line(document, "{%p endfor %}")
    line(document, words["made"])


def _figures() -> list[str]:
    return [f"{{{{ row.{name} }}}}" for name in _ESTIMATE]


def _charts(document: Written, listed: str) -> None:
    """Each picture of a list with its title under it, on the same page."""
    line(document, f"{{%p for chart in {listed} %}}")
    picture = write(document, "{{ chart.picture }}", align=CENTRE)
    picture.paragraph_format.keep_with_next = True
    caption(document, "{{ chart.title }}", before=0)
    line(document, "{%p endfor %}")
