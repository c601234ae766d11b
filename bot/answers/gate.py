"""What a question contains that a candidate does not account for: the signal that refuses near misses.

Each word of the question that carries something must be found in the candidate's own texts, as it stands, as
a known other word for it, or in spite of its spelling. What the question insists on (`demands.py`), its time
(`when.py`) and place (`whereabouts.py`), how the parties stand to each other (`direction.py`), whose something is
(`whose.py`) and what it asks for (`lacks.py`) must agree. What does not is a conflict: a candidate that has one is
never the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.answer import Reason
from bot.answers.awards import turned_award
from bot.answers.demands import FEW, Demand, unmet
from bot.answers.direction import (
    INWARD,
    OUTWARD,
    TRADED,
    Stance,
    elsewhere,
    foreign_to,
    mostly_turned,
    other_town,
    stance_of,
    told_of_other,
    turned,
)
from bot.answers.index import SAME
from bot.answers.lacks import lacked
from bot.answers.lexicon import Ref, Span, numbered
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import Token
from bot.answers.when import of_another_time
from bot.answers.whereabouts import (
    held_elsewhere,
    in_other_town,
    other_countrys_day,
    other_traveller,
    unknown_trip,
    visit_elsewhere,
)
from bot.answers.whose import is_named_after_other, leads_other, of_other_country, of_other_owner, office_asked
from bot.knowledge.entries import Entry

#: Whose visit or award an event is: the roles of its principals.
_PRINCIPALS = {
    "visit": frozenset({"guest"}),
    "delegation": frozenset({"guest"}),
    "award": frozenset({"receiver", "recipient", "award-giver", "giver", "laureate"}),
}
#: What it is worth that a candidate has a name of the question, by the kind of the name.
_WORTH = {"entry": 1.0, "country": 0.8, "city": 0.8, "place": 0.8, "organisation": 0.8, "role": 0.5}
#: Kinds of entries that mostly belong to one of two countries; what is undertaken or counted belongs to both.
_OF_A_COUNTRY = frozenset({"official", "institution", "topic", "recurring"})
#: Kinds of terms that may say how two parties stand to each other.
_RELATIONS = frozenset({"word", "type", "role", "attribute"})
#: A word that only tells why somebody asks, and that a candidate lacks, weighs so much.
TOLD = 0.3


@dataclass(frozen=True, slots=True)
class Account:
    """How far a candidate accounts for a question."""

    missing: tuple[str, ...]  #: content words nobody of the candidate's texts holds
    share: float  #: idf share of them among the content words, 0 to 1
    apart: float  #: idf share of the content words that its best single fact or question lacks (its name counts)
    elsewhere: float  #: idf share of the missing words that other entries of the base hold
    mass: float  #: idf of the content words that its best single fact or question holds
    anchored: float  #: 1 when a name of the base in the question is the candidate's own, 0 when the question has none
    foreign: str | None  #: the only country its nearest texts speak of, where the question is on another one
    conflicts: tuple[Reason, ...]
    agrees: bool = False  #: whether one of its nearest texts has the countries stand as the question has them


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a question that carries something."""

    position: int
    token: Token
    weight: float  #: its idf
    number: int | None  #: as an ordinal


@dataclass(frozen=True, slots=True)
class Name:
    """What a name in a question may stand for, and where it stands."""

    feature: str
    is_term: bool  #: whether a text with the feature holds it: not a town, which a country's texts need not have
    is_loose: bool  #: whether it may be left unsaid
    entry: str  #: the entry that it is of, else empty
    places: range


@dataclass(frozen=True, slots=True)
class AskedStance(Stance):
    """The stance of a question, and what else of it every candidate is held against."""

    relations: frozenset[str]  #: words and terms that may say how the parties stand to each other
    said: tuple[Said, ...]  #: its content words
    names: tuple[Name, ...]  #: what its names may stand for
    anchors: Mapping[str, float]  #: what it is worth to have a name in it, by the name's feature
    office: str | None  #: the country whose office is asked for
    town: tuple[str, ...]  #: the stems of towns in it that are no capitals


def asked_stance(reading: Reading, searcher: Searcher) -> AskedStance:
    """How the parties stand in the question, and by which words."""
    stance = stance_of(reading.words, reading.spans, searcher.people)
    parties = {i for s in reading.spans if any(_is_party(r, searcher) for r in s.refs) for i in range(s.start, s.end)}
    words = reading.words
    relations = {words[i].stem for i in reading.content if i not in parties}
    relations |= {r.feature for s in reading.spans for r in s.refs if r.kind in _RELATIONS}
    anchors: dict[str, float] = {}
    for span, ref in ((s, r) for s in reading.spans for r in s.refs):
        worth = _WORTH.get(ref.kind, 0.0) * (1.0 if span.exact else 0.8)
        anchors[ref.feature] = max(worth, anchors.get(ref.feature, 0.0))
    towns = (s for s in reading.spans if any(not r.capital for r in s.of("city")))
    office = office_asked(reading)
    return AskedStance(
        *(stance.countries, stance.people, stance.places, stance.named, stance.towns),
        relations=frozenset(relations),
        said=tuple(
            Said(i, words[i], searcher.documents.weight(words[i].stem), numbered(words[i].word))
            for i in reading.content
        ),
        names=tuple(_name(ref, span) for span in reading.spans for ref in span.refs),
        anchors=anchors,
        office=office.id if office else None,
        town=tuple(token.stem for span in towns for token in reading.words[span.start : span.end]),
    )


