"""Pictures and files: taken in, kept by file_id, sent again, fetched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.access import find_chat
from bot.sandbox.calls import Call, Upload
from bot.sandbox.methods.messages import send
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.shapes import Json
from bot.sandbox.texts import caption

PHOTO_BYTES = 10 * 1024 * 1024
DOCUMENT_BYTES = 50 * 1024 * 1024
FETCH_BYTES = 20 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that Telegram has."""

    file_id: str
    unique_id: str
    path: str
    upload: Upload
    kind: str
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Shelf:
    """All files, by file_id and by path."""

    by_id: dict[str, Stored] = field(default_factory=dict)
    by_path: dict[str, Stored] = field(default_factory=dict)

    def keep(self, upload: Upload, kind: str, width: int = 0, height: int = 0) -> Stored:
        """Keep `upload` as a photo or document."""
        number = len(self.by_id)
        name = f"file_{number}.jpg" if kind == "photo" else f"file_{number}{_extension(upload.name)}"
        stored = Stored(
            f"{'AgAC' if kind == 'photo' else 'BQAC'}AgIAAxkDAAI{number:06d}sandbox", f"AQAD{number:06d}",
            f"{kind}s/{name}", upload, kind, width, height,
        )  # fmt: skip
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored


def _extension(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found.group() if found else ""


def send_photo(call: Call) -> Json:
    """sendPhoto."""
    chat = find_chat(call, "write")
    content = _photo(call, "photo", call.text("photo")) | call.caption().fields("caption", "caption_entities")
    return send(call, chat, content, "photos")


def send_document(call: Call) -> Json:
    """sendDocument."""
    chat = find_chat(call, "write")
    document = _document(call, "document", call.text("document"))
    return send(call, chat, document | call.caption().fields("caption", "caption_entities"), "documents")


def media_content(call: Call) -> dict[str, Any]:
    """The content that the parameter media describes: a photo or document with its caption."""
    media = call.data("media")
    if not isinstance(media, dict):
        raise bad_request("can't parse input media JSON object")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    read = _photo if kind == "photo" else _document
    entities: Sequence[Any] = media.get("caption_entities") or ()
    words = caption(media.get("caption") or "", media.get("parse_mode") or "", entities)
    return read(call, "media", media["media"]) | words.fields("caption", "caption_entities")


def get_file(call: Call) -> Json:
    """getFile."""
    if not call.has("file_id"):
        raise bad_request("file_id not specified")
    stored = call.sandbox.files.by_id.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.upload.data) > FETCH_BYTES:
        raise bad_request("file is too big")
    return _file(stored) | {"file_path": stored.path}


def _file(stored: Stored) -> Json:
    return {
        "file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.upload.data)
    }  # fmt: skip


def _photo(call: Call, name: str, written: str) -> dict[str, Any]:
    source = _source(call, name, written, "photo")
    if isinstance(source, Upload):
        source = call.sandbox.files.keep(source, "photo", *_measured(source))
    if source.kind != "photo":
        raise bad_request("can't use file of type Document as Photo")
    sizes = [_scaled(source, side) for side in (90, 320, 800, 1280) if side < max(source.width, source.height)]
    return {"photo": [*sizes, _file(source) | {"width": source.width, "height": source.height}]}


def _scaled(stored: Stored, side: int) -> Json:
    share = side / max(stored.width, stored.height)
    width, height = max(1, round(stored.width * share)), max(1, round(stored.height * share))
    size = max(1, round(len(stored.upload.data) * share * share))
    return {
        "file_id": stored.file_id, "file_unique_id": f"{stored.unique_id}{side}", "file_size": size,
        "width": width, "height": height,
    }  # fmt: skip


def _measured(upload: Upload) -> tuple[int, int]:
    if len(upload.data) > PHOTO_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    size = picture_size(upload.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > PHOTO_SIDES or max(size) > PHOTO_RATIO * max(1, min(size)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _document(call: Call, name: str, written: str) -> dict[str, Any]:
    source = _source(call, name, written, "document")
    if isinstance(source, Upload):
        if len(source.data) > DOCUMENT_BYTES:
            raise Refusal(413, "Request Entity Too Large")
        source = call.sandbox.files.keep(source, "document")
    if source.kind != "document":
        raise bad_request("can't use file of type Photo as Document")
    return {"document": _file(source) | {"file_name": source.upload.name, "mime_type": source.upload.mime}}


def _source(call: Call, name: str, written: str, what: str) -> Upload | Stored:
    """The upload itself, or what a file_id names; addresses are not fetched, there is no network here."""
    upload = call.files.get(written.removeprefix("attach://") if written.startswith("attach://") else name)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        return upload
    if not written:
        raise bad_request(f"there is no {what} in the request")
    if re.match(r"https?://", written):
        raise bad_request("failed to get HTTP URL content")
    stored = call.sandbox.files.by_id.get(written)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; none for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
