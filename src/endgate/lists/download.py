"""Conditional, resumable download of one file over HTTP under limits. What the file is worth is judged by ``adding``.

The client, the clock and the folder are handed in. Only the publisher's address is kept or shown: the address to which
a publisher redirects may be signed, and the query of an address may be a secret of the user.
"""

from __future__ import annotations

import hashlib
import json
import re
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx

from endgate.lists.answering import first_answer
from endgate.lists.errors import DOWNLOAD_FAILED, LIMIT, ListRefusedError
from endgate.lists.snapshots import Download
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError, Fault

CONNECT_SECONDS, READ_SECONDS = 10, 30
TRIES = 3
MAX_REDIRECTS = 5
SLOW_BYTES, SLOW_SECONDS = 60_000, 60
"""At least so many bytes must come in any stretch of so many seconds."""
HEAD_SECONDS, LONGEST_SECONDS = 60.0, 3600.0
"""An answer's head is here in so many seconds, a file in so many with all its tries; the rest is for the next run."""
BACK_OFF_SECONDS = (2.0, 8.0)
LONGEST_WAIT = 120.0
"""A publisher who asks for a longer pause is asked again by the user, not by a sleeping process."""
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_SAFE = re.compile(r"[^A-Za-z0-9._-]")
_TOO_MANY, _SERVER_FAULT = 429, 500
_OK, _PART, _UNCHANGED, _BAD_RANGE = 200, 206, 304, 416

Progress = Callable[[str, int, int | None], None]
"""Told the file's name, the bytes that are here, and the bytes in all where the publisher says how many."""


@dataclass(frozen=True)
class Clock:
    """Time as the caller has it: the day and hour (UTC), seconds that only grow, and a way to wait."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    sleep: Callable[[float], None]


@dataclass(frozen=True)
class Fetched:
    """A file that was obtained, with what the publisher's server said of it."""

    path: Path
    said: Download


class _AgainError(Exception):
    """A failure that may pass. ``wait`` is what the server asks for, in seconds."""

    def __init__(self, what: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.wait = wait


def timeouts() -> httpx.Timeout:
    """Limits for the client: seconds to connect and seconds without a byte."""
    return httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)


def _silent(_name: str, _here: int, _whole: int | None) -> None:
    """Tell nobody."""


