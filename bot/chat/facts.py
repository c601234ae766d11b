"""How a fact is said: its sentence, who says so, what to be careful about, how fresh it is, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.html import Html, clipped, escape, fill, italic, joined
from bot.chat.names import Edition, called, last_seen, office_line, ranked, seen_until, source_link, title_at
from bot.chat.pages import Block, portions
from bot.knowledge.currency import DAYS, freshness
from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import Entry, Fact, Office
from bot.languages.when import at, said

#: Sources named under an answer; the others are only counted.
MOST_SOURCES = 3
LONGEST_CAUTION = 600
LONGEST_SPEAKER = 150
#: Ranks on which nothing rests well.
_WEAK = frozenset({"weak", "party"})
_SAYS_SINGLE = re.compile(r"\b(?:one|single)\b.{0,40}\b(?:source|report)", re.IGNORECASE)
_SAYS_REPORTED = re.compile(r"report|according to|accounts?\b|\bpress\b|\bmedia\b|\bwrote\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that is said, with what has to stand beside it."""

    ref: str
    text: Html
    sources: tuple[str, ...]
    caution: str | None = None
    stale: bool = False
    confirmed: FuzzyDate | None = None  #: when it was last confirmed
    decider: str | None = None  #: who decides on it


def shown_facts(edition: Edition, entry: Entry) -> tuple[Shown, ...]:
    """All that the entry's facts say to readers, in file order; a very long fact in several parts."""
    return tuple(part for fact in entry.shown_facts for part in shown_fact(edition, entry, fact))


def shown_fact(edition: Edition, entry: Entry, fact: Fact) -> tuple[Shown, ...]:
    """One fact as it is said; in several parts where it is very long."""
    fresh = freshness(edition.knowledge, entry, fact, edition.today)
    translated = fact.texts.get(edition.language)
    parts = portions(translated.text if translated else fact.text)
    texts = [escape(part) for part in parts]
    if translated is not None and translated.machine:
        texts[-1] = joined((texts[-1], italic(edition.words._("(machine translation)"))), " ")
    texts[-1] = joined((texts[-1], _whose(edition, fact)), " ")
    ref = f"{entry.id}#{fact.key}"
    stale = not fresh.current
    bare = [Shown(ref, text, fact.sources, None, stale, fresh.confirmed, fresh.decider) for text in texts[:-1]]
    caution = clipped(fact.caution.strip('"'), LONGEST_CAUTION) if fact.caution else None
    return (*bare, Shown(ref, texts[-1], fact.sources, caution, stale, fresh.confirmed, fresh.decider))


def shown_offices(edition: Edition, entry: Entry) -> tuple[Shown, ...]:
    """The offices of a person, the latest first."""
    numbered = sorted(enumerate(entry.offices, 1), key=lambda pair: seen_until(pair[1]), reverse=True)
    return tuple(shown_office(edition, entry, number, office) for number, office in numbered)


def shown_office(edition: Edition, entry: Entry, number: int, office: Office) -> Shown:
    """One office as it is said. It counts as current for as long as offices do, unless its end is known."""
    seen, about = last_seen(office), edition.knowledge.about
    days = about.currency.get("offices", DAYS["offices"])
    is_past = office.end is not None or entry.currency == "history"
    age = (edition.today - seen.earliest).days if seen is not None and seen.earliest is not None else days + 1
    return Shown(
        ref=f"{entry.id}#office-{number}",
        text=office_line(edition, office),
        sources=office.sources,
        stale=not is_past and age > days,
        confirmed=seen,
        decider=about.deciders.get("offices"),
    )


def opening(edition: Edition, shown: Sequence[Shown]) -> Html | None:
    """What a reply opens with when what leads it is no longer sure to hold: when it was last confirmed."""
    if not shown or not shown[0].stale:
        return None
    return italic(_last_confirmed(edition, shown[0].confirmed))


def deciders(edition: Edition, shown: Iterable[Shown]) -> Html:
    """Who decides on what is said, for what changes from one day to the next.

    Only where that is what the reply is about: it leads it, or is at least half of it.
    """
    said = [one.decider for one in shown]
    named = [name for name in dict.fromkeys(said) if name and (name == said[0] or said.count(name) * 2 >= len(said))]
    wording = edition.words._("What holds today is decided by {decider}.")
    return joined(fill(wording, decider=clipped(name, 200)) for name in named)


