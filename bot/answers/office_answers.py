"""Office questions: who is, was, came before or after; answered from terms and sightings, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.decide import decide
from bot.answers.grammar import AFTER, BEFORE, FILLERS
from bot.answers.lexicon import names_of
from bot.answers.office_words import (
    ANCHORS,
    AND,
    CURRENT,
    DEEDS,
    DEPUTY,
    EVERYONE,
    FORMER,
    MOVES,
    NEWEST,
    NEXT,
    PLAIN,
    PREVIOUS,
    SUCCEEDING,
    WHO_ALL,
)
from bot.answers.offices import Holding, current, filtered, in_window, is_one_seat, neighbour, titled
from bot.answers.question import Mention, Reading, read
from bot.answers.text import tokens
from bot.answers.times import Window, limited
from bot.answers.tools import Tools
from bot.knowledge.entries import Entry

_TIMES = frozenset({"when", "whether", "status", "next", "last"})
#: Who held an office so long before somebody was not the one before: others whom the base does not know stood between.
LONGEST_GAP = timedelta(days=4 * 365)
#: A sighting so close to an event counts for its day.
NEARLY = timedelta(days=15)
#: How precisely a time is named that is the time of an event.
EVENT = "event"
#: Kinds of questions that ask for a name.
_NAMING = frozenset({"who", "card", "what", "which"})
#: Kinds of questions that may be about who holds an office.
_KINDS = _NAMING | {"list", "when", "status", "whether", "last", "next"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An office as asked for."""

    roles: frozenset[str]
    country: str | None
    post: str | None
    foreign: Mention | None