class Downloader:
    """Obtains files into a folder. What breaks off stays there and is resumed; finished files go when it is closed."""

    def __init__(self, client: httpx.Client, clock: Clock, folder: Path, progress: Progress = _silent) -> None:
        self._client, self._clock, self._folder, self._progress = client, clock, folder, progress
        self._done: dict[tuple[str, str, str], Fetched | None] = {}

    def close(self) -> None:
        """Remove the finished files; parts of unfinished ones stay for the next time."""
        for fetched in self._done.values():
            if fetched is not None:
                fetched.path.unlink(missing_ok=True)
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()

    def fetch(self, url: str, known: Download | None, max_bytes: int) -> Fetched | None:
        """Obtain a file, or None when it is what ``known`` describes. Raises ListRefusedError (EG2014, EG2004).

        The same request is made once in the life of this object: several lists come in one file.
        """
        key = (url, known.etag, known.last_modified) if known else (url, "", "")
        if key not in self._done:
            self._done[key] = self._try(url, known, max_bytes)
        return self._done[key]

    def _try(self, url: str, known: Download | None, max_bytes: int) -> Fetched | None:
        waits = (*BACK_OFF_SECONDS, None)
        until = self._clock.seconds() + LONGEST_SECONDS
        for number, pause in enumerate(waits, start=1):
            try:
                return self._attempt(url, known, max_bytes, until)
            except _AgainError as error:
                wait = max(error.wait or 0.0, pause or 0.0)
                if pause is None or wait > LONGEST_WAIT:
                    asked = f"; the server asks to wait {wait:.0f} s" if wait > LONGEST_WAIT else ""
                    raise ListRefusedError(_failed(url, f"{error} (try {number} of {TRIES}){asked}")) from error
                self._clock.sleep(wait)
            except OSError as error:
                raise ListRefusedError(_failed(url, f"it cannot be written: {error.strerror or error}")) from error
        raise AssertionError("the last pause is None")

    def _attempt(self, url: str, known: Download | None, max_bytes: int, until: float) -> Fetched | None:
        part = _Part.of(self._folder, url)
        with self._opened(url, {**_IDENTITY, **part.request(known)}) as response:
            status = response.status_code
            if status == _UNCHANGED:
                return None
            if status in (_TOO_MANY, _BAD_RANGE) or status >= _SERVER_FAULT:
                if status == _BAD_RANGE:
                    part.discard()
                raise _AgainError(f"the server answers {status}", self._retry_after(response))
            if status not in (_OK, _PART):
                raise ListRefusedError(_failed(url, f"the server answers {status}"))
            said = _said(url, response)
            self._receive(response, part, said, max_bytes, until)
        return Fetched(part.finish(), said)

    @contextmanager
    def _opened(self, url: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Follow redirections by hand, so that none leads from TLS to plain text; turn failures into ours."""
        try:
            request = self._client.build_request("GET", url, headers=headers)
            response = first_answer(self._client, request, HEAD_SECONDS)
            for _ in range(MAX_REDIRECTS):
                following = response.next_request
                if following is None:
                    break
                response.close()
                if request.url.scheme == "https" != following.url.scheme:
                    raise ListRefusedError(_failed(url, "the server redirects from an encrypted to a plain address"))
                request, response = following, first_answer(self._client, following, HEAD_SECONDS)
            if response.next_request is not None:
                response.close()
                raise ListRefusedError(_failed(url, f"more than {MAX_REDIRECTS} redirections"))
            try:
                yield response
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _translated(url, error) from error

    def _receive(self, response: httpx.Response, part: _Part, said: Download, max_bytes: int, until: float) -> None:
        start = part.start_of(response, said)
        length = response.headers.get("content-length", "")
        whole = start + int(length) if length.isascii() and length.isdigit() else None
        if whole is not None and whole > max_bytes:
            raise ListRefusedError(LIMIT.at(shown(said.publisher_url), f"{whole} bytes, {max_bytes} at most"))
        rate, here = _Rate(self._clock.seconds, start), start
        with part.path.open("ab" if start else "wb") as out:
            for chunk in response.iter_raw():
                here += len(chunk)
                if here > max_bytes:
                    part.discard()
                    raise ListRefusedError(LIMIT.at(shown(said.publisher_url), f"more than {max_bytes} bytes"))
                out.write(chunk)
                self._progress(file_name(said.publisher_url), here, whole)
                if rate.heard(here) >= until:
                    what = f"{here} bytes came in {LONGEST_SECONDS / 60:.0f} minutes; the next run goes on from there"
                    raise ListRefusedError(_failed(said.publisher_url, what))
        part.check_whole(response, here)

    def _retry_after(self, response: httpx.Response) -> float | None:
        text = response.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            return max(0.0, (parsedate_to_datetime(text) - self._clock.now()).total_seconds())
        except (ValueError, TypeError):  # not a date, or one without a zone: the server asked for nothing we can read
            return None


class _Rate:
    """Refuses a body that drips: fewer than SLOW_BYTES in SLOW_SECONDS."""

    def __init__(self, seconds: Callable[[], float], start: int) -> None:
        self._seconds = seconds
        self._marks: deque[tuple[float, int]] = deque([(seconds(), start)])

    def heard(self, here: int) -> float:
        """Take how much is here, and tell what time it is."""
        now = self._seconds()
        while len(self._marks) > 1 and self._marks[1][0] <= now - SLOW_SECONDS:
            self._marks.popleft()
        since, then = self._marks[0]
        if now - since >= SLOW_SECONDS and here - then < SLOW_BYTES:
            raise _AgainError(f"{here - then} bytes in {now - since:.0f} s are too slow")
        if now > self._marks[-1][0]:
            self._marks.append((now, here))
        return now


@dataclass(frozen=True)
class _Part:
    """What has come of a file so far, beside it what the server said of that file."""

    path: Path
    note: Path

    @classmethod
    def of(cls, folder: Path, url: str) -> _Part:
        folder.mkdir(parents=True, exist_ok=True)
        stem = hashlib.sha256(url.encode()).hexdigest()[:24]
        return cls(folder / f"{stem}-{file_name(url)}", folder / f"{stem}.json")

    def request(self, known: Download | None) -> dict[str, str]:
        """Ask for the rest of what broke off, or else for the file if it is not the one that is known."""
        said = self._said()
        if said is not None and _same_mark(said):
            return {"Range": f"bytes={self.path.stat().st_size}-", "If-Range": _same_mark(said)}
        if known is None:
            return {}
        marks = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {key: value for key, value in marks.items() if value}

    def _said(self) -> Download | None:
        if not (self.path.is_file() and self.note.is_file() and self.path.stat().st_size):
            return None
        try:
            return decode(Download, json.loads(self.note.read_text(encoding="utf-8")))
        except (ValueError, EndgateError):  # a note cut by a kill: begin anew
            return None

    def start_of(self, response: httpx.Response, said: Download) -> int:
        """At which byte does this answer begin? Raises _AgainError when it is not where the part ends."""
        if response.status_code == _OK:
            self.path.unlink(missing_ok=True)
            self.note.write_text(json.dumps(encode(said)), encoding="utf-8")
            return 0
        size = self.path.stat().st_size if self.path.is_file() else 0
        stated = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
        if stated is None or int(stated[1]) != size:
            self.discard()
            raise _AgainError("the server sends another part than was asked for")
        return size

    def check_whole(self, response: httpx.Response, here: int) -> None:
        stated = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
        if stated is not None and stated[2] != "*" and int(stated[2]) != here:
            raise _AgainError(f"{here} of {stated[2]} bytes came")

    def finish(self) -> Path:
        self.note.unlink(missing_ok=True)
        return self.path

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


_IDENTITY = {"Accept-Encoding": "identity", "Accept": "*/*"}
"""Ranges and lengths are those of the file itself only where it is sent as it is."""


def _same_mark(said: Download) -> str:
    """A mark under which two answers have the same bytes: a strong ETag, else the time of the last change."""
    return said.etag if said.etag and not said.etag.startswith("W/") else said.last_modified


def _said(url: str, response: httpx.Response) -> Download:
    headers = response.headers
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    return Download(shown(url), headers.get("etag", ""), headers.get("last-modified", ""), kind)


def shown(url: str) -> str:
    """An address without its query, user and fragment."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def file_name(url: str) -> str:
    """The file's name at the end of an address, made safe for a folder."""
    return _SAFE.sub("_", PurePosixPath(urlsplit(url).path).name).lstrip(".") or "list"


def _failed(url: str, what: str) -> Fault:
    return DOWNLOAD_FAILED.at(shown(url), what)


def _translated(url: str, error: Exception) -> Exception:
    """What may pass is tried again; a certificate that cannot be trusted, or an address that is none, is not."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            reason = cause.reason or cause.strerror or "no trusted certificate"
            return ListRefusedError(_failed(url, f"no trusted encrypted connection: {reason}"))
        cause = cause.__cause__ or cause.__context__
    passing = (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError)
    if isinstance(error, passing):
        return _AgainError(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)
    return ListRefusedError(_failed(url, f"{type(error).__name__}: {error}"))
