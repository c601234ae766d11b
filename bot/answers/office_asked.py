"""Which office a question asks for: the role, the country, the body, the time, and whose neighbour in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.answers.event_first import AT_IT, event_first, when_first
from bot.answers.grammar import AFTER, BEFORE, FILLERS
from bot.answers.lexicon import names_of, numbered
from bot.answers.office_words import (
    ANCHORS,
    CURRENT,
    DEEDS,
    EVERYONE,
    FORMER,
    MOVES,
    NEWEST,
    NEXT,
    PLAIN,
    PREVIOUS,
    WHO_ALL,
)
from bot.answers.question import Mention, Reading, read
from bot.answers.text import folded_set, tokens
from bot.answers.times import Window
from bot.answers.tools import Tools

#: Kinds of questions that ask for a name.
NAMING = frozenset({"who", "card", "what", "which"})
#: Kinds of questions that may be about who holds an office.
KINDS = NAMING | {"list", "when", "status", "whether", "last", "next"}
#: How precisely a time is named that is the time of an event.
EVENT = "event"
#: An event that the words for it are less near than this to is not the one that is meant.
NEAR = 0.3
#: Who comes so comes to hold an office.
_INTO_OFFICE = folded_set("office power post")
#: Holders of an office, of whom several are asked for with an "s".
_HOLDERS = folded_set("ambassador president envoy minister consul premier speaker governor chief")
#: Before an office these say that it is of somebody else: "who was with the prime minister?".
_BESIDE = folded_set("with alongside beside by for to from")
#: Between these and the office, beside its country.
_OF_IT = folded_set("the our their your his her then")
#: What these begin is a clause that names no office of its own.
_WHEN = folded_set("when while jab جب")
#: "Formerly" in Urdu, what it is "before" behind, and who was.
_THIS = folded_set("اس is us")
_FORMERLY, _THAN, _WAS = folded_set("پہلے pehle"), folded_set("سے se"), folded_set("تھا تھی تھے tha thi thay the")
_TIMES = frozenset({"when", "whether", "status", "next", "last"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An office as asked for."""

    roles: frozenset[str]
    country: str | None
    post: str | None
    foreign: Mention | None


def bodies_of(reading: Reading, tools: Tools) -> frozenset[str]:
    """The folded names of the institution that the office is asked for, empty where none is named."""
    for _, ref in reading.refs("entry"):
        entry = tools.knowledge.find(ref.id)
        if entry and entry.kind == "institution":
            return frozenset(folded(n) for n in names_of(entry))
    return frozenset()


def folded(text: str) -> str:
    """A name as its stems."""
    return " ".join(t.stem for t in tokens(text))


def moved(reading: Reading) -> frozenset[str]:
    """The words of a question that ask for another holder than the present one, or for the newest."""
    if reading.kind not in KINDS - {"when", "whether"}:
        return frozenset()
    return (PREVIOUS | FORMER | NEWEST | NEXT) & {t.word for t in reading.words}


def is_before(reading: Reading) -> bool:
    """Whether the holder before the present one is asked for: "previous", "before the current one"."""
    words = {t.word for t in reading.words}
    if words & PREVIOUS or (words & BEFORE and words & CURRENT) or reading.words[-1].word in BEFORE:
        return True
    return bool(words & _WAS) and _says_formerly(reading)


def _says_formerly(reading: Reading) -> bool:
    """Whether "pehle" is "formerly": behind "se" it is "before", and with an office behind it "the first"."""
    plain, offices = ["", "", *(t.word for t in reading.words)], {span.start + 2 for span, _ in reading.refs("role")}
    return any(
        word in _FORMERLY and (plain[at - 1] not in _THAN or plain[at - 2] in _THIS) and at + 1 not in offices
        for at, word in enumerate(plain)
    )


def roles_of(reading: Reading) -> frozenset[str]:
    """The ids of the roles that the words for an office may mean; none where several offices are named."""
    spans = [s for s in reading.spans if any(True for _ in s.of("role"))]
    if not spans:
        return frozenset()
    longest = spans[0]
    outer = [s for s in spans if s.start >= longest.start and s.end <= longest.end] == spans
    return frozenset(r.id for r in longest.of("role")) if outer or len(spans) == 1 else frozenset()


def nth_of(reading: Reading) -> tuple[str, int] | None:
    """The word and the number of "the second president", who is not the first; None where none is said so.

    Holders are known by sightings, not by their numbers.
    """
    lands = {mention.at for mention in reading.mentions}
    for span, _ in reading.refs("role"):
        at = span.start - 1
        while at in lands:
            at -= 1
        word = reading.words[at].word if at >= 0 else ""
        number = numbered(word)
        if number and number > 1:
            return word, number
    return None


def body_words(reading: Reading, tools: Tools) -> frozenset[str]:
    """The stems beside the role itself in the words that name an office: "speaker of the National Assembly"."""
    span = next(s for s in reading.spans if any(True for _ in s.of("role")))
    roles = {r.id for r in span.of("role")}
    known = {t.stem for r in tools.knowledge.words.roles if r.id in roles for t in tokens(r.name)}
    return frozenset(t.stem for t in reading.words[span.start : span.end] if t.word not in FILLERS) - known


