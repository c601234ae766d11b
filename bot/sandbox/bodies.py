"""Requests to parameters and files: JSON, forms, multipart and addresses, as Telegram takes them."""

import json
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.calls import Upload
from bot.sandbox.refusals import Refusal

Parameters = dict[str, object]
MAX_BYTES = 60 * 1024 * 1024


async def read_body(request: Request) -> tuple[Parameters, dict[str, Upload]]:
    """Parameters of address and body, and the uploaded files; a Refusal for a body that cannot be read."""
    given: Parameters = dict(parse_qsl(request.url.query, keep_blank_values=True))
    body = await request.body()
    if len(body) > MAX_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return given | _json(body), {}
    if kind.startswith("multipart/form-data"):
        return _multipart(given, kind, body)
    if kind.startswith("application/x-www-form-urlencoded"):
        given |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return given, {}


def _json(body: bytes) -> Parameters:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError as error:
        raise Refusal(400, "Bad Request: can't parse JSON object") from error
    if not isinstance(decoded, dict):
        raise Refusal(400, "Bad Request: object expected as request body")
    return decoded


def _multipart(given: Parameters, kind: str, body: bytes) -> tuple[Parameters, dict[str, Upload]]:
    files: dict[str, Upload] = {}
    for name, filename, mime, data in _parts(kind, body):
        if filename is None:
            given[name] = data.decode("utf-8", "replace")
        else:
            files[name] = Upload(filename, mime, data)
    return given, files


def _parts(kind: str, body: bytes) -> Iterator[tuple[str, str | None, str, bytes]]:
    """Name, file name, type and content of each part."""
    boundary = _header_parameters(kind).get("boundary", "")
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("utf-8", "replace").split("\r\n") if ": " in line)
        lower = {name.lower(): value for name, value in headers.items()}
        place = _header_parameters(lower.get("content-disposition", ""))
        mime = lower.get("content-type", "application/octet-stream").split(";")[0]
        yield place.get("name", ""), place.get("filename"), mime, data.removesuffix(b"\r\n")


def _header_parameters(value: str) -> dict[str, str]:
    message = EmailMessage()
    message["content-type"] = value if "/" in value.split(";")[0] else value.replace("form-data", "x/x", 1)
    return {str(key): str(text) for key, text in message["content-type"].params.items()}
