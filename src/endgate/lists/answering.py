"""Waits for the head of a server's answer: one that drips breaks no limit on single reads, so all of it has one."""

from __future__ import annotations

import queue
import threading

import httpx


def first_answer(client: httpx.Client, request: httpx.Request, seconds: float) -> httpx.Response:
    """Send a request and give the answer once its head is here; the body is not read, redirections are not followed.

    Raises httpx.ReadTimeout when the head is not whole after ``seconds``; what still comes of it is thrown away.
    """
    told: queue.SimpleQueue[httpx.Response | Exception] = queue.SimpleQueue()
    given_up = threading.Event()
    threading.Thread(target=_ask, args=(client, request, told, given_up), daemon=True).start()
    try:
        found = told.get(timeout=seconds)
    except queue.Empty:
        given_up.set()
        raise httpx.ReadTimeout(f"no whole answer after {seconds:g} s", request=request) from None
    if isinstance(found, Exception):
        raise found
    return found


def _ask(
    client: httpx.Client,
    request: httpx.Request,
    told: queue.SimpleQueue[httpx.Response | Exception],
    given_up: threading.Event,
) -> None:
    try:
        response = client.send(request, stream=True, follow_redirects=False)
    except Exception as error:  # noqa: BLE001 - whatever it is belongs to the thread that waits
        told.put(error)
        return
    if given_up.is_set():
        response.close()
    told.put(response)
