"""Lists less something: "holidays except Nur's day", "who came besides the president?"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import Answer, Reason
from bot.answers.decide import decide
from bot.answers.lexicon import Span
from bot.answers.question import Reading, read
from bot.answers.text import folded_set
from bot.answers.tools import Tools
from bot.answers.wanted import TRAVELS, people_of
from bot.knowledge.entries import KINDS, Entry

#: Before what is left out.
_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        *("with the exception of", "except for", "other than", "apart from", "aside from", "not counting", "but not"),
        *("in addition to", "except", "excepting", "excluding", "besides", "за исключением", "кроме", "помимо"),
    )
)
_THE = folded_set("the a an that those of for one ones")
_AND = folded_set("and or и или")
#: A name that so many share is nobody's in particular.
SURE_NAME = 0.8


@dataclass(frozen=True, slots=True)
class Excepting:
    """A question without what it leaves out, and that."""

    head: Reading
    tail: Reading


def excepting_of(reading: Reading, tools: Tools, today: date) -> Excepting | None:
    """The question and what it leaves out, or None where it leaves out nothing."""
    plain = tuple(token.word for token in reading.words)
    for i in range(len(plain)):
        phrase = next((p for p in _PHRASES if plain[i : i + len(p)] == p), None)
        if phrase is None:
            continue
        start = i + len(phrase)
        end = _end_of(reading, start)
        head, tail = (*reading.words[:i], *reading.words[end:]), reading.words[start:end]
        if not head or not tail:
            return None
        lexicon = tools.searcher.lexicon
        one, two = (read(" ".join(token.raw for token in part), lexicon, today) for part in (head, tail))
        return Excepting(one, two)
    return None


def _end_of(reading: Reading, start: int) -> int:
    """Where the names end that begin there; the end of the question where no name begins there."""
    at = start
    while True:
        while at < len(reading.words) and reading.words[at].word in _THE:
            at += 1
        named = [s for s in reading.spans if s.start == at and s.exact and _is_name(s)]
        if not named:
            return len(reading.words) if at == start or reading.words[at - 1].word in _THE else at - 1
        at = max(span.end for span in named)
        if at + 1 >= len(reading.words) or reading.words[at].word not in _AND:
            return at
        at += 1


def _is_name(span: Span) -> bool:
    return any(ref.kind == "entry" and ref.weight >= SURE_NAME for ref in span.refs)


def less(question: str, asked: Excepting, found: Answer, tools: Tools, today: date) -> Answer | None:
    """An answer to the rest of a question less what that leaves out; None where it is not plain what it leaves out."""
    if not found.listed:
        return _unless_named(question, asked.tail, found, tools)
    entries = [tools.knowledge.entries[one] for one in dict.fromkeys(line.id for line in found.listed)]
    out = _left_out(asked.tail, entries, tools, today)
    if out is None:
        return None
    lines = tuple(line for line in found.listed if line.id not in out)
    if not lines:
        return _nothing_else(question, found)
    kept = tuple(one for one in found.entries if one.id not in out)
    return replace(found, listed=lines, entries=kept, shown=tuple(line.ref for line in lines if line.ref))


def _unless_named(question: str, tail: Reading, found: Answer, tools: Tools) -> Answer | None:
    """Nothing, where what is no list is or is of what is left out; else None: the whole question is to be answered."""
    best = tools.knowledge.entries[found.entries[0].id]
    return _nothing_else(question, found) if _named(tail) & ({best.id} | _guests(best)) else None


def _nothing_else(question: str, found: Answer) -> Answer:
    return Answer(question, "unknown", reason=Reason("vague"), asked=found.asked, language=found.language)


def _named(tail: Reading) -> set[str]:
    return {r.id for s, r in tail.refs("entry") if s.exact and r.weight >= SURE_NAME}


def _left_out(tail: Reading, entries: list[Entry], tools: Tools, today: date) -> set[str] | None:
    """Which of these entries are left out: those named, of those named, or of the kind named; None if not known."""
    named = _named(tail)
    if named:
        return {entry.id for entry in entries if named & _names_of(entry)}
    rest = [i for i in tail.content if not any(s.start <= i < s.end for s, _ in tail.refs("type"))]
    lands = {mention.id for mention in tail.mentions if mention.home}
    if lands and all(i in {mention.at for mention in tail.mentions} for i in rest):
        return {entry.id for entry in entries if lands & {entry.country, entry.guest}}
    kinds = set(tail.ids("type"))
    if kinds and not rest and not tail.window:
        return {entry.id for entry in entries if entry.type in kinds or (entry.kind in kinds and entry.kind in KINDS)}
    chosen = decide(tail, tools.searcher, today).chosen
    meant = next((c.entry.id for c, _ in chosen if any(c.entry.id == entry.id for entry in entries)), None)
    return {meant} if meant else None


def _names_of(entry: Entry) -> set[str]:
    """Whose an entry is: of a visit the guests."""
    return {entry.id} | _guests(entry) if entry.type in TRAVELS else people_of(entry)


def _guests(entry: Entry) -> set[str]:
    return {p.id for p in entry.participants if p.role == "guest"} if entry.type in TRAVELS else set()
