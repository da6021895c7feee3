"""Methods are named, versioned data."""

import pytest

from analysis import UnknownName
from analysis.methods import METHODS, describe, find, score_choices


def test_find__no_name__is_the_newest_share():
    assert str(find(None)) == "share_satisfied@1"
    assert find("share_satisfied") is find("share_satisfied@1")


@pytest.mark.parametrize("name", ["share", "share_satisfied@2", "@1"])
def test_find__unknown__names_the_known(name):
    with pytest.raises(UnknownName) as refused:
        find(name)
    assert refused.value.values["known"] == "mean_score@1, share_satisfied@1"


def test_score_choices__dont_know__enters_no_denominator(survey):
    held = survey.read([survey.person({"q1": 5})])
    scored = score_choices(held.codebook, find("share_satisfied"))
    q1 = scored[scored["item"] == "q1"].set_index("choice")
    assert q1["valid"].to_dict() == {
        **dict.fromkeys(["very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied"], 1.0),
        **dict.fromkeys(["dont_know", "unanswered", "not_applicable", "refused"], 0.0),
    }
    assert q1.loc[["neutral", "satisfied"], "y"].tolist() == [0.0, 1.0]


def test_describe__mean__prints_the_scale(survey):
    held = survey.read([survey.person({"q1": 5})])
    assert "1–5" in describe(find("mean_score"), held.codebook, "en")


def test_describe__share__says_what_counts_and_what_is_unconfirmed(survey):
    held = survey.read([survey.person({"q1": 5})])
    text = describe(find("share_satisfied"), held.codebook, "vi")
    assert "satisfied, very_satisfied" in text
    assert "chưa đối chiếu" in text


@pytest.mark.parametrize("method", METHODS, ids=str)
def test_method__every_one__has_its_words_in_both_languages(method):
    assert method.label("vi") != method.label("en")
    assert method.source("vi") != method.source("en")
