"""The score of a case as a document says it."""

from survey_app.inspections.model.scores import Scheme
from survey_app.inspections.scoring import Total
from survey_app.inspections.service.scores import CaseScore
from wording import say
from wording.figures import day, number


def said_score(of: CaseScore, language: str) -> str:
    """Score, label, how it came about, and whose way to score it is; '' where nothing was scored.

    Where the visits follow several schemes each is said by itself.
    """
    if of.total is not None:
        return _said(of.total, of.visits[0].scheme, language)
    return " ".join(
        say(language, "scores.of_visit", day=day(one.visit.day, language), said=said)
        for one in of.visits
        if (said := _said(one.total, one.scheme, language))
    )


def _said(total: Total, scheme: Scheme, language: str) -> str:
    if total.score is None or total.label is None or total.earned is None:
        return ""
    sentences = [
        say(
            language,
            "scores.said",
            score=number(total.score, language, scheme.said.digits),
            label=total.label.text(language),
            counted=total.counted,
            listed=total.listed,
        )
    ]
    if total.held_down:
        earned = total.earned.text(language)
        sentences.append(say(language, "scores.held_down", earned=earned, n=total.grave, cap=scheme.said.cap))
    if total.withdrawn:
        sentences.append(say(language, "scores.withdrawn_n", n=total.withdrawn))
    by = say(language, "scores.by_scheme", number=scheme.number, name=scheme.name)
    return " ".join((*sentences, by, say(language, "scores.mark")))
