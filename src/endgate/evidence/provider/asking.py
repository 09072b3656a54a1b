"""One question to an OpenAI-compatible endpoint: what is sent, and its answer within limits of time and size."""

from __future__ import annotations

import hashlib
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException
from importlib.resources import files
from typing import Any

from endgate.evidence.extract.text import paragraphs
from endgate.evidence.provider.settings import Provider
from endgate.evidence.vocabulary import ClaimRole, ClaimType, Modality, Polarity

_MOST_BYTES = 4_000_000
_PIECE = 65_536


@dataclass(frozen=True)
class Chunk:
    """A part of a text that is sent in one question: whole paragraphs ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True)
class Reply:
    """The bytes of an answer, or why there is none."""

    content: bytes
    failure: str = ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A text goes to the address that was stated and to no other."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


def chunks(text: str, most: int) -> Iterator[Chunk]:
    """Parts of a text of at most ``most`` characters; a paragraph longer than that is left out."""
    start = end = None
    for each in paragraphs(text):
        if start is not None and end is not None and each.end - start > most:
            yield Chunk(start, end)
            start = None
        if each.end - each.start > most:
            continue
        start, end = each.start if start is None else start, each.end
    if start is not None and end is not None:
        yield Chunk(start, end)


def request_of(provider: Provider, words: str) -> bytes:
    """The question as sent: the same bytes for the same text, model and instructions. The key is no part of it."""
    fence = hashlib.sha256(words.encode()).hexdigest()[:16]
    data = f"<document {fence}>\n{words}\n</document {fence}>"
    body = {
        "model": provider.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": instructions()}, {"role": "user", "content": data}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": answer_schema()},
        },
    }
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


@cache
def instructions() -> str:
    """What the model is told, from the package's data."""
    return files("endgate").joinpath("data", "evidence", "instructions.txt").read_text(encoding="utf-8")


@cache
def prompt_hash() -> str:
    """Names the instructions and the schema in what they made."""
    whole = instructions() + json.dumps(answer_schema(), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def answer_schema() -> dict[str, Any]:
    """The only form in which an answer is read."""
    text = {"type": "string"}
    role = {"type": "object", "properties": {"role": _one_of(ClaimRole), "words": text}} | _closed("role", "words")
    claim = {
        "quote": text,
        "type": _one_of(ClaimType),
        "modality": _one_of(Modality),
        "polarity": _one_of(Polarity),
        "speakers": {"type": "array", "items": text},
        "roles": {"type": "array", "items": role},
        "when": text,
        "occurrence": {"type": "integer"},
    }
    claims = {"type": "array", "items": {"type": "object", "properties": claim} | _closed(*claim)}
    return {"type": "object", "properties": {"claims": claims}} | _closed("claims")


def _closed(*needed: str) -> dict[str, Any]:
    return {"required": list(needed), "additionalProperties": False}


def _one_of(words: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [each.value for each in words]}


def ask(provider: Provider, key: str, content: bytes) -> Reply:
    """Send one question. Never raises for what the endpoint does."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(provider.address, data=content, headers=headers, method="POST")
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=provider.timeout_s) as answer:
            return _read(answer, time.monotonic() + provider.timeout_s)
    except urllib.error.HTTPError as error:
        error.close()
        return Reply(b"", f"HTTP {error.code}")
    except (OSError, HTTPException, ValueError) as error:
        return Reply(b"", str(getattr(error, "reason", "") or error) or type(error).__name__)


def _read(answer: Any, until: float) -> Reply:
    """Read piece by piece: an endpoint that drips must not hold the work up."""
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > _MOST_BYTES:
            return Reply(b"", f"the answer is longer than {_MOST_BYTES} bytes")
        if time.monotonic() > until:
            return Reply(b"".join(pieces), "the answer took too long")
    return Reply(b"".join(pieces))