def _name(ref: Ref, span: Span) -> Name:
    return Name(
        ref.feature,
        is_term=ref.kind != "city" or ref.capital,
        is_loose=ref.kind == "country" or ref.capital,
        entry=ref.id if ref.kind == "entry" else "",
        places=range(span.start, span.end),
    )


def account(
    reading: Reading, candidate: Candidate, searcher: Searcher, wanted: tuple[Demand, ...], asked: AskedStance
) -> Account:
    """Hold `candidate` against every word of the question; `wanted` and `asked` are the same for all candidates."""
    conflicts = unmet(candidate, searcher, wanted)
    conflicts += of_another_time(reading, candidate, searcher)
    known = [searcher.stances[row] for row in candidate.nearest_rows]
    other_way = _turned(candidate, searcher, asked)
    if other_way:
        conflicts.append(Reason("direction", other_way))
    entry = candidate.entry
    visit = visit_elsewhere(reading, entry) or other_traveller(reading, entry)
    if visit:
        conflicts.append(Reason("direction", visit))
    place = held_elsewhere(reading, entry, searcher) or in_other_town(reading, candidate, searcher)
    if place:
        conflicts.append(Reason("place", place))
    absent = not _has_town(candidate, searcher, asked)
    if absent and (len(reading.content) <= FEW or other_town(asked, known)):
        conflicts.append(Reason("place", _town_of(reading)))
    private = _somebody_elses(reading, candidate.entry, searcher)
    if private:
        conflicts.append(private)
    trip = unknown_trip(reading, candidate, searcher)
    if trip:
        conflicts.append(trip)
    traveller = _other_guest(reading, candidate.entry, searcher)
    if traveller:
        conflicts.append(traveller)
    award = turned_award(reading, candidate.entry, searcher)
    if award:
        conflicts.append(award)
    day = other_countrys_day(candidate, searcher, asked)
    if day:
        conflicts.append(day)
    leader = leads_other(asked.office, reading, candidate.entry)
    if leader:
        conflicts.append(leader)
    compatriot = of_other_country(asked.office, reading, candidate.entry) or of_other_owner(
        reading, candidate.entry, searcher
    )
    if compatriot:
        conflicts.append(compatriot)
    away = elsewhere(asked, known) if entry.country not in asked.places and entry.scope != "both" else None
    if away and len(known) >= 2:
        conflicts.append(Reason("place", away))
    if candidate.past >= SAME and candidate.past > candidate.question:
        conflicts.append(Reason("beyond"))
    missing, share, apart, mass = _missing(reading, candidate, searcher, asked)
    elsewhere_share = _elsewhere(missing, searcher, asked)
    nothing = lacked(reading, candidate, missing, searcher)
    if nothing:
        conflicts.append(nothing)
    anchored = _anchored(candidate, searcher, asked)
    is_others = is_named_after_other(candidate.entry, asked, searcher)
    foreign = foreign_to(asked, known) or (told_of_other(asked, known) if is_others else None)
    entry_guest = {candidate.entry.guest} - asked.places
    if foreign and ({candidate.entry.host} | entry_guest) & asked.named:
        foreign = None
    if foreign and (entry.kind == "event" or is_others or _is_swapped(reading, entry)):
        conflicts.append(Reason("country", foreign))
    agrees = asked.countries is not None and any(stance.countries == asked.countries for stance in known)
    return Account(
        *(missing, share, apart, elsewhere_share, mass, anchored, foreign, tuple(dict.fromkeys(conflicts))),
        agrees=agrees,
    )


def _turned(candidate: Candidate, searcher: Searcher, asked: AskedStance) -> str | None:
    """A relation turned round, as texts have it that speak of the same relation; where none does, as the nearest do.

    Only where most of the entry's texts have it that way; then a single one is enough.
    """
    if asked.countries is None and asked.people is None:
        return None
    if asked.people is None and asked.relations & TRADED and _tells_both_ways(candidate, searcher):
        return None
    known = searcher.rows_with(candidate.nearest_rows, asked.relations) or candidate.nearest_rows
    closest = [row for row in known if row in candidate.closest_rows]
    stances = searcher.stances
    if not mostly_turned(asked, stances[slice(*searcher.index.span_of(candidate.number))]):
        return None
    against = turned(asked, [stances[row] for row in known])
    if against:
        return against
    return turned(asked, [stances[row] for row in closest], 1)