def asks_deed(reading: Reading) -> bool:
    """Whether it is asked what somebody said, or when they come: "When will the premier come to us?"."""
    said = {token.word for token in reading.words}
    if reading.kind == "what":
        return bool(said & DEEDS)
    goes = bool(said & MOVES) and (
        reading.kind in _TIMES or bool(reading.mentions and not said & (BEFORE | AFTER | ANCHORS))
    )
    return goes and not said & _INTO_OFFICE


def is_with_holder(reading: Reading) -> bool:
    """Whether somebody beside the holder is asked for: "who was with the prime minister?"."""
    at = next(s for s in reading.spans if any(True for _ in s.of("role"))).start - 1
    lands = {mention.at for mention in reading.mentions}
    while at > 0 and (at in lands or reading.words[at].word in _OF_IT):
        at -= 1
    return at > 0 and reading.words[at].word in _BESIDE


def has_travelled(reading: Reading, roles: frozenset[str], tools: Tools) -> bool:
    """Whether it is asked where somebody went: "Has the prime minister been to Astana?".

    Who is posted abroad has both countries in the name of the office; whoever else is of one and named with the other
    went there.
    """
    said = [token.word for token in reading.words]
    if ("been", "to") in pairwise(said):
        return True
    posted = any(h.office.post for h in tools.holdings if h.office.role in roles)
    return not posted and len({mention.id for mention in reading.mentions if mention.home}) > 1


def person_of(reading: Reading, tools: Tools) -> str | None:
    """The first official who is named, by id."""
    for span in reading.spans:
        for ref in span.of("entry"):
            entry = tools.knowledge.find(ref.id)
            if entry and entry.kind == "official" and ref.weight >= 0.8:
                return entry.id
    return None


def says_more(reading: Reading, tools: Tools, person: str | None, more: frozenset[str] = frozenset()) -> bool:
    """Whether the question holds anything besides office, countries, time, a person and small words."""
    explained: set[int] = set()
    for span in reading.spans:
        for ref in span.refs:
            if ref.kind in {"role", "country", "city", "place"} or (
                ref.kind == "entry" and (ref.id == person or (ref.weight >= 1 and _may_hold(ref.id, tools)))
            ):
                explained.update(range(span.start, span.end))
    allowed = FILLERS | PLAIN | BEFORE | AFTER | more
    return any(i not in explained and reading.words[i].word not in allowed for i in reading.content)


def _may_hold(entry_id: str, tools: Tools) -> bool:
    """Whether an entry is somebody or a body, which an office question may name."""
    entry = tools.knowledge.find(entry_id)
    return entry is not None and entry.kind in {"official", "institution"}


def asked_of(reading: Reading, roles: frozenset[str], tools: Tools) -> Asked:
    """The office of these roles that is asked for; an envoy's by who sends and who receives."""
    home = [m for m in reading.mentions if m.home]
    foreign = next((m for m in reading.mentions if not m.home), None)
    envoy = any(h.office.post for h in tools.holdings if h.office.role in roles)
    if not envoy:
        return Asked(roles, home[0].id if home else None, None, foreign)
    owners = [m for m in home if m.how == "owner"]
    places = [m for m in home if m.how == "place"]
    plain = [m for m in home if m.how == "plain"]
    owner = owners[0].id if owners else None
    post = places[0].id if places else None
    for mention in plain:
        if owner is None and mention.id != post:
            owner = mention.id
        elif post is None and mention.id != owner:
            post = mention.id
    countries = [c.id for c in tools.knowledge.about.countries]
    if owner is None and post is not None and len(countries) == 2 and foreign is None:
        owner = next(c for c in countries if c != post)
    if foreign and owner is None and foreign.how == "owner":
        return Asked(roles, foreign.id, post, foreign)
    return Asked(roles, owner, None if post == owner else post, foreign)


def office_then(reading: Reading, tools: Tools, today: date) -> tuple[Reading, Window] | None:
    """ "... when Gilani came": the office part and the days of the event that the rest means."""
    for asked, named, needs_land in _anchors([t.word for t in reading.words]):
        office, rest = (
            read(" ".join(t.raw for t in reading.words[part]), tools.searcher.lexicon, today) for part in (asked, named)
        )
        if not roles_of(office) or (not office.mentions and needs_land):
            continue
        if rest.window and not rest.content:
            continue
        events = [c for c in tools.searcher.candidates(rest) if c.entry.kind == "event" and c.entry.when]
        if events and events[0].nearest > NEAR:
            when, said = events[0].entry.when, rest.window
            if not when or not when.earliest or not when.latest:
                continue
            if not said or said.overlaps(when.earliest, when.latest):
                return office, Window(when.earliest, when.latest, EVENT)
    return None


def _anchors(plain: list[str]) -> Iterator[tuple[slice, slice, bool]]:
    """Where an office is asked for, where an event is named, and whether the office needs its country beside it."""
    for place in range(2, len(plain) - 1):
        if plain[place] in ANCHORS - AT_IT:
            yield slice(0, place), slice(place + 1, None), plain[place] not in _WHEN
    for found in (event_first(plain, AT_IT), when_first(plain)):
        if found:
            yield found[1], found[0], False


def wants_all(reading: Reading) -> bool:
    """Whether all holders are asked for, not one."""
    words = {t.word for t in reading.words}
    plural = any(word.endswith("s") and word[:-1] in _HOLDERS for word in words)
    said = [token.word for token in reading.words]
    twice = any(pair in WHO_ALL for pair in pairwise(said))
    return "list" in reading.asked or plural or twice or bool(words & (EVERYONE | FORMER))