def resolve(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The answer to an office question, or None when it asks for something else."""
    roles = _roles(reading)
    if not roles and reading.kind == "who":
        return _succession(question, reading, tools)
    if not roles or reading.kind not in _KINDS or _asks_deed(reading):
        return None
    anchored = _anchor(question, reading, tools, today)
    window = anchored[1] if anchored else reading.window and limited(reading.words, reading.window, today)
    reading = anchored[0] if anchored else reading
    both = _of_both(question, reading, tools, roles, today)
    if both:
        return both
    if _travelled(reading, roles, tools):
        return None
    person = _person(reading, tools)
    if _left_over(reading, person, _moved(reading) | CURRENT):
        return None
    asked = _asked(reading, roles, tools)
    if asked.foreign and not filtered(tools.holdings, set(asked.roles), asked.country, asked.foreign.id):
        place = next((t.name for t in tools.knowledge.words.places if t.id == asked.foreign.id), asked.foreign.id)
        return _unknown(question, reading, Reason("country", place), _alike(tools, asked))
    bodies = _bodies(reading, tools)
    covered = {role for one in asked.roles for role in tools.knowledge.words.covered(one)} if bodies else set()
    found = filtered(tools.holdings, {*asked.roles, *covered}, asked.country, asked.post)
    if bodies:
        found = tuple(h for h in found if _folded(h.office.organisation or "") in bodies or _names_one(h, bodies))
        found = tuple(h for h in found if h.office.role in asked.roles or not _is_deputy(h))
        if covered and not found:
            return None  # the body may say it itself
    named = titled(found, _body_words(reading, tools))
    followed = is_one_seat(named) and len({h.entry.id for h in named}) > 1
    found = named if followed else found
    if asked.country is None and asked.post is None and not person and not bodies and not followed:
        return _which_country(question, reading, tools, found, today) if not window else None
    words = {t.word for t in reading.words}
    if person and words & BEFORE | words & AFTER:
        return _neighbour(question, reading, found, person, bool(words & AFTER))
    if person:
        return None
    return _held(question, reading, tools, asked, found, window, today)


def _of_both(question: str, reading: Reading, tools: Tools, roles: frozenset[str], today: date) -> Answer | None:
    """The holders of an office in each of two countries joined by "and", or None."""
    lands = [m for m in reading.mentions if m.home]
    if len(lands) != 2 or lands[0].id == lands[1].id or reading.window or reading.kind not in _NAMING | {"list"}:
        return None
    between = reading.words[lands[0].at + 1 : lands[1].at]
    if not between or any(token.word not in AND for token in between) or _left_over(reading, None, CURRENT):
        return None
    holders = [current(filtered(tools.holdings, set(roles), land.id, None), today) for land in lands]
    known = [holder for holder in holders if holder]
    return _list(question, reading, known) if len(known) == len(lands) else None


def _which_country(
    question: str, reading: Reading, tools: Tools, found: tuple[Holding, ...], today: date
) -> Answer | None:
    """A choice between the holders of an office that each country has one of, or None."""
    single = {r.id for r in tools.knowledge.words.roles if r.single}
    seats: dict[tuple[str, str], list[Holding]] = {}
    for holding in found:
        if holding.office.country:
            seats.setdefault((holding.office.country, holding.office.post or ""), []).append(holding)
    if not all(is_one_seat(tuple(group)) or single & {h.office.role for h in group} for group in seats.values()):
        return None
    now = [h for h in (_meant(reading, tuple(group), today) for group in seats.values()) if h]
    homes = {c.id for c in tools.knowledge.about.countries}
    now = [h for h in now if h.office.country in homes]
    if len(now) < 2:
        return None
    scored = tuple(Scored(h.entry.id, 0.4) for h in sorted(now, key=lambda h: h.last or date.min, reverse=True)[:3])
    answer = Answer(question, "choose", entries=scored, asked="who", reason=Reason("vague", "country"))
    return replace(answer, language=reading.language)


def _meant(reading: Reading, seat: tuple[Holding, ...], today: date) -> Holding | None:
    """The holder of a seat that is asked for: the present one, or the one before."""
    holder = current(seat, today)
    return neighbour(seat, holder.entry.id, after=False) if holder and _is_before(reading) else holder


def _bodies(reading: Reading, tools: Tools) -> frozenset[str]:
    """The folded names of the institution that the office is asked for, empty where none is named."""
    for _, ref in reading.refs("entry"):
        entry = tools.knowledge.find(ref.id)
        if entry and entry.kind == "institution":
            return frozenset(_folded(n) for n in names_of(entry))
    return frozenset()


def _is_deputy(holding: Holding) -> bool:
    return not DEPUTY.isdisjoint(token.word for token in tokens(holding.office.title))


def _names_one(holding: Holding, bodies: frozenset[str]) -> bool:
    said = f" {_folded(holding.office.organisation or '')} {_folded(holding.office.title)} "
    return any(f" {name} " in said for name in bodies if len(name) > 3)


def _folded(text: str) -> str:
    return " ".join(t.stem for t in tokens(text))


def _held(
    question: str,
    reading: Reading,
    tools: Tools,
    asked: Asked,
    found: tuple[Holding, ...],
    window: Window | None,
    today: date,
) -> Answer | None:
    single = any(r.single for r in tools.knowledge.words.roles if r.id in asked.roles) or is_one_seat(found)
    if not found:
        if not single:
            return _nobody(question, reading, tools, asked, today)
        return _unknown(question, reading, Reason("role", _role_name(tools, asked)), _alike(tools, asked))
    holder = current(found, today)
    words = {t.word for t in reading.words}
    every = _wants_all(reading)
    then = window and not (window.relative and window.first <= today <= window.last)
    if window and then and not (every and window.precision == EVENT):
        inside = in_window(found, _widened(window) if window.precision == EVENT else window)
        if not inside and (_bodies(reading, tools) or _is_said_elsewhere(reading, found, tools, today)):
            return None  # the body may say it itself, or somebody in an office called otherwise
        if not inside:
            near = sorted(found, key=lambda h: _distance(h, window))
            named = window if window.precision == EVENT else reading.window or window
            return _unknown(question, reading, Reason("year", _window_name(named)), tuple(h.entry.id for h in near[:3]))
        if window.first == date.min and single and not every:
            return _one(question, reading, max(inside, key=lambda h: h.last or date.min))
        return _one_or_more(question, reading, inside)
    if every:
        past = [h for h in found if holder is None or h.entry.id != holder.entry.id]
        several = past if past and words & (FORMER | PREVIOUS) else list(found)
        ordered = sorted(several, key=lambda h: h.first or date.min)
        return _list(question, reading, ordered)
    if not single and len({h.entry.id for h in found}) > 1:
        return None
    if holder and _is_before(reading):
        return _neighbour(question, reading, found, holder.entry.id, later=False)
    if holder and (words & NEXT or (words & AFTER and words & CURRENT)):
        return _neighbour(question, reading, found, holder.entry.id, later=True)
    if "first" in reading.asked:
        ordered = sorted(found, key=lambda h: h.first or date.max)
        return _one(question, reading, ordered[0]) if ordered[0].office.start else _list(question, reading, ordered)
    return _one(question, reading, holder) if holder else None


def _is_said_elsewhere(reading: Reading, found: tuple[Holding, ...], tools: Tools, today: date) -> bool:
    """Whether the ranking has an answer that is none of these holders."""
    decision = decide(reading, tools.searcher, today)
    best = decision.chosen[0][0].entry if decision.status == "answered" else None
    return best is not None and best.id not in {h.entry.id for h in found}


def _moved(reading: Reading) -> frozenset[str]:
    """The words of a question that ask for another holder than the present one, or for the newest."""
    if reading.kind not in _KINDS - {"when", "whether"}:
        return frozenset()
    return (PREVIOUS | FORMER | NEWEST | NEXT) & {t.word for t in reading.words}


def _is_before(reading: Reading) -> bool:
    """Whether the holder before the present one is asked for: "previous", "before the current one"."""
    words = {t.word for t in reading.words}
    return bool(words & PREVIOUS or (words & BEFORE and words & CURRENT) or reading.words[-1].word in BEFORE)


def _roles(reading: Reading) -> frozenset[str]:
    spans = [s for s in reading.spans if any(True for _ in s.of("role"))]
    if not spans:
        return frozenset()
    longest = spans[0]
    outer = [s for s in spans if s.start >= longest.start and s.end <= longest.end] == spans
    return frozenset(r.id for r in longest.of("role")) if outer or len(spans) == 1 else frozenset()


def _body_words(reading: Reading, tools: Tools) -> frozenset[str]:
    """The stems beside the role itself in the words that name an office: "speaker of the National Assembly"."""
    span = next(s for s in reading.spans if any(True for _ in s.of("role")))
    roles = {r.id for r in span.of("role")}
    known = {t.stem for r in tools.knowledge.words.roles if r.id in roles for t in tokens(r.name)}
    return frozenset(t.stem for t in reading.words[span.start : span.end] if t.word not in FILLERS) - known


def _nobody(question: str, reading: Reading, tools: Tools, asked: Asked, today: date) -> Answer | None:
    """That nobody is named for an office of a country, unless the ranking has an answer that is not the other's."""
    if asked.country is None or reading.kind not in _NAMING:
        return None
    decision = decide(reading, tools.searcher, today)
    chosen = tuple(c.entry for c, _ in decision.chosen[:3])
    if decision.status == "answered" and asked.country in (_countries(chosen[0]) or {asked.country}):
        return None
    near = tuple(e.id for e in chosen) or _alike(tools, asked) or decision.near
    return _unknown(question, reading, Reason("role", _role_name(tools, asked)), near)


def _countries(entry: Entry) -> set[str]:
    """The countries that a person or an institution belongs to; empty for anything else."""
    if entry.kind == "institution":
        return {entry.country} if entry.country else set()
    return {office.country.casefold() for office in entry.offices if office.country}


def _asks_deed(reading: Reading) -> bool:
    """Whether it is asked what somebody said, or when they come: "When will the premier come to us?"."""
    said = {token.word for token in reading.words}
    return bool(said & DEEDS) if reading.kind == "what" else bool(said & MOVES) and reading.kind in _TIMES


def _travelled(reading: Reading, roles: frozenset[str], tools: Tools) -> bool:
    """Whether it is asked where somebody went: "Has the prime minister been to Astana?".

    Who is posted abroad has both countries in the name of the office; whoever else is of one and named with the other
    went there.
    """
    said = [token.word for token in reading.words]
    if ("been", "to") in pairwise(said):
        return True
    posted = any(h.office.post for h in tools.holdings if h.office.role in roles)
    return not posted and len({mention.id for mention in reading.mentions if mention.home}) > 1


def _succession(question: str, reading: Reading, tools: Tools) -> Answer | None:
    """ "Who took over after X?", without a word of the office."""
    person, words = _person(reading, tools), {t.word for t in reading.words}
    if person is None or not words & (BEFORE | AFTER) or _left_over(reading, person, SUCCEEDING):
        return None
    return next_holder(question, reading, tools, person, bool(words & AFTER))


def _person(reading: Reading, tools: Tools) -> str | None:
    for span in reading.spans:
        for ref in span.of("entry"):
            entry = tools.knowledge.find(ref.id)
            if entry and entry.kind == "official" and ref.weight >= 0.8:
                return entry.id
    return None


def _left_over(reading: Reading, person: str | None, more: frozenset[str] = frozenset()) -> bool:
    """Whether the question holds anything besides office, countries, time, a person and small words."""
    explained: set[int] = set()
    for span in reading.spans:
        for ref in span.refs:
            if ref.kind in {"role", "country", "city", "place"} or (
                ref.kind == "entry" and (ref.id == person or ref.weight >= 1)
            ):
                explained.update(range(span.start, span.end))
    allowed = FILLERS | PLAIN | BEFORE | AFTER | more
    return any(i not in explained and reading.words[i].word not in allowed for i in reading.content)


def _asked(reading: Reading, roles: frozenset[str], tools: Tools) -> Asked:
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


def _anchor(question: str, reading: Reading, tools: Tools, today: date) -> tuple[Reading, Window] | None:
    """ "... when Gilani came": the office part and the days of the event that the rest means."""
    plain = [t.word for t in reading.words]
    for place in range(2, len(plain) - 1):
        if plain[place] not in ANCHORS:
            continue
        head = " ".join(t.raw for t in reading.words[:place])
        tail = " ".join(t.raw for t in reading.words[place + 1 :])
        office = read(head, tools.searcher.lexicon, today)
        if not _roles(office) or (not office.mentions and plain[place] not in {"when", "while"}):
            continue
        rest = read(tail, tools.searcher.lexicon, today)
        if rest.window and not rest.content:
            continue
        events = [c for c in tools.searcher.candidates(rest) if c.entry.kind == "event" and c.entry.when]
        if events and events[0].nearest > 0.3:
            when, said = events[0].entry.when, rest.window
            if not when or not when.earliest or not when.latest:
                continue
            if not said or said.overlaps(when.earliest, when.latest):
                return office, Window(when.earliest, when.latest, EVENT)
    return None


def _neighbour(question: str, reading: Reading, found: tuple[Holding, ...], person: str, later: bool) -> Answer:
    own = [h.office for h in found if h.entry.id == person]
    seats = {(o.role, o.country, o.post) for o in own}
    holder = neighbour(
        tuple(h for h in found if (h.office.role, h.office.country, h.office.post) in seats), person, later
    )
    if holder is None or _is_far(holder, found, person, later):
        near = (holder.entry.id, person) if holder else (person,)
        return _unknown(question, reading, Reason("office", "after" if later else "before"), near)
    return _one(question, reading, holder)


def _is_far(holder: Holding, found: tuple[Holding, ...], person: str, later: bool) -> bool:
    """Whether so much time lies between two holders of an office that there must have been others."""
    own = [h for h in found if h.entry.id == person]
    ends = [h.last for h in own] if later else [h.first for h in own]
    border, other = (max, holder.first) if later else (min, holder.last)
    known = [day for day in ends if day]
    return bool(known and other) and abs(border(known) - (other or date.min)) > LONGEST_GAP


def next_holder(
    question: str, reading: Reading, tools: Tools, person: str, later: bool, shown: str | None = None
) -> Answer | None:
    """The one before or after a person in an office, or None without one.

    In that whose ref is `shown`, else in the one the person was last known in.
    """
    own = [h for h in tools.holdings if h.entry.id == person and h.office.role]
    if not own:
        return None
    last = max([h for h in own if h.ref == shown] or own, key=lambda h: h.last or date.min).office
    found = filtered(tools.holdings, {last.role or ""}, (last.country or "").casefold() or None, last.post)
    return _neighbour(question, reading, found, person, later)


def _wants_all(reading: Reading) -> bool:
    words = {t.word for t in reading.words}
    plural = any(
        w.endswith("s") and w[:-1] in {"ambassador", "president", "envoy", "minister", "consul"} for w in words
    )
    said = [token.word for token in reading.words]
    twice = any(pair in WHO_ALL for pair in pairwise(said))
    return "list" in reading.asked or plural or twice or bool(words & (EVERYONE | FORMER))


def _widened(window: Window) -> Window:
    return replace(window, first=window.first - NEARLY, last=window.last + NEARLY)


def _distance(holding: Holding, window: Window) -> int:
    days = [abs((d - window.first).days) for d in (holding.first, holding.last) if d]
    return min(days, default=10**6)


def _window_name(window: Window) -> str:
    """The time of a question as a reason names it: a year, a day, or the first and the last day."""
    if (window.first.day, window.first.month, window.last) == (1, 1, date(window.first.year, 12, 31)):
        return str(window.first.year)
    return str(window.first) if window.first == window.last else f"{window.first} to {window.last}"


def _role_name(tools: Tools, asked: Asked) -> str:
    return ", ".join(r.name for r in tools.knowledge.words.roles if r.id in asked.roles)


def _alike(tools: Tools, asked: Asked) -> tuple[str, ...]:
    found = filtered(tools.holdings, set(asked.roles), None, None)
    ordered = sorted(found, key=lambda h: h.last or date.min, reverse=True)
    return tuple(dict.fromkeys(h.entry.id for h in ordered))[:3]


def _one(question: str, reading: Reading, holding: Holding) -> Answer:
    return Answer(
        question,
        "answered",
        "fact",
        (Scored(holding.entry.id, 0.97),),
        (holding.ref,),
        asked="who",
        reason=Reason("office", holding.office.title),
        language=reading.language,
    )


def _one_or_more(question: str, reading: Reading, found: tuple[Holding, ...]) -> Answer:
    people = tuple(dict.fromkeys(h.entry.id for h in found))
    return _one(question, reading, found[0]) if len(people) == 1 else _list(question, reading, list(found))


def _list(question: str, reading: Reading, found: list[Holding]) -> Answer:
    lines = {h.entry.id: Listed(h.entry.id, ref=h.ref) for h in found}
    return Answer(
        question,
        "answered",
        "list",
        tuple(Scored(i, 0.95) for i in lines),
        tuple(h.ref or "" for h in lines.values()),
        tuple(lines.values()),
        asked="list",
        reason=Reason("office", "list"),
        language=reading.language,
    )


def _unknown(question: str, reading: Reading, reason: Reason, near: tuple[str, ...]) -> Answer:
    return Answer(question, "unknown", near=near, reason=reason, asked="who", language=reading.language)
