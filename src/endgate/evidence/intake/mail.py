"""Mail: headers as the file's claim, the words of every readable part, attachments as parts under their own names."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake.errors import CORRUPT, DECODED_BY_GUESS, ENCRYPTED, TOO_LARGE
from endgate.evidence.intake.model import FileClaim, Part, ReadText, Taken, Writer, limits
from endgate.evidence.intake.texts import html
from endgate.terms.faults import Fault

_HEADERS = ("From", "To", "Cc", "Date", "Subject", "Message-ID", "In-Reply-To")
_CLAIMED = ("From", "Date", "Message-ID")


def mail(content: bytes) -> Taken:
    """Read a message. What stands in its headers is what the message says, not what happened."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    headers = [(name, value) for name in _HEADERS if (value := _header(message, name))]
    writer = Writer(limits().text_characters)
    writer.add("\n".join(f"{name}: {value}" for name, value in headers), "headers")
    faults: list[Fault] = []
    parts: list[Part] = []
    for index, part in enumerate(_leaves(message), start=1):
        if index > limits().members:
            faults.append(TOO_LARGE.at("parts", f"only the first {limits().members} parts were read"))
            break
        _take(part, index, writer, parts, faults)
    if message.defects:
        faults.append(CORRUPT.at("message", type(message.defects[0]).__name__))
    says = tuple(FileClaim(f"mail header {name}", value) for name, value in headers if name in _CLAIMED)
    text: ReadText = writer.read("mail", TextKind.TEXT_LAYER)
    return Taken("message/rfc822", (text,), tuple(parts), says, tuple(faults))


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that cannot be read as what it should be is given as it stands."""
    try:
        return str(message.get(name, ""))
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        return next((str(value) for key, value in message.raw_items() if key.casefold() == name.casefold()), "")


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """All parts that hold no parts; a message within the message is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            payload = part.get_payload()
            waiting[0:0] = [each for each in payload if isinstance(each, EmailMessage)]


def _take(part: EmailMessage, index: int, writer: Writer, parts: list[Part], faults: list[Fault]) -> None:
    kind = part.get_content_type()
    if kind in ("application/pkcs7-mime", "application/pgp-encrypted"):
        faults.append(ENCRYPTED.at(f"part {index}", kind))
    name = _file_name(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        raw = first.as_bytes() if isinstance(first, EmailMessage) else b""
        parts.append(Part(name or f"message {index}.eml", raw, kind))
    elif name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
        parts.append(Part(name or f"part {index}", _bytes(part), kind))
    else:
        text, guessed = _words(part)
        writer.add(text, f"part {index}", kind)
        if guessed:
            faults.append(DECODED_BY_GUESS.at(f"part {index}", "its letters are not as it declares them"))


def _file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename("") or ""
    except (ValueError, TypeError, IndexError, AttributeError, KeyError):
        return "unreadable name"


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _words(part: EmailMessage) -> tuple[str, bool]:
    raw = _bytes(part)
    if part.get_content_type() == "text/html":
        return html(raw).texts[0].text, False
    for name in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return raw.decode(name).replace("\r\n", "\n"), False
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", errors="replace").replace("\r\n", "\n"), True
