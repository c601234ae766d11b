"""Office questions: who is, was, came before or after; answered from terms and sightings, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.answers.answer import Answer, Listed, Reason, Scored
from bot.answers.country_last import with_country_last
from bot.answers.decide import decide
from bot.answers.grammar import AFTER, BEFORE
from bot.answers.leading import leaders_of, led
from bot.answers.office_asked import (
    EVENT,
    KINDS,
    NAMING,
    Asked,
    asked_of,
    asks_deed,
    bodies_of,
    body_words,
    folded,
    has_travelled,
    is_before,
    is_with_holder,
    moved,
    nth_of,
    office_then,
    person_of,
    roles_of,
    says_more,
    wants_all,
)
from bot.answers.office_words import AND, CURRENT, DEPUTY, FORMER, NEXT, PREVIOUS, SUCCEEDING
from bot.answers.offices import Holding, current, filtered, in_window, is_one_seat, neighbour, titled
from bot.answers.question import Reading
from bot.answers.text import tokens
from bot.answers.times import Window, limited
from bot.answers.tools import Tools
from bot.answers.wanted import people_of
from bot.knowledge.entries import Entry

#: Who held an office so long before somebody was not the one before: others whom the base does not know stood between.
LONGEST_GAP = timedelta(days=4 * 365)
#: A sighting so close to an event counts for its day.
NEARLY = timedelta(days=15)


def resolve(question: str, reading: Reading, tools: Tools, today: date) -> Answer | None:
    """The answer to an office question, or None when it asks for something else."""
    if reading.kind == "how-many" and wants_all(reading):
        every = resolve(question, replace(reading, asked=("list",)), tools, today)
        return replace(every, asked="how-many") if every and every.shape == "list" else None
    leaders = leaders_of(reading, tools, today)
    if leaders:
        return _leaders(question, reading, tools, *leaders, today)
    reading = led(reading, tools, today) or reading
    reading = with_country_last(reading, tools, today) or reading
    roles = roles_of(reading)
    if not roles and reading.kind == "who":
        return _succession(question, reading, tools)
    if not roles or reading.kind not in KINDS or asks_deed(reading) or is_with_holder(reading):
        return None
    anchored = office_then(reading, tools, today)
    window = anchored[1] if anchored else reading.window and limited(reading.words, reading.window, today)
    reading = anchored[0] if anchored else reading
    both = _of_both(question, reading, tools, roles, today)
    if both:
        return both
    if has_travelled(reading, roles, tools):
        return None
    person = person_of(reading, tools)
    number = nth_of(reading)
    nth = frozenset({number[0]}) if number else frozenset()
    if says_more(reading, tools, person, moved(reading) | CURRENT | nth):
        return None
    asked = asked_of(reading, roles, tools)
    if asked.foreign and not filtered(tools.holdings, set(asked.roles), asked.country, asked.foreign.id):
        place = next((t.name for t in tools.knowledge.words.places if t.id == asked.foreign.id), asked.foreign.id)
        return _unknown(question, reading, Reason("country", place), _alike(tools, asked))
    bodies = bodies_of(reading, tools)
    covered = {role for one in asked.roles for role in tools.knowledge.words.covered(one)} if bodies else set()
    found = filtered(tools.holdings, {*asked.roles, *covered}, asked.country, asked.post)
    if bodies:
        found = tuple(h for h in found if folded(h.office.organisation or "") in bodies or _names_one(h, bodies))
        found = tuple(h for h in found if h.office.role in asked.roles or not _is_deputy(h))
        if not found:
            return None  # the body may say it itself
    home = _land_of(reading, tools) if asked.country is None and not bodies else None
    if home:
        asked, found = replace(asked, country=home), tuple(h for h in found if h.office.country == home)
    named = titled(found, body_words(reading, tools))
    followed = is_one_seat(named) and len({h.entry.id for h in named}) > 1
    found = named if followed else found
    if asked.country is None and asked.post is None and not person and not bodies and not followed:
        return _which_country(question, reading, tools, found, today) if not window else None
    if number and found and any(role.single and role.id in asked.roles for role in tools.knowledge.words.roles):
        near = tuple(dict.fromkeys(h.entry.id for h in found))[:3]
        return _unknown(question, reading, Reason("ordinal", str(number[1])), near)
    own = {i for span, ref in reading.refs("entry") if ref.id == person for i in range(span.start, span.end)}
    words = {t.word for i, t in enumerate(reading.words) if i not in own}  # "the first president" may be a name
    others = tuple(h for h in in_window(found, window) if h.entry.id != person) if person and window else ()
    if others and words & (BEFORE | AFTER):
        return _one_or_more(question, reading, others)
    if person and words & (BEFORE | AFTER):
        return _neighbour(question, reading, tools, found, person, bool(words & AFTER))
    if person:
        return None
    return _held(question, reading, tools, asked, found, window, today)


def _land_of(reading: Reading, tools: Tools) -> str | None:
    """The only country of whose offices some are called by the words for one: "speaker of the mazhilis"; else None."""
    if all(span.end - span.start == 1 for span, _ in reading.refs("role")):
        return None  # "who chairs it?"
    stems = body_words(reading, tools)
    named = (h.office for h in tools.holdings if stems and stems <= {t.stem for t in tokens(h.office.title)})
    lands = {office.country for office in named}
    return next(iter(lands)) if len(lands) == 1 else None


def _leaders(
    question: str, reading: Reading, tools: Tools, land: str, roles: tuple[frozenset[str], ...], today: date
) -> Answer | None:
    """Who holds the offices from which a country is led, or None where one of them is not known for the time."""
    offices = [filtered(tools.holdings, set(some), land, None) for some in roles]
    window = reading.window and limited(reading.words, reading.window, today)
    if window:
        then = tuple(h for found in offices for h in in_window(found, window))
        return _one_or_more(question, reading, then) if then else None
    known = [holder for found in offices if (holder := current(found, today))]
    return _list(question, reading, known) if len(known) == len(offices) else None


def _of_both(question: str, reading: Reading, tools: Tools, roles: frozenset[str], today: date) -> Answer | None:
    """The holders of an office in each of two countries joined by "and", or None."""
    lands = [m for m in reading.mentions if m.home]
    if len(lands) != 2 or lands[0].id == lands[1].id or reading.window or reading.kind not in NAMING | {"list"}:
        return None
    between = reading.words[lands[0].at + 1 : lands[1].at]
    if not between or any(token.word not in AND for token in between) or says_more(reading, tools, None, CURRENT):
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
    return neighbour(seat, holder.entry.id, after=False) if holder and is_before(reading) else holder


def _is_deputy(holding: Holding) -> bool:
    return not DEPUTY.isdisjoint(token.word for token in tokens(holding.office.title))


def _names_one(holding: Holding, bodies: frozenset[str]) -> bool:
    said = f" {folded(holding.office.organisation or '')} {folded(holding.office.title)} "
    return any(f" {name} " in said for name in bodies if len(name) > 3)


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
    every = wants_all(reading)
    then = window and not (window.relative and window.first <= today <= window.last)
    if window and then and not (every and window.precision == EVENT):
        inside = in_window(found, _widened(window) if window.precision == EVENT else window)
        if not inside and (bodies_of(reading, tools) or _is_said_elsewhere(reading, found, window, tools, today)):
            return None  # the body may say it itself, or somebody in an office called otherwise
        if not inside:
            near = sorted(found, key=lambda h: _distance(h, window))
            named = window if window.precision == EVENT else reading.window or window
            return _unknown(question, reading, Reason("year", named.name), tuple(h.entry.id for h in near[:3]))
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
    if holder and is_before(reading):
        return _neighbour(question, reading, tools, found, holder.entry.id, later=False)
    if holder and (words & NEXT or (words & AFTER and words & CURRENT)):
        return _neighbour(question, reading, tools, found, holder.entry.id, later=True)
    if "first" in reading.asked:
        ordered = sorted(found, key=lambda h: h.first or date.max)
        if ordered[0].office.start:
            return _one(question, reading, ordered[0])
        decision = decide(reading, tools.searcher, today)
        is_told = decision.status == "answered" and decision.chosen[0][0].entry.id == ordered[0].entry.id
        known = tuple(dict.fromkeys(h.entry.id for h in ordered))[:3]
        return None if is_told else _unknown(question, reading, Reason("ordinal", "1"), known)
    return _one(question, reading, holder) if holder else None


def _is_said_elsewhere(reading: Reading, found: tuple[Holding, ...], window: Window, tools: Tools, today: date) -> bool:
    """Whether the ranking has an answer of that time that is none of these holders; of one seat, one on that seat."""
    decision = decide(reading, tools.searcher, today)
    best = decision.chosen[0][0] if decision.status == "answered" else None
    if best is None or best.entry.id in {h.entry.id for h in found}:
        return False
    if best.entry.kind == "event" and best.entry.when and not best.entry.when.overlaps(window.first, window.last):
        return False
    lands = {h.office.country for h in found}
    if best.entry.kind == "event" and not any(_is_of(one, lands, tools) for one in people_of(best.entry)):
        return False
    single = {r.id for r in tools.knowledge.words.roles if r.single} & {h.office.role for h in found}
    if not single:
        return True
    if best.entry.kind == "official":
        return any(office.role in single for office in best.entry.offices)
    searcher = tools.searcher
    said = searcher.rows_with(searcher.statements(best.number), (f"@role:{role}" for role in single))
    return bool(set(said) - set(searcher.rows_with(said, (f"@entry:{h.entry.id}" for h in found))))


def _is_of(person: str, lands: set[str | None], tools: Tools) -> bool:
    """Whether somebody is known in an office of one of these countries."""
    return any(h.entry.id == person and h.office.country in lands for h in tools.holdings)


def _nobody(question: str, reading: Reading, tools: Tools, asked: Asked, today: date) -> Answer | None:
    """That nobody is named for an office of a country, unless the ranking has an answer that is not the other's."""
    if asked.country is None or reading.kind not in NAMING:
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


