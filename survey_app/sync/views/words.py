"""The words the app on a tablet says by its scripts, with room for values left as it is."""

from survey_app.sync.views import beside
from wording import say

# On every screen: the line of the outbox and the banners.
_STATUS = (
    *("records_left", "records_and_photos_left", "photos_left", "nothing_left", "refused_left"),
    *("unsent_for_a_day", "little_room", "held_left", "unproved_wait", "photos_refused_left", "drafts_left"),
    *("clock_slow", "clock_fast", "span_days", "span_hours", "span_minutes", "why_full", "why_failed"),
    *("dialog_leave", "keep_record"),
    *("trouble_app_too_old", "trouble_unknown_device", "trouble_device_revoked"),
)
_ENTRY = (
    *("enrol_title", "enrol_lead", "code", "code_hint", "code_missing", "enrol", "no_line", "office_fails"),
    *("names_title", "search_name", "no_people", "ask_office", "other_person", "prove_title", "prove_hint"),
    *("password", "password_missing", "prove", "choose_pin_title", "new_pin", "pin_hint", "pin_again"),
    *("keep_pin", "pin_six", "pin_differs", "pin_title", "pin", "unlock", "pin_forgotten", "pin_wrong"),
    *("pin_pause", "pin_unknown", "lock", "insecure_title", "insecure_why", "insecure_how", "app_name"),
    *("pin_easy", "pin_new_title", "pin_new_hint"),
)
_VISITS = (
    *("visits_title", "my_visits", "other_visits", "handed_in_visits", "no_visits", "new_visit"),
    *("state_handed_in", "state_not_begun", "state_begun", "state_sections_done", "differences_n"),
    *("files_missing_n", "form_not_kept", "no_rounds", "round", "round_missing", "unit", "unit_hint"),
    *("unit_missing", "unit_chosen", "units_found", "units_too_many", "day", "day_missing", "colleagues"),
    *("begin", "back_to_list", "day_after_today", "day_outside_round", "same_visit", "same_visit_handed_in"),
    *("open_same", "begin_separate", "discard", "discard_sure", "discard_now", "discarded"),
    *("discard_elsewhere", "discard_handed_over", "gone_visits", "state_gone", "state_changed"),
    *("state_left", "gone_anew", "gone_export"),
)
_OUTBOX = (
    *("outbox_title", "send_now", "sending", "sent_all", "sent_not_all", "export_all", "import_title"),
    *("import_hint", "import_file", "imported", "import_no_outbox", "sent_title", "visit_unknown"),
    *("record_sections", "record_files", "record_waits", "record_refused", "correct_record"),
    *("correct_by_other", "export_record", "retry_record", "remove_record", "remove_sure"),
    *("photo_refused", "photo_refused_why", "photo_correct", "photo_forget", "photo_forget_sure"),
    *("file_unnamed", "signed_paper", "signature", "drafts_title", "draft_of", "imported_drafts"),
)
_DEVICE = (
    *("device_title", "checking", "ready", "ready_long", "not_ready", "lacks_pack", "lacks_app"),
    *("lacks_pages", "fetch_again", "fetching", "fetched", "ask_to_keep", "fact_device", "fact_pack"),
    *("fact_storage", "fact_room", "fact_clock", "persisted", "not_persisted", "not_granted", "room"),
    *("clock_good", "install_title", "install_how"),
)
SHELL = (*_STATUS, *_ENTRY, *_VISITS, *_OUTBOX, *_DEVICE)
FILL = (
    *_STATUS,
    *("section_changed", "changed_after", "taken_back"),
    *("section_done", "section_handed", "section_of", "section_open", "step", "still_missing"),
    *("look_at_first", "hand_anyway", "handed_over", "saved", "saved_at", "not_kept", "not_opened"),
    *beside.WORDS,
)


def shell_words(tag: str) -> dict[str, str]:
    """What the shell says in a language, by key."""
    return _said(tag, SHELL)


def fill_words(tag: str) -> dict[str, str]:
    """What the page of a form says in a language, by key."""
    return _said(tag, FILL)


def _said(tag: str, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: say(tag, f"tablet.{key}") for key in keys}
