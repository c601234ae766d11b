"""What somebody should know who meets a person or visits an institution soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.agenda.promises import Promise, open_promises
from bot.agenda.telling import facts_by, names_of, sentence, weights
from bot.knowledge.entries import LANGUAGES, Entry, Fact, Knowledge, Office

MOST_CONTACTS = 3
MOST_PROMISES = 3
#: Of contacts on one day the ones that the others belong to come first: a visit before the talks held during it.
HEAVIEST = ("visit", "summit", "meeting", "consultations", "commission-session")
#: What nobody sat down with anybody for: greetings, also by telephone, condolences, awards. Only where room is left.
LIGHT = frozenset({"call", "statement", "announcement", "ceremony", "award", "anniversary", "vote", "aid"})


@dataclass(frozen=True, slots=True)
class Contact:
    """Something the person or institution took part in, with its sentence."""

    entry: Entry
    fact: Fact


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is written in a language."""

    language: str
    name: str
    machine: bool  #: made by machine, not reviewed


@dataclass(frozen=True, slots=True)
class Prep:
    """What to know before a meeting, as of a day."""

    entry: Entry
    today: date
    offices: tuple[tuple[int, Office], ...]  #: with their numbers counted from 1; those not known to be over first
    about: Fact | None  #: what it is, for whatever is not a person
    contacts: tuple[Contact, ...]  #: the latest first; greetings, calls and ceremonies last
    promises: tuple[Promise, ...]
    sensitive: tuple[Entry, ...]  #: subjects near it that have an agreed wording
    spellings: tuple[Spelling, ...]


def prep(knowledge: Knowledge, entry: Entry, today: date, silent: frozenset[str] = frozenset()) -> Prep:
    """The sheet on an entry as the base had it on that day."""
    contacts = _contacts(knowledge, entry, today, silent)
    near = {one.entry.id for one in contacts}
    facts = facts_by(entry, knowledge, today, silent)
    return Prep(
        entry=entry,
        today=today,
        offices=_offices(entry, today),
        about=None if entry.offices else sentence(facts),
        contacts=tuple(contacts[:MOST_CONTACTS]),
        promises=tuple(_promises(knowledge, entry, near, today, silent)[:MOST_PROMISES]),
        sensitive=_sensitive(knowledge, entry),
        spellings=_spellings(entry),
    )


def _offices(entry: Entry, today: date) -> tuple[tuple[int, Office], ...]:
    """Offices not known to have ended by that day and seen by then, the one last seen first; else the last one held."""
    known = [(number, one) for number, one in enumerate(entry.offices, 1) if _first(one) <= today]
    known.sort(key=lambda pair: _last(pair[1], today), reverse=True)
    lasting = [pair for pair in known if pair[1].end is None or not pair[1].end.is_over(today)]
    newest = [pair for pair in lasting if _last(pair[1], today) >= _last(known[0][1], today)]
    return tuple(newest or known[:1])


def _contacts(knowledge: Knowledge, entry: Entry, today: date, silent: frozenset[str]) -> list[Contact]:
    found = []
    for one in knowledge.of_kind("event"):
        if one.sensitive is not None or one.id in silent or one.id == entry.id or one.status not in {"held", None}:
            continue
        if entry.id not in names_of(one) or one.when is None or (one.when.earliest or date.max) > today:
            continue
        fact = sentence(_naming(entry, facts_by(one, knowledge, today, silent)))
        if fact is not None:
            found.append(Contact(one, fact))
    between = [one for one in found if _is_between(knowledge, entry, one.entry)]
    counted = weights(knowledge)
    return sorted(between or found, key=lambda one: _turn(one.entry, counted[one.entry.id]))


def _turn(event: Entry, naming: int) -> tuple[bool, int, int, int, str]:
    """Orders contacts: meetings and talks before greetings and calls, the latest first, and within a day by weight."""
    weight = HEAVIEST.index(event.type) if event.type in HEAVIEST else len(HEAVIEST)
    return event.type in LIGHT, -_when(event).toordinal(), weight, -naming, event.id


def _is_between(knowledge: Knowledge, entry: Entry, event: Entry) -> bool:
    """Whether somebody or something of another country took part beside it."""
    own = _countries(entry)
    others = [other for name in names_of(event) if (other := knowledge.find(name)) is not None and other.id != entry.id]
    met = {country for other in others if other.kind in {"official", "institution"} for country in _countries(other)}
    met |= {one for one in (event.host, event.guest) if one is not None}
    return not own or not met <= own


def _countries(entry: Entry) -> frozenset[str]:
    """Whose it is: the country of a person's offices, or the entry's own."""
    offices = {one.country for one in entry.offices if one.country is not None}
    return frozenset(offices | ({entry.country} if entry.country is not None else set()))


def _naming(entry: Entry, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that name it with the most words of its name; all of them where none does."""
    words = {word.casefold() for word in entry.name.replace("-", " ").split() if len(word) > 3}
    counts = [sum(word in one.text.casefold() for word in words) for one in facts]
    best = max(counts, default=0)
    return tuple(one for one, count in zip(facts, counts, strict=True) if count == best)


def _promises(
    knowledge: Knowledge, entry: Entry, near: Iterable[str], today: date, silent: frozenset[str]
) -> list[Promise]:
    """Those that name it, or that it names; then those that belong to what it took part in."""
    found = [one for one in open_promises(knowledge, today, silent) if one.entry.id != entry.id]
    own = [one for one in found if entry.id in names_of(one.entry) or one.entry.id in names_of(entry)]
    contacts = set(near)
    others = [one for one in found if one not in own and not contacts.isdisjoint(names_of(one.entry))]
    return [*own, *others]


def _sensitive(knowledge: Knowledge, entry: Entry) -> tuple[Entry, ...]:
    """The agreed wordings that apply to it, or to what it is named in."""
    own = knowledge.find(entry.sensitive) if entry.sensitive else None
    if own is not None:
        return (own,)
    wordings = [one for one in knowledge.entries.values() if one.sensitive == one.id]
    return tuple(one for one in wordings if _touches(knowledge, one, entry))


def _touches(knowledge: Knowledge, wording: Entry, entry: Entry) -> bool:
    if entry.id in names_of(wording) or wording.id in names_of(entry):
        return True
    if entry.kind != "official":
        return False
    related = (knowledge.find(one) for one in wording.related)
    documents = [one for one in related if one is not None and one.kind in {"agreement", "event"}]
    return any(entry.id in names_of(one) for one in documents)


def _spellings(entry: Entry) -> tuple[Spelling, ...]:
    names = {"en": entry.name, **entry.names}
    return tuple(Spelling(one, names[one], one in entry.machine) for one in LANGUAGES if one in names)


def _first(office: Office) -> date:
    known = [one.earliest for one in (office.start, office.attested[0] if office.attested else None) if one]
    return min((one for one in known if one is not None), default=date.min)


def _last(office: Office, today: date) -> date:
    seen = (office.end, office.attested[1] if office.attested else None, office.start)
    known = [one.latest or one.earliest for one in seen if one is not None]
    return min(max((one for one in known if one is not None), default=date.min), today)


def _when(entry: Entry) -> date:
    assert entry.when is not None
    return entry.when.latest or entry.when.earliest or date.min
