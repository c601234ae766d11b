"""What Telegram recognises by itself in plain text: mentions, commands, tags, addresses."""

import re
from collections.abc import Iterable

from bot.sandbox.entities import Entity, utf16_length

_MENTION = re.compile(r"(?<!\w)@(?=[0-9_]*[A-Za-z])[A-Za-z0-9_]{2,32}(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
_HASHTAG = re.compile(r"(?<![\w·])#(?=[\d_·]*[^\W\d_])[\w·\u200c]{1,256}(?:@[A-Za-z0-9_]{3,32})?(?!#)")
_CASHTAG = re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?:@[A-Za-z0-9_]{3,32})?(?![\w$])")
_EMAIL = re.compile(
    r"(?<![\w.+@/-])(?:[A-Za-z0-9_-]{0,26}[.+]){0,10}[A-Za-z0-9_-]{1,35}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,8}(?![\w@-])"
)
_SCHEME_URL = re.compile(
    r"(?<!\w)(?:https?://[\w-]+(?:[.@:][\w-]+)+(?:[/?#][^\s<>\"«»“”‘’]*)?"
    r"|(?:tg|ton|tonsite)://[^\s<>\"«»“”‘’]+)",
    re.IGNORECASE,
)
_BARE_URL = re.compile(
    r"(?<![\w.@/-])(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+([A-Za-z]{2,})(?::\d{1,5})?(?:[/?#][^\s<>\"«»“”‘’]*)?"
)
#: Top-level domains taken for an address without a scheme; Telegram knows all of them, these are the common ones.
_DOMAINS = frozenset(
    re.findall(
        r"\w+",
        "com org net edu gov int info io me tv ru kz pk uz kg tj cn in us uk de fr eu tr ir af ae app dev ai co biz",
    )
)
_TRAILING = ".,;:!?#'\")]}…"


def find_entities(text: str) -> tuple[Entity, ...]:
    """Recognised stretches in order; of two that overlap the earlier stands."""
    found = [
        *_matches(text, _MENTION, "mention"),
        *_matches(text, _COMMAND, "bot_command"),
        *_matches(text, _HASHTAG, "hashtag"),
        *_matches(text, _CASHTAG, "cashtag"),
        *_matches(text, _EMAIL, "email"),
        *_urls(text),
    ]
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return tuple(Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end])) for start, end, kind in kept)


def _matches(text: str, pattern: re.Pattern[str], kind: str) -> Iterable[tuple[int, int, str]]:
    return ((found.start(), found.end(), kind) for found in pattern.finditer(text))


def _urls(text: str) -> Iterable[tuple[int, int, str]]:
    for found in _SCHEME_URL.finditer(text):
        yield found.start(), _without_trailing(text, found.start(), found.end()), "url"
    for found in _BARE_URL.finditer(text):
        if found.group(1).lower() in _DOMAINS:
            yield found.start(), _without_trailing(text, found.start(), found.end()), "url"


def _without_trailing(text: str, start: int, end: int) -> int:
    """Where an address ends once the punctuation of the sentence is left out; a closing bracket needs its opener."""
    while end > start and text[end - 1] in _TRAILING:
        opener = {")": "(", "]": "[", "}": "{"}.get(text[end - 1])
        if opener and text.count(opener, start, end) >= text.count(text[end - 1], start, end):
            break
        end -= 1
    return end
