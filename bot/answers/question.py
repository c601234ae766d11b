"""A question as it was understood: its words, the names in it, what is asked for, when, and who stands to whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.answers.grammar import ASKED_BY_FIRST, FILLERS, HOLIDAY, ROMAN, TENS, language_of
from bot.answers.index import char_features, word_features
from bot.answers.lexicon import Lexicon, Ref, Span, numbered
from bot.answers.no_day import no_such_day
from bot.answers.roman_urdu import levelled
from bot.answers.text import Token, capitals_in, fold, folded_set, tokens, told_in
from bot.answers.times import Window, window_of

#: Longer questions are cut to their first words before reading (Telegram allows 4,096 characters).
MOST_WORDS = 120
#: Before an ordinal below this, tens belong to it: "twenty-first", "он екінші".
TWO_DIGITS = 10
_ROMAN_LETTER = re.compile(r"(?<=[-\s])[VX]\b")

_TO = folded_set("to in at into towards inside near visit visits visited visiting в во на к vs")
_OF = folded_set("of from by out s")
_OWNER_AFTER = folded_set("ka ki ke ko کا کی کے")
_GENITIVE_MARKS = folded_set("ka ki ke کا کی کے")
_PLACE_AFTER = folded_set("mein main me mai میں par پر جا گئے")
#: Before these, with or without an asking word between, stands where somebody went or came: "Norvik kab gaye".
_WENT = folded_set("گئے گئی گیا جا پہنچے پہنچی پہنچا آئے آئی آیا gaye gaya gayi pahunche pahuncha aaye aaya aayi")
_VISIT = folded_set("دورہ دورے سفر daura daure dora visit trip safar")
_DAURA = folded_set("دورہ دورے daura daure dora")
_BY = folded_set("نے ne kisne")
_ASKING_BETWEEN = folded_set("کب کیوں کیسے کیا kab kyun kaise kya")
_BEING = folded_set("is was are were do does did has have had will would can could should")
_KYA = folded_set("کیا kya")
_THAN, _OF_ALL, _BEFORE = folded_set("سے se"), folded_set("سب sab"), folded_set("پہلے pehle")
_CAPITAL = folded_set("capital")
#: In Kazakh who comes from a country, whatever case: "norvaniyalyq".
_OF_PEOPLE = re.compile("[дтл](?:ык|ик)")
_LOCATIVE = ("дагы", "деги", "тагы", "теги", "да", "де", "та", "те", "га", "ге")
#: After these letters the Kazakh dative is -ка, -ке; after others those are the Russian genitive of a name in -к.
_VOICELESS = frozenset("кпстфхцчшщ")
#: Kinds of names that are of a country or in one.
_PLACED = frozenset({"country", "city", "place"})
_GENITIVE = ("нын", "дын", "тын", "нин", "дин", "тин", "а")

#: Kinds of things asked for, those first that say most about what is wanted; the last where nothing is said of it.
KINDS = (
    *("source", "how-many", "how-much", "how-long", "why", "who", "when", "where", "list"),
    *("outcome", "status", "next", "last", "which", "how", "what", "whether", "card"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A country in a question and how it stands there.

    Owner ("of", "'s", adjective), place ("to", "in", a city) or plain.
    """

    id: str
    at: int
    how: str
    city: bool = False
    home: bool = True


@dataclass(frozen=True)
class Reading:
    """What was understood of a question."""

    text: str
    words: tuple[Token, ...]
    spans: tuple[Span, ...]
    language: str
    asked: tuple[str, ...]  #: all kinds found, in the order of the question
    window: Window | None
    ordinals: tuple[int, ...]
    mentions: tuple[Mention, ...]
    bag: Counter[str]
    chars: Counter[str]
    content: tuple[int, ...]  #: positions of the words that carry something: no fillers, no asking, no time
    capitals: Mapping[str, str] = field(default_factory=dict)  #: words with a capital inside a sentence, as typed
    today: date = date.min  #: the day of asking
    no_day: str = ""  #: a day it names that there is not ("30 February"), as it was written
    told: int = 0  #: so many words at the beginning only tell why somebody asks
    typed: tuple[Counter[str], Counter[str]] | None = None  #: words and characters as typed, where they were levelled

    @cached_property
    def kind(self) -> str:
        """The one kind asked for that decides the shape."""
        return kind_of(self.asked)

    @cached_property
    def _refs(self) -> dict[str, tuple[tuple[Span, Ref], ...]]:
        found: dict[str, list[tuple[Span, Ref]]] = {}
        for span in self.spans:
            for ref in span.refs:
                found.setdefault(ref.kind, []).append((span, ref))
        return {kind: tuple(refs) for kind, refs in found.items()}

    def refs(self, kind: str) -> tuple[tuple[Span, Ref], ...]:
        """All refs of a kind with their spans, longest names first."""
        return self._refs.get(kind, ())

    def ids(self, kind: str) -> tuple[str, ...]:
        """Ids of a kind, each once, longest names first."""
        return tuple(dict.fromkeys(r.id for _, r in self.refs(kind)))

    def positions(self, kind: str) -> set[int]:
        """Where the words of names of a kind stand."""
        return {i for span, _ in self.refs(kind) for i in range(span.start, span.end)}

    def content_without(self, words: frozenset[str]) -> tuple[int, ...]:
        """`content` less these words."""
        return tuple(i for i in self.content if self.words[i].word not in words)


