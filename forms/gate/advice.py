"""What to do about a finding, where the finding itself does not say so."""

from collections.abc import Mapping

from wording import say

_ADVICE = {
    "never_asked": "advice_never_asked",
    "never_valid": "advice_never_valid",
    "never_offered": "advice_never_offered",
    "list_empty": "advice_list_empty",
    "required_unasked": "advice_required_unasked",
    "default_refused": "advice_default_refused",
    "choice_unknown": "advice_choice_unknown",
    "choice_unknown_near": "advice_choice_unknown",
    "compared_several": "advice_compared_several",
    "compared_day": "advice_compared_day",
    "compared_figure": "advice_compared_figure",
    "sum_blank": "advice_sum_blank",
    "sum_words": "advice_sum_words",
    "citizen_personal": "advice_citizen_personal",
    "citizen_place": "advice_citizen_place",
    "citizen_file": "advice_citizen_file",
    "odk_objects": "advice_odk_objects",
}


def advice(code: str, values: Mapping[str, object], language: str) -> str:
    """What to do about a finding with this code; '' where its own words say it."""
    key = _ADVICE.get(code)
    return say(language, f"forms.{key}", **values) if key else ""
