"""Which facts of an entry are shown for a question, and in which order."""

from __future__ import annotations

import re

from bot.answers.answer import Answer, Scored
from bot.answers.index import Floats
from bot.answers.question import Reading
from bot.answers.search import Searcher
from bot.answers.text import tokens
from bot.knowledge.entries import Entry

#: At most so many facts in a first reply, and so many characters of them; the rest is behind "More".
MOST_FACTS = 5
MOST_CHARACTERS = 900
#: Beside a fact that is worth at least CLEAR only those are shown that are worth more than this share of it. Where no
#: fact clearly answers, all may: of 315 development questions 7 were shown without the value asked for, now 2.
CLEAR = 0.5
BESIDE = 0.5
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d")
_RESULT = re.compile(
    r"\b(agreed|signed|decided|adopted|memorand|resulted|approved|set|won|gave|result|exchanged)", re.I
)
_PLACE = re.compile(r"\b(?:in|at|from|near)\s+(?:the\s+)?[A-Z]")


def facts_for(reading: Reading, entry: Entry, number: int, similar: Floats, searcher: Searcher) -> tuple[str, ...]:
    """Refs of the facts to show, the one that answers first."""
    shown = [i for i, f in enumerate(entry.facts) if not f.withdrawn and not f.superseded_by]
    if not shown:
        return ()
    near = searcher.fact_similarities(similar, number)
    ranked = sorted(shown, key=lambda i: (-_worth(reading, entry, i, near.get(i, 0.0)), i))
    lead = ranked[0]
    best = _worth(reading, entry, lead, near.get(lead, 0.0))
    least = BESIDE * best if best >= CLEAR and reading.kind not in {"card", "outcome"} else 0.0
    kept, length = [lead], len(entry.facts[lead].text)
    rest = [i for i in shown if i != lead] if reading.kind == "card" else ranked[1:]
    for i in rest[: MOST_FACTS - 1]:
        length += len(entry.facts[i].text)
        if length > MOST_CHARACTERS:
            break
        if _worth(reading, entry, i, near.get(i, 0.0)) > least:
            kept.append(i)
    return tuple(f"{entry.id}#{entry.facts[i].key}" for i in kept)


def told_by(question: str, reading: Reading, entry: Entry, sure: float, searcher: Searcher) -> Answer:
    """The answer that one entry gives, `sure` (0 to 1) as it is that this one is meant."""
    similar = searcher.index.similarities(reading.bag, reading.chars)
    shown = facts_for(reading, entry, searcher.number[entry.id], similar, searcher)
    scored = (Scored(entry.id, sure),)
    return Answer(question, "answered", "fact", scored, shown, asked=reading.kind, language=reading.language)


def fields_of(entry: Entry) -> tuple[str, ...]:
    """Refs of what an entry without facts can show of itself: its offices, else its date."""
    offices = tuple(f"{entry.id}#office-{n}" for n in range(1, len(entry.offices) + 1))
    return offices or ((f"{entry.id}#when",) if entry.when else ())


def more_facts(entry: Entry, seen: tuple[str, ...]) -> tuple[str, ...]:
    """Refs of the next facts of an entry, in its own order, leaving out those already shown."""
    refs = [f"{entry.id}#{f.key}" for f in entry.shown_facts]
    return tuple(r for r in refs if r not in seen)[:MOST_FACTS]


def _worth(reading: Reading, entry: Entry, fact: int, similar: float) -> float:
    """Similarity, raised when a fact holds the kind of thing that is asked for."""
    text = entry.facts[fact].text
    kind = reading.kind
    worth = similar + 0.02 / (1 + fact)
    if kind == "when" and _DATE.search(text):
        worth += 0.06
    if kind in {"how-many", "how-much", "how-long"}:
        worth += 0.08 if _NUMBER.search(_DATE.sub("", text)) else -0.05
    if kind == "where" and _PLACE.search(text):
        worth += 0.04
    if kind == "outcome" and _RESULT.search(text):
        worth += 0.12
    if reading.window and any(t.word == str(reading.window.first.year) for t in tokens(text)):
        worth += 0.05
    return worth