def kind_of(asked: Sequence[str]) -> str:
    """Of all kinds asked for the one that says most; "card" where none is."""
    return next((kind for kind in KINDS if kind in asked), KINDS[-1])


def kinds_asked(words: Sequence[Token]) -> tuple[str, ...]:
    """All kinds of things that a text asks for, in its order."""
    return _asked(_phrases([t.word for t in words]))


def _phrases(plain: list[str]) -> list[tuple[int, int, str]]:
    """Every phrase of asking in a text as (start, length, kind), the longest first."""
    found = [
        (start, len(phrase), kind)
        for start, phrases in enumerate(map(ASKED_BY_FIRST.get, plain))
        if phrases
        for phrase, kind in phrases
        if len(phrase) == 1 or tuple(plain[start : start + len(phrase)]) == phrase
        if not _is_no_asking(phrase, kind, plain, start)
    ]
    return sorted(found, key=lambda item: -item[1])


def _is_no_asking(phrase: tuple[str, ...], kind: str, plain: list[str], start: int) -> bool:
    """Whether a word of asking is none there: "what did the envoy list", "ahead of Norvik", "the first name".

    The Urdu "kya" asks whether at the head of a question, and what inside it; "se pehle" is "before",
    and "sab se" makes a superlative.
    """
    before, after = plain[start - 1 : start], plain[start + len(phrase) : start + len(phrase) + 1]
    if phrase[0] in _KYA and len(phrase) == 1:
        return (kind == "whether") == bool(start)
    if kind == "first" and "".join(before) in _THAN and phrase[0] in _BEFORE and plain[start - 2] not in _OF_ALL:
        return True
    if phrase[0] in _OF_ALL and "".join(after) in _THAN:
        return True
    if phrase == ("list",):
        return bool(before) and before[0] not in FILLERS
    if phrase == ("where",) and start > 1 and before[0].endswith("s"):
        return bool(after) and after[0] not in _BEING  # "the summits where both took part"
    return (phrase == ("ahead",) and after == ["of"]) or (phrase in {("first",), ("last",)} and after == ["name"])


def _asked(phrases: list[tuple[int, int, str]]) -> tuple[str, ...]:
    if len(phrases) < 2:
        return tuple([kind for _, _, kind in phrases])
    found: list[tuple[int, str]] = []
    taken: set[int] = set()
    for start, length, kind in phrases:
        places = set(range(start, start + length))
        if not taken & places:
            found.append((start, kind))
            taken |= places
    return tuple(dict.fromkeys(kind for _, kind in sorted(found)))


def _content(
    words: tuple[Token, ...], phrases: list[tuple[int, int, str]], window: Window | None, fillers: frozenset[str]
) -> tuple[int, ...]:
    asking = {i for start, length, _ in phrases for i in range(start, start + length)}
    aside = asking | (window.places if window else frozenset())
    empty = FILLERS | fillers
    return tuple(
        i
        for i, t in enumerate(words)
        if t.word not in empty and i not in aside and (len(t.word) > 1 or t.script == "digit")
    )


def read(text: str, lexicon: Lexicon, today: date) -> Reading:
    """Understand one question asked on `today` (a day of the asker's time zone)."""
    capitals = capitals_in(text)
    said = tokens(text)[:MOST_WORDS]
    typed = levelled(said, text, lexicon.has_word)
    language = language_of(text, tuple(t.word for t in typed))
    words = lexicon.speller.mended(typed, language, lexicon.knows, capitals)
    plain = [t.word for t in words]
    if words != typed:
        other_letters = any(token.script != t.script for token, t in zip(typed, words, strict=True))
        language = language_of(" ".join(plain) if other_letters else text, tuple(plain))
    spans = lexicon.spans(words)
    phrases = _phrases(plain)
    window, told = window_of(words, today), told_in(text)
    bag = word_features(words, spans)
    if window and _is_unsaid(window, plain):
        bag[str(window.first.year)] += 1
    if window and window.relative and all(place < told for place in window.places):
        window = None  # "I am seeing my minister tomorrow. What ...?"
    return Reading(
        text=text,
        words=words,
        spans=spans,
        language=language,
        asked=_asked([p for p in phrases if not (window and p[0] in window.places)]),
        window=window,
        ordinals=_ordinals(words, text, window.places if window else frozenset()),
        mentions=mentions_of(words, spans),
        bag=bag,
        chars=char_features(words),
        content=_content(words, phrases, window, lexicon.fillers),
        capitals=capitals,
        today=today,
        no_day=no_such_day(words),
        told=told,
        typed=(word_features(said, spans), char_features(said)) if typed != said else None,
    )