def blocks(edition: Edition, shown: Sequence[Shown], *, marked: bool) -> tuple[Block, ...]:
    """The things said as blocks, with cautions below them; `marked` puts a bullet before each."""
    found, cautions = [], set[str]()
    alike = len({one.sources for one in shown}) == 1 or all(_is_single(edition, one) for one in shown)
    for one in shown:
        notes = [] if alike else strength(edition, one)
        if one.stale and not shown[0].stale:
            notes.insert(0, _last_confirmed(edition, one.confirmed))
        text = joined((Html("•") if marked else None, one.text, italic(" ".join(notes)) if notes else None), " ")
        caution = None
        if one.caution and one.caution not in cautions:
            cautions.add(one.caution)
            caution = fill("⚠ {caution}", caution=one.caution)
        found.append(Block(joined((text, caution)), one.ref))
    return tuple(found)


def sources_line(edition: Edition, shown: Sequence[Shown]) -> Html | None:
    """Where what is said comes from, best first, and whether it rests on one source or on weak ones only."""
    sources = ranked(edition.knowledge, (source for one in shown for source in one.sources))
    if not sources:
        return None
    words, rest = edition.words, len(sources) - MOST_SOURCES
    named = joined((source_link(edition, source) for source in sources[:MOST_SOURCES]), "; ")
    if rest > 0:
        wording = words.ngettext("{named} and {number} more", "{named} and {number} more", rest)
        named = fill(wording, named=named, number=rest)
    wording = words.ngettext("Source: {named}", "Sources: {named}", len(sources))
    return joined((fill(wording, named=named), _strength_of_all(edition, shown)))


def _strength_of_all(edition: Edition, shown: Sequence[Shown]) -> str | None:
    if len({one.sources for one in shown}) == 1:
        return " ".join(strength(edition, shown[0])) or None
    if all(_is_single(edition, one) for one in shown):
        return edition.words._("Each of these rests on one source only.")
    return None


def strength(edition: Edition, one: Shown) -> list[str]:
    """What has to be said of the sources of one fact."""
    words, notes = edition.words, []
    if _is_single(edition, one) and not (one.caution and _SAYS_SINGLE.search(one.caution)):
        notes.append(words._("One source only."))
    sources = ranked(edition.knowledge, one.sources)
    told = one.caution is not None and "weak" in one.caution.casefold()
    if sources and not told and all(source.rank in _WEAK for source in sources):
        notes.append(words.ngettext("It is a weak one.", "All sources are weak.", len(sources)))
    return notes


def _is_single(edition: Edition, one: Shown) -> bool:
    sources = ranked(edition.knowledge, one.sources)
    return len(sources) == 1 and sources[0].rank != "official"


def _last_confirmed(edition: Edition, confirmed: FuzzyDate | None) -> str:
    words = edition.words
    if confirmed is None:
        return words._("When this was last confirmed is not in the base.")
    return words._("Last confirmed {date}; nothing newer here.").format(date=at(confirmed, words))


def _whose(edition: Edition, fact: Fact) -> Html | None:
    """Who says so, where the sentence itself does not tell."""
    words = edition.words
    if fact.voice == "statement" and fact.speaker and not _names(edition, fact):
        who, when = _speaker(edition, fact), said(fact.as_of, words) if fact.as_of else None
        wording = words._("Said by {speaker} ({date}).") if when else words._("Said by {speaker}.")
        return italic(fill(wording, speaker=who, date=when or ""))
    if fact.voice in {"press", "analysis"} and not _SAYS_REPORTED.search(fact.text):
        best = next(iter(ranked(edition.knowledge, fact.sources)), None)
        wording = words._("Reported by {publisher}.") if fact.voice == "press" else words._("Analysis by {publisher}.")
        return italic(fill(wording, publisher=clipped(best.publisher, LONGEST_SPEAKER))) if best else None
    return None


def _names(edition: Edition, fact: Fact) -> bool:
    """Whether the sentence names its speaker, by a name or a word of the description."""
    described = called(edition, fact.speaker or "")
    names = [word.casefold() for word in re.findall(r"\w+", described) if len(word) > 3]
    return any(name in fact.text.casefold() for name in names)


def _speaker(edition: Edition, fact: Fact) -> str:
    entry = edition.knowledge.find(fact.speaker or "")
    name = called(edition, fact.speaker or "")
    title = title_at(entry, fact.as_of) if entry is not None else None
    return clipped(f"{name}, {title}" if title else name, LONGEST_SPEAKER)
