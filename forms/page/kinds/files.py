"""Files: pictures, signatures, recordings, documents. What is kept is shown, with a tick to remove it;
its name goes along."""

from forms.items import ItemType
from forms.page.around import Around, Asked, Drawn

_ACCEPT = {
    ItemType.IMAGE: "image/*",
    ItemType.SIGNATURE: "image/*",
    ItemType.AUDIO: "audio/*",
    ItemType.VIDEO: "video/*",
    ItemType.FILE: ".pdf,.docx,.xlsx,.pptx,.odt,.ods,image/*",
}


def draw_file(around: Around, asked: Asked) -> Drawn:
    """A file field; `new` opens the camera or the microphone where a device has one."""
    own = {
        "accept": _ACCEPT[asked.item.type],
        "capture": "environment" if "new" in asked.appearance else "",
        "has": asked.address in around.kept,
        "named": "" if asked.blank else around.answers.get(asked.address, ""),
        "kept": around.kept.get(asked.address, ""),
        "whole": around.wholes.get(asked.address, ""),
        "removal": f"{asked.field}-remove",
    }
    return Drawn("file", own=own)