def _is_unsaid(window: Window, plain: list[str]) -> bool:
    """Whether a time is of one year that the text does not say, as "three years ago" does not."""
    if window.yearless or window.precision not in {"year", "month", "season"}:
        return False
    return window.first.year == window.last.year and not any(str(window.first.year) in word for word in plain)


def _ordinals(words: tuple[Token, ...], text: str, time: frozenset[int]) -> tuple[int, ...]:
    found = []
    for i, token in enumerate(words):
        if i in time:
            continue
        after = words[i + 1].word if i + 1 < len(words) else ""
        if token.word in HOLIDAY and (not after or after in FILLERS):
            continue
        number = numbered(token.word)
        if number is None and token.word in ROMAN and _is_roman(i, token, text):
            number = ROMAN[token.word]
        if number is not None:
            tens = TENS.get(words[i - 1].word, 0) if i and number < TWO_DIGITS and not token.word.isdigit() else 0
            found.append(number + tens)
    return tuple(found)


def _is_roman(at: int, token: Token, text: str) -> bool:
    """Whether letters are a number there: "session XI", "XIV session", but not "I" or "vi" alone at the head."""
    return len(token.word) > 2 if not at else len(token.word) > 1 or bool(_ROMAN_LETTER.search(text))


def mentions_of(words: tuple[Token, ...], spans: tuple[Span, ...]) -> tuple[Mention, ...]:
    """The countries named in a text, in order, each with how it stands there."""
    found: list[Mention] = []
    places = [(span.start, span.start - span.end, span) for span in spans if any(r.kind in _PLACED for r in span.refs)]
    for start, _, span in sorted(places, key=lambda place: place[:2]):
        if not any(start <= mention.at < span.end for mention in found):
            ref = next(r for r in span.refs if r.kind in _PLACED)
            how = _standing(words, span, ref)
            found.append(Mention(ref.id, start, how, ref.kind == "city", ref.kind != "place"))
    return tuple(found)


def _standing(words: tuple[Token, ...], span: Span, ref: Ref) -> str:
    first, last = words[span.start], words[span.end - 1]
    before = words[span.start - 1].word if span.start else ""
    after = words[span.end].word if span.end < len(words) else ""
    if before == "the" and span.start > 1:
        before = words[span.start - 2].word
    if ref.weight < 1:
        return "place" if after in _CAPITAL and before in _TO else "owner"
    if (after in _OWNER_AFTER and _is_visited(words, span)) or _follows_visit(words, span):
        return "place"
    if first.raw.endswith("'s") or last.raw.endswith("'s") or after in _OWNER_AFTER:
        return "owner"
    if before in _TO or after in _PLACE_AFTER or _is_gone_to(words, span):
        return "place"
    if before in _OF:
        return "place" if before == "of" and ref.kind == "city" else "owner"
    if last.script == "cyrillic":
        if _OF_PEOPLE.search(last.word):
            return "owner"
        if last.word.endswith(_LOCATIVE) or (last.word.endswith(("ка", "ке")) and last.word[-3] in _VOICELESS):
            return "place"
        if last.word.endswith(_GENITIVE):
            return "owner"
    if ref.kind == "city" and ref.weight >= 1 and not ref.capital:
        return "place"
    return "plain"


def _is_visited(words: tuple[Token, ...], span: Span) -> bool:
    """Whether somebody made a visit to it: "X ne Norvania ka daura kiya", "X ka Norvania ka pehla daura"."""
    after = [token.word for token in words[span.end + 1 : span.end + 4]]
    at = next((i for i, word in enumerate(after) if word in _VISIT), None)
    if at is None:
        return False
    is_whose = (
        span.start > 0 and words[span.start - 1].word in _GENITIVE_MARKS and _GENITIVE_MARKS.isdisjoint(after[:at])
    )
    return is_whose or any(token.word in _BY for token in words)


def _follows_visit(words: tuple[Token, ...], span: Span) -> bool:
    """Whether it stands behind the visit that is to it: "daura Norvania", "daura-e-Norvania"."""
    before = [token.word for token in words[max(0, span.start - 2) : span.start]]
    return bool(before) and (before[-1] in _DAURA or (before[-1] == "e" and before[0] in _DAURA))


def _is_gone_to(words: tuple[Token, ...], span: Span) -> bool:
    """Whether somebody went or came there: "Norvania kab gaye", "Norvania aaye"."""
    after = [token.word for token in words[span.end : span.end + 2]]
    if after[:1] and after[0] in _ASKING_BETWEEN:
        after = after[1:]
    return bool(after) and after[0] in _WENT


def folded(text: str) -> str:
    """The whole folded text, for comparing questions as a whole."""
    return " ".join(t.word for t in tokens(fold(text)))
