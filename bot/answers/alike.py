"""Lists of what shares a noun: "which ports are there?", "Pakistani chambers of commerce", "working groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.answer import Answer
from bot.answers.fitting import direction_fits, holds, is_called, listed, nearest_first, of_its_country
from bot.answers.question import Reading
from bot.answers.text import Token, folded_set, tokens
from bot.answers.tools import Tools
from bot.answers.wanted import PLURAL, Wanted
from bot.knowledge.entries import Entry

#: Kinds of entries that are listed so: what stands by itself and is called by what it is.
_KINDS = frozenset({"institution", "corridor", "initiative", "agreement"})
#: Kinds of questions that may ask for several things.
_ASKED = frozenset({"list", "which", "what", "card"})
#: Nouns that ask where something is or was, or for whom, rather than for entries called so.
_NO_NOUNS = folded_set(
    "organisers organizers "
    "cities towns places countries states sides nations regions years days dates names things areas fields sectors "
    "terms ties links words details facts goods products steps plans ways reasons issues goals numbers figures news "
    "города страны места годы даты شہر ممالک қалалар елдер"
)
#: What a summary says that something is: "... is a Pakistani think tank, created ...".
_IS = re.compile(
    r"\b(?:is|are|was)\b(.*?)(?:[,;.]|\b(?:of|for|to|in|at|on|by|with|from|through|that|which|who|planned|said|used)\b)"
)
#: What stands before it is what something is, in its name: "Documents on ports".
_OF_IT = re.compile(r"\b(?:of|for|to|on|in|with|from|between)\b")
#: What a question consists of besides the noun: more, and it asks for something about them.
MOST_MORE = 2
_KAZAKH = ("лар", "лер", "дар", "дер", "тар", "тер")
_KAZAKH_ITS = ("лыгы", "лиги", "дыгы", "диги", "тыгы", "тиги")
_WHICH = folded_set("which what какие қандай қай")
_BEING = folded_set("is was are were do does did has have had will would can could should")
_OF = folded_set("of for in at on from to with")
_AND = folded_set("and or и или اور یا және aur ya")


def alike(question: str, reading: Reading, tools: Tools, wanted: Wanted) -> Answer | None:
    """The entries that are called by the noun of which a question asks for several; None where fewer than two are.

    All other words have to be theirs too.
    """
    if reading.kind not in _ASKED or reading.window or wanted.types or wanted.kinds or wanted.people:
        return None
    nouns = _nouns(reading, tools, wanted)
    if not nouns:
        return None
    rest = tuple(i for i in wanted.rest if i not in nouns)
    if len(rest) > MOST_MORE:
        return None
    found = [e for some in nouns.values() for e in some]
    kept = [e for e in of_its_country(dict.fromkeys(found), wanted, tools) if direction_fits(e, reading, wanted)]
    kept = [e for e in kept if all(holds(e, reading, i, tools) for i in rest)]
    kept = [e for e in kept if all(is_called(e, reading, i, tools) for i in rest)] or kept
    ones = [e for e in kept if any(_is_one(e, reading, i, tools) for i in nouns)]
    kept = ones if len(ones) > 1 else kept
    if len(kept) < 2:
        return None
    return listed(question, reading, nearest_first(kept, reading, tools), None)


def _nouns(reading: Reading, tools: Tools, wanted: Wanted) -> dict[int, list[Entry]]:
    """The nouns in the plural that several things are asked for by, each with the entries that are called so.

    The first, and others joined to it.
    """
    found: dict[int, list[Entry]] = {}
    offices = reading.positions("role")
    for i in (i for i in wanted.rest if i not in offices):
        token = reading.words[i]
        joined = not found or any(reading.words[j].word in _AND for j in range(max(found) + 1, i))
        if not joined or token.word in _NO_NOUNS or not _is_plural(token, reading) or not _is_asked_for(i, reading):
            continue
        called = [e for e in _holding(i, reading, tools) if _is_called_so(e, reading, i, tools)]
        if called:
            found[i] = called
    return found


def _holding(position: int, reading: Reading, tools: Tools) -> Iterator[Entry]:
    """The entries of which some text has a word of the question, or a known other word for it."""
    spans = (s for s in reading.spans if s.start <= position < s.end)
    features = {reading.words[position].stem, *(r.feature for s in spans for r in s.refs if r.kind == "word")}
    numbers = {n for feature in features for n in tools.searcher.documents.holders(feature)}
    return (entry for n in sorted(numbers) if (entry := tools.searcher.entries[n]).kind in _KINDS)


def _is_plural(token: Token, reading: Reading) -> bool:
    """Whether a word is a noun in the plural, as its language forms it: "ы" ends one in Russian, not in Kazakh."""
    if token.script == "cyrillic" and (reading.language == "kk" or token.word.endswith(_KAZAKH_ITS)):
        return token.raw.endswith(_KAZAKH)
    return token.raw.endswith(PLURAL)


def _is_asked_for(position: int, reading: Reading) -> bool:
    """Whether it is what is asked for: "which harbours", "harbours in Norvania", not "what did the harbours bring?"."""
    words = [token.word for token in reading.words]
    at = next((i for i, word in enumerate(words[:position]) if word in _WHICH), None)
    if at is not None:
        first = at + 2 if words[at + 1] == "are" else at + 1
        return _BEING.isdisjoint(words[first:position])
    if reading.kind != "card":
        return True
    behind = [i for i in reading.content if i > position]
    return not behind or words[position + 1] in _OF or words[position + 1] in _AND


def _is_called_so(entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether the noun stands in a name of the entry, or its summary says that it is that."""
    texts = (entry.name, *entry.names.values(), _kind_of(entry))
    return is_called(entry, reading, position, tools) and _stands_in(texts, entry, reading, position, tools)


def _is_one(entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether the entry is what the noun says, rather than on it: a port, not documents on ports."""
    if entry.kind == "institution":
        return True
    return _stands_in((_OF_IT.split(entry.name)[0], _kind_of(entry)), entry, reading, position, tools)


def _kind_of(entry: Entry) -> str:
    """What the summary says that an entry is: "a Pakistani think tank"; empty where it says it otherwise."""
    said = _IS.search(entry.summary or "")
    return said[1] if said else ""


def _stands_in(texts: Sequence[str], entry: Entry, reading: Reading, position: int, tools: Tools) -> bool:
    """Whether a word of the question stands in one of these texts, or of what is no institution another word for it."""
    token, words = reading.words[position], [tokens(text) for text in texts]
    if any(other.stem == token.stem for some in words for other in some):
        return True
    if entry.kind == "institution":
        return False  # a ministry of training has no trains
    others = {r.feature for s in reading.spans if s.start == position for r in s.refs if r.kind == "word"}
    spans = (s for some in words for s in tools.searcher.lexicon.exact_spans(some))
    return any(r.feature in others for s in spans for r in s.refs)
