"""What a question insists on: people, places, organisations, attributes, posts and ordinals.

A single fact or question of the candidate must hold all of them together; its name counts everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.answer import Reason
from bot.answers.claims import never_held
from bot.answers.grammar import FILLERS, MONTHS, OR, ORDINALS, ROMAN
from bot.answers.lexicon import Ref, Span, names_of, numbered
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import Token, folded_set, stem, tokens

#: What somebody who says why they ask does not ask for.
_TOLD_ASIDE = frozenset({"attribute", "role"})
#: Before what is the asker's own, or after it.
_MINE = folded_set(
    "my our мой моя моё мои моего моей мою наш наша наши میرا میری میرے ہمارا ہماری ہمارے mera meri mere менің"
)
#: What numbers of an amount are counted in.
_UNITS = folded_set(
    "million billion trillion bn mln mn percent km kilometres kilometers tonnes tons миллион миллиона миллионов млн "
    "миллиард миллиарда миллиардов млрд процентов км ملین ارب کروڑ فیصد"
)
_NAMED = folded_set("named renamed назвать назвали названа названы аталған атымен")
_DEPUTY = ("acting", "interim", "deputy", "vice")
_FOR = folded_set("на за через for in within after")
#: In a question of so few words a town that the candidate lacks is what was asked about, not background.
FEW = 5
_ROMANS = {n: r for r, n in ROMAN.items()}


_BESIDES = folded_set("besides beside except apart unlike like mr mrs ms dr sir madam lady general gen")
#: Whose somebody is.
_RELATIVES = folded_set("daughter son father mother brother sister wife husband family nephew grandson granddaughter")
#: What no text has.
NOWHERE = "@nowhere"


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a single fact of the answer must hold: any of `features`."""

    features: tuple[str, ...]
    reason: Reason
    events: frozenset[str] = frozenset()  #: of a number: the only events that are meant, where there are such
    nobody: frozenset[str] = frozenset()  #: of a given name: those of the surname whose it is not


def demands(reading: Reading, searcher: Searcher) -> tuple[Demand, ...]:
    """What the question insists on: foreign places, people, organisations, attributes, ordinals, towns."""
    found: list[Demand] = []
    taken: set[int] = set()
    for span in reading.spans:
        places = set(range(span.start, span.end))
        if places & taken or (reading.window and places <= reading.window.places):
            continue
        demand = _demand(span, reading, searcher)
        aside = span.start < reading.told or any(
            one(span, reading) for one in (_is_own, _is_called, _is_choice, _is_length)
        )
        if demand and demand.reason.kind in _TOLD_ASIDE and aside:
            continue
        if demand:
            found.append(demand)
            taken |= places
        elif span.end - span.start > 1 and any(r.kind in {"entry", "word", "type", "role"} for r in span.refs):
            taken |= places
    found += _other_names(reading, searcher)
    found += _unknown_names(reading, searcher)
    found += _amounts(reading)
    found += _deputies(reading)
    claimed = never_held(reading, searcher)
    if claimed:
        found.append(Demand((NOWHERE,), claimed))
    ordinals = [n for n in reading.ordinals if n > 1] if searcher.is_dated and _counts_known(reading, searcher) else []
    if len(ordinals) > 1 and not OR.isdisjoint(token.word for token in reading.words):
        ordinals = []  # "the 13th or the 14th?"
    found += [
        Demand(_ordinal_forms(number, reading), Reason("ordinal", str(number)), _so_called(number, reading, searcher))
        for number in ordinals
    ]
    return tuple(found)


def _so_called(number: int, reading: Reading, searcher: Searcher) -> frozenset[str]:
    """The events of the kind asked about that have this number: no 13th summit is the 13th session."""
    types = set() if reading.refs("entry") else set(reading.ids("type")) & searcher.event_types
    numbered_so = (i for i, own in enumerate(searcher.ordinals) if number in own) if types else ()
    return frozenset(searcher.entries[i].id for i in numbered_so if searcher.entries[i].type in types)


def _amounts(reading: Reading) -> list[Demand]:
    """Amounts that the question names: "the goal of 3 billion" is not that of 1 billion."""
    words = reading.words
    return [
        Demand((number.stem,), Reason("number", f"{number.raw} {unit.raw}"))
        for number, unit in pairwise(words)
        if number.word.replace(".", "").isdigit() and unit.word in _UNITS
    ]


