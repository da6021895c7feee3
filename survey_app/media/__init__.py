"""Evidence: photos made anew without anything hidden, recordings, films, documents, each under its digest.

`take_file` keeps one of a `Kind`, told by its content, in at most `MOST_OF` megabytes; `take_photo` a photo.
`kept` gives a file back, `media_type` says what it is, `PLAYED` which endings a browser shows; `photo` and
`thumbnail` give pictures. `missing` counts rows without a file, `examine` tells which are missing or changed,
`sweep` removes what nothing names any more. Of files on their way `append` puts down a piece, `finish` says
whether one is whole, `content_of` gives it, `arriving` and `arrived_until_now` tell what lies there, `forget`
removes it. `draw_figure` redraws a picture that comes with a form, `sound_ending` tells a recording,
`sound_type` says what it is.
"""

from survey_app.media.arriving import (
    LEAST_FREE,
    Arriving,
    append,
    arrived_until_now,
    arriving,
    content_of,
    finish,
    forget,
)
from survey_app.media.drawing import draw_figure
from survey_app.media.keeping import (
    Photo,
    examine,
    keep_copy,
    kept,
    missing,
    photo,
    sweep,
    take_file,
    take_photo,
    thumbnail,
)
from survey_app.media.kinds import (
    ENDINGS,
    MOST_OF,
    PLAYED,
    Kind,
    is_picture,
    media_type,
    sound_ending,
    sound_type,
)
from survey_app.media.limits import MOST_MEGABYTES
from survey_app.media.store import sizes

__all__ = [
    "ENDINGS",
    "LEAST_FREE",
    "MOST_MEGABYTES",
    "MOST_OF",
    "PLAYED",
    "Arriving",
    "Kind",
    "Photo",
    "append",
    "arrived_until_now",
    "arriving",
    "content_of",
    "draw_figure",
    "examine",
    "finish",
    "forget",
    "is_picture",
    "keep_copy",
    "kept",
    "media_type",
    "missing",
    "photo",
    "sizes",
    "sound_ending",
    "sound_type",
    "sweep",
    "take_file",
    "take_photo",
    "thumbnail",
]
