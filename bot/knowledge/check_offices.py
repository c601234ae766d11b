"""Who held which office when, and what contradicts it.

Only what sources state is compared: a term as far as its `from` and `to` say, sightings as the days they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.knowledge.check_names import folded
from bot.knowledge.entries import Entry, Office, Place, Term
from bot.knowledge.parts import Parts, Problem


@dataclass(frozen=True, slots=True)
class _Held:
    """An office as one person held it: all the time from `first` to `last`, or only at some time then."""

    person: Entry
    office: Office
    first: date
    last: date
    is_whole: bool
    is_term: bool  #: from a stated beginning or end, not from sightings alone


def offices(parts: Parts) -> Iterator[Problem]:
    """Terms and sightings that contradict each other, for one person and between two."""
    for entry in parts.entries:
        for office in entry.offices:
            yield from _within(entry, office)
    yield from _two_at_a_time(parts)


def acting(parts: Parts) -> Iterator[Problem]:
    """People who take part in an event in an office, outside their stated term in it."""
    people = {entry.id: entry for entry in parts.entries if entry.kind == "official"}
    called = _called(parts.words.roles)
    for event in parts.entries:
        if event.kind != "event" or event.when is None:
            continue
        for participant in event.participants:
            person = people.get(participant.id)
            if person is None or participant.role is None:
                continue
            role = called.get(folded(participant.role))
            held = [o for o in person.offices if _is_called(o, participant.role, role)]
            if held and not any(_may_act(office, event) for office in held):
                terms = "; ".join(_term_text(office) for office in held)
                text = f'{person.id} took part as "{participant.role}" ({event.when}), outside the term ({terms}).'
                yield parts.error(event, "participants", f"{text} Correct the role, `when`, or the term")


def _within(entry: Entry, office: Office) -> Iterator[Problem]:
    start, end, seen = office.start, office.end, office.attested
    if start and end and end.is_before(start):
        yield _problem(entry, office, f'`to` ("{end}") is before `from` ("{start}"). Correct one of them')
    if seen and seen[1].is_before(seen[0]):
        yield _problem(entry, office, f'`attested` ends ("{seen[1]}") before it begins ("{seen[0]}"). Turn them round')
    elif seen and start and seen[0].is_before(start):
        yield _problem(entry, office, f'seen in office on {seen[0]}, before `from` ("{start}"). Correct one of them')
    elif seen and end and end.is_before(seen[1]):
        yield _problem(entry, office, f'seen in office on {seen[1]}, after `to` ("{end}"). Correct one of them')


def _two_at_a_time(parts: Parts) -> Iterator[Problem]:
    single = {role.id for role in parts.words.roles if role.single}
    countries = _called((*parts.about.countries, *parts.words.places))
    holders: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    for entry in parts.entries:
        for office in entry.offices:
            held = _held(entry, office)
            if held is None or office.role not in single or office.country is None:
                continue
            where, post = (countries.get(folded(name), folded(name)) for name in (office.country, office.post or ""))
            holders[office.role, where, post].append(held)
    for held_by in holders.values():
        yield from _overlaps(sorted(held_by, key=lambda held: (held.first, held.last, held.person.id)))


def _overlaps(held_by: list[_Held]) -> Iterator[Problem]:
    """Pairs of different people who surely held the office on the same day."""
    for number, earlier in enumerate(held_by):
        for later in held_by[number + 1 :]:
            if later.first >= earlier.last:
                break
            if later.person.id != earlier.person.id and _collide(earlier, later):
                yield _both(earlier, later)


def _collide(earlier: _Held, later: _Held) -> bool:
    """Whether they share more than the day of a handover; `later` begins on the same day or after."""
    if earlier.is_whole and later.is_whole:
        return earlier.first < later.last
    return earlier.is_whole and earlier.first < later.first and later.last < earlier.last


def _both(earlier: _Held, later: _Held) -> Problem:
    other = f"{earlier.person.id} ({_where(earlier.office.at)}: {_term_text(earlier.office)})"
    if earlier.is_term:
        text = f"held {_term_text(later.office)}, when {other} held it too, and it has one holder."
        return _problem(later.person, later.office, f"{text} Correct the terms, or the `role` or `post` of one")
    text = f"seen in office between the first and last sighting of {other}, and it has one holder."
    advice = f"If {earlier.person.id} held it twice, write two offices"
    return _problem(later.person, later.office, f"{text} {advice}", warning=True)


def _held(person: Entry, office: Office) -> _Held | None:
    """When the person surely held the office, or None when nothing is known."""
    first = office.start.latest if office.start else None
    last = office.end.earliest if office.end else None
    seen_first = office.attested[0].latest if office.attested else None
    seen_last = office.attested[1].earliest if office.attested else None
    begin, end = first or seen_first or last, last or seen_last or first
    if begin is None or end is None:
        return None
    is_term = first is not None or last is not None
    return _Held(person, office, min(begin, end), max(begin, end), is_whole=begin <= end, is_term=is_term)


def _may_act(office: Office, event: Entry) -> bool:
    """Whether the event can lie in the term; without a stated term anything can."""
    if event.when is None or (office.start is None and office.end is None):
        return True
    too_early = office.start is not None and event.when.is_before(office.start)
    too_late = office.end is not None and office.end.is_before(event.when)
    return not too_early and not too_late


def _is_called(office: Office, said: str, role: str | None) -> bool:
    return folded(said) == folded(office.title) or (role is not None and role == office.role)


def _called(terms: tuple[Term, ...]) -> Mapping[str, str]:
    """Every name of a term -> its id."""
    return {folded(name): t.id for t in terms for name in (t.id, t.name, *t.names.values(), *t.aliases)}


def _term_text(office: Office) -> str:
    stated = [f"from {office.start}" if office.start else "", f"to {office.end}" if office.end else ""]
    if office.attested and not any(stated):
        return f"seen on {office.attested[0]} and {office.attested[1]}"
    return " ".join(filter(None, stated)) or "at an unknown time"


def _where(place: Place | None) -> str:
    return f"{place.file}:{place.line}" if place else "the base"


def _problem(entry: Entry, office: Office, text: str, *, warning: bool = False) -> Problem:
    place = office.at or entry.at or Place("", 1)
    said = f"office {office.title}: {text}"
    return Problem(place.file, place.line, entry.id, said, "warning" if warning else "error")
