"""What stands beside the questions on a tablet: photos and how they are masked, prints, signatures."""

# Each needs the ones before it.
SCRIPTS = tuple(
    f"tablet/{name}.js"
    for name in (
        "hands",
        "dialogs",
        "mask",
        "camera",
        "photo",
        "failing",
        "print",
        "minutes",
        "signing",
        "lots",
        "papers",
    )
)
STYLES = ("tablet/photo.css", "tablet/print.css")
QR_ENCODER = "vendor/uqr-0.1.3.mjs"
WORDS = (
    *("photo_refused_here", "photo_remove_sure", "photo_remove_now", "print_clock"),
    *("mask_picture", "mask_why", "mask_with", "mask_brush", "mask_frame"),
    *("mask_size", "mask_undo", "mask_hint", "masked_n", "place_none", "place_looking"),
    *("place_found", "photo_caption", "photo_taken_at", "photo_place", "photo_keep"),
    *("photo_not_kept", "photo_open_camera", "photo_unreadable", "photo_remove"),
    *("photo_at_office", "photo_of", "file_kept", "file_too_large", "papers_title"),
    *("print_checklist", "print_minutes", "print_preview", "print_now", "print_back"),
    *("print_acknowledged", "print_photo_n", "print_at_office", "print_code", "print_visit", "print_content"),
    *("print_photos", "print_n", "print_question", "print_caption", "print_time", "print_digest"),
    *("print_unanswered", "print_missing", "print_preset", "print_presets", "print_draft"),
    *("print_partly", "print_handed"),
    *("print_made", "fails_N1", "fails_N2", "fails_N3", "signed_paper", "signed_papers"),
    *("signed_papers_hint", "signed_paper_take", "signed_paper_of", "signatures", "signature"),
    *("signature_note", "signature_add", "signature_keep", "signature_pad", "signature_clear"),
    *("signature_missing", "signer_name", "signer_name_missing", "signer_office"),
    *("beside_handed", "beside_waits", "beside_hand", "minutes_hint", "minutes_office"),
    *("minutes_place", "minutes_from", "minutes_until", "minutes_unit_people", "minutes_remarks"),
    *("minutes_opinion", "minutes_recommendations", "minutes_team", "minutes_state"),
    *("minutes_motto", "minutes_title", "minutes_when", "minutes_part_people"),
    *("minutes_part_content", "minutes_part_result", "minutes_part_opinion"),
    *("minutes_part_recommendations", "minutes_answered", "minutes_closing"),
    *("minutes_unit_signs", "minutes_team_signs", "minutes_sign_here", "minutes_members"),
    *("minutes_team_were", "minutes_unit_were", "lot_title", "lot_seed", "lot_replacements"),
)
