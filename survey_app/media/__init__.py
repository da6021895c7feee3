"""Photos as evidence: made anew without anything hidden, kept under the digest of what they show.

`take_photo` keeps one, sent in at most `MOST_MEGABYTES`; `photo` gives it back, `thumbnail` gives it small,
`missing` counts those without a file, `examine` tells which are missing or changed, `sweep` removes what
nothing names any more.
"""

from survey_app.media.keeping import Photo, examine, missing, photo, sweep, take_photo, thumbnail
from survey_app.media.limits import MOST_MEGABYTES

__all__ = ["MOST_MEGABYTES", "Photo", "examine", "missing", "photo", "sweep", "take_photo", "thumbnail"]
