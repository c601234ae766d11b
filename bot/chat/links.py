"""Deep links into the bot: what stands behind `https://t.me/<bot>?start=`, and reading it back.

A payload holds at most 64 of A-Z a-z 0-9 _ and -. `e_<id>` opens an entry, `s_<scope>_<target>` follows something,
`b_<what>` gives a briefing, `q_<base64url>` asks a question. An id that is too long stands as its hash. Links of
before, which were the bare id, still lead to their entry.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from bot.alerts.subscriptions import SCOPES, Scope
from bot.chat.keyboards import LONGEST_START, hashed, is_hash, resolved
from bot.knowledge.entries import Knowledge

_ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")

#: Where a link leads. gone: to an entry that is no longer there; start: to the greeting, as everything unknown does.
Place = Literal["entry", "follow", "briefing", "question", "gone", "start"]


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, and to what: an entry's id; scope and target; words of a briefing; a question."""

    place: Place
    what: tuple[str, ...] = ()


START = Link("start")


def address(username: str, payload: str = "") -> str:
    """The address that opens the bot, with a payload where there is one."""
    return f"https://t.me/{username}?start={payload}" if payload else f"https://t.me/{username}"


def group_address(username: str) -> str:
    """The address under which the bot is added to a group."""
    return f"https://t.me/{username}?startgroup=hello"


def share_address(username: str, payload: str) -> str:
    """The address that lets Telegram ask in which chats a link to the bot shall be posted."""
    return f"https://t.me/share/url?{urlencode({'url': address(username, payload)})}"


def entry_payload(entry_id: str) -> str:
    """Leads to an entry."""
    return f"e_{_fitting(entry_id, LONGEST_START - 2)}"


def follow_payload(scope: Scope, target: str = "") -> str:
    """Leads to following everything, a kind, a type, a theme, an entry or a country."""
    if scope == "all":
        return "s_all"
    return f"s_{scope}_{_fitting(target, LONGEST_START - len(scope) - 3)}"


def briefing_payload(what: str = "") -> str:
    """Leads to a briefing: of today, or of what is named."""
    return f"b_{_fitting(what, LONGEST_START - 2)}" if what else "b"


def question_payload(question: str) -> str | None:
    """Leads to the answer to a question; None for one that is too long to stand in a link."""
    text = " ".join(question.split())
    payload = f"q_{urlsafe_b64encode(text.encode('utf-8', 'replace')).decode().rstrip('=')}"
    return payload if text and len(payload) <= LONGEST_START else None


def read_link(payload: str, knowledge: Knowledge) -> Link:
    """Where a payload leads in this base."""
    if not _ALLOWED.fullmatch(payload):
        return START
    found = _prefixed(payload, knowledge)
    if found is not None:
        return found
    entry_id = resolved(payload, knowledge)
    if entry_id is not None:
        return Link("entry", (entry_id,))
    return Link("gone") if payload.startswith("e_") else START


def _prefixed(payload: str, knowledge: Knowledge) -> Link | None:
    kind, _, rest = payload.partition("_")
    match kind:
        case "e":
            entry_id = resolved(rest, knowledge)
            return Link("entry", (entry_id,)) if entry_id is not None else None
        case "s":
            return _follow(rest, knowledge)
        case "b":
            what = _among(rest, _themes(knowledge)) or resolved(rest, knowledge) or rest
            return Link("briefing", (what,) if what else ())
        case "q":
            question = _question(rest)
            return Link("question", (question,)) if question else None
        case _:
            return None


def _follow(rest: str, knowledge: Knowledge) -> Link | None:
    scope, _, target = rest.partition("_")
    if scope == "all":
        return Link("follow", ("all", ""))
    if scope not in SCOPES or not target:
        return None
    known = {
        "kind": tuple(dict.fromkeys(entry.kind for entry in knowledge.entries.values())),
        "type": tuple(one.id for one in knowledge.words.types),
        "theme": _themes(knowledge),
        "country": tuple(one.id for one in knowledge.about.countries),
        "entry": (),
    }
    found = resolved(target, knowledge) if scope == "entry" else _among(target, known[scope])
    return Link("follow", (scope, found)) if found is not None else None


def _among(text: str, ids: tuple[str, ...]) -> str | None:
    return next((one for one in ids if text in (one, hashed(one))), None)


def _themes(knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(one.id for one in knowledge.words.themes)


def _fitting(text: str, longest: int) -> str:
    """The text where it may stand in a link, else its hash."""
    fits = _ALLOWED.fullmatch(text) and len(text) <= longest and not is_hash(text)
    return text if fits else hashed(text)


def _question(text: str) -> str | None:
    try:
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return None
    return " ".join(found.split()) or None