def _is_swapped(reading: Reading, entry: Entry) -> bool:
    """Whether a country of the base is named, not by a town, and `entry` is of a kind that has one, and not named.

    Of 2,500 questions of the base that name one country 15 name it where the nearest others of their entry have only
    the other one; of those with the one country put for the other 7 in 10. Who is named may be asked about anywhere.
    """
    if entry.kind not in _OF_A_COUNTRY:
        return False
    is_named = any(ref.id == entry.id and span.exact and ref.weight >= 1 for span, ref in reading.refs("entry"))
    return not is_named and any(mention.home and not mention.city for mention in reading.mentions)


def _tells_both_ways(candidate: Candidate, searcher: Searcher) -> bool:
    """Whether the statements of an entry speak of what goes out and of what comes in, so that it answers either."""
    return all(any(searcher.says(candidate.number, stem) for stem in stems) for stems in (OUTWARD, INWARD))


def _is_party(ref: Ref, searcher: Searcher) -> bool:
    return ref.kind in {"country", "city", "place"} or (ref.kind == "entry" and ref.id in searcher.people)


def _elsewhere(missing: tuple[str, ...], searcher: Searcher, asked: AskedStance) -> float:
    """Idf share of the question's words that the base knows, only not here."""
    if not missing:
        return 0.0
    known = searcher.documents.ids
    total = sum(word.weight for word in asked.said)
    lost = sum(word.weight for word in asked.said if word.token.word in missing and word.token.stem in known)
    return lost / total if total else 0.0


def _anchored(candidate: Candidate, searcher: Searcher, asked: AskedStance) -> float:
    if not searcher.knowledge.about.countries:
        return 0.5
    bag = searcher.bags[candidate.number]
    return max((worth for feature, worth in asked.anchors.items() if feature in bag), default=0.0)


def _somebody_elses(reading: Reading, entry: Entry, searcher: Searcher) -> Reason | None:
    """An attribute of a person asked for: no entry but that person's can have it."""
    attributes = [r.id for s, r in reading.refs("attribute") if s.exact]
    people = {r.id for s, r in reading.refs("entry") if r.id in searcher.people and r.weight >= 0.8}
    if attributes and people and entry.id not in people:
        return Reason("attribute", attributes[0])
    return None


def _other_guest(reading: Reading, entry: Entry, searcher: Searcher) -> Reason | None:
    """A visit or an award of one person asked for, when the candidate is that of others."""
    roles = _PRINCIPALS.get(entry.type or "", frozenset())
    if not roles or not {entry.type, "visit"} & set(reading.ids("type")):
        return None
    guests = {p.id for p in entry.participants if p.role in roles}
    people = [i for i in reading.ids("entry") if i in searcher.people]
    named = [r.id for s, r in reading.refs("entry") if r.id in searcher.people and r.weight >= 0.8 and s.exact]
    if not guests or len(set(people)) != 1 or not named or named[0] in guests:
        return None
    other = searcher.knowledge.find(named[0])
    return Reason("person", other.name if other else named[0])


def _town_of(reading: Reading) -> str:
    """The first town asked about that is no capital, written as a name."""
    span = next(s for s in reading.spans if any(not r.capital for r in s.of("city")))
    return " ".join(t.raw for t in reading.words[span.start : span.end]).title()


def _has_town(candidate: Candidate, searcher: Searcher, asked: AskedStance) -> bool:
    """Whether the towns asked about stand somewhere in the candidate's texts."""
    if not asked.town:
        return True
    bag = searcher.bags[candidate.number]
    return all(stem in bag or not bag.isdisjoint(searcher.vocabulary.like(stem)) for stem in asked.town)


def _missing(
    reading: Reading, candidate: Candidate, searcher: Searcher, asked: AskedStance
) -> tuple[tuple[str, ...], float, float, float]:
    n, entry = candidate.number, candidate.entry
    bag, vocabulary = searcher.bags[n], searcher.vocabulary
    near = {entry.id, *entry.neighbours} if any(name.entry for name in asked.names) else set()
    terms: dict[int, list[str]] = {}
    loose: set[int] = set()
    for name in asked.names:
        if name.is_term and name.feature in bag:
            for i in name.places:
                terms.setdefault(i, []).append(name.feature)
        elif name.is_loose or name.entry in near:
            loose.update(name.places)
    missing, lost, total, everywhere = [], 0.0, 0.0, 0.0
    held: dict[int, float] = {}
    for word in asked.said:
        position, token, weight = word.position, word.token, word.weight
        found = terms.get(position, []) + ([token.stem] if token.stem in bag else [])
        if not found:
            if (
                position in loose
                or word.number in candidate.ordinals
                or not bag.isdisjoint(vocabulary.like(token.stem))
            ):
                everywhere += weight
            else:
                weight *= TOLD if position < reading.told else 1.0
                missing.append(token.word)
                lost += weight
            total += weight
            continue
        total += weight
        groups = frozenset().union(*(searcher.groups_with(n, f) for f in found))
        if -1 in groups or not groups:
            everywhere += weight
        else:
            for group in groups:
                held[group] = held.get(group, 0.0) + weight
    if not total:
        return (), 0.0, 0.0, 0.0
    together = everywhere + max(held.values(), default=0.0)
    return tuple(missing), lost / total, 1 - together / total, together