def _deputies(reading: Reading) -> list[Demand]:
    """A deputy or a stand-in asked for, where the base knows no such office by name: "the acting president"."""
    starts, within = {span.start for span, _ in reading.refs("role")}, reading.positions("role")
    return [
        Demand(tuple(stem(other) for other in _DEPUTY), Reason("role", f"{token.raw} {reading.words[at + 1].raw}"))
        for at, token in enumerate(reading.words[:-1])
        if token.word in _DEPUTY and at not in within and at + 1 in starts
    ]


def _is_own(span: Span, reading: Reading) -> bool:
    """Whether something is the asker's own: "my daughter studies there"."""
    beside = (reading.words[i].word for i in (span.start - 1, span.end) if 0 <= i < len(reading.words))
    return not _MINE.isdisjoint(beside)


def _is_called(span: Span, reading: Reading) -> bool:
    """Whether it is asked what something is called after: "is there a street named after him?"."""
    beside = (token.word for token in reading.words[max(0, span.start - 1) : span.end + 1])
    return not _NAMED.isdisjoint(beside)


def _is_choice(span: Span, reading: Reading) -> bool:
    """Whether something is but one of two that are asked about: "was he president or prime minister?"."""
    beside = (reading.words[i].word for i in (span.start - 1, span.end) if 0 <= i < len(reading.words))
    return not OR.isdisjoint(beside)


def _is_length(span: Span, reading: Reading) -> bool:
    """Whether "how many years" asks how long something is or was for, not how old somebody is: "на сколько лет"."""
    return span.start > 0 and reading.words[span.start - 1].word in _FOR


def unmet(candidate: Candidate, searcher: Searcher, wanted: tuple[Demand, ...]) -> list[Reason]:
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
        if entry.id in demand.nobody:
            lost.append(demand.reason)
            continue
        if near & set(demand.features[:8]) and (
            demand.reason.kind == "subject" or f"@entry:{entry.id}" in demand.features
        ):
            continue
        if demand.reason.kind == "ordinal" and candidate.ordinals:
            is_other = entry.kind == "event" and demand.events and entry.id not in demand.events
            lost += [] if int(demand.reason.detail) in candidate.ordinals and not is_other else [demand.reason]
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
        small = before.word in FILLERS or before.word in MONTHS or len(before.word) == 1
        if before.script == "latin" and not small and not before.word.isdigit():
            reason = Reason("person", f"{before.raw} {reading.words[span.start].raw}".title())
            if not known:
                found.append(Demand((before.stem,), reason))
            elif before.raw.title() in reading.text and not _is_own_name(before, people, reading, searcher):
                beside = f"{reading.words[span.start - 1].stem} {reading.words[span.start].stem}"
                found.append(Demand((beside,), reason, nobody=frozenset(ref.id for ref in people)))
    return found


def _is_own_name(given: Token, people: Sequence[Ref], reading: Reading, searcher: Searcher) -> bool:
    """Whether a word before a surname is a name of one of these people, something else, or that of a relative."""
    own = (name for ref in people for name in names_of(searcher.entries[searcher.number[ref.id]]))
    if given.stem in {token.stem for name in own for token in tokens(name)}:
        return True
    is_term = any(reading.words[i] is given for s in reading.spans for i in range(s.start, s.end))
    is_term = is_term or given.word in _BESIDES
    return is_term or not _RELATIVES.isdisjoint(token.word for token in reading.words)


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
        and not (token.word in ROMAN and reading.ordinals)
        and not searcher.vocabulary.has_slip(token)
        and not (token.script != "latin" and searcher.vocabulary.like(token.stem))
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
    if word in ROMAN and ROMAN[word] in reading.ordinals:
        return None
    if "foreigner" in kinds and span.exact and "entry" not in kinds:
        return Demand(features, Reason("person", " ".join(t.raw for t in reading.words[span.start : span.end])))
    if "organisation" in kinds and "entry" not in kinds and span.exact:
        return Demand(features, Reason("organisation", ref.id))
    if "attribute" in kinds and span.exact and not kinds & {"entry", "theme"}:
        return Demand(features, Reason("attribute", next(r.id for r in span.of("attribute"))))
    if "role" in kinds and span.exact and reading.kind == "who" and not kinds & {"entry", "type"}:
        role = next(r.id for r in span.of("role"))
        covered = (f"@role:{other}" for other in searcher.knowledge.words.covered_in_bodies(role))
        return Demand((*features, *covered), Reason("role", role))
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
    forms += [
        form
        for word in beside
        for form in (f"{word} {number}", f"{number} {word}", f"{word} {_ROMANS.get(number, number)}")
    ]
    return tuple(forms)
