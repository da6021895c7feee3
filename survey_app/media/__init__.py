"""Photos as evidence: made anew without anything hidden, kept under the digest of what they show.

`take_photo` keeps one, `photo` gives it back, `thumbnail` gives it small, `examine` tells which are missing
or changed, `sweep` removes what nothing names any more.
"""

from survey_app.media.keeping import Photo, examine, photo, sweep, take_photo, thumbnail

__all__ = ["Photo", "examine", "photo", "sweep", "take_photo", "thumbnail"]
