"""What a question contains that a candidate does not account for: the signal that refuses near misses.

Each word of the question that carries something must be found in the candidate's own texts, as it stands, as a known other
word for it, or in spite of its spelling. Names, places, years, ordinals, attributes and directions that are not found are
conflicts: a candidate that has one is never the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot.answers.answer import Reason
from bot.answers.question import Reading
from bot.answers.search import Candidate, Searcher
from bot.answers.text import roman
from bot.knowledge.entries import Entry

_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Account:
    """How far a candidate accounts for a question."""

    missing: tuple[str, ...]  #: content words nobody of the candidate's texts holds
    share: float  #: idf share of them among the content words, 0 to 1
    conflicts: tuple[Reason, ...]


def account(reading: Reading, candidate: Candidate, searcher: Searcher, today: date) -> Account:
    """Hold `candidate` against every word of the question."""
    bag = searcher.bags[candidate.number]
    entry = candidate.entry
    conflicts: list[Reason] = []
    explained = _named_places(reading, candidate, searcher, bag, conflicts)
    conflicts += _time(reading, entry, bag, today)
    conflicts += _ordinals(reading, entry, bag)
    missing, lost, total = [], 0.0, 0.0
    for position in reading.content:
        token = reading.words[position]
        weight = _weight(searcher, token.stem)
        total += weight
        if position in explained or token.stem in bag or _spelt(token.stem, bag):
            continue
        missing.append(token.word)
        lost += weight
        if token.script == "digit" and not _YEAR.match(token.word) and len(token.word) < 4:
            conflicts.append(Reason("number", token.word))
    return Account(tuple(missing), lost / total if total else 0.0, tuple(dict.fromkeys(conflicts)))


def _weight(searcher: Searcher, stem: str) -> float:
    number = searcher.documents.ids.get(stem)
    most = float(searcher.documents.idf.max()) if len(searcher.documents.idf) else 1.0
    return most if number is None else float(searcher.documents.idf[number])


def _spelt(stem: str, bag: Mapping[str, float]) -> bool:
    """Whether the candidate has a word spelt nearly so (one letter in short words, two in long ones)."""
    if len(stem) < 4:
        return False
    latin = roman(stem)
    limit = 1 if len(latin) <= 5 else 2
    for word in bag:
        if word[0] == "@" or " " in word or abs(len(word) - len(stem)) > 3:
            continue
        other = roman(word)
        if other[:1] == latin[:1] and abs(len(other) - len(latin)) <= limit and fuzz.ratio(latin, other) >= 78:
            return True
    return False


def _named_places(
    reading: Reading, candidate: Candidate, searcher: Searcher, bag: Mapping[str, float], conflicts: list[Reason]
) -> set[int]:
    """Positions explained by names and known words; names the candidate lacks become conflicts."""
    explained: set[int] = set()
    entry = candidate.entry
    near = {entry.id, *entry.related, *entry.people, *(p.id for p in entry.participants)}
    strict: list[tuple[range, Reason]] = []
    for span in reading.spans:
        places = range(span.start, span.end)
        fits = False
        for ref in span.refs:
            if f"@{ref.kind}:{ref.id}" in bag or (ref.kind == "entry" and ref.id in near) or ref.kind in {"country", "city"}:
                fits = True
        if fits:
            explained.update(places)
            continue
        reason = _conflict(span.refs[0].kind, span, searcher)
        if reason and span.exact:
            strict.append((places, reason))
    for places, reason in strict:
        if not explained.issuperset(places):
            conflicts.append(reason)
    return explained


def _conflict(kind: str, span: object, searcher: Searcher) -> Reason | None:
    refs = span.refs  # type: ignore[attr-defined]
    ref = refs[0]
    if kind == "place":
        return Reason("country", _name(searcher, "place", ref.id))
    if kind == "foreigner":
        return Reason("person", ref.id)
    if kind == "organisation":
        return Reason("organisation", _name(searcher, "organisation", ref.id))
    if kind == "attribute":
        return Reason("attribute", ref.id)
    if kind == "entry" and len(refs) == 1 and ref.weight >= 0.85:
        entry = searcher.knowledge.find(ref.id)
        if entry and entry.kind == "official":
            return Reason("person", entry.name)
    return None


def _name(searcher: Searcher, kind: str, term_id: str) -> str:
    words = searcher.knowledge.words
    terms = words.places if kind == "place" else words.organisations
    return next((t.name for t in terms if t.id == term_id), term_id)


def _time(reading: Reading, entry: Entry, bag: Mapping[str, float], today: date) -> list[Reason]:
    window = reading.window
    if window is None or window.relative and window.precision == "season":
        return []
    if entry.kind == "recurring":
        return []
    if entry.when and window.overlaps(entry.when.earliest, entry.when.latest):
        return []
    years = {str(y) for y in range(window.first.year, window.last.year + 1)}
    if any(y in bag for y in years):
        return []
    named = str(window.first.year) if window.first.year == window.last.year else f"{window.first} to {window.last}"
    return [Reason("year", named)]


def _ordinals(reading: Reading, entry: Entry, bag: Mapping[str, float]) -> list[Reason]:
    found = []
    for number in reading.ordinals:
        if number <= 1:
            continue
        forms = {str(number), f"{number}th", f"{number}nd", f"{number}rd", f"{number}st"}
        if not forms & set(bag) and not _ordinal_word(number, bag):
            found.append(Reason("ordinal", str(number)))
    return found


def _ordinal_word(number: int, bag: Mapping[str, float]) -> bool:
    from bot.answers.grammar import ORDINALS, ROMAN
    from bot.answers.text import stem

    words = [w for w, n in ORDINALS.items() if n == number] + [r for r, n in ROMAN.items() if n == number]
    return any(w in bag or stem(w) in bag for w in words)
