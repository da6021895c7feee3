"""What a file is that holds no sheets: told by its content, named as people know it."""

from collections.abc import Collection

_BEGINNINGS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"PK\x05\x06": "ZIP",
}
_INSIDE = {b"ftyphei": "HEIC", b"ftypmif1": "HEIC", b"ftypavif": "AVIF", b"ftyp": "MP4", b"WEBP": "WebP"}
_PACKAGES = {
    "word/": "Word (.docx)",
    "ppt/": "PowerPoint (.pptx)",
    "content.xml": "OpenDocument (.ods)",
}


def foreign_kind(content: bytes) -> str:
    """The kind of a file that is neither text nor a package of parts ('PDF'); '' for any other.

    A text that begins with the same letters has no control characters near its beginning.
    """
    begin = content[:512]
    for mark, kind in _BEGINNINGS.items():
        if begin.startswith(mark) and (len(mark) > 2 or b"\x00" in begin):
            return kind
    inside = begin[4:12]
    return next((kind for mark, kind in _INSIDE.items() if b"\x00" in begin and mark in inside), "")


def package_kind(names: Collection[str]) -> str:
    """The kind of a package of parts with these names; '' for a workbook."""
    if any(name.startswith("xl/") for name in names):
        return ""
    return next(
        (kind for part, kind in _PACKAGES.items() if any(name.startswith(part) for name in names)), "ZIP"
    )
