"""Texts as a bot sends them: parsed, cleaned, measured in UTF-16 units, refused with Telegram's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.detect import find_entities
from bot.sandbox.entities import Entity, in_order, put_right, utf16_length
from bot.sandbox.html_text import ParseError, date_time_extra, parse_html
from bot.sandbox.refusals import bad_request, strictness
from bot.sandbox.urls import checked_url

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
_KINDS_WITHOUT_FIELDS = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"}
)
_RECOGNISED = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
_DROPPED = dict.fromkeys((13, 831, 778, 819, *range(8232, 8239)))
_BLANKED = {c: " " for c in range(32) if c not in (0x0A, 0x0D)}


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text with its entities, as a message carries it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def fields(self, text_key: str = "text", entities_key: str = "entities") -> dict[str, Any]:
        """The fields of a Message; an absent key where there is nothing."""
        fields: dict[str, Any] = {}
        if self.text:
            fields[text_key] = self.text
        if self.entities:
            fields[entities_key] = [entity.json() for entity in self.entities]
        return fields


def message_text(text: str, parse_mode: str, entities: Sequence[Mapping[str, Any]]) -> Formatted:
    """A message's text, 1 to 4096 units once parsed."""
    if not text:
        raise bad_request("message text is empty")
    formatted = formatted_text(text, parse_mode, entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return formatted


def caption(text: str, parse_mode: str, entities: Sequence[Mapping[str, Any]]) -> Formatted:
    """A caption, up to 1024 units once parsed; may be empty."""
    formatted = formatted_text(text, parse_mode, entities)
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return formatted


def formatted_text(text: str, parse_mode: str, entities: Sequence[Mapping[str, Any]]) -> Formatted:
    """Text parsed by its mode or dressed with the given entities, cleaned and trimmed, with what is recognised."""
    mode = parse_mode.lower()
    if len(text.encode("utf-8", "surrogatepass")) > 1 << 15:
        raise bad_request("text is too long")
    if text and mode not in ("", "none"):
        text, parsed = _parse(text, mode)
    else:
        parsed = tuple(e for given in entities if (e := _given_entity(given, utf16_length(text))) is not None)
    plain = _trimmed(_clean(text, put_right(parsed)))
    return Formatted(plain.text, _limited(_with_recognised(plain)))


def _parse(text: str, mode: str) -> tuple[str, tuple[Entity, ...]]:
    if mode in ("markdown", "markdownv2"):
        raise strictness(f"parse_mode {mode} is not played here; send HTML or entities")
    if mode != "html":
        raise bad_request("unsupported parse_mode")
    try:
        return parse_html(text)
    except ParseError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def _given_entity(given: Mapping[str, Any], units: int) -> Entity | None:
    """One entity of the request; none where Telegram recognises it by itself or drops it."""
    kind, offset, length = str(given.get("type", "")), int(given["offset"]), int(given["length"])
    if not kind:
        raise bad_request("can't parse MessageEntity: Type is not specified")
    if kind in _RECOGNISED:
        return None
    extra = _extra(kind, given)
    if not 0 <= offset <= 1_000_000:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if not 0 <= length <= 1_000_000:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if length and offset >= units:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > units:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset "
            f"{offset + length}"
        )
    return None if extra is None else Entity(kind, offset, length, extra)


def _extra(kind: str, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if kind in _KINDS_WITHOUT_FIELDS:
        return {}
    if kind == "pre":
        return {"language": given["language"]} if given.get("language") else {}
    if kind == "text_link":
        url = checked_url(str(given.get("url", "")))
        return {"url": url} if url else None
    if kind == "text_mention":
        return {"user": given["user"]}
    if kind == "custom_emoji":
        return {"custom_emoji_id": str(given["custom_emoji_id"])}
    if kind == "date_time":
        try:
            return date_time_extra(int(given["unix_time"]), str(given.get("date_time_format", "")))
        except ParseError as error:
            raise bad_request("can't parse MessageEntity: Invalid date-time format specified") from error
    raise bad_request("can't parse MessageEntity: Unsupported type specified")


def _clean(text: str, entities: Sequence[Entity]) -> Formatted:
    """Control characters turned to blanks, carriage returns and direction overrides left out."""
    if not any(ord(c) in _DROPPED for c in text):
        return Formatted(text.translate(_BLANKED), tuple(entities))
    before = [0]  # units dropped before each unit of the old text
    for character in text:
        dropped = ord(character) in _DROPPED
        before += [before[-1] + dropped] * (2 if character > "\uffff" else 1)
    moved = [
        replace(e, offset=e.offset - before[e.offset], length=e.length - (before[e.end] - before[e.offset]))
        for e in entities
    ]
    return Formatted(text.translate(_DROPPED).translate(_BLANKED), put_right(moved))


def _trimmed(formatted: Formatted) -> Formatted:
    """Without blanks at the end, nor at the start before the first entity."""
    text = formatted.text.rstrip(" \n")
    units = utf16_length(text)
    kept = [replace(e, length=min(e.end, units) - e.offset) for e in formatted.entities if e.offset < units]
    lead = len(text) - len(text.lstrip(" \n"))
    lead = min([lead, *(e.offset for e in kept)])
    return Formatted(text[lead:], tuple(in_order(replace(e, offset=e.offset - lead) for e in kept)))


def _with_recognised(formatted: Formatted) -> tuple[Entity, ...]:
    """The sender's entities win over what is recognised."""
    given = formatted.entities
    solid = [e for e in given if e.kind in ("code", "pre", "text_link", "text_mention", "date_time", "custom_emoji")]
    found = [e for e in find_entities(formatted.text) if not any(_overlap(e, other) for other in solid)]
    return put_right([*given, *found]) if found else given


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _limited(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Telegram keeps the first hundred."""
    return tuple(entities[:ENTITY_LIMIT])
