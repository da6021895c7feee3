"""Photos as evidence: made anew without anything hidden, kept under the digest of what they show.

`take_photo` keeps one, `photo` gives it back, `examine` tells which are missing or changed.
"""

from survey_app.media.keeping import Photo, examine, photo, take_photo

__all__ = ["Photo", "examine", "photo", "take_photo"]