def _succession(question: str, reading: Reading, tools: Tools) -> Answer | None:
    """ "Who took over after X?", without a word of the office."""
    person, words = person_of(reading, tools), {t.word for t in reading.words}
    if person is None or not words & (BEFORE | AFTER) or says_more(reading, tools, person, SUCCEEDING):
        return None
    return next_holder(question, reading, tools, person, bool(words & AFTER))


def _neighbour(
    question: str, reading: Reading, tools: Tools, found: tuple[Holding, ...], person: str, later: bool
) -> Answer:
    seats = {_seat(h, tools) for h in found if h.entry.id == person}
    holder = neighbour(tuple(h for h in found if _seat(h, tools) in seats), person, later)
    if holder is None or _is_far(holder, found, person, later):
        near = (holder.entry.id, person) if holder else (person,)
        return _unknown(question, reading, Reason("office", "after" if later else "before"), near)
    return _one(question, reading, holder)


def _seat(holding: Holding, tools: Tools) -> tuple[str | None, ...]:
    """What one holds after the other: an office of a country at a post, of many alike one by its name."""
    office = holding.office
    is_single = any(role.single and role.id == office.role for role in tools.knowledge.words.roles)
    return (office.role, office.country, office.post, *(() if is_single else (office.title, office.organisation)))


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
    return _neighbour(question, reading, tools, found, person, later)


def _widened(window: Window) -> Window:
    return replace(window, first=window.first - NEARLY, last=window.last + NEARLY)


def _distance(holding: Holding, window: Window) -> int:
    days = [abs((d - window.first).days) for d in (holding.first, holding.last) if d]
    return min(days, default=10**6)


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
