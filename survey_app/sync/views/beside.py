"""What stands beside the questions on a tablet: photos and how they are masked, prints, signatures."""

SCRIPTS = tuple(f"tablet/{name}.js" for name in ("dialogs", "mask", "camera", "photo"))
STYLES = ("tablet/photo.css",)
WORDS = (
    *("dialog_leave", "mask_picture", "mask_why", "mask_with", "mask_brush", "mask_frame", "mask_size"),
    *("mask_undo", "mask_hint", "masked_n", "place_none", "place_looking", "place_found"),
    *("photo_caption", "photo_taken_at", "photo_place", "photo_keep", "photo_not_kept"),
    *("photo_open_camera", "photo_unreadable", "photo_remove", "photo_at_office", "photo_of"),
    *("file_kept", "file_too_large"),
)
