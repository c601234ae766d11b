"""What a question contains that a candidate does not account for: the signal that refuses near misses.

Each word of the question that carries something must be found in the candidate's own texts, as it stands, as
a known other word for it, or in spite of its spelling. Names, foreign places, years, ordinals and attributes
must even stand together in one fact or question of the candidate (its name counts everywhere). What is
missing of those is a conflict: a candidate that has one is never the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz, process

from bot.answers.answer import Reason
from bot.answers.direction import Stance, elsewhere, foreign_to, other_town, stance_of, turned
from bot.answers.grammar import FILLERS, MONTHS, ORDINALS, ROMAN
from bot.answers.index import SAME
from bot.answers.lexicon import Ref, Span, numbered
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import Token, folded_set, roman, stem
from bot.answers.times import Window
from bot.knowledge.entries import Entry

#: Whose visit or award an event is: the roles of its principals.
_PRINCIPALS = {
    "visit": frozenset({"guest"}),
    "delegation": frozenset({"guest"}),
    "award": frozenset({"receiver", "recipient", "award-giver", "giver", "laureate"}),
}
#: Kinds of terms that name somebody or something.
_NAMES = frozenset({"entry", "country", "city", "place", "foreigner"})
#: Kinds of terms that may say how two parties stand to each other.
_RELATIONS = frozenset({"word", "type", "role", "attribute"})
#: What somebody who says why they ask does not ask for.
_TOLD_ASIDE = frozenset({"attribute", "role"})
#: Kinds of questions that may ask who holds an office.
_HOLDER_ASKED = frozenset({"who", "card", "status", "how", "what"})
#: What a question consists of that asks for nothing else.
_HOLDER_NAMES = frozenset({"entry", "role", "country", "city", "type", "theme"})
#: A word that only tells why somebody asks, and that a candidate lacks, weighs so much.
TOLD = 0.3
#: In a question of so few words a town that the candidate lacks is what was asked about, not background.
FEW = 5


_ROMANS = {n: r for r, n in ROMAN.items()} | {n: str(n) for n in range(21, 1000)}
#: Things asked for that every entry may answer in its own words.
_ANY_THING = frozenset(
    (
        "kind sort type thing things way time day date year month city town country place person man woman "
        "people side role problem problems job post position office relative group new high big main other "
        "international joint official part point exactly happened did does is was are were about kinds else "
        "all matters topics subjects fields name person's "
    ).split()
)
#: Before these stands a verb: "what makes the", "what links our".
_DETERMINERS = folded_set("the a an this that these those his her its their our my your all both")
#: How a post is asked for: "who was the", "the name of the".
_BEING = folded_set("is was are were")
_NAME = folded_set("name names")
_BEFORE_POST = folded_set("the a an our its their his this that former new current first then main chief")
#: Words for the day of asking: what lasts is not refused for having no date of that day.
_TODAY = folded_set("today now сегодня сейчас бүгін қазір آج ابھی aaj abhi")
_DATES = re.compile(
    r"\b(?:\d{1,2}(?:[-–]\d{1,2})?\s+)?(?:January|February|March|April|May|June|July|August|September)"
    r"(?:\s+(?:19|20)\d\d)?\b|\b(?:\d{1,2}(?:[-–]\d{1,2})?\s+)?(?:October|November|December)"
    r"(?:\s+(?:19|20)\d\d)?\b|\b(?:19|20)\d\d\b"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|million|billion)\b"
    r"|\b(?:half|one|once|several|no|free|nothing)\b",
    re.I,
)
_ASKS_NUMBER = re.compile(r"\bhow (?:many|much|long|often)\b", re.I)


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


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a single fact of the answer must hold: any of `features`."""

    features: tuple[str, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class AskedStance(Stance):
    """The stance of a question."""

    relations: frozenset[str]  #: words and terms that may say how the parties stand to each other


def asked_stance(reading: Reading, searcher: Searcher) -> AskedStance:
    """How the parties stand in the question, and by which words."""
    stance = stance_of(reading.words, reading.spans, searcher.people)
    parties = {i for s in reading.spans if any(_is_party(r, searcher) for r in s.refs) for i in range(s.start, s.end)}
    relations = {reading.words[i].stem for i in reading.content if i not in parties}
    relations |= {r.feature for s in reading.spans for r in s.refs if r.kind in _RELATIONS}
    return AskedStance(stance.countries, stance.people, stance.places, stance.named, stance.towns, frozenset(relations))


def demands(reading: Reading, searcher: Searcher) -> tuple[Demand, ...]:
    """What the question insists on: foreign places, people, organisations, attributes, ordinals, towns."""
    found: list[Demand] = []
    taken: set[int] = set()
    for span in reading.spans:
        places = set(range(span.start, span.end))
        if places & taken:
            continue
        demand = _demand(span, reading, searcher)
        if demand and span.start < reading.told and demand.reason.kind in _TOLD_ASIDE:
            continue
        if demand:
            found.append(demand)
            taken |= places
        elif span.end - span.start > 1 and any(r.kind in {"entry", "word", "type", "role"} for r in span.refs):
            taken |= places
    found += _other_names(reading, searcher)
    found += _unknown_names(reading, searcher)
    for number in reading.ordinals if searcher.is_dated and _counts_known(reading, searcher) else ():
        if number > 1:
            found.append(Demand(_ordinal_forms(number, reading), Reason("ordinal", str(number))))
    return tuple(found)


def _counts_known(reading: Reading, searcher: Searcher) -> bool:
    """Whether the base counts what the question counts: its sessions are numbered, its "second persons" are not."""
    for i, token in enumerate(reading.words[:-1]):
        if numbered(token.word) is not None and (reading.window is None or i not in reading.window.places):
            counted = {reading.words[i + 1].stem}
            counted |= {r.feature for s in reading.spans if s.start == i + 1 for r in s.refs}
            if counted & searcher.counted or counted.isdisjoint(searcher.documents.ids):
                return True
        elif token.word in ROMAN:
            return True
    last = reading.words[-1].word if reading.words else ""
    return numbered(last) is not None or (len(last) > 1 and last in ROMAN)


def _other_names(reading: Reading, searcher: Searcher) -> list[Demand]:
    """Somebody of a known surname with a given name that the base has not: "Zulfikar Ali Bhutto" is not Benazir."""
    found = []
    for span in reading.spans:
        people = [r for r in span.of("entry") if r.id in searcher.people]
        if span.end - span.start != 1 or not people or not span.exact or any(r.weight >= 1 for r in people):
            continue
        if span.start == 0:
            continue
        before = _first_given(reading, searcher, span.start)
        known = before.stem in searcher.documents.ids or searcher.lexicon.knows(before.stem)
        known = known or searcher.lexicon.near(before) is not None
        if before.script == "latin" and before.word not in FILLERS and not before.word.isdigit() and not known:
            found.append(Demand((before.stem,), Reason("person", f"{before.raw} {reading.words[span.start].raw}")))
    return found


def _unknown_names(reading: Reading, searcher: Searcher) -> list[Demand]:
    """Names that stand nowhere in the base, told by their capital; a misspelt word of the base is none.

    Measured: of 1,100 questions with an answer none has such a word, of 700 without one 35.
    """
    if not searcher.knowledge.about.countries:
        return []
    return [
        Demand((token.stem,), Reason("subject", reading.capitals[token.word]))
        for position in reading.content
        if (token := reading.words[position]).word in reading.capitals
        and token.stem not in searcher.documents.ids
        and searcher.lexicon.near(token) is None
        and not searcher.lexicon.knows(token.stem)
        and not searcher.misspells(token)
    ]


def _first_given(reading: Reading, searcher: Searcher, surname: int) -> Token:
    """The word before a surname and the given names of others between them: "Zulfikar" in "Zulfikar Ali Bhutto"."""
    at = surname - 1
    names = {s.start for s in reading.spans if s.end - s.start == 1 and any(r.id in searcher.people for r in s.refs)}
    while at > 0 and at in names:
        at -= 1
    return reading.words[at if reading.words[at].word not in FILLERS else surname - 1]


def _demand(span: Span, reading: Reading, searcher: Searcher) -> Demand | None:
    kinds = {r.kind for r in span.refs}
    features = tuple(r.feature for r in span.refs)
    word = reading.words[span.start].stem
    ref = span.refs[0]
    if kinds & {"country"}:
        return None
    if "place" in kinds and span.exact:
        return Demand(features, Reason("country", _name(searcher, next(r.id for r in span.of("place")))))
    if "foreigner" in kinds and span.exact and "entry" not in kinds:
        return Demand(features, Reason("person", " ".join(t.raw for t in reading.words[span.start : span.end])))
    if "organisation" in kinds and "entry" not in kinds and span.exact:
        return Demand(features, Reason("organisation", ref.id))
    if "attribute" in kinds and span.exact and not kinds & {"entry", "theme"}:
        return Demand(features, Reason("attribute", next(r.id for r in span.of("attribute"))))
    if "role" in kinds and span.exact and reading.kind == "who" and not kinds & {"entry", "type"}:
        return Demand(features, Reason("role", next(r.id for r in span.of("role"))))
    few = len(reading.content) <= FEW
    if few and "city" in kinds and span.exact and reading.kind == "who" and not any(r.capital for r in span.of("city")):
        stems = tuple(t.stem for t in reading.words[span.start : span.end])
        return Demand(stems, Reason("place", reading.words[span.start].raw))
    if kinds == {"entry"} and span.exact and span.end - span.start >= 2 and all(r.weight >= 1 for r in span.refs):
        entry = searcher.knowledge.find(ref.id)
        return Demand(features, Reason("subject", entry.name if entry else ref.id))
    if "entry" in kinds and (span.exact or len(word) >= 6) and len({r.id for r in span.of("entry")}) <= 3:
        people = [r for r in span.of("entry") if r.id in searcher.people and r.weight >= 0.3]
        if people and len(people) == len(list(span.of("entry"))):
            entry = searcher.knowledge.find(people[0].id)
            return Demand(
                tuple(f"@entry:{r.id}" for r in people), Reason("person", entry.name if entry else people[0].id)
            )
    return None


def _name(searcher: Searcher, term_id: str) -> str:
    return next((t.name for t in searcher.knowledge.words.places if t.id == term_id), term_id)


def _ordinal_forms(number: int, reading: Reading) -> tuple[str, ...]:
    """Ways of writing an ordinal; the bare number only beside a word of the question ("session 13"), not as a day."""
    forms = [f"{number}{end}" for end in ("th", "st", "nd", "rd")]
    forms += [w for w, n in ORDINALS.items() if n == number] + [stem(w) for w, n in ORDINALS.items() if n == number]
    forms += [r for r, n in ROMAN.items() if n == number and n not in {5, 10}]
    beside = {reading.words[i].stem for i in reading.content}
    forms += [form for word in beside for form in (f"{word} {number}", f"{number} {word}", f"{word} {_ROMANS[number]}")]
    return tuple(forms)


def account(
    reading: Reading, candidate: Candidate, searcher: Searcher, wanted: tuple[Demand, ...], asked: AskedStance
) -> Account:
    """Hold `candidate` against every word of the question; `wanted` and `asked` are the same for all candidates."""
    conflicts = _unmet(candidate, searcher, wanted)
    conflicts += _time(reading, candidate, searcher)
    known = [searcher.stances[row] for row in candidate.nearest_rows]
    against = _turned(candidate, searcher, asked)
    if against:
        conflicts.append(Reason("direction", against))
    office = _office_unknown(reading, candidate, searcher)
    if office:
        conflicts.append(office)
    visit = _visit_elsewhere(reading, candidate.entry)
    if visit:
        conflicts.append(Reason("direction", visit))
    town = other_town(asked, known)
    absent = not _has_town(reading, candidate, searcher)
    if absent and (town or len(reading.content) <= FEW):
        conflicts.append(Reason("place", _town_of(reading)))
    private = _somebody_elses(reading, candidate.entry, searcher)
    if private:
        conflicts.append(private)
    traveller = _other_guest(reading, candidate.entry, searcher)
    if traveller:
        conflicts.append(traveller)
    away = elsewhere(asked, known)
    if away and len(known) >= 2:
        conflicts.append(Reason("place", away))
    if candidate.past >= SAME and candidate.past > candidate.question:
        conflicts.append(Reason("beyond"))
    missing, share, apart, mass = _missing(reading, candidate, searcher)
    elsewhere_share = _elsewhere(reading, missing, searcher)
    lacked = (
        _asked_thing(reading, missing)
        or _asked_post(reading, missing, searcher)
        or _number_asked(reading, candidate.entry)
    )
    if lacked:
        conflicts.append(lacked)
    anchored = _anchored(reading, candidate, searcher)
    foreign = foreign_to(asked, known)
    if foreign and candidate.entry.host in asked.named:
        foreign = None
    if foreign and candidate.entry.kind == "event":  # who and what takes part elsewhere; the same event does not
        conflicts.append(Reason("country", foreign))
    return Account(missing, share, apart, elsewhere_share, mass, anchored, foreign, tuple(dict.fromkeys(conflicts)))


def _turned(candidate: Candidate, searcher: Searcher, asked: AskedStance) -> str | None:
    """A relation turned round, as texts have it that speak of the same relation; where none does, as the nearest do."""
    if asked.countries is None and asked.people is None:
        return None
    known = searcher.rows_with(candidate.nearest_rows, asked.relations) or candidate.nearest_rows
    closest = [row for row in known if row in candidate.closest_rows]
    stances = searcher.stances
    return turned(asked, [stances[row] for row in closest], 1) or turned(asked, [stances[row] for row in known])


def _is_party(ref: Ref, searcher: Searcher) -> bool:
    return ref.kind in {"country", "city", "place"} or (ref.kind == "entry" and ref.id in searcher.people)


def _elsewhere(reading: Reading, missing: tuple[str, ...], searcher: Searcher) -> float:
    """Idf share of the question's words that the base knows, only not here."""
    known = searcher.documents.ids
    weights = {i: searcher.documents.weight(reading.words[i].stem) for i in reading.content}
    total = sum(weights.values())
    lost = sum(w for i, w in weights.items() if reading.words[i].word in missing and reading.words[i].stem in known)
    return lost / total if total else 0.0


def _asked_thing(reading: Reading, missing: tuple[str, ...]) -> Reason | None:
    """ "Which hotel ...?" of something that has no hotel; "what makes the ..." and "what brought Nur" ask no thing."""
    names = {s.start for s in reading.spans if any(r.kind in _NAMES for r in s.refs)}
    words = reading.words
    for i, token in enumerate(words[:-1]):
        if token.word not in {"which", "what"} or i + 2 in names:
            continue
        after = words[i + 2].word if i + 2 < len(words) else ""
        if token.word == "what" and after in _DETERMINERS:
            continue
        thing = words[i + 3] if after == "of" and i + 3 < len(words) else words[i + 1]  # "which lines of business"
        if thing.word in missing and thing.word not in _ANY_THING:
            return Reason("attribute", thing.raw)
    return None


def _asked_post(reading: Reading, missing: tuple[str, ...], searcher: Searcher) -> Reason | None:
    """ "Who is the pilot ...?", "names of the drivers" of something that speaks of no pilot and no driver."""
    words = reading.words
    for i, token in enumerate(words[:-1]):
        before = words[i - 1].word if i else ""
        if not ((before == "who" and token.word in _BEING) or (before in _NAME and token.word == "of")):
            continue
        post = next((word for word in words[i + 1 :] if word.word not in _BEFORE_POST), token)
        known = post.stem in searcher.documents.ids
        if post.word in missing and post.word not in _ANY_THING and (known or not searcher.misspells(post)):
            return Reason("role", post.raw)
    return None


def _number_asked(reading: Reading, entry: Entry) -> Reason | None:
    """A number asked of an entry none of whose facts holds one beside dates; its own questions may ask for one."""
    if reading.kind not in {"how-many", "how-much"} or entry.series:
        return None
    if any(_NUMBER.search(_DATES.sub(" ", f.text)) for f in entry.shown_facts):
        return None
    if any(_ASKS_NUMBER.search(q) for q in chain(entry.questions, *(f.questions for f in entry.shown_facts))):
        return None
    return Reason("attribute", "number")


def _anchored(reading: Reading, candidate: Candidate, searcher: Searcher) -> float:
    if not searcher.knowledge.about.countries:
        return 0.5
    bag = searcher.bags[candidate.number]
    best = 0.0
    for span in reading.spans:
        for ref in span.refs:
            if ref.feature in bag:
                worth = {"entry": 1.0, "country": 0.8, "city": 0.8, "place": 0.8, "organisation": 0.8, "role": 0.5}.get(
                    ref.kind, 0.0
                )
                best = max(best, worth * (1.0 if span.exact else 0.8))
    return best


def _unmet(candidate: Candidate, searcher: Searcher, wanted: tuple[Demand, ...]) -> list[Reason]:
    """The demands that no single fact or question of the candidate meets together."""
    if not wanted:
        return []
    n = candidate.number
    bag = searcher.bags[n]
    rests: list[tuple[Demand, frozenset[int]]] = []
    lost = []
    entry = candidate.entry
    near = {f"@entry:{i}" for i in (entry.id, *entry.related)}
    for demand in wanted:
        if near & set(demand.features[:8]) and (
            demand.reason.kind == "subject" or f"@entry:{entry.id}" in demand.features
        ):
            continue
        groups: frozenset[int] = frozenset().union(*(searcher.groups_with(n, f) for f in demand.features))
        if -1 in groups or (not groups and any(f in bag for f in demand.features)):
            continue
        if not groups:
            lost.append(demand.reason)
        else:
            rests.append((demand, groups))
    if lost or len(rests) < 2:
        return lost
    together = frozenset.intersection(*(groups for _, groups in rests))
    return [] if together else [min(rests, key=lambda r: len(r[1]))[0].reason]


def _somebody_elses(reading: Reading, entry: Entry, searcher: Searcher) -> Reason | None:
    """An attribute of a person asked for: no entry but that person's can have it."""
    attributes = [r.id for s, r in reading.refs("attribute") if s.exact]
    people = {r.id for s, r in reading.refs("entry") if r.id in searcher.people and r.weight >= 0.8}
    if attributes and people and entry.id not in people:
        return Reason("attribute", attributes[0])
    return None


def _office_unknown(reading: Reading, candidate: Candidate, searcher: Searcher) -> Reason | None:
    """Who holds an office of an institution of which no statement names it; its questions alone say nothing.

    Beside other words the office may be called otherwise, so there any office will do.
    """
    asked = reading.ids("role")
    if not asked or candidate.entry.kind != "institution" or reading.kind not in _HOLDER_ASKED:
        return None
    names = {i for s in reading.spans for r in s.refs if r.kind in _HOLDER_NAMES for i in range(s.start, s.end)}
    alone = len(set(reading.content) - names) <= 1
    roles = asked if alone else [role.id for role in searcher.knowledge.words.roles]
    said = any(searcher.says(candidate.number, f"@role:{role}") for role in roles)
    return None if said else Reason("role", asked[0])


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


def _has_town(reading: Reading, candidate: Candidate, searcher: Searcher) -> bool:
    """Whether the towns asked about stand somewhere in the candidate's texts."""
    bag, spelling = searcher.bags[candidate.number], searcher.spelling(candidate.number)
    return all(
        token.stem in bag or _spelt(token.stem, spelling)
        for span in reading.spans
        if any(not r.capital for r in span.of("city"))
        for token in reading.words[span.start : span.end]
    )


def _visit_elsewhere(reading: Reading, entry: Entry) -> str | None:
    """An event with a host asked for in the guest's own country."""
    if entry.kind != "event" or not entry.host:
        return None
    places = [m for m in reading.mentions if m.how == "place" and m.home]
    if not places or any(m.id == entry.host for m in places):
        return None
    return f"{entry.guest} is the guest" if entry.guest and all(m.id == entry.guest for m in places) else None


def _missing(reading: Reading, candidate: Candidate, searcher: Searcher) -> tuple[tuple[str, ...], float, float, float]:
    n, entry = candidate.number, candidate.entry
    bag, spelling = searcher.bags[n], searcher.spelling(n)
    near = {entry.id, *entry.neighbours}
    terms: dict[int, list[str]] = {}
    loose: set[int] = set()
    for span in reading.spans:
        for ref in span.refs:
            if ref.feature in bag and (ref.kind != "city" or ref.capital):
                for i in range(span.start, span.end):
                    terms.setdefault(i, []).append(ref.feature)
            elif ref.kind == "country" or ref.capital or (ref.kind == "entry" and ref.id in near):
                loose.update(range(span.start, span.end))
    missing, lost, total, everywhere = [], 0.0, 0.0, 0.0
    held: dict[int, float] = {}
    for position in reading.content:
        token = reading.words[position]
        weight = searcher.documents.weight(token.stem)
        found = terms.get(position, []) + ([token.stem] if token.stem in bag else [])
        if not found:
            if position in loose or _spelt(token.stem, spelling):
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


def _spelt(word: str, spelling: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the candidate has a word spelt nearly so (one letter in short words, two in long ones)."""
    if len(word) < 4:
        return False
    latin = roman(word)
    if not latin:
        return False
    limit = 1 if len(latin) <= 5 else 2
    near = process.extract(latin, spelling.get(latin[0], ()), scorer=fuzz.ratio, score_cutoff=78, limit=3)
    return any(abs(len(other) - len(latin)) <= limit for other, _, _ in near)


def _time(reading: Reading, candidate: Candidate, searcher: Searcher) -> list[Reason]:
    window, entry = reading.window, candidate.entry
    if (
        window is None
        or not searcher.is_dated
        or (window.relative and window.precision == "season")
        or entry.kind == "recurring"
        or (entry.kind != "event" and _TODAY.issuperset(reading.words[i].word for i in window.places))
    ):
        return []
    if entry.when and entry.when.precision == "day" and window.overlaps(entry.when.earliest, entry.when.latest):
        return []
    if entry.when and window.precision != "day" and window.overlaps(entry.when.earliest, entry.when.latest):
        return []
    if _dated(window, candidate, searcher):
        return []
    if window.precision == "day":
        return [Reason("year", window.first.isoformat())]
    same = window.first.year == window.last.year
    return [Reason("year", str(window.first.year) if same else f"{window.first} to {window.last}")]


def _dated(window: Window, candidate: Candidate, searcher: Searcher) -> bool:
    """Whether one of the candidate's facts or questions names the time itself."""
    years = [str(year) for year in range(window.first.year, window.last.year + 1)]
    groups = frozenset().union(*(searcher.groups_with(candidate.number, year) for year in years))
    if not groups or window.precision in {"year", "range", "season"}:
        return bool(groups)
    names = [name for name, number in MONTHS.items() if number == window.first.month]
    months = frozenset().union(*(searcher.groups_with(candidate.number, stem(name)) for name in names))
    groups = groups & months if -1 not in groups else months
    if window.precision == "day":
        groups &= searcher.groups_with(candidate.number, str(window.first.day))
    return bool(groups)
