"""What a file is, by its first bytes; its name and stated type are only what was said of it."""

from __future__ import annotations

import re

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".csv": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".eml": "message/rfc822",
    ".docx": DOCX,
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".gif": "image/gif",
    ".zip": "application/zip",
}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+\r?\n", re.I)
_MAIL = re.compile(rb"^(?:received|message-id|mime-version|return-path):", re.I | re.M)
_FROM = re.compile(rb"^from:", re.I | re.M)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type(content: bytes) -> str:
    """The media type by content; ``application/octet-stream`` when it is none of ours."""
    found = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "")
    if found == "application/zip" and b"word/document.xml" in content:
        return DOCX
    if found:
        return found
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    return _of_text(content)


def _of_text(content: bytes) -> str:
    start = content[:8192]
    if _HTML.match(start):
        return "text/html"
    header = _HEADER.match(content[:65536])
    if header and _FROM.search(header[0]) and _MAIL.search(header[0]):
        return "message/rfc822"
    if start.startswith(_BOMS) or not _BINARY.search(start):
        return "text/plain"
    return "application/octet-stream"


def stated_type(name: str) -> str:
    """The media type that the name claims; empty when it claims none of ours."""
    dot = name.rfind(".")
    return "" if dot < 0 else SUFFIXES.get(name[dot:].casefold(), "")


def disagree(met: str, stated: str) -> bool:
    """Does the content contradict what was stated? Plain text may hold anything written."""
    return bool(stated) and met != stated and not (met.startswith("text/") and stated.startswith("text/"))
